//! What became of each job and each link: one row for each change, in the transaction of the change.

use std::collections::BTreeMap;

use slotwright_domain::{Actor, Holder, Status};

use crate::error::Error;
use crate::idempotency_keys::Effect;
use crate::sql::{Row, params};
use crate::status;
use crate::store::Store;
use crate::unit_of_work::Db;

/// What became of a job so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// How often it was changed.
    pub changes: u32,
    /// When it was changed last, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub changed_at_ms: Option<i64>,
    /// Whether it has had a time.
    pub was_scheduled: bool,
    /// Whether the holder of the link that was asked for has made it.
    pub is_made_by_link: bool,
}

impl Store {
    /// When these jobs were made and when they were changed last, by the database's clock: milliseconds since 1970-01-01 00:00
    /// UTC. Those that came with the world and stayed as they were are not among them; of those that came with it and were changed,
    /// nobody knows when they were made.
    pub async fn times_of(&self, job_ids: Vec<u64>) -> Result<BTreeMap<u64, (Option<i64>, i64)>, Error> {
        self.ask_once(move |db| {
            let sql = "SELECT job_id, min(CASE WHEN operation = 'create' THEN at_ms END), max(at_ms) FROM job_history
                WHERE job_id IN (SELECT value FROM json_each(?1)) GROUP BY job_id";
            let read = |row: &Row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)));
            db.rows(sql, params![job_ids])?.iter().map(read).collect()
        })
        .await
    }

    /// What became of a job, which may be deleted; `link_id` is whether that one's holder has made it.
    pub async fn past(&self, job_id: u64, link_id: u64) -> Result<Past, Error> {
        self.ask(move |db| past(db, job_id, Holder::Link(link_id))).await
    }
}

fn past(db: &Db, job_id: u64, holder: Holder) -> Result<Past, Error> {
    // Back into the queue goes what has had a time, be it from before there was a history.
    let sql = "SELECT count(*), max(at_ms), coalesce(max(CASE WHEN status = 'scheduled' OR operation = 'queue' THEN 1 END), 0),
          coalesce(max(CASE WHEN operation = 'create' AND actor = ?2 THEN 1 END), 0)
        FROM job_history WHERE job_id = ?1";
    let row = db.row(sql, params![job_id, holder.name()])?;
    let row = row.ok_or_else(|| Error::Corrupt("a sum without a row".to_owned()))?;
    let is = |column| row.get::<i64>(column).map(|found| found != 0);
    Ok(Past { changes: row.get(0)?, changed_at_ms: row.get(1)?, was_scheduled: is(2)?, is_made_by_link: is(3)? })
}

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
