//! Nights on which the clocks change.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Folder, STAFF, Server, golden_world, job};

/// A server in a zone whose technicians work around the clock.
async fn around_the_clock(zone: &str, now: &str) -> Server {
    Server::start_with(world_around_the_clock(zone), now).await
}

fn world_around_the_clock(zone: &str) -> Value {
    let mut world = golden_world();
    world["time_zone"] = json!(zone);
    world["jobs"] = json!([]);
    world["time_offs"] = json!([]);
    let days =
        (0..7).map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}));
    world["schedules"][0]["days"] = days.collect();
    world
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

/// The starts of visits of an hour that are offered on a day, on the hour.
async fn hours_on(server: &Server, day: &str) -> Vec<u32> {
    let minute = |text: &Value| {
        let text = text.as_str().unwrap();
        text[..2].parse::<u32>().unwrap() * 60 + text[3..5].parse::<u32>().unwrap()
    };
    let blocks = free_on(server, day).await;
    let blocks: Vec<_> =
        blocks.as_array().unwrap().iter().map(|block| (minute(&block["start"]), minute(&block["end"]))).collect();
    (0..24).filter(|hour| blocks.iter().any(|(from, until)| *from <= hour * 60 && hour * 60 + 60 <= *until)).collect()
}

/// The instants of a visit as the customer's page is told.
async fn instants(server: &Server, time: &str) -> Value {
    let visit = json!({"scheduled_datetime": time, "user_ids": [1], "length_in_minutes": 60});
    let made = server.post("/jobs", job(visit)).await.assert_status(201).data();
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": made["id"]})).await.json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.json()["visit"].clone()
}

/// How the clocks change while a customer can book, as their page is told.
async fn changes(zone: &str, now: &str) -> Value {
    let server = around_the_clock(zone, now).await;
    let new = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", new).await.json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.json()["clock_changes"].clone()
}

#[tokio::test]
async fn a_link_is_told_when_the_clocks_change_while_it_can_book() {
    for (zone, now, from, to) in [
        ("America/Chicago", "2026-03-02T12:00", "2026-03-08 02:00:00", "2026-03-08 03:00:00"),
        ("America/Chicago", "2026-10-20T09:00", "2026-11-01 02:00:00", "2026-11-01 01:00:00"),
        ("Australia/Lord_Howe", "2026-10-01T09:00", "2026-10-04 02:00:00", "2026-10-04 02:30:00"),
        ("Pacific/Apia", "2011-12-01T09:00", "2011-12-30 00:00:00", "2011-12-31 00:00:00"),
    ] {
        assert_eq!(changes(zone, now).await, json!([{"from": from, "to": to}]), "{zone}, {now}");
    }
    assert_eq!(changes("America/Chicago", "2026-11-01T03:00").await, json!([]), "what has changed is not told");
    assert_eq!(changes("Asia/Kolkata", "2026-10-20T09:00").await, json!([]));
}

#[tokio::test]
async fn an_hour_that_is_skipped_is_neither_offered_nor_booked() {
    let server = around_the_clock("America/Chicago", "2026-03-02T12:00").await;
    let halves = json!([{"start": "00:00:00", "end": "02:00:00"}, {"start": "03:00:00", "end": "23:59:00"}]);
    assert_eq!(free_on(&server, "2026-03-08").await, halves);
    for (time, length) in [("2026-03-08 02:00", 60), ("2026-03-08 02:30", 15), ("2026-03-08 02:45", 30)] {
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

#[tokio::test]
async fn a_start_that_the_clocks_skip_is_refused_as_such_and_never_shifted() {
    let server = around_the_clock("America/Chicago", "2026-03-02T12:00").await;
    let queued = server.post("/jobs", job(json!({}))).await.assert_status(201).data();
    let before = server.all_jobs().await;
    let sentence = "The clocks in America/Chicago are put forward and never show that time on that day. \
                    Please choose another time.";
    for time in ["2026-03-08 02:00", "2026-03-08 02:30:00", "2026-03-08T02:59"] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [1], "length_in_minutes": 15});
        for refused in [
            server.post("/jobs", job(visit.clone())).await,
            server.patch(&format!("/jobs/{}", queued["id"]), visit).await,
        ] {
            let refused = refused.assert_refused(422, json!({"scheduled_datetime": sentence}));
            assert_eq!(refused.code(), "local-time-does-not-exist", "{time}");
        }
    }
    assert_eq!(server.all_jobs().await, before);
    let hold = job(json!({"scheduled_datetime": "2026-03-08 02:30", "user_ids": [1]}));
    let refused = server.call_as(STAFF, "POST", "/v1/holds", hold).await.assert_status(422);
    assert_eq!((refused.code(), &refused.json()["detail"]), ("local-time-does-not-exist", &sentence.into()));
}

/// The nights on which minutes are skipped: the zone, now, the day, and until when an hour from half past one takes.
const SHORT_NIGHTS: [(&str, &str, &str, &str); 2] = [
    ("Australia/Lord_Howe", "2026-09-28T12:00", "2026-10-04", "03:00"),
    ("America/Chicago", "2026-03-02T12:00", "2026-03-08", "03:30"),
];

/// A server on each kind of database, whose technician works around the clock.
async fn on_both_databases(zone: &str, now: &str) -> [Server; 2] {
    let world = world_around_the_clock(zone);
    let on_sqlite = Server::start_in(Folder::new(), &world, now).await;
    [on_sqlite, Server::start_in(Folder::of_postgres(), &world, now).await]
}

fn minute(time: &str) -> i64 {
    time[..2].parse::<i64>().unwrap() * 60 + time[3..5].parse::<i64>().unwrap()
}

/// How many minutes of the clock's face the visits keep their crews for.
fn claimed(server: &Server) -> i64 {
    server.folder.look().count("SELECT CAST(coalesce(sum(end_minute - start_minute), 0) AS BIGINT) FROM claims")
}

#[tokio::test]
async fn a_visit_takes_its_length_and_none_of_the_minutes_that_the_clocks_skip_meanwhile() {
    for (zone, now, day, end) in SHORT_NIGHTS {
        for server in on_both_databases(zone, now).await {
            let visit = json!({"scheduled_datetime": format!("{day} 01:30"), "user_ids": [1], "length_in_minutes": 60});
            let made = server.post("/jobs", job(visit)).await.assert_status(201).data();
            assert_eq!(made["length_in_minutes"], 60, "{zone}");
            assert_eq!(claimed(&server), minute(end) - minute("01:30"), "{zone}");
            let blocks =
                json!([{"start": "00:00:00", "end": "01:30:00"}, {"start": format!("{end}:00"), "end": "23:59:00"}]);
            assert_eq!(free_on(&server, day).await, blocks, "{zone}");

            // Nobody is in two places, and the next begins when it is over.
            let before = format!("{day} {:02}:{:02}", (minute(end) - 15) / 60, (minute(end) - 15) % 60);
            for (time, length) in [(before.as_str(), 15), (&format!("{day} 01:15"), 30), (&format!("{day} 00:45"), 60)]
            {
                assert_eq!(book(&server, time, length).await, 422, "{zone}, {time}");
            }
            assert_eq!(book(&server, &format!("{day} {end}"), 15).await, 201, "{zone}");
            assert_eq!(book(&server, &format!("{day} 01:00"), 30).await, 201, "{zone}");

            // A quarter of an hour sooner, longer, and queued.
            let path = format!("/jobs/{}", made["id"]);
            let sooner =
                json!({"scheduled_datetime": format!("{day} 00:45"), "user_ids": [1], "length_in_minutes": 15});
            server.patch(&path, sooner).await.assert_status(201);
            assert_eq!(claimed(&server), 15 + 15 + 30, "{zone}");
            let longer =
                json!({"scheduled_datetime": format!("{day} 01:30"), "user_ids": [1], "length_in_minutes": 45});
            server.patch(&path, longer).await.assert_status(201);
            assert_eq!(claimed(&server), minute(end) - 15 - minute("01:30") + 15 + 30, "{zone}");
            server.post(&format!("{path}/queue"), Value::Null).await.assert_status(201);
            assert_eq!(claimed(&server), 15 + 30, "{zone}");
        }
    }
}

#[tokio::test]
async fn a_customer_is_offered_a_visit_across_skipped_minutes_and_has_it_held_and_booked() {
    for (zone, now, day, end) in SHORT_NIGHTS {
        for server in on_both_databases(zone, now).await {
            let mut customers = Vec::new();
            for _ in 0..2 {
                let new = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
                let link = server.call_as(STAFF, "POST", "/v1/links", new).await.json();
                let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
                let found = format!(
                    "/api/v1/scheduling/jobs/find_any_available_space?start_date={day}&end_date={day}\
                     &length_in_minutes=90&job_type_id=1&entityType=account&entityId=1"
                );
                let found = server.call_as(&bearer, "GET", &found, Value::Null).await.assert_status(200).data();
                let (alias, _) = found[day].as_object().unwrap().iter().next().unwrap();
                customers.push((bearer, alias.parse::<u64>().unwrap()));
            }
            let visit = |time: &str, (_, alias): &(String, u64)| json!({"scheduled_datetime": format!("{day} {time}"), "user_ids": [alias]});
            let hold = |time, customer: &(String, u64)| {
                let (visit, bearer) = (visit(time, customer), customer.0.clone());
                let server = &server;
                async move { server.call_as(&bearer, "POST", "/v1/holds", visit).await }
            };
            // An hour and a half, from one o'clock.
            let held = hold("01:00", &customers[0]).await.assert_status(201).json();
            assert_eq!(claimed(&server), minute(end) - minute("01:00"), "{zone}");
            assert_eq!(hold("00:45", &customers[1]).await.status, 409, "{zone}");
            let beside = hold(end, &customers[1]).await.assert_status(201);
            assert_eq!(beside.json()["length_in_minutes"], 90);
            let mut booked = job(visit("01:00", &customers[0]));
            booked["hold_id"] = held["id"].clone();
            server.call_as(&customers[0].0, "POST", "/api/v1/scheduling/jobs", booked).await.assert_status(201);
            let page = server.call_as(&customers[0].0, "GET", "/v1/booking", Value::Null).await.json();
            let instant = |name: &str| page["visit"][name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
            assert_eq!(instant("starts_at") + jiff::SignedDuration::from_mins(90), instant("ends_at"), "{zone}");
        }
    }
}

#[tokio::test]
async fn hours_too_short_on_either_side_of_skipped_minutes_are_found_where_they_are_enough_together() {
    let mut world = world_around_the_clock("Australia/Lord_Howe");
    for day in world["schedules"][0]["days"].as_array_mut().unwrap() {
        (day["start_timestamp"], day["end_timestamp"]) = (json!("01:15"), json!("02:45"));
    }
    let server = Server::start_with(world, "2026-09-28T12:00").await;
    let found = async |length| {
        let question = format!(
            "/jobs/find_any_available_space?start_date=2026-10-04&end_date=2026-10-04&length_in_minutes={length}\
             &job_type_id=1&entityType=account&entityId=1"
        );
        server.get(&question).await.assert_status(200).data()["2026-10-04"]["1"].clone()
    };
    let parts = json!([{"start": "01:15:00", "end": "02:00:00"}, {"start": "02:30:00", "end": "02:45:00"}]);
    assert_eq!(found(60).await, parts);
    assert_eq!(found(75).await, Value::Null);
    assert_eq!(book(&server, "2026-10-04 01:30", 60).await, 422);
    assert_eq!(book(&server, "2026-10-04 01:15", 60).await, 201);
}

#[tokio::test]
async fn time_around_a_visit_is_kept_beyond_skipped_minutes_too() {
    let server = around_the_clock("Australia/Lord_Howe", "2026-09-28T12:00").await;
    let rules = json!({"buffers": [{"job_type_id": 1, "before_minutes": 0, "after_minutes": 60}]});
    server.call_as(STAFF, "PUT", "/v1/rules", rules).await.assert_status(200);
    assert_eq!(book(&server, "2026-10-04 01:15", 15).await, 201);
    let blocks = json!([{"start": "00:00:00", "end": "00:15:00"}, {"start": "03:00:00", "end": "23:59:00"}]);
    assert_eq!(free_on(&server, "2026-10-04").await, blocks);
    assert_eq!(book(&server, "2026-10-04 02:45", 15).await, 422);
    assert_eq!(book(&server, "2026-10-04 03:00", 15).await, 201);
}

#[tokio::test]
async fn what_a_world_has_across_skipped_minutes_keeps_its_crew_until_it_is_over() {
    let mut world = world_around_the_clock("Australia/Lord_Howe");
    world["jobs"] = json!([{"id": 9, "job_type_id": 1, "status": "scheduled", "scheduled_datetime": "2026-10-04 01:30:00",
        "length_in_minutes": 60, "user_ids": [1], "assigned_type": "accounts", "assigned_id": 1, "created_by_user_id": 1}]);
    let server = Server::start_with(world, "2026-09-28T12:00").await;
    assert_eq!(claimed(&server), 90);
}

#[tokio::test]
async fn what_is_in_the_way_of_a_visit_across_skipped_minutes_is_told_until_it_is_over_and_with_its_own_length() {
    let server = around_the_clock("Australia/Lord_Howe", "2026-09-28T12:00").await;
    assert_eq!(book(&server, "2026-10-04 01:30", 60).await, 201);
    let off = |start: &str| json!({"user_id": 1, "name": start, "start_time": start, "end_time": "2026-10-04 05:00"});
    let told = server.post("/scheduled_time_offs", off("2026-10-04 02:45")).await.assert_status(201).json();
    let told = &told["collisions"][0];
    assert_eq!((&told["scheduled_datetime"], &told["length_in_minutes"]), (&json!("2026-10-04 01:30:00"), &json!(60)));
    let told = server.post("/scheduled_time_offs", off("2026-10-04 03:00")).await.assert_status(201).json();
    assert_eq!(told.get("collisions"), None);
}

/// The axis has a stretch that comes twice once, and says nothing of its second time.
#[tokio::test]
async fn a_visit_across_a_stretch_that_comes_twice_keeps_its_crew_for_its_length_on_the_clock() {
    for (zone, now, time, free_from) in [
        ("Australia/Lord_Howe", "2026-03-30T12:00", "2026-04-05 01:30", "02:30:00"),
        ("America/Chicago", "2026-10-26T12:00", "2026-11-01 01:30", "02:30:00"),
    ] {
        let server = around_the_clock(zone, now).await;
        assert_eq!(book(&server, time, 60).await, 201, "{zone}");
        assert_eq!(claimed(&server), 60, "{zone}");
        assert_eq!(free_on(&server, &time[..10]).await[1]["start"], free_from, "{zone}");
    }
}

#[tokio::test]
async fn a_time_that_comes_twice_is_booked_as_its_first_by_staff_and_customer_alike() {
    let server = around_the_clock("Australia/Lord_Howe", "2026-03-30T12:00").await;
    assert_eq!(
        instants(&server, "2026-04-05 01:30").await,
        json!({"starts_at": "2026-04-04T14:30:00Z", "ends_at": "2026-04-04T15:30:00Z"})
    );
    // N11: an hour from the first half past one ends when the clocks show half past one again.
    let server = around_the_clock("America/New_York", "2026-10-26T12:00").await;
    assert_eq!(
        instants(&server, "2026-11-01 01:30").await,
        json!({"starts_at": "2026-11-01T05:30:00Z", "ends_at": "2026-11-01T06:30:00Z"})
    );
}

/// N3 and N4: five hours in spring and six in autumn. The second 01:00 of autumn is not offered: the API could not say
/// which of the two is meant.
#[tokio::test]
async fn each_hour_that_the_clocks_show_is_offered_once() {
    let server = around_the_clock("America/New_York", "2026-03-02T12:00").await;
    assert_eq!(hours_on(&server, "2026-03-08").await[..5], [0, 1, 3, 4, 5]);
    let server = around_the_clock("America/New_York", "2026-10-26T12:00").await;
    assert_eq!(hours_on(&server, "2026-11-01").await[..6], [0, 1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_day_that_is_left_out_whole_is_not_offered_at_all() {
    let mut world = golden_world();
    world["schedules"][0]["start"] = json!("2011-12-01");
    world["schedules"][0]["days"] = (0..7)
        .map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}))
        .collect();
    world["time_zone"] = json!("Pacific/Apia");
    let server = Server::start_with(world, "2011-12-20T12:00").await;
    let question = "/jobs/find_any_available_space?start_date=2011-12-29&end_date=2011-12-31&length_in_minutes=15\
                    &job_type_id=1&entityType=account&entityId=1";
    let days: Vec<_> = server.get(question).await.data().as_object().unwrap().keys().cloned().collect();
    assert_eq!(days, ["2011-12-29", "2011-12-31"]);
    let visit = json!({"scheduled_datetime": "2011-12-30 12:00", "user_ids": [1]});
    let refused = server.post("/jobs", job(visit)).await.assert_status(422);
    assert_eq!(refused.code(), "local-time-does-not-exist");
}

/// The API's times are wall-clock times: what tells an offset, a zone or a leap second is no such time, and nothing of
/// it is cut off. X1 to X9.
#[tokio::test]
async fn a_time_with_an_offset_a_zone_or_a_leap_second_is_refused_as_it_stands() {
    let server = around_the_clock("America/New_York", "2026-03-02T12:00").await;
    for time in [
        "2026-11-01T01:30:00-05:00[America/New_York]",
        "2026-11-01T01:30:00[America/New_York]",
        "2026-03-08T02:30:00-05:00[America/New_York]",
        "2026-12-15T09:00:00-08:00[America/Vancouver]",
        "2026-06-01T09:00:00+02:00[!Europe/Berlin]",
        "2026-06-01T09:00:00Z",
        "2026-06-01 23:59:60",
        "2026-06-01 24:00:00",
        "2026-06-01 24:00",
    ] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [1], "length_in_minutes": 15});
        let refused = server.post("/jobs", job(visit)).await;
        let sentence = "The scheduled datetime does not match the format Y-m-d H:i:s.";
        refused.assert_refused(422, json!({"scheduled_datetime": sentence}));
    }
    // X9: without seconds, on the hour. X8: a day may end with 24:00:00, but nothing starts there.
    assert_eq!(book(&server, "2026-08-29 11:00", 15).await, 201);
    let queued = server.post("/jobs", job(json!({}))).await.assert_status(201).data();
    let wishes = format!("/jobs/{}/desired_job_datetimes", queued["id"]);
    let wish = |start: &str, end: &str| json!({"date": "2026-08-29", "start_time": start, "end_time": end});
    let made = server.post(&wishes, wish("20:00:00", "24:00:00")).await.assert_status(201).data();
    assert_eq!(made["end_time"], "23:59:00");
    server.post(&wishes, wish("24:00:00", "24:00:00")).await.assert_status(422);
}

#[tokio::test]
async fn a_day_and_an_hour_that_the_clocks_skip_are_in_no_schedule_and_no_wish() {
    // Apia went without December 30 in 2011, Lord Howe without half an hour on October 4, 2026.
    for (zone, now, day, hours) in [
        ("Pacific/Apia", "2011-12-20T12:00", "2011-12-30", None),
        (
            "Australia/Lord_Howe",
            "2026-09-20T12:00",
            "2026-10-04",
            Some(json!([["00:00", "02:00"], ["02:30", "24:00"]])),
        ),
    ] {
        let mut world = golden_world();
        world["time_zone"] = json!(zone);
        world["time_offs"] = json!([]);
        world["schedules"][0]["start"] = json!("2011-01-02");
        world["blockers"] = json!([{"id": 1, "name": "Night", "user_ids": [1], "start": "2011-01-02",
            "sunday": true, "friday": true, "start_timestamp": "02:00", "end_timestamp": "02:45"}]);
        world["overrides"] = json!([]);
        let days =
            (0..7).map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}));
        world["schedules"][0]["days"] = days.collect();
        let server = Server::start_with(world, now).await;
        let found = server.get(&format!("/calculated_schedule/{day}/{day}")).await.assert_status(200).data();
        let user = &found[day]["1"];
        let blocks = |blocks: &Value| {
            let blocks = blocks.as_array().unwrap().iter();
            let clock = |text: &Value| text.as_str().unwrap()[..5].replace("23:59", "24:00");
            json!(blocks.map(|block| [clock(&block["start"]), clock(&block["end"])]).collect::<Vec<_>>())
        };
        match &hours {
            None => assert_eq!(found, json!([]), "there is no such day"),
            Some(hours) => {
                assert_eq!(&blocks(&user["schedule"]["1"]), hours);
                assert_eq!(blocks(&user["schedule_blockers"]), json!([["02:30", "02:45"]]));
            }
        }
        let wish = |start: &str, end: &str| json!({"date": day, "start_time": start, "end_time": end});
        let wishes = "/jobs/8/desired_job_datetimes";
        let refused = server.post(wishes, wish("02:00:00", "02:30:00")).await.assert_status(422);
        assert_eq!(refused.code(), "local-time-does-not-exist", "{zone}");
        let status = server.post(wishes, wish("01:30:00", "02:30:00")).await.status;
        assert_eq!(status, if hours.is_none() { 422 } else { 201 }, "{zone}");
    }
}

/// The Z1 procedure in small: the folder of rules is replaced under a running server.
#[tokio::test]
async fn new_rules_are_used_without_a_restart_and_move_no_visit_on_the_clock() {
    let folder = Folder::new();
    let zoneinfo = folder.path().join("zoneinfo");
    let install = |version: &str| {
        for file in ["tzdata.zi", "America/Vancouver"] {
            let release = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zoneinfo").join(version);
            let (new, old) = (zoneinfo.join("new"), zoneinfo.join(file));
            std::fs::create_dir_all(old.parent().unwrap()).unwrap();
            std::fs::copy(release.join(file), &new).unwrap();
            std::fs::rename(new, old).unwrap();
        }
    };
    install("2025b");
    let mut world = golden_world();
    world["time_zone"] = json!("America/Vancouver");
    world["schedules"][0]["days"][0]["start_timestamp"] = json!("00:00");
    let server = Server::start_by_rules(folder, &world, "2026-11-22T12:00", &zoneinfo).await;

    let ready = || async {
        let checks = server.call_as("", "GET", "/readyz", Value::Null).await.assert_status(200).json();
        checks["checks"]["time_zone_rules"]["told"].as_str().unwrap().to_owned()
    };
    assert_eq!(ready().await, "America/Vancouver by 2025b");
    let mut bearers = Vec::new();
    for day in ["2026-12-07", "2026-12-14", "2026-12-21"] {
        let visit = json!({"scheduled_datetime": format!("{day} 09:00:00"), "user_ids": [1], "length_in_minutes": 60});
        let made = server.post("/jobs", job(visit)).await.assert_status(201).data();
        let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": made["id"]})).await.json();
        bearers.push((day, format!("Bearer {}", link["handle"].as_str().unwrap())));
    }
    let jobs = server.all_jobs().await;
    for (hour, version) in [("17", "2025b"), ("16", "2026f")] {
        install(version);
        // The server looks by itself; a minute is what is promised.
        for _ in 0..600 {
            if ready().await.contains(version) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(ready().await, format!("America/Vancouver by {version}"));
        for (day, bearer) in &bearers {
            let booking = server.call_as(bearer, "GET", "/v1/booking", Value::Null).await.json();
            assert_eq!(booking["job"]["scheduled_datetime"], format!("{day} 09:00:00"), "{version}");
            assert_eq!(booking["visit"]["starts_at"], format!("{day}T{hour}:00:00Z"), "{version}");
        }
        assert_eq!(server.all_jobs().await, jobs, "{version}");
    }
}
