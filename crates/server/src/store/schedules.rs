//! Schedules, blockers and time off as the API shows them.

use rusqlite::{Connection, Row, params};
use slotwright_matching::{Day, Minute};
use slotwright_wire::sonar::{Schedule, ScheduleBlocker, ScheduleDay, ScheduledTimeOff};
use slotwright_wire::time::{print_date, print_datetime, print_end_of_block, print_time};

use super::roster::{numbers, weekdays};
use super::{Error, Page};

const SCHEDULES: &str =
    "SELECT id, name, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules";
const DAYS: &str = "SELECT id, weekday, start_minute, end_minute FROM schedule_days";
const BLOCKERS: &str = "SELECT id, name, weekdays, start_minute, end_minute, start_day, weeks, repetitions,
    infinite_repetitions FROM blockers";
const TIME_OFFS: &str = "SELECT id, user_id, start_minute, end_minute, name FROM time_offs";

pub(super) fn schedules(connection: &Connection, page: Page) -> Result<(Vec<Schedule>, u64), Error> {
    list(connection, "schedules", SCHEDULES, page, read_schedule)
}

pub(super) fn schedule(connection: &Connection, id: u64) -> Result<Option<Schedule>, Error> {
    one(connection, SCHEDULES, id, read_schedule)
}

pub(super) fn schedule_days(connection: &Connection, schedule_id: u64) -> Result<Option<Vec<ScheduleDay>>, Error> {
    if schedule(connection, schedule_id)?.is_none() {
        return Ok(None);
    }
    let mut question = connection.prepare_cached(&format!("{DAYS} WHERE schedule_id = ?1 ORDER BY id"))?;
    let mut rows = question.query([schedule_id])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        days.push(ScheduleDay {
            id: row.get(0)?,
            day: row.get(1)?,
            start_timestamp: hour_and_minute(row.get(2)?),
            end_timestamp: end_hour_and_minute(row.get(3)?),
        });
    }
    Ok(Some(days))
}

pub(super) fn blockers(connection: &Connection, page: Page) -> Result<(Vec<ScheduleBlocker>, u64), Error> {
    list(connection, "blockers", BLOCKERS, page, read_blocker)
}

pub(super) fn blocker(connection: &Connection, id: u64) -> Result<Option<ScheduleBlocker>, Error> {
    one(connection, BLOCKERS, id, read_blocker)
}

pub(super) fn time_offs(connection: &Connection, page: Page) -> Result<(Vec<ScheduledTimeOff>, u64), Error> {
    list(connection, "time_offs", TIME_OFFS, page, read_time_off)
}

pub(super) fn time_off(connection: &Connection, id: u64) -> Result<Option<ScheduledTimeOff>, Error> {
    one(connection, TIME_OFFS, id, read_time_off)
}

type Read<T> = fn(&Connection, &Row) -> Result<T, Error>;

fn list<T>(connection: &Connection, table: &str, sql: &str, page: Page, read: Read<T>) -> Result<(Vec<T>, u64), Error> {
    let count = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    let mut question = connection.prepare_cached(&format!("{sql} ORDER BY id LIMIT ?1 OFFSET ?2"))?;
    let mut rows = question.query(params![page.limit, page.offset()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(connection, row)?);
    }
    Ok((found, count))
}

fn one<T>(connection: &Connection, sql: &str, id: u64, read: Read<T>) -> Result<Option<T>, Error> {
    let mut question = connection.prepare_cached(&format!("{sql} WHERE id = ?1"))?;
    let mut rows = question.query([id])?;
    rows.next()?.map(|row| read(connection, row)).transpose()
}

fn read_schedule(connection: &Connection, row: &Row) -> Result<Schedule, Error> {
    let id = row.get(0)?;
    let users = "SELECT user_id FROM schedule_users WHERE schedule_id = ?1 ORDER BY position";
    let job_types = "SELECT job_type_id FROM schedule_job_types WHERE schedule_id = ?1 ORDER BY position";
    Ok(Schedule {
        id,
        user_ids: numbers(connection, users, id)?,
        job_type_ids: numbers(connection, job_types, id)?,
        name: row.get(1)?,
        start: print_date(Day(row.get(3)?)),
        available: row.get(2)?,
        infinite_repetitions: row.get(6)?,
        repetitions: row.get(5)?,
        weeks: row.get(4)?,
    })
}

fn read_blocker(connection: &Connection, row: &Row) -> Result<ScheduleBlocker, Error> {
    let id = row.get(0)?;
    let [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = weekdays(row.get(2)?);
    Ok(ScheduleBlocker {
        id,
        name: row.get(1)?,
        sunday,
        monday,
        tuesday,
        wednesday,
        thursday,
        friday,
        saturday,
        start_timestamp: hour_and_minute(row.get(3)?),
        end_timestamp: end_hour_and_minute(row.get(4)?),
        user_ids: numbers(connection, "SELECT user_id FROM blocker_users WHERE blocker_id = ?1 ORDER BY position", id)?,
        start: print_date(Day(row.get(5)?)),
        weeks: row.get(6)?,
        repetitions: row.get(7)?,
        infinite_repetitions: row.get(8)?,
    })
}

fn read_time_off(_: &Connection, row: &Row) -> Result<ScheduledTimeOff, Error> {
    Ok(ScheduledTimeOff {
        id: row.get(0)?,
        user_id: row.get(1)?,
        start_time: print_datetime(row.get(2)?),
        end_time: print_datetime(row.get(3)?),
        name: row.get(4)?,
    })
}

/// `HH:MM`, as the API shows stored times of day.
fn hour_and_minute(minute_of_day: Minute) -> String {
    without_seconds(print_time(minute_of_day))
}

fn end_hour_and_minute(minute_of_day: Minute) -> String {
    without_seconds(print_end_of_block(minute_of_day))
}

fn without_seconds(mut time: String) -> String {
    time.truncate(5);
    time
}
