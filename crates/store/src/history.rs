//! What became of each job and each link: one row for each change, in the transaction of the change.

use slotwright_domain::{Actor, Status};

use crate::error::Error;
use crate::idempotency_keys::Effect;
use crate::sql::params;
use crate::status;
use crate::unit_of_work::Db;

/// Notes a change. `status` is the job's after it, `None` when nothing is left of it.
pub(crate) fn note(db: &Db, by: &Actor, job_id: u64, operation: &str, status: Option<Status>) -> Result<(), Error> {
    let effect = if status.is_none() { Effect::Deletion } else { Effect::Job(job_id) };
    note_beside(db, by, job_id, operation, status)?;
    db.note(effect)
}

/// Notes a change of what belongs to a job, which is not the job itself.
pub(crate) fn note_beside(
    db: &Db,
    by: &Actor,
    job_id: u64,
    operation: &str,
    status: Option<Status>,
) -> Result<(), Error> {
    let status = status.map_or("deleted", status::text);
    let sql = format!("INSERT INTO job_history ({COLUMNS}) VALUES ({}, ?1, ?2, ?3, ?4)", db.clock());
    db.pipeline(&sql, params![job_id, by.name(), operation, status])
}

/// Notes what became of a link. `by` is as [`Actor::name`] gives it.
pub(crate) fn note_link(db: &Db, by: &str, link_id: u64, operation: &str) -> Result<(), Error> {
    let sql =
        format!("INSERT INTO link_history (at_ms, link_id, actor, operation) VALUES ({}, ?1, ?2, ?3)", db.clock());
    db.pipeline(&sql, params![link_id, by, operation])
}

/// How much somebody has done within the last 24 hours.
pub(crate) fn within_a_day(db: &Db, by: &Actor) -> Result<u64, Error> {
    let sql = format!(
        "SELECT count(*) FROM job_history WHERE actor = ?1 AND at_ms > {} - {DAY_MS} AND operation <> 'delete'",
        db.clock()
    );
    Ok(db.column(&sql, params![by.name()])?.into_iter().next().unwrap_or_default())
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a row says: when, of which job, who, what, and what the job was then.
pub(crate) const COLUMNS: &str = "at_ms, job_id, actor, operation, status";
