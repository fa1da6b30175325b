//! When customers would rather not have their visit, though they could.

use std::collections::BTreeMap;

use slotwright_domain::{Actor, WishWindow};
use slotwright_matching::Day;

use crate::error::{Error, Refused};
use crate::idempotency_keys::Effect;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{booking, history};

impl Store {
    /// When the customer of a job would rather not have it, by the clock.
    pub async fn rather_not(&self, job_id: u64) -> Result<Vec<WishWindow>, Error> {
        self.ask_once(move |db| of_job(db, job_id)).await
    }

    /// Puts these windows in the place of what was said before. The same said again is no change.
    pub async fn set_rather_not(&self, job_id: u64, windows: Vec<WishWindow>, by: Actor) -> Result<(), Refused> {
        self.change(move |db| set(db, job_id, &windows, &by)).await
    }
}

const WINDOWS: &str = "SELECT day, start_second, end_second, job_id FROM rather_not";

pub(crate) fn of_job(db: &Db, job_id: u64) -> Result<Vec<WishWindow>, Error> {
    let sql = format!("{WINDOWS} WHERE job_id = ?1 ORDER BY day, start_second, end_second");
    db.rows(&sql, params![job_id])?.iter().map(read).collect()
}

/// Those of these jobs.
pub(crate) fn of_jobs(db: &Db, job_ids: &[u64]) -> Result<BTreeMap<u64, Vec<WishWindow>>, Error> {
    let sql =
        format!("{WINDOWS} WHERE job_id IN (SELECT value FROM json_each(?1)) ORDER BY day, start_second, end_second");
    let mut windows = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(&sql, params![job_ids])? {
        windows.entry(row.get(3)?).or_default().push(read(&row)?);
    }
    Ok(windows)
}

fn set(db: &Db, job_id: u64, windows: &[WishWindow], by: &Actor) -> Result<(), Refused> {
    let job = booking::changeable(db, job_id, by)?;
    let mut wanted = windows.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted != of_job(db, job_id)? {
        db.execute("DELETE FROM rather_not WHERE job_id = ?1", params![job_id])?;
        for WishWindow { day, start_second, end_second } in wanted {
            db.execute(
                "INSERT INTO rather_not (job_id, day, start_second, end_second) VALUES (?1, ?2, ?3, ?4)",
                params![job_id, day.0, start_second, end_second],
            )?;
        }
        history::note_wish(db, by, &job, "rather_not")?;
    }
    Ok(db.note(Effect::Change)?)
}

fn read(row: &Row) -> Result<WishWindow, Error> {
    Ok(WishWindow { day: Day(row.get(0)?), start_second: row.get(1)?, end_second: row.get(2)? })
}
