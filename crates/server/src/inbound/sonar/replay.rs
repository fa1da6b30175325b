//! What has to be known of Sonar's API to repeat its answers.

use axum::http::{Method, StatusCode};
use slotwright_store::{Answer, Effect};
use slotwright_wire::sonar::ROOT;

use super::envelope::ENVELOPE;
use crate::access::{Dialect, ReadBack};

/// Sonar's.
pub const DIALECT: Dialect = Dialect { shape: ENVELOPE, only_asks, read_back };

/// The find operations may be posted, and change nothing.
fn only_asks(path: &str) -> bool {
    path.ends_with("_available_space")
}

/// Where what was done is read; deletions say that they succeeded.
pub fn read_back(method: &Method, effect: Effect) -> ReadBack {
    match effect {
        Effect::Job(id) => ReadBack::At(format!("{ROOT}/scheduling/jobs/{id}"), StatusCode::CREATED),
        Effect::Wish { job_id, id } => {
            let status = if *method == Method::POST { StatusCode::CREATED } else { StatusCode::OK };
            ReadBack::At(format!("{ROOT}/scheduling/jobs/{job_id}/desired_job_datetimes/{id}"), status)
        }
        Effect::Deletion | Effect::Change => {
            ReadBack::Nothing(Answer { status: 200, code: None, body: r#"{"data":{"success":true}}"#.to_owned() })
        }
    }
}
