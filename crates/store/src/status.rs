//! A job's statuses as they are stored.

use slotwright_domain::Status;

use crate::error::Error;

/// Reads one.
pub(crate) fn read(text: &str) -> Result<Status, Error> {
    [Status::Queued, Status::Scheduled, Status::InProgress, Status::Completed, Status::Failed, Status::Cancelled]
        .into_iter()
        .find(|status| self::text(*status) == text)
        .ok_or_else(|| Error::Corrupt(format!("a job has the status `{text}`")))
}

/// Writes one.
pub(crate) fn text(status: Status) -> &'static str {
    match status {
        Status::Queued => "queued",
        Status::Scheduled => "scheduled",
        Status::InProgress => "in_progress",
        Status::Completed => "completed",
        Status::Failed => "failed",
        Status::Cancelled => "cancelled",
    }
}
