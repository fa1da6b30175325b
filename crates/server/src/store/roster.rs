//! What decides whether somebody is free, as far as a question needs it.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};
use slotwright_matching::{
    Blocker, BlockerOverride, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Occupied, Point, Polygon,
    Repetition, Roster, Schedule, Shift, TimeOff,
};

use super::{Error, RosterQuestion, settings};

pub(super) fn load(connection: &Connection, question: &RosterQuestion, skipped: IntervalSet) -> Result<Roster, Error> {
    let users = serde_json::to_string(&question.user_ids).map_err(|error| Error::Corrupt(error.to_string()))?;
    let from = question.first.start();
    let until = question.last.start() + MINUTES_PER_DAY;
    Ok(Roster {
        schedules: schedules(connection, &users, question.job_type_id, question.last)?,
        blockers: blockers(connection, &users, question.last)?,
        overrides: overrides(connection, &users, question.first, question.last)?,
        time_offs: time_offs(connection, &users, from, until)?,
        occupied: occupied(connection, &users, from, until)?,
        skipped,
        week_anchor: settings::week_anchor(connection)?,
    })
}

fn schedules(
    connection: &Connection,
    users: &str,
    job_type_id: Option<u64>,
    last: Day,
) -> Result<Vec<Schedule>, Error> {
    let mut found = connection.prepare_cached(
        "SELECT id, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules
         WHERE start_day <= ?1
           AND (?2 IS NULL OR id IN (SELECT schedule_id FROM schedule_job_types WHERE job_type_id = ?2))
           AND id IN (SELECT schedule_id FROM schedule_users WHERE user_id IN (SELECT value FROM json_each(?3)))
         ORDER BY id",
    )?;
    let mut schedules = BTreeMap::new();
    let mut rows = found.query(params![last.0, job_type_id, users])?;
    while let Some(row) = rows.next()? {
        let id: u64 = row.get(0)?;
        let repetition = repetition(row, 2)?;
        let schedule = Schedule {
            user_ids: numbers(
                connection,
                "SELECT user_id FROM schedule_users WHERE schedule_id = ?1 ORDER BY position",
                id,
            )?,
            job_type_ids: numbers(
                connection,
                "SELECT job_type_id FROM schedule_job_types WHERE schedule_id = ?1 ORDER BY position",
                id,
            )?,
            available: row.get(1)?,
            repetition,
            shifts: shifts(connection, id)?,
            areas: areas(connection, id)?,
        };
        schedules.insert(id, schedule);
    }
    Ok(schedules.into_values().collect())
}

fn shifts(connection: &Connection, schedule_id: u64) -> Result<Vec<Shift>, Error> {
    let mut days = connection.prepare_cached(
        "SELECT weekday, start_minute, end_minute FROM schedule_days WHERE schedule_id = ?1 ORDER BY id",
    )?;
    let shifts =
        days.query_map([schedule_id], |row| Ok(Shift { weekday: row.get(0)?, start: row.get(1)?, end: row.get(2)? }))?;
    Ok(shifts.collect::<Result<_, _>>()?)
}

fn areas(connection: &Connection, schedule_id: u64) -> Result<Option<Vec<Polygon>>, Error> {
    let sql = "SELECT geofence_id FROM schedule_geofences WHERE schedule_id = ?1 ORDER BY position";
    let geofences = numbers(connection, sql, schedule_id)?;
    if geofences.is_empty() {
        return Ok(None);
    }
    let mut parts =
        connection.prepare_cached("SELECT corners FROM geofence_areas WHERE geofence_id = ?1 ORDER BY position")?;
    let mut areas = Vec::new();
    for geofence in geofences {
        let mut rows = parts.query([geofence])?;
        while let Some(row) = rows.next()? {
            let corners: Vec<(f64, f64)> = serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default())
                .map_err(|error| Error::Corrupt(format!("geofence {geofence}: {error}")))?;
            let point = |(latitude, longitude)| Point { latitude, longitude };
            areas.push(Polygon(corners.into_iter().map(point).collect()));
        }
    }
    Ok(Some(areas))
}

fn blockers(connection: &Connection, users: &str, last: Day) -> Result<Vec<Blocker>, Error> {
    let mut found = connection.prepare_cached(
        "SELECT id, weekdays, start_minute, end_minute, start_day, weeks, repetitions, infinite_repetitions FROM blockers
         WHERE start_day <= ?1
           AND id IN (SELECT blocker_id FROM blocker_users WHERE user_id IN (SELECT value FROM json_each(?2)))
         ORDER BY id",
    )?;
    let mut blockers = Vec::new();
    let mut rows = found.query(params![last.0, users])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        blockers.push(Blocker {
            id,
            user_ids: numbers(
                connection,
                "SELECT user_id FROM blocker_users WHERE blocker_id = ?1 ORDER BY position",
                id,
            )?,
            weekdays: weekdays(row.get(1)?),
            start: row.get(2)?,
            end: row.get(3)?,
            repetition: repetition(row, 4)?,
        });
    }
    Ok(blockers)
}

fn overrides(connection: &Connection, users: &str, first: Day, last: Day) -> Result<Vec<BlockerOverride>, Error> {
    let mut found = connection.prepare_cached(
        "SELECT blocker_id, user_id, day, start_minute, end_minute FROM overrides
         WHERE day BETWEEN ?1 AND ?2 AND user_id IN (SELECT value FROM json_each(?3)) ORDER BY id",
    )?;
    let overrides = found.query_map(params![first.0, last.0, users], |row| {
        Ok(BlockerOverride {
            blocker_id: row.get(0)?,
            user_id: row.get(1)?,
            day: Day(row.get(2)?),
            start: row.get(3)?,
            end: row.get(4)?,
        })
    })?;
    Ok(overrides.collect::<Result<_, _>>()?)
}

fn time_offs(connection: &Connection, users: &str, from: Minute, until: Minute) -> Result<Vec<TimeOff>, Error> {
    let mut found = connection.prepare_cached(
        "SELECT user_id, start_minute, end_minute FROM time_offs
         WHERE end_minute > ?1 AND start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3)) ORDER BY id",
    )?;
    let mut time_offs = Vec::new();
    let mut rows = found.query(params![from, until, users])?;
    while let Some(row) = rows.next()? {
        time_offs.push(TimeOff { user_id: row.get(0)?, interval: interval(row.get(1)?, row.get(2)?)? });
    }
    Ok(time_offs)
}

fn occupied(connection: &Connection, users: &str, from: Minute, until: Minute) -> Result<Vec<Occupied>, Error> {
    let mut found = connection.prepare_cached(
        "SELECT job_id, user_id, start_minute, end_minute FROM claims
         WHERE end_minute > ?1 AND start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3)) ORDER BY rowid",
    )?;
    let mut occupied = Vec::new();
    let mut rows = found.query(params![from, until, users])?;
    while let Some(row) = rows.next()? {
        occupied.push(Occupied {
            job_id: row.get(0)?,
            user_id: row.get(1)?,
            interval: interval(row.get(2)?, row.get(3)?)?,
        });
    }
    Ok(occupied)
}

fn interval(start: Minute, end: Minute) -> Result<Interval, Error> {
    Interval::new(start, end).ok_or_else(|| Error::Corrupt(format!("a time from minute {start} to {end} is stored")))
}

/// The numbers that a question with one parameter gives.
pub(super) fn numbers(connection: &Connection, sql: &str, parameter: u64) -> Result<Vec<u64>, Error> {
    let mut question = connection.prepare_cached(sql)?;
    Ok(question.query_map([parameter], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// A repetition, from four columns of a row: start, weeks, repetitions, for ever.
pub(super) fn repetition(row: &Row, first: usize) -> rusqlite::Result<Repetition> {
    Ok(Repetition {
        start: Day(row.get(first)?),
        weeks: row.get(first + 1)?,
        repetitions: row.get(first + 2)?,
        infinite: row.get(first + 3)?,
    })
}

/// From the stored bits: bit 0 is Sunday.
pub(super) fn weekdays(bits: u8) -> [bool; 7] {
    std::array::from_fn(|weekday| bits & (1 << weekday) != 0)
}
