//! What became of each job: one row for each change, in the transaction of the change.

use super::sql::{Db, params};
use super::{Effect, Error, jobs, ledger};
use slotwright_domain::{By, Status};

/// Notes a change. `status` is the job's after it, `None` when nothing is left of it.
pub(super) fn note(db: &Db, by: &By, job_id: u64, operation: &str, status: Option<Status>) -> Result<(), Error> {
    let status = status.map_or("deleted", jobs::status_text);
    let sql = format!("INSERT INTO job_history ({COLUMNS}) VALUES ({}, ?1, ?2, ?3, ?4)", db.clock());
    db.later(&sql, params![job_id, by.actor(), operation, status])?;
    ledger::note(db, if status == "deleted" { Effect::Deletion } else { Effect::Job(job_id) })
}

/// What a row tells: when, of which job, who, what, and what the job was then.
pub(super) const COLUMNS: &str = "at_ms, job_id, actor, operation, status";
