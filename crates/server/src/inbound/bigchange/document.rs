//! What BigChange has of a job and others have no place for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use slotwright_domain::{Particulars, System};
use slotwright_matching::Minute;

use crate::edge::refusal::Refusal;

/// What is kept of a job. Instants are seconds since 1970.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Document {
    /// When it was made; `None` where another system's program has made it.
    pub created_at: Option<i64>,
    /// The customer's number of the order.
    pub order_number: Option<String>,
    /// Who is spoken with.
    pub person_id: Option<String>,
    /// Of which group.
    pub job_group_id: Option<u64>,
    /// Of which category.
    pub category_id: Option<u64>,
    /// Where, besides.
    pub site_contact_id: Option<u64>,
    /// Whether it is paid for.
    pub is_financially_complete: bool,
    /// Whether the office is done with it.
    pub is_actioned: bool,
    /// For the office.
    pub office_notes: Option<String>,
    /// Custom fields, by their definition.
    pub custom_fields: BTreeMap<u64, String>,
    /// What was planned, as far as the job itself doesn't say it.
    pub plan: Option<Plan>,
    /// When it was begun.
    pub started: Option<Started>,
    /// What has become of it through this API.
    pub history: Vec<Entry>,
    /// What must hold of it.
    pub constraints: Vec<Kept>,
}

/// Who, with what, and when.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Plan {
    /// Who comes.
    pub resource_id: Option<u64>,
    /// With which vehicle.
    pub vehicle_id: Option<u64>,
    /// When.
    pub start_at: Option<i64>,
    /// What it is of the job.
    pub standing: Standing,
}

/// What a plan is of a job.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub enum Standing {
    /// Not enough for a visit: the job has no time, and takes nobody's.
    Partial,
    /// The job's visit, whose time and crew the job itself has.
    Visit,
    /// What the visit was before the job ended.
    Past,
}

/// When a job was begun.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Started {
    /// When.
    pub at: i64,
    /// When its visit was to start; another by now, and it is another visit.
    pub start: Option<Minute>,
}

/// A status that a job was given through this API.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Entry {
    /// Which.
    pub status: String,
    /// Since when.
    pub at: i64,
    /// Why.
    pub comment: Option<String>,
}

/// A constraint as it is kept.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Kept {
    /// Its number among the job's, from 1.
    pub number: u64,
    /// When it was made.
    pub created_at: i64,
    /// Which kind: `jobMustStartAfter`.
    pub kind: String,
    /// When.
    pub at: Option<i64>,
    /// Who or which.
    pub entity_id: Option<u64>,
}

/// How many entries of the history are kept.
const MAX_ENTRIES: usize = 200;

impl Document {
    /// As it is kept; an empty one where there is nothing.
    pub fn of(kept: Option<&Particulars>) -> Result<Self, Refusal> {
        let Some(kept) = kept else { return Ok(Self::default()) };
        let corrupt = |error: serde_json::Error| Refusal {
            cause: Some(format!("what is kept of a job: {error}")),
            ..Refusal::internal()
        };
        serde_json::from_str(&kept.document).map_err(corrupt)
    }

    /// To be kept.
    pub fn kept(&self, reference: Option<String>) -> Particulars {
        let document = serde_json::to_string(self).unwrap_or_default();
        Particulars { system: System::BigChange, reference, document }
    }

    /// Notes that it has another status.
    pub fn note(&mut self, status: &str, at: i64, comment: Option<String>) {
        self.history.push(Entry { status: status.to_owned(), at, comment });
        if MAX_ENTRIES < self.history.len() {
            self.history.remove(1);
        }
    }
}
