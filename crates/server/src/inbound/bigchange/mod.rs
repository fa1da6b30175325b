//! BigChange's REST API (v1): a program written for it works against us with another address.
//!
//! [`table`] has all its paths, a file each action; `program` says who calls and what they may, `body` and `query` read what they
//! send, `facts` says where a job stands in the vendor's words, and `document` has what others have no place for.

mod action;
mod body;
mod cancel;
mod constraints;
mod create;
mod document;
mod facts;
mod filter;
mod job_types;
mod jobs;
mod lists;
mod patch;
mod program;
mod query;
mod result;
mod schedule;
mod setup;
mod shape;
mod start;
mod status_history;
mod time;
mod tokens;
mod view;
mod words;

use serde_json::Value;

use super::Root;
use crate::table::{Table, get, post, put};

/// Where it stands.
pub const ROOT: Root = Root { path: "/bigchange", table, shape: shape::SHAPE };

/// All its paths.
fn table() -> Table {
    let v1 = Table::new()
        .route("/jobs", get(jobs::list).post(create::create))
        .route("/jobs/{id}", get(jobs::get).patch(patch::patch))
        .route("/jobs/{id}/schedule", put(schedule::schedule))
        .route("/jobs/{id}/start", put(start::start))
        .route("/jobs/{id}/result", put(result::result))
        .route("/jobs/{id}/cancel", put(cancel::cancel))
        .route("/jobs/{id}/status/history", get(status_history::list))
        .route("/jobs/{id}/statusHistory", get(status_history::list)) // some programs know it by this path
        .route("/jobs/{id}/constraints", get(constraints::list).post(constraints::create))
        .route("/jobTypes", get(job_types::list))
        .route("/jobTypes/{id}", get(job_types::get))
        .route("/contacts", get(lists::contacts))
        .route("/contacts/{id}", get(lists::contact))
        .route("/contacts/{id}/accessHours", get(lists::access_hours))
        .route("/resources", get(lists::resources))
        .route("/vehicles", get(lists::vehicles))
        .route("/persons", get(lists::persons))
        .route("/users", get(lists::users))
        .route("/jobGroups", get(lists::job_groups));
    Table::new().route("/auth/tokens", post(tokens::create)).nest("/v1", v1)
}

/// Judges a part of what a world has of it.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn judge(kind: &str, value: &Value) -> Result<(), String> {
    setup::judge(kind, value)
}
