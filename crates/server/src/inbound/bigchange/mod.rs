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
pub mod setup;
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

pub use constraints::kinds as constraint_kinds;
pub use create::MAX_MINUTES;
pub use facts::words as status_words;
pub use filter::orders;
pub use query::{MAX_PAGE, MAX_PAGE_SIZE, MAX_VALUES};

/// Where it stands.
pub const ROOT: Root = Root { path: "/bigchange", table, shape: shape::SHAPE };

/// All its paths.
fn table() -> Table {
    let v1 = Table::new()
        .route("/jobs", get(jobs::list).post(create::create))
        .route("/jobs/{jobId}", get(jobs::get).patch(patch::patch))
        .route("/jobs/{jobId}/schedule", put(schedule::schedule))
        .route("/jobs/{jobId}/start", put(start::start))
        .route("/jobs/{jobId}/result", put(result::result))
        .route("/jobs/{jobId}/cancel", put(cancel::cancel))
        .route("/jobs/{jobId}/status/history", get(status_history::list))
        .route("/jobs/{jobId}/statusHistory", get(status_history::list)) // some programs know it by this path
        .route("/jobs/{jobId}/constraints", get(constraints::list).post(constraints::create))
        .route("/jobTypes", get(job_types::list))
        .route("/jobTypes/{jobTypeId}", get(job_types::get))
        .route("/contacts", get(lists::contacts))
        .route("/contacts/{contactId}", get(lists::contact))
        .route("/contacts/{contactId}/accessHours", get(lists::access_hours))
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
