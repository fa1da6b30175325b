//! Filling an empty store with a world.

use slotwright_matching::{MINUTES_PER_DAY, Minute, Repetition, WeekAnchor};

use super::sql::{Db, params};
use super::{Completion, Error, Job, WishWindow, jobs, settings, wishes};
use crate::world::{self, World};

/// Whether nothing of a world is in the store.
pub(super) fn is_empty(db: &Db) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM places) OR EXISTS (SELECT 1 FROM job_types)
        OR EXISTS (SELECT 1 FROM jobs)";
    Ok(!db.value::<bool>(sql, &[])?)
}

pub(super) fn load(db: &Db, world: &World) -> Result<(), Error> {
    if !is_empty(db)? {
        return Err(Error::NotEmpty);
    }
    if let Some(company) = &world.company {
        settings::set(db, "company", company)?;
    }
    let week_anchor = match world.week_anchor.unwrap_or_default() {
        WeekAnchor::Start => "start",
        WeekAnchor::Sunday => "sunday",
    };
    settings::set(db, "week_anchor", week_anchor)?;
    directory(db, world)?;
    for geofence in &world.geofences {
        db.execute("INSERT INTO geofences (id, name) VALUES (?1, ?2)", params![geofence.id, geofence.name])?;
        for (position, polygon) in geofence.polygons.iter().enumerate() {
            let corners: Vec<_> = polygon.0.iter().map(|point| (point.latitude, point.longitude)).collect();
            let corners = serde_json::to_string(&corners).map_err(|error| Error::Corrupt(error.to_string()))?;
            db.execute(
                "INSERT INTO geofence_areas (geofence_id, position, corners) VALUES (?1, ?2, ?3)",
                params![geofence.id, position, corners],
            )?;
        }
    }
    world.schedules.iter().try_for_each(|one| schedule(db, one))?;
    world.blockers.iter().try_for_each(|one| blocker(db, one))?;
    for moved in &world.overrides {
        db.execute(
            "INSERT INTO overrides (blocker_id, user_id, day, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![moved.blocker_id, moved.user_id, moved.day.0, moved.start, moved.end],
        )?;
    }
    for off in &world.time_offs {
        db.execute(
            "INSERT INTO time_offs (id, name, user_id, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![off.id, off.name, off.user_id, off.interval.start(), off.interval.end()],
        )?;
    }
    world.jobs.iter().try_for_each(|one| job(db, one))?;
    db.count_on()
}

fn directory(db: &Db, world: &World) -> Result<(), Error> {
    for user in &world.users {
        db.execute(
            "INSERT INTO users (id, username, name, public_name) VALUES (?1, ?2, ?3, ?4)",
            params![user.id, user.username, user.name, user.public_name],
        )?;
    }
    for job_type in &world.job_types {
        db.execute(
            "INSERT INTO job_types (id, name, length_in_minutes, color, icon) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![job_type.id, job_type.name, job_type.length_in_minutes, job_type.color, job_type.icon],
        )?;
    }
    for (kind, places) in
        [(world::PlaceKind::Account, &world.accounts), (world::PlaceKind::NetworkSite, &world.network_sites)]
    {
        for place in places {
            db.execute(
                "INSERT INTO places (kind, id, name, address, latitude, longitude) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![kind.plural(), place.id, place.name, place.address, place.latitude, place.longitude],
            )?;
        }
    }
    Ok(())
}

fn schedule(db: &Db, schedule: &world::Schedule) -> Result<(), Error> {
    let Repetition { start, weeks, repetitions, infinite } = schedule.repetition;
    db.execute(
        "INSERT INTO schedules (id, name, available, start_day, weeks, repetitions, infinite_repetitions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![schedule.id, schedule.name, schedule.available, start.0, weeks, repetitions, infinite],
    )?;
    let id = schedule.id;
    list(
        db,
        "INSERT INTO schedule_users (schedule_id, position, user_id) VALUES (?1, ?2, ?3)",
        id,
        &schedule.user_ids,
    )?;
    list(
        db,
        "INSERT INTO schedule_job_types (schedule_id, position, job_type_id) VALUES (?1, ?2, ?3)",
        id,
        &schedule.job_type_ids,
    )?;
    list(
        db,
        "INSERT INTO schedule_geofences (schedule_id, position, geofence_id) VALUES (?1, ?2, ?3)",
        id,
        &schedule.geofence_ids,
    )?;
    for day in &schedule.days {
        db.execute(
            "INSERT INTO schedule_days (id, schedule_id, weekday, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![day.id, id, day.shift.weekday, day.shift.start, day.shift.end],
        )?;
    }
    Ok(())
}

fn blocker(db: &Db, blocker: &world::Blocker) -> Result<(), Error> {
    let rule = &blocker.rule;
    let Repetition { start, weeks, repetitions, infinite } = rule.repetition;
    let weekdays = (0..7).filter(|&weekday| rule.weekdays[weekday]).fold(0_u8, |bits, weekday| bits | 1 << weekday);
    db.execute(
        "INSERT INTO blockers (id, name, weekdays, start_minute, end_minute, start_day, weeks, repetitions,
           infinite_repetitions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![rule.id, blocker.name, weekdays, rule.start, rule.end, start.0, weeks, repetitions, infinite],
    )?;
    list(db, "INSERT INTO blocker_users (blocker_id, position, user_id) VALUES (?1, ?2, ?3)", rule.id, &rule.user_ids)
}

fn job(db: &Db, job: &world::Job) -> Result<(), Error> {
    let completion = job.completed_at.map(|minute| Completion {
        at: i64::from(minute) * 60,
        by_user_id: job.completed_by_user_id,
        successfully: job.completed_successfully.unwrap_or(job.status == slotwright_wire::sonar::JobStatus::Completed),
        reason: job.completion_reason.clone(),
    });
    let (id, overlapping) = jobs::import(
        db,
        &Job {
            id: job.id,
            job_type_id: job.job_type_id,
            length_in_minutes: job.length_in_minutes,
            place: job.assigned,
            ticket_id: job.ticket_id,
            notes: job.notes.clone(),
            services: job.services.clone(),
            status: job.status,
            start: job.scheduled_at,
            user_ids: job.user_ids.clone(),
            last_crew_size: None,
            checked_in: Vec::new(),
            created_by_user_id: job.created_by_user_id,
            completion,
        },
    )?;
    if overlapping > 0 {
        tracing::warn!(job_id = id, "the world has somebody of this job's crew in two places at once; it is kept so");
    }
    for wish in &job.wishes {
        let day = slotwright_matching::Day::of(wish.window.start());
        let second = |minute: Minute| (minute - day.start()).clamp(0, MINUTES_PER_DAY) as u32 * 60;
        let window =
            WishWindow { day, start_second: second(wish.window.start()), end_second: second(wish.window.end()) };
        wishes::insert(db, Some(wish.id), id, window)?;
    }
    Ok(())
}

fn list(db: &Db, sql: &str, id: u64, members: &[u64]) -> Result<(), Error> {
    for (position, member) in members.iter().enumerate() {
        db.execute(sql, params![id, position, member])?;
    }
    Ok(())
}
