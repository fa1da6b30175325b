//! What became of each job: one row for each change, in the transaction of the change.

use slotwright_domain::{Actor, Status};

use crate::error::Error;
use crate::idempotency_keys::Effect;
use crate::sql::params;
use crate::status;
use crate::unit_of_work::Db;

/// Notes a change. `status` is the job's after it, `None` when nothing is left of it.
pub(crate) fn note(db: &Db, by: &Actor, job_id: u64, operation: &str, status: Option<Status>) -> Result<(), Error> {
    let status = status.map_or("deleted", status::text);
    let sql = format!("INSERT INTO job_history ({COLUMNS}) VALUES ({}, ?1, ?2, ?3, ?4)", db.clock());
    db.pipeline(&sql, params![job_id, by.name(), operation, status])?;
    db.note(if status == "deleted" { Effect::Deletion } else { Effect::Job(job_id) })
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
