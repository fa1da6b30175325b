//! What decides whether somebody is free, as far as a question needs it.

use std::collections::BTreeMap;

use slotwright_matching::{
    Blocker, BlockerOverride, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Occupied, Point, Polygon,
    Repetition, Roster, Schedule, Shift, TimeOff,
};

use super::sql::{Db, Row, ToValue, params};
use super::{Error, Holder, RosterQuestion, settings};
use crate::sabotage::{self, Safeguard};

/// Loads it. A hold does not occupy anybody for its holder.
pub(super) fn load(
    db: &Db,
    question: &RosterQuestion,
    holder: Option<Holder>,
    skipped: IntervalSet,
) -> Result<Roster, Error> {
    let users = &question.user_ids;
    let from = question.first.start();
    let until = question.last.start() + MINUTES_PER_DAY;
    Ok(Roster {
        schedules: schedules(db, users, question.job_type_id, question.last)?,
        blockers: blockers(db, users, question.last)?,
        overrides: overrides(db, users, question.first, question.last)?,
        time_offs: time_offs(db, users, from, until)?,
        occupied: occupied(db, users, holder, from, until)?,
        skipped,
        week_anchor: settings::week_anchor(db)?,
    })
}

fn schedules(db: &Db, users: &[u64], job_type_id: Option<u64>, last: Day) -> Result<Vec<Schedule>, Error> {
    let of_type = match job_type_id {
        None => "",
        Some(_) => "AND id IN (SELECT schedule_id FROM schedule_job_types WHERE job_type_id = ?3)",
    };
    let sql = format!(
        "SELECT id, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules
         WHERE start_day <= ?1
           AND id IN (SELECT schedule_id FROM schedule_users WHERE user_id IN (SELECT value FROM json_each(?2)))
           {of_type}
         ORDER BY id"
    );
    let mut values = params![last.0, users].to_vec();
    values.extend(job_type_id.map(|id| id.to_value()));
    let found = db.rows(&sql, &values)?;
    let ids: Vec<u64> = found.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let mut user_ids = lists(db, "SELECT schedule_id, user_id FROM schedule_users", "schedule_id", &ids)?;
    let mut job_type_ids = lists(db, "SELECT schedule_id, job_type_id FROM schedule_job_types", "schedule_id", &ids)?;
    let mut shifts = shifts(db, &ids)?;
    let mut areas = areas(db, &ids)?;
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
    found.iter().map(schedule).collect()
}

fn shifts(db: &Db, schedule_ids: &[u64]) -> Result<BTreeMap<u64, Vec<Shift>>, Error> {
    let sql = "SELECT schedule_id, weekday, start_minute, end_minute FROM schedule_days
        WHERE schedule_id IN (SELECT value FROM json_each(?1)) ORDER BY id";
    let mut shifts = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, params![schedule_ids])? {
        let shift = Shift { weekday: row.get(1)?, start: row.get(2)?, end: row.get(3)? };
        shifts.entry(row.get(0)?).or_default().push(shift);
    }
    Ok(shifts)
}

/// Where schedules hold; those that hold everywhere are not among them.
fn areas(db: &Db, schedule_ids: &[u64]) -> Result<BTreeMap<u64, Vec<Polygon>>, Error> {
    // A geofence without an area is nowhere, which is not the same as everywhere.
    let sql = "SELECT schedule_id, geofence_areas.geofence_id, corners
        FROM schedule_geofences LEFT JOIN geofence_areas ON geofence_areas.geofence_id = schedule_geofences.geofence_id
        WHERE schedule_id IN (SELECT value FROM json_each(?1))
        ORDER BY schedule_geofences.position, geofence_areas.position";
    let mut areas = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(sql, params![schedule_ids])? {
        let areas = areas.entry(row.get(0)?).or_default();
        let Some(geofence) = row.get::<Option<u64>>(1)? else { continue };
        let corners: Vec<(f64, f64)> = serde_json::from_str(&row.get::<String>(2)?)
            .map_err(|error| Error::Corrupt(format!("geofence {geofence}: {error}")))?;
        let point = |(latitude, longitude)| Point { latitude, longitude };
        areas.push(Polygon(corners.into_iter().map(point).collect()));
    }
    Ok(areas)
}

fn blockers(db: &Db, users: &[u64], last: Day) -> Result<Vec<Blocker>, Error> {
    let sql = "SELECT id, weekdays, start_minute, end_minute, start_day, weeks, repetitions, infinite_repetitions
        FROM blockers
        WHERE start_day <= ?1
          AND id IN (SELECT blocker_id FROM blocker_users WHERE user_id IN (SELECT value FROM json_each(?2)))
        ORDER BY id";
    let found = db.rows(sql, params![last.0, users])?;
    let ids: Vec<u64> = found.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let mut user_ids = lists(db, "SELECT blocker_id, user_id FROM blocker_users", "blocker_id", &ids)?;
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
    found.iter().map(blocker).collect()
}

fn overrides(db: &Db, users: &[u64], first: Day, last: Day) -> Result<Vec<BlockerOverride>, Error> {
    let sql = "SELECT blocker_id, user_id, day, start_minute, end_minute FROM overrides
        WHERE day BETWEEN ?1 AND ?2 AND user_id IN (SELECT value FROM json_each(?3)) ORDER BY id";
    let moved = |row: &Row| {
        Ok(BlockerOverride {
            blocker_id: row.get(0)?,
            user_id: row.get(1)?,
            day: Day(row.get(2)?),
            start: row.get(3)?,
            end: row.get(4)?,
        })
    };
    db.rows(sql, params![first.0, last.0, users])?.iter().map(moved).collect()
}

fn time_offs(db: &Db, users: &[u64], from: Minute, until: Minute) -> Result<Vec<TimeOff>, Error> {
    let sql = "SELECT user_id, start_minute, end_minute FROM time_offs
        WHERE end_minute > ?1 AND start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3)) ORDER BY id";
    let off = |row: &Row| Ok(TimeOff { user_id: row.get(0)?, interval: interval(row.get(1)?, row.get(2)?)? });
    db.rows(sql, params![from, until, users])?.iter().map(off).collect()
}

fn occupied(
    db: &Db,
    users: &[u64],
    holder: Option<Holder>,
    from: Minute,
    until: Minute,
) -> Result<Vec<Occupied>, Error> {
    // An expired hold is no hold, though its row may still be there.
    // Jobs and holds apart: there are many jobs and few holds, and a join would be made for each job. In no order.
    let sql = format!(
        "SELECT job_id, user_id, start_minute, end_minute FROM claims
         WHERE end_minute > ?1 AND start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3))
           AND job_id IS NOT NULL
         UNION ALL
         SELECT NULL, user_id, claims.start_minute, claims.end_minute
         FROM holds JOIN claims ON claims.hold_id = holds.id
         WHERE holds.until_ms > {} AND holds.holder <> ?4
           AND end_minute > ?1 AND claims.start_minute < ?2 AND user_id IN (SELECT value FROM json_each(?3))",
        db.clock()
    );
    let holder = holder.map(Holder::name).unwrap_or_default();
    let claim = |[job_id, user_id, start, end]: [Option<i64>; 4]| {
        let (user_id, start, end) = (user_id.unwrap_or_default(), start.unwrap_or_default(), end.unwrap_or_default());
        Ok(Occupied {
            job_id: job_id.map_or(HELD, |id| id as u64),
            user_id: user_id as u64,
            interval: interval(start as Minute, end as Minute)?,
        })
    };
    let is_seen = |[job_id, ..]: &[Option<i64>; 4]| job_id.is_some() || !sabotage::is_off(Safeguard::Holds);
    let claims = db.numbers(&sql, params![from, until, users, holder])?;
    claims.into_iter().filter(is_seen).map(claim).collect()
}

/// Whether a job other than `own_job`, or a hold of another, occupies a user at some time of a visit.
pub(super) fn is_occupied(
    db: &Db,
    user_id: u64,
    visit: Interval,
    own_job: Option<u64>,
    holder: Holder,
) -> Result<bool, Error> {
    let sql = format!(
        "SELECT 1 FROM claims LEFT JOIN holds ON holds.id = claims.hold_id
         WHERE user_id = ?1 AND claims.end_minute > ?2 AND claims.start_minute < ?3
           AND (job_id <> ?4 OR (holds.until_ms > {} AND holds.holder <> ?5))
         LIMIT 1",
        db.clock()
    );
    db.exists(&sql, params![user_id, visit.start(), visit.end(), own_job.unwrap_or_default(), holder.name()])
}

/// The number of no job.
const HELD: u64 = 0;

fn interval(start: Minute, end: Minute) -> Result<Interval, Error> {
    Interval::new(start, end).ok_or_else(|| Error::Corrupt(format!("a time from minute {start} to {end} is stored")))
}

/// The numbers that belong to each of these owners, in their order. `select` asks for an owner and a number of a table
/// with positions.
pub(super) fn lists(db: &Db, select: &str, owner: &str, ids: &[u64]) -> Result<BTreeMap<u64, Vec<u64>>, Error> {
    let sql = format!("{select} WHERE {owner} IN (SELECT value FROM json_each(?1)) ORDER BY position");
    let mut lists = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(&sql, params![ids])? {
        lists.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(lists)
}

/// A repetition, from four columns of a row: start, weeks, repetitions, for ever.
pub(super) fn repetition(row: &Row, first: usize) -> Result<Repetition, Error> {
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
