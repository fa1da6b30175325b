//! From a [`World`] to a world file.

use serde_json::{Map, Value, json};
use slotwright_domain::{Definition, PlaceKind, PlaceRef};
use slotwright_matching::{Day, Minute, Repetition, WeekAnchor};
use slotwright_wire::slotwright::{OwnFields, OwnPolicy, Rules};
use slotwright_wire::sonar::write::{assigned_type, entity_type, status};
use slotwright_wire::time::{print_date, print_datetime, print_time};

use crate::world::{Blocker, Geofence, Job, Place, Schedule, TimeOff, Wish, World};

/// Writes a world as the JSON of a world file, which [`read`](super::read()) makes the same world of again.
///
/// ```
/// use slotwright_world as world;
/// let world = world::read("world.json", r#"{"users": [1], "job_types": [{"id": 2, "name": "Repair"}]}"#).unwrap().world;
/// let text = world::print(&world).to_string();
/// assert_eq!(world::read("again.json", &text).unwrap().world, world);
/// ```
#[must_use]
pub fn print(world: &World) -> Value {
    let mut file = Map::new();
    if let Some(time_zone) = &world.time_zone {
        file.insert("time_zone".to_owned(), json!(time_zone));
    }
    if let Some(company) = &world.company {
        file.insert("company".to_owned(), json!(company));
    }
    if let Some(anchor) = world.week_anchor {
        let word = match anchor {
            WeekAnchor::Start => "start",
            WeekAnchor::Sunday => "sunday",
        };
        file.insert("week_anchor".to_owned(), json!(word));
    }
    let users = world.users.iter().map(
        |user| json!({"id": user.id, "username": user.username, "name": user.name, "public_name": user.public_name}),
    );
    file.insert("users".to_owned(), users.collect());
    let job_types = world.job_types.iter().map(|job_type| {
        json!({"id": job_type.id, "name": job_type.name, "length_in_minutes": job_type.length_in_minutes,
               "color": job_type.color, "icon": job_type.icon,
               "account_status_id_completion": job_type.effects.account_status_id_completion,
               "account_status_id_failure": job_type.effects.account_status_id_failure,
               "completion_ticket_group_id": job_type.effects.completion_ticket_group_id,
               "failure_ticket_group_id": job_type.effects.failure_ticket_group_id,
               "allow_completion_with_uncompleted_tasks": job_type.effects.allow_completion_with_uncompleted_tasks,
               "task_template_id": job_type.effects.task_template_id, "services": job_type.effects.services})
    });
    file.insert("job_types".to_owned(), job_types.collect());
    let services = world.services.iter().map(|service| json!({"id": service.id, "name": service.name}));
    file.insert("services".to_owned(), services.collect());
    let tickets = world.tickets.iter().map(|ticket| json!({"id": ticket.id, "subject": ticket.subject}));
    file.insert("tickets".to_owned(), tickets.collect());
    let templates = world
        .task_templates
        .iter()
        .map(|template| json!({"id": template.id, "name": template.name, "tasks": template.tasks}));
    file.insert("task_templates".to_owned(), templates.collect());
    let accounts = world.accounts.iter().map(|place| entity(PlaceKind::Account, place));
    let sites = world.network_sites.iter().map(|place| entity(PlaceKind::NetworkSite, place));
    file.insert("entities".to_owned(), accounts.chain(sites).collect::<Map<_, _>>().into());
    file.insert("geofences".to_owned(), world.geofences.iter().map(geofence).collect());
    file.insert("schedules".to_owned(), world.schedules.iter().map(schedule).collect());
    file.insert("blockers".to_owned(), world.blockers.iter().map(blocker).collect());
    let overrides = world.overrides.iter().map(|moved| {
        json!({"schedule_blocker_id": moved.blocker_id, "user_id": moved.user_id, "date": print_date(moved.day),
               "start_timestamp": time(moved.start), "end_timestamp": time(moved.end)})
    });
    file.insert("overrides".to_owned(), overrides.collect());
    file.insert("time_offs".to_owned(), world.time_offs.iter().map(time_off).collect());
    if world.rules != Rules::default() {
        file.insert("rules".to_owned(), json!(world.rules));
    }
    if world.policy != OwnPolicy::default() {
        file.insert("policy".to_owned(), json!(world.policy));
    }
    if world.fields != OwnFields::default() {
        file.insert("fields".to_owned(), json!(world.fields));
    }
    for Definition { system, kind, document, .. } in &world.definitions {
        let kinds = file.entry(system.name()).or_insert_with(|| json!({}));
        if kinds.get(kind).is_none() {
            kinds[kind.as_str()] = json!([]);
        }
        if let (Some(list), Ok(document)) = (kinds[kind.as_str()].as_array_mut(), serde_json::from_str(document)) {
            list.push(document);
        }
    }
    file.insert("jobs".to_owned(), world.jobs.iter().map(job).collect());
    Value::Object(file)
}

/// A time of a schedule: `HH:MM`, midnight at an end as `24:00`.
fn time(minute_of_day: Minute) -> String {
    let mut time = print_time(minute_of_day);
    time.truncate("HH:MM".len());
    time
}

fn entity(kind: PlaceKind, place: &Place) -> (String, Value) {
    let key = format!("{}:{}", entity_type(kind), place.id);
    let mut value = json!({"name": place.name, "address": place.address, "latitude": place.latitude,
                           "longitude": place.longitude});
    if let Some(status) = place.account_status_id {
        value["account_status_id"] = json!(status);
    }
    for (name, text) in [("email", &place.email), ("telephone", &place.telephone)] {
        if let Some(text) = text {
            value[name] = json!(text);
        }
    }
    (key, value)
}

fn geofence(geofence: &Geofence) -> Value {
    let polygons: Value = geofence
        .polygons
        .iter()
        .map(|polygon| polygon.0.iter().map(|corner| json!([corner.latitude, corner.longitude])).collect::<Value>())
        .collect();
    json!({"id": geofence.id, "name": geofence.name, "polygons": polygons})
}

/// Adds the members that schedules and blockers share.
fn with_repetition(mut value: Value, repetition: &Repetition) -> Value {
    value["start"] = json!(print_date(repetition.start));
    value["weeks"] = json!(repetition.weeks);
    value["repetitions"] = json!(repetition.repetitions);
    value["infinite_repetitions"] = json!(repetition.infinite);
    value
}

fn schedule(schedule: &Schedule) -> Value {
    let days: Value = schedule
        .days
        .iter()
        .map(|day| {
            json!({"id": day.id, "day": day.shift.weekday, "start_timestamp": time(day.shift.start),
                   "end_timestamp": time(day.shift.end)})
        })
        .collect();
    let value = json!({
        "id": schedule.id, "name": schedule.name, "user_ids": schedule.user_ids,
        "job_type_ids": schedule.job_type_ids, "available": schedule.available, "days": days,
        "geofence_ids": schedule.geofence_ids,
    });
    with_repetition(value, &schedule.repetition)
}

fn blocker(blocker: &Blocker) -> Value {
    let rule = &blocker.rule;
    let mut value = json!({
        "id": rule.id, "name": blocker.name, "user_ids": rule.user_ids,
        "start_timestamp": time(rule.start), "end_timestamp": time(rule.end),
    });
    for (name, on) in super::WEEKDAYS.iter().zip(rule.weekdays) {
        value[name] = json!(on);
    }
    with_repetition(value, &rule.repetition)
}

fn time_off(off: &TimeOff) -> Value {
    json!({"id": off.id, "name": off.name, "user_id": off.user_id, "start_time": print_datetime(off.interval.start()),
           "end_time": print_datetime(off.interval.end())})
}

fn job(job: &Job) -> Value {
    let PlaceRef { kind, id } = job.assigned;
    json!({
        "id": job.id, "status": status(job.status), "scheduled_datetime": job.scheduled_at.map(print_datetime),
        "length_in_minutes": job.length_in_minutes, "user_ids": job.user_ids, "job_type_id": job.job_type_id,
        "assigned_type": assigned_type(kind), "assigned_id": id, "notes": job.notes,
        "desired_job_datetimes": job.wishes.iter().map(wish).collect::<Value>(),
        "created_by_user_id": job.created_by_user_id, "completed_at": job.completed_at.map(print_datetime),
        "completed_by_user_id": job.completed_by_user_id, "completed_successfully": job.completed_successfully,
        "completion_reason": job.completion_reason, "ticket_id": job.ticket_id, "services": job.services,
        "tasks": job.tasks,
    })
}

fn wish(wish: &Wish) -> Value {
    let day = Day::of(wish.window.start());
    json!({"id": wish.id, "date": print_date(day), "start_time": print_time(wish.window.start() - day.start()),
           "end_time": print_time(wish.window.end() - day.start())})
}
