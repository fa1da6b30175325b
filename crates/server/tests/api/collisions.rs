//! Changes of the roster over visits: done as before, and the answer names what collides.

use serde_json::{Value, json};

use crate::support::{Server, golden_world};

/// Job 9 is user 1's, Monday 2024-05-13 from 09:15 to 09:45.
fn job_9() -> Value {
    json!([{"job_id": 9, "scheduled_datetime": "2024-05-13 09:15:00", "length_in_minutes": 30, "user_ids": [1]}])
}

fn off(user_id: u64, name: &str, start: &str, end: &str) -> Value {
    json!({"user_id": user_id, "name": name, "start_time": start, "end_time": end})
}

fn breaks(start: &str, end: &str, users: &[u64]) -> Value {
    json!({"name": "Break", "sunday": false, "monday": true, "tuesday": false, "wednesday": false, "thursday": false,
        "friday": false, "saturday": false, "start_timestamp": start, "end_timestamp": end, "user_ids": users,
        "start": "2024-05-06", "weeks": 1, "repetitions": 0, "infinite_repetitions": true})
}

#[tokio::test]
async fn time_off_over_a_booked_visit_is_entered_and_names_it() {
    let server = Server::start().await;
    let made = server.post("/scheduled_time_offs", off(1, "Ill", "2024-05-13 09:30", "2024-05-14 00:00")).await;
    let made = made.assert_status(201);
    assert_eq!(made.json()["collisions"], job_9());
    assert_eq!(made.data()["name"], "Ill");
    assert_eq!(server.get("/jobs/9").await.data()["status"], "scheduled", "it is staff's to move");
    let renamed = server.patch("/scheduled_time_offs/2", json!({"name": "Still ill"})).await.assert_status(200);
    assert_eq!(renamed.json()["collisions"], job_9(), "it collides still");

    for (user, start, end) in [
        (2, "2024-05-13 09:30", "2024-05-14 00:00"),
        (1, "2024-05-13 09:45", "2024-05-14 00:00"),
        (1, "2024-05-13 08:00", "2024-05-13 09:15"),
        (1, "2024-05-01 00:00", "2024-05-02 00:00"),
    ] {
        let name = format!("{user} {start}");
        let made = server.post("/scheduled_time_offs", off(user, &name, start, end)).await.assert_status(201);
        assert!(made.json().get("collisions").is_none(), "{name}: {}", made.json());
    }
}

#[tokio::test]
async fn of_a_crew_those_are_named_who_are_away() {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    world["jobs"][1]["user_ids"] = json!([2, 1]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let whole_day = ("2024-05-13 00:00", "2024-05-14 00:00");
    let made = server.post("/scheduled_time_offs", off(2, "Two", whole_day.0, whole_day.1)).await.assert_status(201);
    assert_eq!(made.json()["collisions"][0]["user_ids"], json!([2]));
    let mut of_all = off(2, "All", whole_day.0, whole_day.1);
    of_all["user_id"] = Value::Null;
    let made = server.post("/scheduled_time_offs", of_all).await.assert_status(201);
    assert_eq!(made.json()["collisions"][0]["user_ids"], json!([2, 1]));
}

#[tokio::test]
async fn visits_that_are_over_collide_with_nothing() {
    let server = Server::start_with(golden_world(), "2024-05-13T09:45").await;
    let made = server.post("/scheduled_time_offs", off(1, "Ill", "2024-05-13 00:00", "2024-05-14 00:00")).await;
    assert!(made.assert_status(201).json().get("collisions").is_none());
    let server = Server::start_with(golden_world(), "2024-05-13T09:44").await;
    let made = server.post("/scheduled_time_offs", off(1, "Ill", "2024-05-13 00:00", "2024-05-14 00:00")).await;
    assert_eq!(made.assert_status(201).json()["collisions"], job_9());
}

#[tokio::test]
async fn a_blocker_names_the_visits_in_its_breaks_and_a_moved_break_those_where_it_has_moved_to() {
    let server = Server::start().await;
    let made = server.post("/schedule_blockers", breaks("09:00", "09:30", &[1])).await.assert_status(201);
    assert_eq!(made.json()["collisions"], job_9());
    let changed =
        server.patch("/schedule_blockers/1", json!({"start_timestamp": "08:00", "end_timestamp": "09:15"})).await;
    assert!(changed.assert_status(200).json().get("collisions").is_none());
    let changed = server.patch("/schedule_blockers/1", json!({"end_timestamp": "09:16"})).await.assert_status(200);
    assert_eq!(changed.json(), json!({"data": {"id": 1}, "collisions": job_9()}));

    let moved = |date: &str, start: &str, end: &str| json!({"date": date, "user_id": 1, "start_timestamp": start, "end_timestamp": end});
    let path = "/schedule_blockers/1/schedule_blocker_overrides";
    let away = server.post(path, moved("2024-05-13", "12:00", "12:30")).await.assert_status(200);
    assert!(away.json().get("collisions").is_none());
    let onto = server.post(path, moved("2024-05-13", "09:30", "10:00")).await.assert_status(200);
    assert_eq!(onto.json()["collisions"], job_9());
    let nowhere = server.post(path, moved("2024-05-14", "09:30", "10:00")).await.assert_status(200);
    assert!(nowhere.json().get("collisions").is_none(), "there is no break on Tuesdays");
    let nobody = server.post("/schedule_blockers", breaks("00:00", "24:00", &[])).await.assert_status(201);
    assert!(nobody.json().get("collisions").is_none());
}

#[tokio::test]
async fn a_change_of_schedules_names_the_visits_that_it_puts_outside_the_hours() {
    let shrunk = json!({"start_timestamp": "09:30"});
    for (method, path, body) in [
        ("PATCH", "/schedules/1/schedule_days/1", shrunk.clone()),
        ("PATCH", "/schedules/1", json!({"user_ids": [2]})),
        ("PATCH", "/schedules/1", json!({"job_type_ids": [2]})),
        ("PATCH", "/schedules/1", json!({"start": "2024-05-20"})),
        ("PATCH", "/schedules/1", json!({"available": false})),
        ("DELETE", "/schedules/1/schedule_days/1", Value::Null),
        ("DELETE", "/schedules/1", Value::Null),
    ] {
        let server = Server::start().await;
        let done = server.call(method, path, body.clone()).await;
        assert!(done.status < 300, "{method} {path} {body}: {}", done.json());
        assert_eq!(done.json()["collisions"], job_9(), "{method} {path} {body}");
        assert_eq!(server.get("/jobs/9").await.data()["status"], "scheduled");
    }
    let server = Server::start().await;
    for (method, path, body) in [
        ("PATCH", "/schedules/1", json!({"name": "Mondays, as ever"})),
        ("PATCH", "/schedules/1/schedule_days/1", json!({"start_timestamp": "09:15"})),
        ("DELETE", "/schedules/1/schedule_days/2", Value::Null),
        ("POST", "/schedules/1/schedule_days", json!({"day": 1, "start_timestamp": "09:30", "end_timestamp": "09:45"})),
    ] {
        let done = server.call(method, path, body).await;
        assert!(done.status < 300 && done.json().get("collisions").is_none(), "{method} {path}: {}", done.json());
    }
    // Another schedule closes what this one opens.
    let closed = json!({"name": "Closed", "user_ids": [1], "job_type_ids": [1], "start": "2024-05-06", "available": false,
        "infinite_repetitions": true, "repetitions": 0, "weeks": 1});
    let closed = server.post("/schedules", closed).await.assert_status(201).data();
    let day = json!({"day": 1, "start_timestamp": "09:00", "end_timestamp": "10:00"});
    let made = server.post(&format!("/schedules/{}/schedule_days", closed["id"]), day).await.assert_status(201);
    assert_eq!(made.json()["collisions"], job_9());
    // What lies outside the hours already is not put there once more.
    let done = server.patch("/schedules/1/schedule_days/1", shrunk).await.assert_status(201);
    assert!(done.json().get("collisions").is_none());
}
