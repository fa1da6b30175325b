//! The part of a roster that editors make: who works when, week by week, and when they don't.

use std::collections::BTreeMap;

use slotwright_domain::PlaceRef;
use slotwright_matching::{
    Blocker, BlockerOverride, Day, Interval, KnownJobs, Minute, Point, Polygon, Schedule, Shift,
};
use slotwright_wire::convert::around_of;

use crate::error::Error;
use crate::roster_cache::definition::RosterDefinition;
use crate::schedules::{repetition, weekdays};
use crate::sql::Row;
use crate::unit_of_work::Db;
use crate::{directory, settings};

/// Reads all of it, which has this version.
pub(super) fn load(db: &Db, version: u64) -> Result<RosterDefinition, Error> {
    let mut around = around_of(&settings::rules(db)?);
    // Only ways need to know where places are.
    let places = if around.travel.is_some() { places(db)? } else { Vec::new() };
    let indices = places.iter().map(|(place, _)| *place).zip(0..).collect();
    around.jobs = KnownJobs::at(places.into_iter().map(|(_, point)| point).collect());
    Ok(RosterDefinition {
        version,
        schedules: schedules(db)?,
        blockers: blockers(db)?,
        week_anchor: settings::week_anchor(db)?,
        time_offs: time_offs(db)?,
        overrides: overrides(db)?,
        around,
        places: indices,
    })
}

/// Places come with a world or an import, which raise the version of the roster's definition, and never move.
fn places(db: &Db) -> Result<Vec<(PlaceRef, Point)>, Error> {
    let sql = "SELECT kind, id, latitude, longitude FROM places WHERE latitude IS NOT NULL";
    let place = |row: &Row| {
        let place = PlaceRef { kind: directory::place_kind(&row.get::<String>(0)?)?, id: row.get(1)? };
        Ok((place, Point { latitude: row.get(2)?, longitude: row.get(3)? }))
    };
    db.rows(sql, &[])?.iter().map(place).collect()
}

fn schedules(db: &Db) -> Result<Vec<Schedule>, Error> {
    let sql = "SELECT id, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules ORDER BY id";
    let mut user_ids = lists(db, "SELECT schedule_id, user_id FROM schedule_users ORDER BY position")?;
    let mut job_type_ids = lists(db, "SELECT schedule_id, job_type_id FROM schedule_job_types ORDER BY position")?;
    let mut shifts = shifts(db)?;
    let mut areas = areas(db)?;
    let schedule = |row: &Row| {
        let id = row.get(0)?;
        Ok(Schedule {
            user_ids: user_ids.remove(&id).unwrap_or_default(),
            job_type_ids: job_type_ids.remove(&id).unwrap_or_default(),
            available: row.get(1)?,
            repetition: repetition(row, 2)?,
            shifts: shifts.remove(&id).unwrap_or_default(),
            areas: areas.remove(&id),
        })
    };
    db.rows(sql, &[])?.iter().map(schedule).collect()
}

fn shifts(db: &Db) -> Result<BTreeMap<u64, Vec<Shift>>, Error> {
    let sql = "SELECT schedule_id, weekday, start_minute, end_minute FROM schedule_days ORDER BY id";
    let mut shifts = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, &[])? {
        let shift = Shift { weekday: row.get(1)?, start: row.get(2)?, end: row.get(3)? };
        shifts.entry(row.get(0)?).or_default().push(shift);
    }
    Ok(shifts)
}

/// Where schedules hold; those that hold everywhere are not among them.
fn areas(db: &Db) -> Result<BTreeMap<u64, Vec<Polygon>>, Error> {
    // A geofence without an area is nowhere, which is not the same as everywhere.
    let sql = "SELECT schedule_id, geofence_areas.geofence_id, corners
        FROM schedule_geofences LEFT JOIN geofence_areas ON geofence_areas.geofence_id = schedule_geofences.geofence_id
        ORDER BY schedule_geofences.position, geofence_areas.position";
    let mut areas = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, &[])? {
        let areas = areas.entry(row.get(0)?).or_default();
        let Some(geofence) = row.get::<Option<u64>>(1)? else { continue };
        let corners: Vec<(f64, f64)> = serde_json::from_str(&row.get::<String>(2)?)
            .map_err(|error| Error::Corrupt(format!("geofence {geofence}: {error}")))?;
        let point = |(latitude, longitude)| Point { latitude, longitude };
        areas.push(Polygon(corners.into_iter().map(point).collect()));
    }
    Ok(areas)
}

fn blockers(db: &Db) -> Result<Vec<Blocker>, Error> {
    let sql = "SELECT id, weekdays, start_minute, end_minute, start_day, weeks, repetitions, infinite_repetitions
        FROM blockers ORDER BY id";
    let mut user_ids = lists(db, "SELECT blocker_id, user_id FROM blocker_users ORDER BY position")?;
    let blocker = |row: &Row| {
        let id = row.get(0)?;
        Ok(Blocker {
            id,
            user_ids: user_ids.remove(&id).unwrap_or_default(),
            weekdays: weekdays(row.get(1)?),
            start: row.get(2)?,
            end: row.get(3)?,
            repetition: repetition(row, 4)?,
        })
    };
    db.rows(sql, &[])?.iter().map(blocker).collect()
}

fn time_offs(db: &Db) -> Result<Vec<(Option<u64>, Interval)>, Error> {
    let sql = "SELECT user_id, start_minute, end_minute, id FROM time_offs ORDER BY id";
    let time_off = |[user_id, start, end, id]: [Option<i64>; 4]| {
        let [start, end, id] = [start, end, id].map(Option::unwrap_or_default);
        let interval = Interval::new(start as Minute, end as Minute);
        let interval = interval.ok_or_else(|| Error::Corrupt(format!("time off {id} does not end after its start")))?;
        Ok((user_id.map(|user_id| user_id as u64), interval))
    };
    db.numbers(sql, &[])?.into_iter().map(time_off).collect()
}

fn overrides(db: &Db) -> Result<Vec<BlockerOverride>, Error> {
    let sql = "SELECT blocker_id, user_id, day, start_minute, end_minute FROM overrides ORDER BY id";
    let moved = |row: [Option<i64>; 5]| {
        let [blocker_id, user_id, day, start, end] = row.map(Option::unwrap_or_default);
        let (start, end) = (start as Minute, end as Minute);
        BlockerOverride { blocker_id: blocker_id as u64, user_id: user_id as u64, day: Day(day as i32), start, end }
    };
    Ok(db.numbers(sql, &[])?.into_iter().map(moved).collect())
}

/// The numbers that belong to each owner, in their order. `sql` asks for owners and numbers.
fn lists(db: &Db, sql: &str) -> Result<BTreeMap<u64, Vec<u64>>, Error> {
    let mut lists = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, &[])? {
        lists.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(lists)
}
