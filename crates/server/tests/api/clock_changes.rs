//! Nights on which the clocks change.

use serde_json::{Value, json};

use crate::support::{STAFF, Server, golden_world, job};

/// A server in a zone whose technicians work around the clock.
async fn around_the_clock(zone: &str, now: &str) -> Server {
    let mut world = golden_world();
    world["time_zone"] = json!(zone);
    world["jobs"] = json!([]);
    world["time_offs"] = json!([]);
    let days =
        (0..7).map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}));
    world["schedules"][0]["days"] = days.collect();
    Server::start_with(world, now).await
}

async fn free_on(server: &Server, day: &str) -> Value {
    let question = format!(
        "/jobs/find_any_available_space?start_date={day}&end_date={day}&length_in_minutes=15&job_type_id=1\
         &entityType=account&entityId=1"
    );
    server.get(&question).await.assert_status(200).data()[day]["1"].clone()
}

async fn book(server: &Server, time: &str, length: u32) -> u16 {
    let visit = json!({"scheduled_datetime": time, "user_ids": [1], "length_in_minutes": length});
    server.post("/jobs", job(visit)).await.status
}

/// The instants of a visit as the customer's page is told.
async fn instants(server: &Server, time: &str) -> Value {
    let visit = json!({"scheduled_datetime": time, "user_ids": [1], "length_in_minutes": 60});
    let made = server.post("/jobs", job(visit)).await.assert_status(201).data();
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": made["id"]})).await.json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.json()["visit"].clone()
}

#[tokio::test]
async fn an_hour_that_is_skipped_is_neither_offered_nor_booked() {
    let server = around_the_clock("America/Chicago", "2026-03-02T12:00").await;
    let halves = json!([{"start": "00:00:00", "end": "02:00:00"}, {"start": "03:00:00", "end": "23:59:00"}]);
    assert_eq!(free_on(&server, "2026-03-08").await, halves);
    for (time, length) in
        [("2026-03-08 02:00", 60), ("2026-03-08 02:30", 15), ("2026-03-08 01:30", 45), ("2026-03-08 02:45", 30)]
    {
        assert_eq!(book(&server, time, length).await, 422, "{time}");
    }
    assert_eq!(
        instants(&server, "2026-03-08 01:00").await,
        json!({"starts_at": "2026-03-08T07:00:00Z", "ends_at": "2026-03-08T08:00:00Z"})
    );
    assert_eq!(
        instants(&server, "2026-03-08 03:00").await,
        json!({"starts_at": "2026-03-08T08:00:00Z", "ends_at": "2026-03-08T09:00:00Z"})
    );
}

#[tokio::test]
async fn an_hour_that_comes_twice_is_its_first() {
    let server = around_the_clock("America/Chicago", "2026-10-26T12:00").await;
    assert_eq!(free_on(&server, "2026-11-01").await, json!([{"start": "00:00:00", "end": "23:59:00"}]));
    for (time, starts_at, ends_at) in [
        ("2026-11-01 00:00", "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z"),
        ("2026-11-01 01:00", "2026-11-01T06:00:00Z", "2026-11-01T07:00:00Z"),
        ("2026-11-01 02:00", "2026-11-01T08:00:00Z", "2026-11-01T09:00:00Z"),
    ] {
        assert_eq!(instants(&server, time).await, json!({"starts_at": starts_at, "ends_at": ends_at}), "{time}");
    }
}

#[tokio::test]
async fn a_day_without_midnight_starts_at_one() {
    for (zone, day, before) in
        [("America/Santiago", "2026-09-06", "2026-09-05"), ("Africa/Cairo", "2026-04-24", "2026-04-23")]
    {
        let server = around_the_clock(zone, "2026-04-20T12:00").await;
        assert_eq!(free_on(&server, day).await, json!([{"start": "01:00:00", "end": "23:59:00"}]), "{zone}");
        assert_eq!(free_on(&server, before).await, json!([{"start": "00:00:00", "end": "23:59:00"}]), "{zone}");
        assert_eq!(book(&server, &format!("{day} 00:00"), 60).await, 422);
        assert_eq!(book(&server, &format!("{day} 00:30"), 60).await, 422);
        assert_eq!(book(&server, &format!("{before} 23:00"), 60).await, 201);
        assert_eq!(book(&server, &format!("{day} 01:00"), 60).await, 201);
    }
}

#[tokio::test]
async fn half_an_hour_may_be_skipped_as_well() {
    let server = around_the_clock("Australia/Lord_Howe", "2026-09-28T12:00").await;
    let halves = json!([{"start": "00:00:00", "end": "02:00:00"}, {"start": "02:30:00", "end": "23:59:00"}]);
    assert_eq!(free_on(&server, "2026-10-04").await, halves);
    assert_eq!(book(&server, "2026-10-04 02:15", 15).await, 422);
    assert_eq!(book(&server, "2026-10-04 02:30", 15).await, 201);
}
