//! Who waits for a sooner time, as it is stored: what they asked, what is no news to them, what is held for them.
//!
//! What they asked stays until they have taken something, chosen another time themselves, said that they don't wait any more, or
//! there is no visit left to be had sooner. So whoever looks after them ([`Store::waiting`]) needs to remember nothing: all is
//! found again by the next who looks, on whichever server.

use slotwright_domain::{Earlier, EarlierOffer, Waiting};
use slotwright_matching::{Interval, IntervalSet, Minute};

use crate::claims;
use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// Whether the customer of this job waits for a sooner time, and what is held for them now.
    pub async fn earlier(&self, job_id: u64) -> Result<Option<Earlier>, Error> {
        self.ask(move |db| get(db, job_id)).await
    }

    /// All who wait, in the order in which they asked.
    pub async fn waiting(&self) -> Result<Vec<Waiting>, Error> {
        self.ask_once(|db| {
            let sql = "SELECT id, job_id, link_id, not_before, seen, hold_id FROM earlier_requests ORDER BY id";
            db.rows(sql, &[])?.iter().map(read).collect()
        })
        .await
    }

    /// What would be another if something had become free for those who wait, or had to be tidied up after them.
    pub async fn waiting_pulse(&self) -> Result<WaitingPulse, Error> {
        self.ask_once(|db| {
            let sql = format!(
                "SELECT count(*), CAST(coalesce(sum(id), 0) AS BIGINT), ({CHANGES}), (SELECT count(*) FROM holds WHERE until_ms <= {}),
                   (SELECT count(*) FROM holds WHERE is_offer)
                 FROM earlier_requests",
                db.clock()
            );
            let row = db.row(&sql, &[])?.ok_or_else(|| Error::Corrupt("a count without a row".to_owned()))?;
            Ok(WaitingPulse {
                waiting: row.get(0)?,
                numbers: row.get(1)?,
                changes: row.get(2)?,
                expired: row.get(3)?,
                offers: row.get(4)?,
            })
        })
        .await
    }

    /// Takes from what somebody who waits has seen what nobody can have any more; unless it is another set by now.
    pub async fn forget_seen(&self, id: u64, seen: IntervalSet, left: IntervalSet) -> Result<(), Error> {
        self.change_unkeyed(move |db| {
            let sql = "UPDATE earlier_requests SET seen = ?3 WHERE id = ?1 AND seen = ?2";
            db.execute(sql, params![id, text(&seen)?, text(&left)?]).map(drop)
        })
        .await
    }

    /// Whoever asked this can't be offered anything any more: their link has ended, or the job is not theirs.
    pub async fn forget_waiting(&self, id: u64) -> Result<(), Error> {
        self.change_unkeyed(move |db| db.execute("DELETE FROM earlier_requests WHERE id = ?1", params![id]).map(drop))
            .await
    }
}

/// What would be another if something had become free for those who wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaitingPulse {
    /// How many wait.
    waiting: u64,
    /// The sum of their numbers.
    numbers: u64,
    /// How often people's time has changed.
    pub changes: u64,
    /// How many holds have expired without being tidied away.
    expired: u64,
    /// How many holds are offers.
    offers: u64,
}

impl WaitingPulse {
    /// Whether nobody waits, and nothing is left of those who did.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.waiting == 0 && self.offers == 0
    }
}

/// How often people's time has changed, by the versions of all.
const CHANGES: &str = "SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM versions";

/// How often people's time has changed.
pub(crate) fn changes(db: &Db) -> Result<u64, Error> {
    db.value(CHANGES, &[])
}

pub(crate) fn get(db: &Db, job_id: u64) -> Result<Option<Earlier>, Error> {
    let sql = "SELECT not_before, hold_id FROM earlier_requests WHERE job_id = ?1";
    let Some(row) = db.row(sql, params![job_id])? else { return Ok(None) };
    let hold_id: Option<u64> = row.get(1)?;
    let offer = hold_id.map(|hold_id| offer(db, hold_id)).transpose()?.flatten();
    Ok(Some(Earlier { not_before: row.get(0)?, offer }))
}

/// What is held, while it is.
fn offer(db: &Db, hold_id: u64) -> Result<Option<EarlierOffer>, Error> {
    let clock = db.clock();
    let sql = format!(
        "SELECT start_minute, length_in_minutes, until_ms - {clock} FROM holds WHERE id = ?1 AND until_ms > {clock}"
    );
    let Some(row) = db.row(&sql, params![hold_id])? else { return Ok(None) };
    let user_ids = claims::claimants(db, "hold_id", &[hold_id])?.remove(&hold_id).unwrap_or_default();
    Ok(Some(EarlierOffer {
        hold_id,
        start: row.get(0)?,
        length_in_minutes: row.get(1)?,
        user_ids,
        remaining_ms: row.get(2)?,
    }))
}

/// What somebody waits for who has this job.
pub(crate) fn of_job(db: &Db, job_id: u64) -> Result<Option<Waiting>, Error> {
    let sql = "SELECT id, job_id, link_id, not_before, seen, hold_id FROM earlier_requests WHERE job_id = ?1";
    db.row(sql, params![job_id])?.as_ref().map(read).transpose()
}

/// The hold that is offered for this job, be it expired.
pub(crate) fn offer_of(db: &Db, job_id: u64) -> Result<Option<u64>, Error> {
    let sql = "SELECT hold_id FROM earlier_requests WHERE job_id = ?1";
    db.row(sql, params![job_id])?.map_or(Ok(None), |row| row.get(0))
}

/// When the visit would start that is offered for this job.
pub(crate) fn offered_start(db: &Db, job_id: u64) -> Result<Option<Minute>, Error> {
    let sql = "SELECT start_minute FROM earlier_requests JOIN holds ON holds.id = hold_id WHERE job_id = ?1";
    db.row(sql, params![job_id])?.map(|row| row.get(0)).transpose()
}

/// Writes what a customer asks for, who keeps their turn where they have asked before.
pub(crate) fn write(
    db: &Db,
    job_id: u64,
    link_id: u64,
    not_before: Option<Minute>,
    seen: &IntervalSet,
) -> Result<(), Error> {
    let sql = "INSERT INTO earlier_requests (job_id, link_id, not_before, seen) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (job_id) DO UPDATE SET link_id = ?2, not_before = ?3";
    db.execute(sql, params![job_id, link_id, not_before, text(seen)?]).map(drop)
}

/// Notes what is held for somebody who waits, and what is no news to them any more.
pub(crate) fn set_offer(db: &Db, id: u64, hold_id: u64, seen: &IntervalSet) -> Result<(), Error> {
    let sql = "UPDATE earlier_requests SET hold_id = ?2, seen = ?3 WHERE id = ?1";
    db.execute(sql, params![id, hold_id, text(seen)?]).map(drop)
}

/// Nobody waits for this job any more. Whether somebody did.
pub(crate) fn remove(db: &Db, job_id: u64) -> Result<bool, Error> {
    Ok(0 < db.execute("DELETE FROM earlier_requests WHERE job_id = ?1", params![job_id])?)
}

/// Ends the waiting for visits that there are not any more, and offers that have lapsed or are no sooner than the visit by now.
/// Who has let one lapse waits on.
pub(crate) fn tidy(db: &Db) -> Result<(), Error> {
    let has_visit = "SELECT 1 FROM jobs WHERE jobs.id = job_id AND start_minute IS NOT NULL AND status = 'scheduled'";
    db.execute(&format!("DELETE FROM earlier_requests WHERE NOT EXISTS ({has_visit})"), &[])?;
    let sql = format!(
        "UPDATE earlier_requests SET hold_id = NULL WHERE hold_id IN (
           SELECT holds.id FROM holds WHERE is_offer AND (until_ms <= {} OR start_minute >= (
             SELECT start_minute FROM jobs WHERE jobs.id = earlier_requests.job_id
           ))
         )",
        db.clock()
    );
    db.execute(&sql, &[]).map(drop)
}

fn read(row: &Row) -> Result<Waiting, Error> {
    Ok(Waiting {
        id: row.get(0)?,
        job_id: row.get(1)?,
        link_id: row.get(2)?,
        not_before: row.get(3)?,
        seen: set(&row.get::<String>(4)?)?,
        has_offer: row.get::<Option<u64>>(5)?.is_some(),
    })
}

/// A set as it is stored: JSON, pairs of minutes.
fn text(set: &IntervalSet) -> Result<String, Error> {
    let pairs: Vec<(Minute, Minute)> = set.iter().map(|interval| (interval.start(), interval.end())).collect();
    serde_json::to_string(&pairs).map_err(|error| Error::Corrupt(error.to_string()))
}

fn set(text: &str) -> Result<IntervalSet, Error> {
    let pairs: Vec<(Minute, Minute)> =
        serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("what was seen: {error}")))?;
    Ok(pairs.into_iter().filter_map(|(start, end)| Interval::new(start, end)).collect())
}
