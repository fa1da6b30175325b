//! Frotcom V2: what its programs send, and what they are answered.
//!
//! A job is a bundle of tasks. The first task with which it is made says for whom, where and when; all tasks are kept as they were
//! sent, for whoever looks at the job. The API can make jobs and add to them, and nothing else.

mod authorize;
mod job;
mod options;
mod read;
mod rules;
mod shape;
mod task;
mod tasks;

use serde_json::Value;

use super::Root;
use crate::table::{Table, post};

/// Where it stands.
pub const ROOT: Root = Root { path: "/frotcom", table, shape: shape::SHAPE };

/// All its paths.
fn table() -> Table {
    Table::new()
        .route("/v2/authorize", post(authorize::log_in).put(authorize::check).delete(authorize::log_out))
        .route("/v2/jobs/tasks", post(tasks::add))
}

/// Judges a part of what a world has of it.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn judge(kind: &str, value: &Value) -> Result<(), String> {
    match kind {
        "options" => options::judge(value),
        _ => Err("is not known: there are options".to_owned()),
    }
}
