//! OS1 Dispatch: what its programs send, and what they are answered.
//!
//! The vendor writes out one path; the others are derived from it, all in the table here.

mod asked;
pub mod attributes;
mod auth;
mod callback;
mod create;
mod definitions;
mod job;
mod job_types;
mod jobs;
mod read;
mod shape;
mod shown_visit;
mod status;
mod values;
mod workflows;

use super::Root;
use crate::table::{Table, get, post};

pub(super) use definitions::judge;

/// Where it stands.
pub const ROOT: Root = Root { path: "/os1", table, shape: shape::SHAPE };

/// All its paths.
fn table() -> Table {
    let dispatch = Table::new()
        .route("/job-types", get(job_types::list).post(job_types::create))
        .route("/job-types/{type_id}", get(job_types::get))
        .route("/job-types/{type_id}/attributes", get(attributes::list).post(attributes::create))
        .route("/job-workflows", post(workflows::create))
        .route("/job-workflows/{id}", get(workflows::get))
        .route("/job-workflows/{id}/status", post(workflows::set_status).put(workflows::set_status))
        .route("/jobs", post(create::create).put(status::complete_by_reference).patch(status::complete_by_reference))
        .route("/jobs/sub-status", post(status::set_sub_statuses).put(status::set_sub_statuses))
        .route("/jobs/{id}", get(jobs::get).put(jobs::update).patch(jobs::update).post(jobs::update))
        .route("/jobs/{id}/status", post(status::complete).put(status::complete))
        .route("/jobs/{id}/sub-status", post(status::set_sub_status).put(status::set_sub_status));
    Table::new()
        .route("/core/api/v1/aaa/auth/client-credentials", post(auth::log_in))
        .nest("/core/api/v2/dispatch-service", dispatch)
}
