//! Schedules, blockers and time off as the API shows them.

use slotwright_matching::{Day, Minute};
use slotwright_wire::sonar::{Schedule, ScheduleBlocker, ScheduleDay, ScheduledTimeOff};
use slotwright_wire::time::{print_date, print_datetime, print_end_of_block, print_time};

use super::plan::weekdays;
use super::sql::{Db, Row, params};
use super::{Error, Page};

const SCHEDULES: &str =
    "SELECT id, name, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules";
const DAYS: &str = "SELECT id, weekday, start_minute, end_minute FROM schedule_days";
const BLOCKERS: &str = "SELECT id, name, weekdays, start_minute, end_minute, start_day, weeks, repetitions,
    infinite_repetitions FROM blockers";
const TIME_OFFS: &str = "SELECT id, user_id, start_minute, end_minute, name FROM time_offs";

pub(super) fn schedules(db: &Db, page: Page) -> Result<(Vec<Schedule>, u64), Error> {
    list(db, "schedules", SCHEDULES, page, read_schedule)
}

pub(super) fn schedule(db: &Db, id: u64) -> Result<Option<Schedule>, Error> {
    one(db, SCHEDULES, id, read_schedule)
}

pub(super) fn schedule_days(db: &Db, schedule_id: u64) -> Result<Option<Vec<ScheduleDay>>, Error> {
    if schedule(db, schedule_id)?.is_none() {
        return Ok(None);
    }
    let day = |row: &Row| {
        Ok(ScheduleDay {
            id: row.get(0)?,
            day: row.get(1)?,
            start_timestamp: hour_and_minute(row.get(2)?),
            end_timestamp: end_hour_and_minute(row.get(3)?),
        })
    };
    let rows = db.rows(&format!("{DAYS} WHERE schedule_id = ?1 ORDER BY id"), params![schedule_id])?;
    Ok(Some(rows.iter().map(day).collect::<Result<_, Error>>()?))
}

pub(super) fn blockers(db: &Db, page: Page) -> Result<(Vec<ScheduleBlocker>, u64), Error> {
    list(db, "blockers", BLOCKERS, page, read_blocker)
}

pub(super) fn blocker(db: &Db, id: u64) -> Result<Option<ScheduleBlocker>, Error> {
    one(db, BLOCKERS, id, read_blocker)
}

pub(super) fn time_offs(db: &Db, page: Page) -> Result<(Vec<ScheduledTimeOff>, u64), Error> {
    list(db, "time_offs", TIME_OFFS, page, read_time_off)
}

pub(super) fn time_off(db: &Db, id: u64) -> Result<Option<ScheduledTimeOff>, Error> {
    one(db, TIME_OFFS, id, read_time_off)
}

type Read<T> = fn(&Db, &Row) -> Result<T, Error>;

fn list<T>(db: &Db, table: &str, sql: &str, page: Page, read: Read<T>) -> Result<(Vec<T>, u64), Error> {
    let count = db.value(&format!("SELECT count(*) FROM {table}"), &[])?;
    let rows = db.rows(&format!("{sql} ORDER BY id LIMIT ?1 OFFSET ?2"), params![page.limit, page.offset()])?;
    Ok((rows.iter().map(|row| read(db, row)).collect::<Result<_, _>>()?, count))
}

fn one<T>(db: &Db, sql: &str, id: u64, read: Read<T>) -> Result<Option<T>, Error> {
    db.row(&format!("{sql} WHERE id = ?1"), params![id])?.map(|row| read(db, &row)).transpose()
}

fn read_schedule(db: &Db, row: &Row) -> Result<Schedule, Error> {
    let id: u64 = row.get(0)?;
    let users = "SELECT user_id FROM schedule_users WHERE schedule_id = ?1 ORDER BY position";
    let job_types = "SELECT job_type_id FROM schedule_job_types WHERE schedule_id = ?1 ORDER BY position";
    Ok(Schedule {
        id,
        user_ids: db.column(users, params![id])?,
        job_type_ids: db.column(job_types, params![id])?,
        name: row.get(1)?,
        start: print_date(Day(row.get(3)?)),
        available: row.get(2)?,
        infinite_repetitions: row.get(6)?,
        repetitions: row.get(5)?,
        weeks: row.get(4)?,
    })
}

fn read_blocker(db: &Db, row: &Row) -> Result<ScheduleBlocker, Error> {
    let id: u64 = row.get(0)?;
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
        user_ids: db
            .column("SELECT user_id FROM blocker_users WHERE blocker_id = ?1 ORDER BY position", params![id])?,
        start: print_date(Day(row.get(5)?)),
        weeks: row.get(6)?,
        repetitions: row.get(7)?,
        infinite_repetitions: row.get(8)?,
    })
}

fn read_time_off(_: &Db, row: &Row) -> Result<ScheduledTimeOff, Error> {
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
