//! Recorded conversations: what is asked, and what the answer must have. Each starts from the golden world.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{STAFF, Server, golden_world};

#[tokio::test]
async fn every_golden_example_is_answered_as_recorded() {
    all(include_str!("golden/sonar.json"), &golden_world(), "2024-05-10T12:00").await;
}

#[tokio::test]
async fn every_example_of_the_vendors_page_is_answered_as_printed() {
    all(include_str!("golden/vendor.json"), &world_of_the_page(), "2016-08-28T12:00").await;
}

/// A world in which the examples of the page "Jobs Endpoints" can be true together.
fn world_of_the_page() -> Value {
    let job = |more: Value| {
        let mut job = json!({
            "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "created_by_user_id": 1,
            "length_in_minutes": 60, "notes": "Please replace the router.", "status": "queued",
            "scheduled_datetime": null, "user_ids": [],
        });
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        job
    };
    let visit = |id: u64, time: &str, length: u64, user: u64| {
        let visit = json!({"id": id, "status": "scheduled", "scheduled_datetime": time, "length_in_minutes": length});
        let mut visit = job(visit);
        visit["user_ids"] = json!([user]);
        visit
    };
    let mut scheduled = visit(22, "2016-08-29 11:00:00", 60, 1);
    scheduled["services"] = json!([1]);
    json!({
        "time_zone": "America/Chicago",
        "users": [1, 2],
        "job_types": [{"id": 1, "name": "Installation", "length_in_minutes": 60}],
        "entities": {"account:1": {"latitude": 40.5, "longitude": -89.5}},
        "schedules": [{
            "id": 1, "user_ids": [1, 2], "job_type_ids": [1], "name": "Mondays and Fridays", "start": "2016-08-01",
            "available": true, "infinite_repetitions": true, "repetitions": 0, "weeks": 1,
            "days": [
                {"id": 1, "day": 1, "start_timestamp": "08:00", "end_timestamp": "17:00"},
                {"id": 2, "day": 5, "start_timestamp": "04:00", "end_timestamp": "10:00"},
                {"id": 3, "day": 5, "start_timestamp": "15:00", "end_timestamp": "21:00"},
            ],
        }],
        "jobs": [
            job(json!({"id": 8, "desired_job_datetimes": [
                {"id": 1, "date": "2016-09-01", "start_time": "07:00:00", "end_time": "09:00:00"},
                {"id": 2, "date": "2016-10-01", "start_time": "09:00:00", "end_time": "11:30:00"},
            ]})),
            visit(11, "2016-09-16 15:47:00", 15, 1),
            visit(12, "2016-09-16 17:20:00", 60, 1),
            visit(13, "2016-09-16 16:56:00", 30, 2),
            scheduled,
        ],
    })
}

async fn all(examples: &str, world: &Value, now: &str) {
    let examples: Vec<Value> = serde_json::from_str(examples).unwrap();
    assert!(15 < examples.len());
    for example in examples {
        let server = Server::start_with(world.clone(), now).await;
        let answer = ask(&server, &example["request"]).await;
        let expected = &example["response"];
        let id = &example["id"];
        assert_eq!(answer.status, expected["status"].as_u64().unwrap() as u16, "{id}: {}", answer.json());
        let is_exact = expected["exact"].as_bool().unwrap_or(false);
        if let Err(difference) = compare(&answer.json(), &expected["body"], is_exact, "") {
            panic!("{id}: {difference}\n{}", answer.json());
        }
    }
}

async fn ask(server: &Server, request: &Value) -> crate::support::Answer {
    let path = request["path"].as_str().unwrap();
    let mut builder = Request::builder().method(request["method"].as_str().unwrap()).uri(path);
    let is_anonymous = request["headers"].get("Authorization").is_some_and(Value::is_null);
    if !is_anonymous {
        builder = builder.header("authorization", STAFF);
    }
    let body = match &request["body"] {
        Value::Null => Body::empty(),
        body => {
            builder = builder.header("content-type", "application/json");
            Body::from(body.to_string())
        }
    };
    server.send(builder.body(body).unwrap()).await
}

/// Member by member; further members are allowed unless the comparison is exact.
fn compare(found: &Value, expected: &Value, is_exact: bool, place: &str) -> Result<(), String> {
    match (found, expected) {
        (_, Value::String(any)) if any == "$any" => Ok(()),
        (Value::Object(found), Value::Object(expected)) => {
            if let Some(more) = found.keys().find(|name| is_exact && !expected.contains_key(*name)) {
                return Err(format!("{place}: unexpected {more}"));
            }
            expected.iter().try_for_each(|(name, expected)| {
                let found = found.get(name).ok_or_else(|| format!("{place}: {name} is missing"))?;
                compare(found, expected, is_exact, &format!("{place}.{name}"))
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            found.iter().zip(expected).enumerate().try_for_each(|(index, (found, expected))| {
                compare(found, expected, is_exact, &format!("{place}[{index}]"))
            })
        }
        (found, expected) if found == expected => Ok(()),
        (found, expected) => Err(format!("{place}: {found} instead of {expected}")),
    }
}
