//! A small world, and jobs as they are told.

use serde_json::{Value, json};
use slotwright_domain::{Place, PlaceKind, PlaceRef};
use slotwright_matching::Point;
use slotwright_upstream::{Moment, UpstreamJob, Visit};

use crate::counterpart::Counterpart;

/// How many technicians the wide world has.
pub const USERS: u64 = 8;
/// How many customers.
pub const ACCOUNTS: u64 = 20;

/// One technician, who works all days of the week, for one customer. What other systems leave open is read strictly.
pub fn world() -> Value {
    let day = |day: u64| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "23:45"});
    json!({
        "time_zone": "America/Chicago",
        "company": "Prairie Networks",
        "users": [1],
        "job_types": [{"id": 1, "name": "Service call", "length_in_minutes": 120, "color": "orange", "icon": "book"}],
        "entities": {
            "account:1": {"name": "Ada Novak", "address": "12 Elm St, Peoria, IL", "latitude": 40.5, "longitude": -89.5},
        },
        "schedules": [{
            "id": 1, "name": "Always", "user_ids": [1], "job_type_ids": [1], "start": "2026-10-04", "available": true,
            "infinite_repetitions": true, "repetitions": 0, "weeks": 1, "days": (0..7).map(day).collect::<Vec<_>>(),
        }],
        "os1": {"attributes": [
            {"id": "notes", "jobTypeId": "type:1", "name": "notes", "dataType": "string"},
            {"id": "floor", "jobTypeId": "type:1", "name": "floor", "dataType": "number"},
            {"id": "dog", "jobTypeId": "type:1", "name": "dog", "dataType": "boolean"},
        ]},
        "frotcom": {"options": [{"id": "options", "strict": true, "literalToleranceRule": true, "knownTypes": [1]}]},
    })
}

/// The same with technicians 1 to [`USERS`], each with a van, and customers 1 to [`ACCOUNTS`].
pub fn wide_world() -> Value {
    let mut world = world();
    let users: Vec<u64> = (1..=USERS).collect();
    world["users"] = json!(users);
    world["schedules"][0]["user_ids"] = json!(users);
    for id in 1..=ACCOUNTS {
        let account = json!({"name": format!("Customer {id}"), "address": format!("{id} Elm St, Peoria, IL")});
        world["entities"][format!("account:{id}")] = account;
    }
    let vehicle =
        |id: &u64| json!({"id": id, "name": format!("Van {id}"), "registration": format!("PL {}", 1000 + id)});
    world["bigchange"] = json!({
        "vehicles": users.iter().map(vehicle).collect::<Vec<_>>(),
        "jobTypes": [{"id": 1, "positiveResults": ["Done"], "negativeResults": ["Nobody at home."]}],
    });
    world
}

/// A moment in Chicago, `2026-10-20T09:00`, whose clocks are so many hours behind UTC then.
pub fn moment(text: &str, hours_behind: i64) -> Moment {
    let time: jiff::civil::DateTime = text.parse().unwrap();
    let seconds = time.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second();
    Moment { minute: i32::try_from(seconds / 60).unwrap(), unix: seconds + hours_behind * 3600 }
}

/// A visit of 50 minutes that begins then.
pub fn visit(start: Moment) -> Visit {
    let end = Moment { minute: start.minute + 50, unix: start.unix + 50 * 60 };
    Visit { start, end, arrival_until: start, user_ids: vec![1] }
}

/// A job for the one customer, of 50 minutes.
pub fn job(marker: &str, visit: Option<Visit>) -> UpstreamJob {
    let place = Place {
        place: PlaceRef { kind: PlaceKind::Account, id: 1 },
        name: "Ada Novak".to_owned(),
        account_status_id: None,
        address: Some("12 Elm St, Peoria, IL".to_owned()),
        point: Some(Point { latitude: 40.5, longitude: -89.5 }),
    };
    UpstreamJob {
        id: 7,
        marker: marker.to_owned(),
        job_type_id: 1,
        job_type_name: "Service call".to_owned(),
        place,
        length_in_minutes: 50,
        notes: "Ring twice.".to_owned(),
        visit,
        wishes: Vec::new(),
        fields: Vec::new(),
    }
}

/// A job as Sonar's API shows it.
pub fn shown(counterpart: &Counterpart, id: u64) -> Value {
    let (status, body) = counterpart.ask("GET", &format!("/api/v1/scheduling/jobs/{id}"), &Value::Null);
    assert_eq!(status, 200, "{body}");
    body["data"].clone()
}

/// Whether the technician is free at noon of 2026-10-21, in which all these visits are.
pub fn is_noon_free(counterpart: &Counterpart) -> bool {
    let question =
        "start_date=2026-10-21&end_date=2026-10-21&length_in_minutes=60&job_type_id=1&entityType=account&entityId=1";
    let path = format!("/api/v1/scheduling/jobs/find_any_available_space?{question}");
    let (status, body) = counterpart.ask("GET", &path, &Value::Null);
    assert_eq!(status, 200, "{body}");
    let blocks = body["data"]["2026-10-21"]["1"].as_array().cloned().unwrap_or_default();
    let at = |block: &Value, name: &str| block[name].as_str().unwrap().to_owned();
    blocks.iter().any(|block| at(block, "start").as_str() <= "12:00:00" && "13:00:00" <= at(block, "end").as_str())
}
