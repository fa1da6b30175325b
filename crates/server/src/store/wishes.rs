//! When customers would like their jobs done.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use slotwright_matching::Day;

use super::{By, Error, Page, Refused, Wish, WishChange, WishWindow, booking, jobs};

const WISHES: &str = "SELECT id, day, start_second, end_second FROM desired_job_datetimes WHERE job_id = ?1";

pub(super) fn list(connection: &Connection, job_id: u64, page: Page) -> Result<Option<(Vec<Wish>, u64)>, Error> {
    if !jobs::exists(connection, job_id)? {
        return Ok(None);
    }
    let mut question = connection.prepare_cached(&format!("{WISHES} ORDER BY id LIMIT ?2 OFFSET ?3"))?;
    let wishes = question.query_map(params![job_id, page.limit, page.offset()], read)?.collect::<Result<_, _>>()?;
    Ok(Some((wishes, count(connection, job_id)?)))
}

pub(super) fn get(connection: &Connection, job_id: u64, id: u64) -> Result<Option<Wish>, Error> {
    let mut question = connection.prepare_cached(&format!("{WISHES} AND id = ?2"))?;
    Ok(question.query_row([job_id, id], read).optional()?)
}

pub(super) fn create(transaction: &Transaction, job_id: u64, window: WishWindow, by: &By) -> Result<Wish, Refused> {
    booking::changeable(transaction, job_id, by)?;
    if let By::Customer { max_wishes, .. } = by
        && count(transaction, job_id)? >= u64::from(*max_wishes)
    {
        return Err(Refused::TooManyWishes);
    }
    refuse_empty(window)?;
    let id = insert(transaction, None, job_id, window)?;
    Ok(Wish { id, window })
}

pub(super) fn change(
    transaction: &Transaction,
    job_id: u64,
    id: u64,
    change: WishChange,
    by: &By,
) -> Result<Wish, Refused> {
    booking::changeable(transaction, job_id, by)?;
    let before = get(transaction, job_id, id)?.ok_or(Refused::NoSuchWish)?.window;
    let window = WishWindow {
        day: change.day.unwrap_or(before.day),
        start_second: change.start_second.unwrap_or(before.start_second),
        end_second: change.end_second.unwrap_or(before.end_second),
    };
    refuse_empty(window)?;
    transaction.execute(
        "UPDATE desired_job_datetimes SET day = ?2, start_second = ?3, end_second = ?4 WHERE id = ?1",
        params![id, window.day.0, window.start_second, window.end_second],
    )?;
    Ok(Wish { id, window })
}

pub(super) fn delete(transaction: &Transaction, job_id: u64, id: u64, by: &By) -> Result<(), Refused> {
    // Whether the job or the wish is missing: the API has one text for both, "desired job date/time does not exist."
    booking::changeable(transaction, job_id, by).map_err(|refused| match refused {
        Refused::NoSuchJob => Refused::NoSuchWish,
        other => other,
    })?;
    let sql = "DELETE FROM desired_job_datetimes WHERE job_id = ?1 AND id = ?2";
    match transaction.execute(sql, [job_id, id])? {
        0 => Err(Refused::NoSuchWish),
        _ => Ok(()),
    }
}

pub(super) fn insert(connection: &Connection, id: Option<u64>, job_id: u64, window: WishWindow) -> Result<u64, Error> {
    connection
        .prepare_cached(
            "INSERT INTO desired_job_datetimes (id, job_id, day, start_second, end_second) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, job_id, window.day.0, window.start_second, window.end_second])?;
    Ok(connection.last_insert_rowid() as u64)
}

fn count(connection: &Connection, job_id: u64) -> Result<u64, Error> {
    let sql = "SELECT count(*) FROM desired_job_datetimes WHERE job_id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([job_id], |row| row.get(0))?)
}

fn read(row: &Row) -> rusqlite::Result<Wish> {
    let window = WishWindow { day: Day(row.get(1)?), start_second: row.get(2)?, end_second: row.get(3)? };
    Ok(Wish { id: row.get(0)?, window })
}

fn refuse_empty(window: WishWindow) -> Result<(), Refused> {
    if window.start_second < window.end_second { Ok(()) } else { Err(Refused::WishWithoutLength) }
}
