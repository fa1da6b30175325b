//! Filling an empty store with a world.

use std::collections::BTreeMap;

use slotwright_domain::{Completion, Contact, Job, PlaceKind, Status, Task, WishWindow};
use slotwright_matching::{Interval, IntervalSet, MINUTES_PER_DAY, Minute, Repetition, Skipped, WeekAnchor};
use slotwright_wire::slotwright::{OwnFields, OwnPolicy, Rules};
use slotwright_world::{self as world, World};

use crate::error::Error;
use crate::sought;
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{definitions, jobs, settings, tasks, versions};

impl Store {
    /// Whether nothing is in it yet: no users, types, places, jobs.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        self.ask(is_empty).await
    }

    /// Fills an empty store with a world whose times are meant in this zone, all of it or nothing. `skipped` are the minutes that
    /// its clocks skip in the time of the world's visits.
    ///
    /// # Errors
    ///
    /// [`Error::NotEmpty`] when something is in it already.
    pub async fn load_world(&self, world: World, time_zone: &str, skipped: IntervalSet) -> Result<(), Error> {
        let time_zone = time_zone.to_owned();
        self.change(move |db| {
            settings::set(db, "time_zone", &time_zone)?;
            load(db, &world, &skipped)
        })
        .await
    }
}

/// Whether nothing of a world is in the store.
pub(crate) fn is_empty(db: &Db) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM places) OR EXISTS (SELECT 1 FROM job_types)
        OR EXISTS (SELECT 1 FROM jobs)";
    Ok(!db.value::<bool>(sql, &[])?)
}

pub(crate) fn load(db: &Db, world: &World, skipped: &IntervalSet) -> Result<(), Error> {
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
    if world.rules != Rules::default() {
        settings::set_rules(db, &world.rules)?;
    }
    if world.policy != OwnPolicy::default() {
        settings::set_policy(db, &world.policy)?;
    }
    if world.fields != OwnFields::default() {
        settings::set_fields(db, &world.fields)?;
    }
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
    world.jobs.iter().try_for_each(|one| job(db, one, skipped))?;
    world.definitions.iter().try_for_each(|one| definitions::insert(db, one))?;
    db.touch(&[versions::DEFINITION]);
    db.sync_sequences()
}

fn directory(db: &Db, world: &World) -> Result<(), Error> {
    for user in &world.users {
        db.execute(
            "INSERT INTO users (id, username, name, public_name) VALUES (?1, ?2, ?3, ?4)",
            params![user.id, user.username, user.name, user.public_name],
        )?;
    }
    for job_type in &world.job_types {
        let effects = &job_type.effects;
        let services = serde_json::to_string(&effects.services).map_err(|error| Error::Corrupt(error.to_string()))?;
        db.execute(
            "INSERT INTO job_types (id, name, length_in_minutes, color, icon, change_status_on_completion,
               account_status_id_completion, change_status_on_failure, account_status_id_failure,
               create_completion_ticket, completion_ticket_group_id, create_failure_ticket, failure_ticket_group_id,
               allow_completion_with_uncompleted_tasks, task_template_id, services)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                job_type.id,
                job_type.name,
                job_type.length_in_minutes,
                job_type.color,
                job_type.icon,
                effects.account_status_id_completion.is_some(),
                effects.account_status_id_completion,
                effects.account_status_id_failure.is_some(),
                effects.account_status_id_failure,
                effects.completion_ticket_group_id.is_some(),
                effects.completion_ticket_group_id,
                effects.failure_ticket_group_id.is_some(),
                effects.failure_ticket_group_id,
                effects.allow_completion_with_uncompleted_tasks,
                effects.task_template_id,
                services
            ],
        )?;
    }
    for service in &world.services {
        db.execute("INSERT INTO services (id, name) VALUES (?1, ?2)", params![service.id, service.name])?;
    }
    for ticket in &world.tickets {
        db.execute("INSERT INTO tickets (id, subject) VALUES (?1, ?2)", params![ticket.id, ticket.subject])?;
    }
    let mut task_ids = 1_u64..;
    for template in &world.task_templates {
        db.execute("INSERT INTO task_templates (id, name) VALUES (?1, ?2)", params![template.id, template.name])?;
        for (id, task) in task_ids.by_ref().zip(&template.tasks) {
            let sql = "INSERT INTO template_tasks (id, task_template_id, task) VALUES (?1, ?2, ?3)";
            db.execute(sql, params![id, template.id, task])?;
        }
    }
    for (kind, places) in [(PlaceKind::Account, &world.accounts), (PlaceKind::NetworkSite, &world.network_sites)] {
        for place in places {
            let (email, telephone) = (place.email.clone(), place.telephone.clone());
            let same = Contact {
                email: email.unwrap_or_default(),
                telephone: telephone.unwrap_or_default(),
                ..Contact::default()
            };
            db.execute(
                "INSERT INTO places (kind, id, name, address, latitude, longitude, account_status_id, email, telephone,
                   sought)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    kind.name(),
                    place.id,
                    place.name,
                    place.address,
                    place.latitude,
                    place.longitude,
                    place.account_status_id,
                    same.same_email(),
                    same.same_telephone(),
                    sought::of_place(&place.name, place.address.as_deref())
                ],
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

fn job(db: &Db, job: &world::Job, skipped: &IntervalSet) -> Result<(), Error> {
    let time =
        job.interval().and_then(|visit| Interval::new(visit.start(), visit.end().saturating_add(MINUTES_PER_DAY)));
    let skipped = time.map_or(Skipped::NONE, |time| Skipped::of(&skipped.clip(time)));
    let completion = job.completed_at.map(|minute| Completion {
        at: i64::from(minute) * 60,
        by_user_id: job.completed_by_user_id,
        successfully: job.completed_successfully.unwrap_or(job.status == Status::Completed),
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
            fields: BTreeMap::new(),
        },
        skipped,
    )?;
    if overlapping > 0 {
        tracing::warn!(job_id = id, "the world has somebody of this job's crew in two places at once; it is kept so");
    }
    for description in job.tasks.iter().cloned() {
        tasks::insert(db, id, &Task { description, ..Task::default() })?;
    }
    for wish in &job.wishes {
        let day = slotwright_matching::Day::of(wish.window.start());
        let second = |minute: Minute| (minute - day.start()).clamp(0, MINUTES_PER_DAY) as u32 * 60;
        let window =
            WishWindow { day, start_second: second(wish.window.start()), end_second: second(wish.window.end()) };
        jobs::add_wish(db, Some(wish.id), id, window)?;
    }
    Ok(())
}

fn list(db: &Db, sql: &str, id: u64, members: &[u64]) -> Result<(), Error> {
    for (position, member) in members.iter().enumerate() {
        db.execute(sql, params![id, position, member])?;
    }
    Ok(())
}
