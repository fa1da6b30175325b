//! When customers would like their jobs done.

use std::collections::BTreeMap;

use slotwright_domain::{Actor, Page, Wish, WishChange, WishWindow};
use slotwright_matching::Day;

use crate::error::{Error, Refused};
use crate::idempotency_keys::Effect;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{booking, history, jobs};

impl Store {
    /// A part of a job's wishes, by rank, and how many there are; `None` when there is no such job.
    pub async fn wishes(&self, job_id: u64, page: Page) -> Result<Option<(Vec<Wish>, u64)>, Error> {
        self.ask(move |db| list(db, job_id, page)).await
    }

    /// One wish of a job.
    pub async fn wish(&self, job_id: u64, id: u64) -> Result<Option<Wish>, Error> {
        self.ask(move |db| get(db, job_id, id)).await
    }

    /// Adds a wish to a job.
    pub async fn create_wish(&self, job_id: u64, window: WishWindow, by: Actor) -> Result<Wish, Refused> {
        self.change(move |db| create(db, job_id, window, &by)).await
    }

    /// Changes a wish of a job; what is `None` stays. Start must be before end in what comes out.
    pub async fn change_wish(&self, job_id: u64, id: u64, change: WishChange, by: Actor) -> Result<Wish, Refused> {
        self.change(move |db| self::change(db, job_id, id, change, &by)).await
    }

    /// Takes a wish back.
    pub async fn delete_wish(&self, job_id: u64, id: u64, by: Actor) -> Result<(), Refused> {
        self.change(move |db| delete(db, job_id, id, &by)).await
    }
}

const WISHES: &str = "SELECT id, day, start_second, end_second FROM desired_job_datetimes WHERE job_id = ?1";

pub(crate) fn list(db: &Db, job_id: u64, page: Page) -> Result<Option<(Vec<Wish>, u64)>, Error> {
    if !jobs::exists(db, job_id)? {
        return Ok(None);
    }
    let rows =
        db.rows(&format!("{WISHES} ORDER BY id LIMIT ?2 OFFSET ?3"), params![job_id, page.limit, page.offset()])?;
    Ok(Some((rows.iter().map(read).collect::<Result<_, _>>()?, count(db, job_id)?)))
}

/// The windows of a job's wishes, by rank.
pub(crate) fn windows(db: &Db, job_id: u64) -> Result<Vec<WishWindow>, Error> {
    let rows = db.rows(&format!("{WISHES} ORDER BY id"), params![job_id])?;
    rows.iter().map(|row| Ok(read(row)?.window)).collect()
}

/// All wishes of these jobs, by rank.
pub(crate) fn of_jobs(db: &Db, job_ids: &[u64]) -> Result<BTreeMap<u64, Vec<Wish>>, Error> {
    let sql = "SELECT id, day, start_second, end_second, job_id FROM desired_job_datetimes
        WHERE job_id IN (SELECT value FROM json_each(?1)) ORDER BY id";
    let mut wishes = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, params![job_ids])? {
        wishes.entry(row.get(4)?).or_default().push(read(&row)?);
    }
    Ok(wishes)
}

pub(crate) fn get(db: &Db, job_id: u64, id: u64) -> Result<Option<Wish>, Error> {
    db.row(&format!("{WISHES} AND id = ?2"), params![job_id, id])?.as_ref().map(read).transpose()
}

pub(crate) fn create(db: &Db, job_id: u64, window: WishWindow, by: &Actor) -> Result<Wish, Refused> {
    let job = booking::changeable(db, job_id, by)?;
    if let Actor::Customer { max_wishes, .. } = by
        && count(db, job_id)? >= u64::from(*max_wishes)
    {
        return Err(Refused::TooManyWishes);
    }
    refuse_empty(window)?;
    let id = jobs::add_wish(db, None, job_id, window)?;
    history::note_wish(db, by, &job, "add_wish")?;
    db.note(Effect::Wish { job_id, id })?;
    Ok(Wish { id, window })
}

pub(crate) fn change(db: &Db, job_id: u64, id: u64, change: WishChange, by: &Actor) -> Result<Wish, Refused> {
    let job = booking::changeable(db, job_id, by)?;
    let before = get(db, job_id, id)?.ok_or(Refused::NoSuchWish)?.window;
    let window = WishWindow {
        day: change.day.unwrap_or(before.day),
        start_second: change.start_second.unwrap_or(before.start_second),
        end_second: change.end_second.unwrap_or(before.end_second),
    };
    refuse_empty(window)?;
    db.execute(
        "UPDATE desired_job_datetimes SET day = ?2, start_second = ?3, end_second = ?4 WHERE id = ?1",
        params![id, window.day.0, window.start_second, window.end_second],
    )?;
    history::note_wish(db, by, &job, "change_wish")?;
    db.note(Effect::Wish { job_id, id })?;
    Ok(Wish { id, window })
}

pub(crate) fn delete(db: &Db, job_id: u64, id: u64, by: &Actor) -> Result<(), Refused> {
    // Whether the job or the wish is missing: the API has one text for both, "desired job date/time does not exist."
    let job = booking::changeable(db, job_id, by).map_err(|refused| match refused {
        Refused::NoSuchJob => Refused::NoSuchWish,
        other => other,
    })?;
    let sql = "DELETE FROM desired_job_datetimes WHERE job_id = ?1 AND id = ?2";
    match db.execute(sql, params![job_id, id])? {
        0 => Err(Refused::NoSuchWish),
        _ => {
            history::note_wish(db, by, &job, "remove_wish")?;
            Ok(db.note(Effect::Deletion)?)
        }
    }
}

fn count(db: &Db, job_id: u64) -> Result<u64, Error> {
    db.value("SELECT count(*) FROM desired_job_datetimes WHERE job_id = ?1", params![job_id])
}

fn read(row: &Row) -> Result<Wish, Error> {
    let window = WishWindow { day: Day(row.get(1)?), start_second: row.get(2)?, end_second: row.get(3)? };
    Ok(Wish { id: row.get(0)?, window })
}

fn refuse_empty(window: WishWindow) -> Result<(), Refused> {
    if window.start_second < window.end_second { Ok(()) } else { Err(Refused::WishWithoutLength) }
}
