//! What Sonar's words mean.

use slotwright_domain::{FieldKind, PlaceKind, Status};

use super::JobStatus;

/// The spellings of the place's kind: plural with jobs, singular with the find operations, either accepted by both.
pub const PLACE_KINDS: &[(&str, PlaceKind)] = &[
    ("accounts", PlaceKind::Account),
    ("network_sites", PlaceKind::NetworkSite),
    ("account", PlaceKind::Account),
    ("network_site", PlaceKind::NetworkSite),
];

/// Where jobs stand, with what that means: of what Sonar has no word for it says the nearest.
pub const STATUSES: &[(&str, &[Status])] = &[
    ("queued", &[Status::Queued, Status::Cancelled]),
    ("scheduled", &[Status::Scheduled, Status::InProgress]),
    ("completed", &[Status::Completed]),
    ("failed", &[Status::Failed]),
];

/// The types of custom fields with their spellings.
pub const FIELD_KINDS: [(&str, FieldKind); 4] = [
    ("text", FieldKind::Text),
    ("checkbox", FieldKind::Flag),
    ("select", FieldKind::Choice),
    ("date", FieldKind::Date),
];

/// Where a job stands that is there.
#[must_use]
pub fn status(status: JobStatus) -> Status {
    match status {
        JobStatus::Queued => Status::Queued,
        JobStatus::Scheduled => Status::Scheduled,
        JobStatus::Completed => Status::Completed,
        JobStatus::Failed => Status::Failed,
    }
}
