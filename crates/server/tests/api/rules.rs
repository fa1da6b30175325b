//! `/v1/rules`: time around jobs and jobs a day, in every search, booking, hold and reason.

use serde_json::{Map, Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

/// The golden world, in which job 9 is on Monday 2024-05-13 from 09:15 to 09:45, at the account.
async fn server(rules: Value) -> Server {
    let server = Server::start().await;
    put(&server, rules).await.assert_status(200);
    server
}

async fn put(server: &Server, rules: Value) -> Answer {
    server.call_as(STAFF, "PUT", "/v1/rules", rules).await
}

fn tidy_up(minutes: u32) -> Value {
    json!({"buffers": [{"job_type_id": 1, "before_minutes": 0, "after_minutes": minutes}]})
}

/// What is asked about: a visit of some type and length at some place.
#[derive(Clone, Copy)]
struct Visit {
    job_type_id: u64,
    place: &'static str,
    minutes: u32,
}

/// An installation of half an hour at the account.
const HERE: Visit = Visit { job_type_id: 1, place: "account", minutes: 30 };
/// A service call of half an hour at the network site, 14 km from the account.
const TOWER: Visit = Visit { job_type_id: 2, place: "network_site", minutes: 30 };

impl Visit {
    /// To be posted, as a job or as a hold.
    fn at(self, start: &str, user_ids: &[u64]) -> Value {
        json!({"job_type_id": self.job_type_id, "assigned_type": format!("{}s", self.place), "assigned_id": 1,
            "length_in_minutes": self.minutes, "scheduled_datetime": start, "user_ids": user_ids})
    }
}

/// When user 1 is free on a date: `08:00-09:00 10:00-12:00`.
async fn free(server: &Server, caller: &str, date: &str, visit: Visit) -> String {
    let days = free_by_day(server, caller, (date, date), visit).await;
    let users = days.get(date).and_then(Value::as_object).cloned().unwrap_or_default();
    written(users.values().next().unwrap_or(&json!([])))
}

async fn free_by_day(server: &Server, caller: &str, days: (&str, &str), visit: Visit) -> Map<String, Value> {
    let Visit { job_type_id, place, minutes } = visit;
    // Who has a link knows nobody's number.
    let users = if caller == STAFF { "&users[]=1" } else { "" };
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space?start_date={}&end_date={}&length_in_minutes={minutes}\
         &job_type_id={job_type_id}&entityType={place}&entityId=1{users}",
        days.0, days.1
    );
    server
        .call_as(caller, "GET", &path, Value::Null)
        .await
        .assert_status(200)
        .data()
        .as_object()
        .cloned()
        .unwrap_or_default()
}

fn written(blocks: &Value) -> String {
    let time = |block: &Value, name: &str| block[name].as_str().unwrap()[..5].to_owned();
    let blocks = blocks.as_array().unwrap().iter();
    blocks.map(|block| time(block, "start") + "-" + &time(block, "end")).collect::<Vec<_>>().join(" ")
}

/// Why user 1 can't come: code, sentence, job, from and to.
async fn reasons(server: &Server, start: &str, visit: Visit) -> Vec<(String, String, Value, String)> {
    let told = why_not(server, start, visit, &[1], "").await;
    let reason = |reason: &Value| {
        let text = |name: &str| reason[name].as_str().unwrap_or_default().to_owned();
        let time = |name: &str| text(name).get(11..16).unwrap_or_default().to_owned();
        (text("code"), text("sentence"), reason["job_id"].clone(), time("from") + "-" + &time("to"))
    };
    told["users"][0]["reasons"].as_array().unwrap().iter().map(reason).collect()
}

async fn why_not(server: &Server, start: &str, visit: Visit, user_ids: &[u64], more: &str) -> Value {
    let Visit { job_type_id, place, minutes } = visit;
    let users: String = user_ids.iter().map(|user_id| format!("&user_ids[]={user_id}")).collect();
    let path = format!(
        "/v1/why_not?scheduled_datetime={}&job_type_id={job_type_id}&assigned_type={place}s&assigned_id=1\
         &length_in_minutes={minutes}{users}{more}",
        start.replace(' ', "%20")
    );
    server.call_as(STAFF, "GET", &path, Value::Null).await.assert_status(200).json()
}

/// That neither a booking nor a hold can be had, as if the user were at work.
async fn assert_not_free(server: &Server, start: &str, visit: Visit) {
    const SENTENCE: &str = "There is no availability for that day/time for user ID 1.";
    let refused = server.post("/jobs", visit.at(start, &[1])).await;
    assert_eq!(refused.code(), "slot-taken", "{start}");
    refused.assert_refused(422, SENTENCE);
    let refused = hold(server, STAFF, visit.at(start, &[1])).await.assert_status(409);
    assert_eq!((refused.code(), &refused.json()["detail"]), ("slot-taken", &json!(SENTENCE)), "{start}");
}

async fn hold(server: &Server, caller: &str, wanted: Value) -> Answer {
    server.call_as(caller, "POST", "/v1/holds", wanted).await
}

async fn book(server: &Server, start: &str, visit: Visit) -> u64 {
    server.post("/jobs", visit.at(start, &[1])).await.assert_status(201).data()["id"].as_u64().unwrap()
}

/// A customer for an installation (90 minutes) at the account, and the number under which they know user 1.
async fn customer(server: &Server) -> (String, u64) {
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let long = Visit { minutes: 90, ..HERE };
    let days = free_by_day(server, &bearer, ("2024-05-20", "2024-05-20"), long).await;
    let alias = days["2024-05-20"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    (bearer, alias)
}

fn of_customer(alias: u64, start: &str) -> Value {
    job(json!({"scheduled_datetime": start, "user_ids": [alias]}))
}

const NO_RULES: &str = r#"{"buffers":[],"travel":null,"day_ends":[],"jobs_per_day":null,"jobs_per_day_of":[]}"#;

#[tokio::test]
async fn there_are_none_until_some_are_set_and_none_again_after_an_empty_object() {
    let server = Server::start().await;
    let none: Value = serde_json::from_str(NO_RULES).unwrap();
    let stored = async || server.call_as(STAFF, "GET", "/v1/rules", Value::Null).await.assert_status(200).json();
    assert_eq!(stored().await, none);
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:15 09:45-12:00 13:00-17:00");

    let rules = json!({
        "buffers": [{"job_type_id": 2, "before_minutes": 5, "after_minutes": 0},
            {"job_type_id": 1, "before_minutes": 0, "after_minutes": 1440}],
        "travel": {"speed_km_h": 1, "detour_percent": 100, "least_minutes": 0},
        "day_ends": [{"user_id": 2, "start": {"latitude": -90, "longitude": 180}, "end": null}, {"user_id": 1}],
        "jobs_per_day": 0,
        "jobs_per_day_of": [{"user_id": 1, "jobs": 1000}],
    });
    let answered = put(&server, rules).await.assert_status(200).json();
    let in_order = json!({
        "buffers": [{"job_type_id": 1, "before_minutes": 0, "after_minutes": 1440},
            {"job_type_id": 2, "before_minutes": 5, "after_minutes": 0}],
        "travel": {"speed_km_h": 1, "detour_percent": 100, "least_minutes": 0},
        "day_ends": [{"user_id": 1, "start": null, "end": null},
            {"user_id": 2, "start": {"latitude": -90.0, "longitude": 180.0}, "end": null}],
        "jobs_per_day": 0,
        "jobs_per_day_of": [{"user_id": 1, "jobs": 1000}],
    });
    assert_eq!((&answered, &stored().await), (&in_order, &in_order));

    assert_eq!(put(&server, json!({})).await.assert_status(200).json(), none);
    assert_eq!(stored().await, none);
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:15 09:45-12:00 13:00-17:00");
}

#[tokio::test]
async fn a_buffer_is_kept_after_a_job_and_before_the_next() {
    let server = server(tidy_up(15)).await;
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:00 10:00-12:00 13:00-17:00");
    // A service call keeps nothing after itself.
    let other_type = Visit { job_type_id: 2, ..HERE };
    assert_eq!(free(&server, STAFF, "2024-05-13", other_type).await, "08:00-09:15 10:00-12:00 13:00-17:00");

    let buffer = |sentence: &str, time: &str| ("buffer".to_owned(), sentence.to_owned(), json!(9), time.to_owned());
    let told = reasons(&server, "2024-05-13 09:45:00", HERE).await;
    assert_eq!(told, [buffer("kept free around job 9 from 09:45 to 10:00", "09:45-10:00")]);
    let told = reasons(&server, "2024-05-13 08:45:00", HERE).await;
    assert_eq!(told[0], buffer("kept free around job 9 from 09:00 to 09:15", "09:00-09:15"));
    assert_eq!(told[1].0, "too_short");
    for start in ["2024-05-13 09:45:00", "2024-05-13 08:45:00"] {
        assert_not_free(&server, start, HERE).await;
    }
    book(&server, "2024-05-13 10:00:00", HERE).await;
    book(&server, "2024-05-13 08:30:00", HERE).await;
}

#[tokio::test]
async fn the_way_between_two_places_is_kept_and_a_job_that_moves_to_another_place_moves_it() {
    let travel = json!({"travel": {"speed_km_h": 60, "detour_percent": 100, "least_minutes": 5}});
    let server = server(travel).await;
    // 13.97 km, a minute each.
    assert_eq!(free(&server, STAFF, "2024-05-13", TOWER).await, "08:00-09:01 09:59-12:00 13:00-17:00");
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:10 09:50-12:00 13:00-17:00");

    let told = reasons(&server, "2024-05-13 09:45:00", TOWER).await;
    let way = "on the way from or to job 9 from 09:45 to 09:59".to_owned();
    assert_eq!(told, [("travel".to_owned(), way, json!(9), "09:45-09:59".to_owned())]);
    assert_not_free(&server, "2024-05-13 09:58:00", TOWER).await;
    let id = book(&server, "2024-05-13 09:59:00", TOWER).await;
    server.delete(&format!("/jobs/{id}")).await.assert_status(200);

    let moved = json!({"assigned_type": "network_sites", "assigned_id": 1});
    server.patch("/jobs/9", moved).await.assert_status(201);
    assert_eq!(free(&server, STAFF, "2024-05-13", TOWER).await, "08:00-09:10 09:50-12:00 13:00-17:00");
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:01 09:59-12:00 13:00-17:00");
}

#[tokio::test]
async fn the_ways_to_the_days_first_visit_and_from_its_last_lie_in_working_hours() {
    let tower = json!({"latitude": 40.6, "longitude": -89.6});
    let rules = json!({
        "travel": {"speed_km_h": 60, "detour_percent": 100, "least_minutes": 0},
        "day_ends": [{"user_id": 1, "start": tower, "end": tower}],
    });
    let server = server(rules).await;
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:14-09:15 09:45-12:00 13:00-16:46");
    let told = reasons(&server, "2024-05-13 08:00:00", HERE).await;
    let way = "on the way to the first visit or from the last from 08:00 to 08:14".to_owned();
    assert_eq!(told, [("travel".to_owned(), way, Value::Null, "08:00-08:14".to_owned())]);
    for start in ["2024-05-13 08:13:00", "2024-05-13 16:17:00"] {
        assert_not_free(&server, start, HERE).await;
    }
    book(&server, "2024-05-13 08:14:00", HERE).await;
    book(&server, "2024-05-13 16:16:00", HERE).await;
}

#[tokio::test]
async fn a_day_has_no_more_jobs_than_allowed_of_each_user_and_with_those_that_are_held() {
    let server = server(json!({"jobs_per_day": 1, "jobs_per_day_of": [{"user_id": 2, "jobs": 5}]})).await;
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "");
    assert_eq!(free(&server, STAFF, "2024-05-20", HERE).await, "08:00-12:00 13:00-17:00");
    let told = why_not(&server, "2024-05-13 14:00:00", HERE, &[1], "").await;
    assert_eq!(told["for_customer"], "We are fully booked that day. Please choose another day.");
    let cap = json!([{"code": "cap", "sentence": "has 1 jobs that day (1 are allowed)", "jobs": 1, "allowed": 1,
        "from": "2024-05-13 00:00:00", "to": "2024-05-14 00:00:00"}]);
    assert_eq!(told["users"][0]["reasons"], cap);
    assert_not_free(&server, "2024-05-13 14:00:00", HERE).await;
    // The job itself may move within its day.
    let moved = json!({"scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]});
    server.patch("/jobs/9", moved).await.assert_status(201);

    put(&server, json!({"jobs_per_day": 1, "jobs_per_day_of": [{"user_id": 1, "jobs": 2}]})).await.assert_status(200);
    let (ada, alias) = customer(&server).await;
    hold(&server, &ada, of_customer(alias, "2024-05-13 08:00:00")).await.assert_status(201);
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "", "the second is held");
    assert_not_free(&server, "2024-05-13 16:00:00", HERE).await;
}

#[tokio::test]
async fn what_is_kept_from_one_user_leaves_another_as_free_as_before() {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let mut rules = tidy_up(60);
    rules["jobs_per_day_of"] = json!([{"user_id": 1, "jobs": 0}]);
    put(&server, rules).await.assert_status(200);
    let path = "/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13&length_in_minutes=30\
        &job_type_id=1&entityType=account&entityId=1";
    let users = server.get(path).await.assert_status(200).data()["2024-05-13"].clone();
    assert_eq!(users.as_object().unwrap().keys().collect::<Vec<_>>(), ["2"]);
    assert_eq!(written(&users["2"]), "08:00-12:00 13:00-17:00");
    server.post("/jobs", HERE.at("2024-05-13 09:15:00", &[2])).await.assert_status(201);
    // Both together are free when each of them is.
    put(&server, tidy_up(60)).await.assert_status(200);
    let both = path.replace("find_any_available", "find_available") + "&users[]=1&users[]=2";
    let found = server.get(&both).await.assert_status(200).data();
    assert_eq!(written(&found["2024-05-13"]), "10:45-12:00 13:00-17:00");
}

#[tokio::test]
async fn a_hold_keeps_its_distance_and_its_holder_can_make_it_good() {
    let server = server(tidy_up(15)).await;
    let (ada, alias) = customer(&server).await;
    let (ben, alias_of_ben) = customer(&server).await;
    let held = hold(&server, &ada, of_customer(alias, "2024-05-13 14:00:00")).await.assert_status(201).json();
    let long = Visit { minutes: 90, ..HERE };
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:00 10:00-12:00 13:00-13:45 15:45-17:00");
    assert_eq!(free(&server, &ben, "2024-05-13", long).await, "10:00-12:00");
    assert_eq!(free(&server, &ada, "2024-05-13", long).await, "10:00-12:00 13:00-17:00", "not in its holder's own way");
    let told = reasons(&server, "2024-05-13 15:30:00", HERE).await;
    let kept = "kept free around what is held for somebody else from 15:30 to 15:45".to_owned();
    assert_eq!(told, [("buffer".to_owned(), kept, Value::Null, "15:30-15:45".to_owned())]);
    assert_not_free(&server, "2024-05-13 15:44:00", HERE).await;
    assert_not_free(&server, "2024-05-13 13:16:00", HERE).await;
    let nearer = of_customer(alias_of_ben, "2024-05-13 15:30:00");
    server.call_as(&ben, "POST", "/api/v1/scheduling/jobs", nearer.clone()).await.assert_status(422);
    hold(&server, &ben, nearer).await.assert_status(409);

    let mut good = of_customer(alias, "2024-05-13 14:00:00");
    good["hold_id"] = held["id"].clone();
    server.call_as(&ada, "POST", "/api/v1/scheduling/jobs", good).await.assert_status(201);
    book(&server, "2024-05-13 15:45:00", HERE).await;
    server.folder.look().check_claims();
}

#[tokio::test]
async fn the_way_to_what_is_held_is_that_to_its_place() {
    let travel = json!({"travel": {"speed_km_h": 60, "detour_percent": 100, "least_minutes": 0}});
    let server = server(travel).await;
    let (ada, alias) = customer(&server).await;
    hold(&server, &ada, of_customer(alias, "2024-05-13 14:00:00")).await.assert_status(201);
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:15 09:45-12:00 13:00-14:00 15:30-17:00");
    assert_eq!(free(&server, STAFF, "2024-05-13", TOWER).await, "08:00-09:01 09:59-12:00 13:00-13:46 15:44-17:00");
    assert_not_free(&server, "2024-05-13 15:43:00", TOWER).await;
    let told = reasons(&server, "2024-05-13 15:30:00", TOWER).await;
    assert_eq!(told[0].1, "on the way from or to what is held for somebody else from 15:30 to 15:44");
}

#[tokio::test]
async fn neither_the_job_that_is_moved_nor_its_hold_is_in_its_own_way() {
    let server = server(tidy_up(60)).await;
    let link = server.call_as(STAFF, "POST", "/v1/links", json!({"job_id": 9})).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    assert_eq!(free(&server, &bearer, "2024-05-13", HERE).await, "08:00-12:00 13:00-17:00");
    let alias: u64 = free_by_day(&server, &bearer, ("2024-05-20", "2024-05-20"), HERE).await["2024-05-20"]
        .as_object()
        .and_then(|users| users.keys().next()?.parse().ok())
        .unwrap();
    let nearby = json!({"scheduled_datetime": "2024-05-13 09:30:00", "user_ids": [alias]});
    hold(&server, &bearer, nearby.clone()).await.assert_status(201);
    assert_eq!(free(&server, &bearer, "2024-05-13", HERE).await, "08:00-12:00 13:00-17:00");
    let moved = server.call_as(&bearer, "PATCH", "/api/v1/scheduling/jobs/9", nearby).await;
    assert_eq!(moved.assert_status(201).data()["scheduled_datetime"], "2024-05-13 09:30");
    let told = why_not(&server, "2024-05-13 10:00:00", HERE, &[1], "&job_id=9").await;
    assert_eq!(told["is_free"], true, "{told}");
}

/// User 1 is at work all day, every day.
async fn around_the_clock(rules: Value) -> Server {
    let mut world = golden_world();
    world["schedules"][0]["days"] = (0..7)
        .map(|day| json!({"id": day + 1, "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00"}))
        .collect();
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    put(&server, rules).await.assert_status(200);
    server
}

#[tokio::test]
async fn a_job_shortly_before_midnight_keeps_time_from_the_next_days_first_and_the_other_way_round() {
    let server = around_the_clock(tidy_up(60)).await;
    // 23:15 to 23:45.
    book(&server, "2024-05-14 23:15:00", HERE).await;
    assert_eq!(free(&server, STAFF, "2024-05-15", HERE).await, "00:45-23:59");
    assert_not_free(&server, "2024-05-15 00:44:00", HERE).await;
    let told = reasons(&server, "2024-05-15 00:30:00", HERE).await;
    assert_eq!(told[0].0, "buffer", "{told:?}");
    book(&server, "2024-05-15 00:45:00", HERE).await;

    book(&server, "2024-05-17 00:15:00", HERE).await;
    assert_eq!(free(&server, STAFF, "2024-05-16", HERE).await, "00:00-23:15");
    assert_not_free(&server, "2024-05-16 22:46:00", HERE).await;
    let (ada, alias) = customer(&server).await;
    let held = hold(&server, &ada, of_customer(alias, "2024-05-18 22:00:00")).await;
    held.assert_status(201);
    assert_eq!(free(&server, STAFF, "2024-05-19", HERE).await, "00:30-23:59", "so does a hold");
    book(&server, "2024-05-16 22:45:00", HERE).await;
}

#[tokio::test]
async fn a_distance_of_more_than_a_day_is_the_same_whether_a_week_is_asked_for_or_one_of_its_days() {
    let rules = json!({
        "buffers": [{"job_type_id": 1, "before_minutes": 1440, "after_minutes": 1440}],
        "travel": {"speed_km_h": 60, "detour_percent": 100, "least_minutes": 1440},
    });
    let server = around_the_clock(rules).await;
    // Job 9 ends on the 13th at 09:45; three days later its distance does.
    let week = free_by_day(&server, STAFF, ("2024-05-13", "2024-05-19"), HERE).await;
    assert_eq!(week.keys().collect::<Vec<_>>(), ["2024-05-16", "2024-05-17", "2024-05-18", "2024-05-19"]);
    assert_eq!(written(&week["2024-05-16"]["1"]), "09:45-23:59");
    assert_eq!(free(&server, STAFF, "2024-05-16", HERE).await, "09:45-23:59");
    assert_not_free(&server, "2024-05-16 09:44:00", HERE).await;
    book(&server, "2024-05-16 09:45:00", HERE).await;
}

#[tokio::test]
async fn new_rules_hold_for_the_next_search_and_the_next_booking_and_visits_that_stand_stay() {
    let server = Server::start().await;
    let near = book(&server, "2024-05-13 09:45:00", HERE).await;
    // Asked before, so that what was remembered has to be forgotten.
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:15 10:15-12:00 13:00-17:00");
    put(&server, tidy_up(30)).await.assert_status(200);
    // The first thing after it is a booking: it has read nothing under these rules yet.
    assert_not_free(&server, "2024-05-13 10:15:00", HERE).await;
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-08:45 10:45-12:00 13:00-17:00");
    put(&server, json!({"travel": {"speed_km_h": 60, "detour_percent": 100, "least_minutes": 0}}))
        .await
        .assert_status(200);
    assert_not_free(&server, "2024-05-13 10:20:00", TOWER).await;

    put(&server, tidy_up(30)).await.assert_status(200);
    let stands = server.get(&format!("/jobs/{near}")).await.assert_status(200).data();
    assert_eq!(
        (&stands["status"], &stands["scheduled_datetime"]),
        (&json!("scheduled"), &json!("2024-05-13 09:45:00"))
    );
    // It is held against them when it is moved, and not when its notes are written.
    let path = format!("/jobs/{near}");
    server.patch(&path, json!({"notes": "Second bell."})).await.assert_status(201);
    server.patch(&path, json!({"scheduled_datetime": "2024-05-13 09:50:00", "user_ids": [1]})).await.assert_status(422);
    server.patch(&path, json!({"scheduled_datetime": "2024-05-13 10:15:00", "user_ids": [1]})).await.assert_status(201);

    put(&server, json!({})).await.assert_status(200);
    book(&server, "2024-05-13 09:45:00", HERE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_book_at_once_times_that_only_the_buffer_keeps_apart_one_gets_it() {
    let server = server(tidy_up(15)).await;
    for monday in ["2024-05-13", "2024-05-20", "2024-05-27", "2024-06-10", "2024-06-17"] {
        let (ada, alias) = customer(&server).await;
        let (ben, alias_of_ben) = customer(&server).await;
        // 13:00 to 14:30, and from 14:30 on: on the grid of customers, and too near.
        let early = of_customer(alias, &format!("{monday} 13:00:00"));
        let late = of_customer(alias_of_ben, &format!("{monday} 14:30:00"));
        let path = "/api/v1/scheduling/jobs";
        let (one, other) =
            tokio::join!(server.call_as(&ada, "POST", path, early), server.call_as(&ben, "POST", path, late));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 422], "{monday}");
    }
    server.folder.look().check_claims();
}

#[tokio::test]
async fn what_is_wrong_with_rules_is_told_with_its_place_what_is_there_and_what_is_allowed() {
    let server = server(tidy_up(15)).await;
    let buffer = |members: Value| {
        let mut buffer = json!({"job_type_id": 1, "before_minutes": 0, "after_minutes": 0});
        buffer.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        json!({"buffers": [buffer]})
    };
    let travel = |members: Value| {
        let mut travel = json!({"speed_km_h": 50, "detour_percent": 130, "least_minutes": 5});
        travel.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        json!({"travel": travel})
    };
    let start = |latitude: f64, longitude: f64| json!({"day_ends": [{"user_id": 1, "start": {"latitude": latitude, "longitude": longitude}}]});
    let minutes = "must be a whole number from 0 to 1440, is";
    for (rules, sentence) in [
        (buffer(json!({"before_minutes": -5})), format!("`buffers[0].before_minutes`: {minutes} -5.")),
        (buffer(json!({"after_minutes": 1441})), format!("`buffers[0].after_minutes`: {minutes} 1441.")),
        (buffer(json!({"after_minutes": 1.5})), format!("`buffers[0].after_minutes`: {minutes} 1.5.")),
        (
            buffer(json!({"job_type_id": 77})),
            "`buffers[0].job_type_id`: there is no job type 77 (job types: 1, 2).".to_owned(),
        ),
        (
            buffer(json!({"minutes": 5})),
            "`buffers[0].minutes`: is unknown (known here: job_type_id, before_minutes, after_minutes).".to_owned(),
        ),
        (
            json!({"buffers": [{"job_type_id": 1, "before_minutes": 0}]}),
            "`buffers[0]`: after_minutes is missing.".to_owned(),
        ),
        (json!({"buffers": 15}), "`buffers`: must be a list, is 15.".to_owned()),
        (
            json!({"buffers": [buffer(json!({}))["buffers"][0], buffer(json!({}))["buffers"][0]]}),
            "`buffers[1]`: is the second one with job_type_id 1 (one is allowed).".to_owned(),
        ),
        (
            travel(json!({"speed_km_h": 0})),
            "`travel.speed_km_h`: must be a whole number from 1 to 1000, is 0.".to_owned(),
        ),
        (
            travel(json!({"detour_percent": 99})),
            "`travel.detour_percent`: must be a whole number from 100 to 1000, is 99.".to_owned(),
        ),
        (travel(json!({"least_minutes": "5"})), format!("`travel.least_minutes`: {minutes} \"5\".")),
        (json!({"travel": []}), "`travel`: must be an object, is a list.".to_owned()),
        (start(90.5, 0.0), "`day_ends[0].start.latitude`: must be degrees from -90 to 90, is 90.5.".to_owned()),
        (start(0.0, -181.0), "`day_ends[0].start.longitude`: must be degrees from -180 to 180, is -181.".to_owned()),
        (
            json!({"day_ends": [{"user_id": 1}, {"user_id": 1}]}),
            "`day_ends[1]`: is the second one with user_id 1 (one is allowed).".to_owned(),
        ),
        (json!({"day_ends": [{"user_id": 3}]}), "`day_ends[0].user_id`: there is no user 3 (users: 1, 2).".to_owned()),
        (json!({"jobs_per_day": 1001}), "`jobs_per_day`: must be a whole number from 0 to 1000, is 1001.".to_owned()),
        (
            json!({"jobs_per_day": "few"}),
            "`jobs_per_day`: must be a whole number from 0 to 1000, is \"few\".".to_owned(),
        ),
        (
            json!({"jobs_per_day_of": [{"user_id": 1, "jobs": -1}]}),
            "`jobs_per_day_of[0].jobs`: must be a whole number from 0 to 1000, is -1.".to_owned(),
        ),
        (
            json!({"jobs_per_day_of_all": 9}),
            "`jobs_per_day_of_all`: is unknown (known here: buffers, travel, day_ends, jobs_per_day, jobs_per_day_of)."
                .to_owned(),
        ),
    ] {
        let refused = put(&server, rules.clone()).await.assert_status(422);
        assert_eq!(refused.code(), "validation-failed", "{rules}");
        assert_eq!(refused.json()["detail"], sentence, "{rules}");
    }
    let two = json!({"jobs_per_day": -1, "travel": {"speed_km_h": 0, "detour_percent": 130, "least_minutes": 5}});
    let told = put(&server, two).await.assert_status(422).json()["detail"].as_str().unwrap().to_owned();
    assert!(told.contains("`jobs_per_day`") && told.contains("`travel.speed_km_h`"), "{told}");
    put(&server, json!([])).await.assert_status(400);
    let stored = server.call_as(STAFF, "GET", "/v1/rules", Value::Null).await.json();
    assert_eq!(stored["buffers"], tidy_up(15)["buffers"], "what was refused has changed nothing");
}

#[tokio::test]
async fn they_may_come_as_a_form_with_records_as_json() {
    let server = Server::start().await;
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("buffers", r#"[{"job_type_id": 1, "before_minutes": 5, "after_minutes": 15}]"#)
        .append_pair("travel", "")
        .append_pair("jobs_per_day", "3")
        .finish();
    let request = axum::http::Request::put("/v1/rules")
        .header("authorization", STAFF)
        .header("content-type", "application/x-www-form-urlencoded");
    let stored = server.send(request.body(form.into()).unwrap()).await.assert_status(200).json();
    assert_eq!(stored["buffers"], json!([{"job_type_id": 1, "before_minutes": 5, "after_minutes": 15}]));
    assert_eq!((&stored["travel"], &stored["jobs_per_day"]), (&Value::Null, &json!(3)));
}

#[tokio::test]
async fn who_sends_nothing_takes_no_rules_away() {
    let server = Server::start().await;
    put(&server, tidy_up(15)).await.assert_status(200);
    for kind in ["application/json", "application/x-www-form-urlencoded"] {
        let request = axum::http::Request::put("/v1/rules").header("authorization", STAFF).header("content-type", kind);
        server.send(request.body("".into()).unwrap()).await.assert_status(422);
    }
    let stored = server.call_as(STAFF, "GET", "/v1/rules", Value::Null).await.json();
    assert_eq!(stored["buffers"], tidy_up(15)["buffers"]);
    put(&server, json!({})).await.assert_status(200);
}

#[tokio::test]
async fn rules_that_are_sent_again_under_their_key_do_not_undo_what_came_after() {
    let server = Server::start().await;
    let send = async |key: &str, rules: Value| {
        let request = axum::http::Request::put("/v1/rules")
            .header("authorization", STAFF)
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        server.send(request.body(rules.to_string().into()).unwrap()).await.assert_status(200)
    };
    let first = send("first", tidy_up(15)).await.json();
    send("second", tidy_up(30)).await;
    let again = send("first", tidy_up(15)).await;
    assert_eq!((again.header("idempotency-replayed"), again.json()), ("true", first));
    let stored = server.call_as(STAFF, "GET", "/v1/rules", Value::Null).await.json();
    assert_eq!(stored["buffers"], tidy_up(30)["buffers"]);
}

#[tokio::test]
async fn customers_see_what_is_free_under_the_rules_and_not_the_rules() {
    let server = server(tidy_up(15)).await;
    let (ada, _) = customer(&server).await;
    server.call_as(&ada, "GET", "/v1/rules", Value::Null).await.assert_status(404);
    server.call_as(&ada, "PUT", "/v1/rules", json!({})).await.assert_status(404);
    server.call_as("Basic eDp5", "PUT", "/v1/rules", json!({})).await.assert_status(401);
    let long = Visit { minutes: 90, ..HERE };
    assert_eq!(free(&server, &ada, "2024-05-13", long).await, "10:00-12:00 13:00-17:00");
}

#[tokio::test]
async fn a_type_with_a_buffer_is_not_deleted() {
    let server = Server::start().await;
    let job_type = json!({"name": "Survey", "length_in_minutes": 30, "color": "red", "icon": "dna"});
    let id = server.post("/job_types", job_type).await.assert_status(201).data()["id"].clone();
    let rules = json!({"buffers": [{"job_type_id": id, "before_minutes": 5, "after_minutes": 5}]});
    put(&server, rules).await.assert_status(200);
    let path = format!("/job_types/{id}");
    let in_use = "The job type is used by jobs, holds, schedules, rules, the policy, fields or booking links.";
    server.delete(&path).await.assert_refused(422, in_use);
    put(&server, json!({})).await.assert_status(200);
    server.delete(&path).await.assert_status(200);
}

#[tokio::test]
async fn they_can_come_with_the_world_and_are_there_after_a_restart() {
    let mut world = golden_world();
    world["rules"] = tidy_up(15);
    let server = Server::start_with(world.clone(), "2024-05-10T12:00").await;
    assert_not_free(&server, "2024-05-13 09:45:00", HERE).await;
    let server = Server::start_in(server.stop(), &world, "2024-05-10T12:00").await;
    assert_eq!(free(&server, STAFF, "2024-05-13", HERE).await, "08:00-09:00 10:00-12:00 13:00-17:00");
}

/// The same numbers at each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn is(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }

    fn rules(&mut self) -> Value {
        let mut rules = json!({});
        if !self.is(3) {
            let of = |type_id: u64, dice: &mut Self| json!({"job_type_id": type_id, "before_minutes": dice.below(40), "after_minutes": dice.below(90)});
            rules["buffers"] = (1..=1 + self.below(2)).map(|type_id| of(type_id, self)).collect();
        }
        if !self.is(3) {
            rules["travel"] = json!({"speed_km_h": 20 + self.below(60), "detour_percent": 100 + self.below(50),
                "least_minutes": self.below(20)});
        }
        if self.is(2) {
            let point = |dice: &mut Self| match dice.is(3) {
                true => Value::Null,
                false => json!({"latitude": 40.5 + dice.below(20) as f64 / 100.0, "longitude": -89.5}),
            };
            let of =
                |user_id: u64, dice: &mut Self| json!({"user_id": user_id, "start": point(dice), "end": point(dice)});
            rules["day_ends"] = [1, 3].map(|user_id| of(user_id, self)).into();
        }
        if self.is(3) {
            rules["jobs_per_day"] = (1 + self.below(4)).into();
        }
        if self.is(3) {
            rules["jobs_per_day_of"] = json!([{"user_id": 1 + self.below(3), "jobs": self.below(5)}]);
        }
        rules
    }

    fn visit(&mut self) -> Visit {
        let place = if self.is(2) { "account" } else { "network_site" };
        Visit { job_type_id: 1 + self.below(2), place, minutes: 15 * (1 + self.below(8) as u32) }
    }
}

fn minute_of(text: &Value) -> u32 {
    let text = text.as_str().unwrap();
    let minute = text[..2].parse::<u32>().unwrap() * 60 + text[3..5].parse::<u32>().unwrap();
    if minute == 1439 { 1440 } else { minute }
}

#[tokio::test]
async fn under_any_rules_what_is_found_can_be_booked_and_has_no_reason_and_nothing_else() {
    let mut dice = Dice(20_240_513);
    let (mut free, mut asked, mut holds) = (0, 0, 0);
    for round in 0..12 {
        let mut world = golden_world();
        world["users"] = json!([1, 2, 3]);
        world["schedules"][0]["user_ids"] = json!([1, 2]);
        // User 3 works over midnight.
        world["schedules"].as_array_mut().unwrap().push(json!({
            "id": 2, "user_ids": [3], "job_type_ids": [1, 2], "start": "2024-05-06", "infinite_repetitions": true,
            "days": [{"id": 3, "day": 1, "start_timestamp": "06:00", "end_timestamp": "24:00"},
                {"id": 4, "day": 2, "start_timestamp": "00:00", "end_timestamp": "10:00"}],
        }));
        let server = Server::start_with(world, "2024-05-10T12:00").await;
        put(&server, dice.rules()).await.assert_status(200);
        // Somebody else holds a time.
        if dice.is(2) {
            let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
            let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
            let ada = format!("Bearer {}", link["handle"].as_str().unwrap());
            let long = Visit { minutes: 90, ..HERE };
            let days = free_by_day(&server, &ada, ("2024-05-13", "2024-05-13"), long).await;
            if let Some((alias, blocks)) = days.values().filter_map(Value::as_object).flatten().next() {
                // Of the half hours on which customers' visits start.
                let start = minute_of(&blocks[0]["start"]).next_multiple_of(30);
                let start = format!("2024-05-13 {:02}:{:02}:00", start / 60, start % 60);
                let held = hold(&server, &ada, of_customer(alias.parse().unwrap(), &start)).await;
                assert!([201, 409].contains(&held.status), "{}", held.json());
                holds += u32::from(held.status == 201);
            }
        }
        for _ in 0..40 {
            let (visit, user_id) = (dice.visit(), 1 + dice.below(3));
            let day = if dice.is(3) { 14 } else { 13 };
            let minute = 5 * dice.below(288) as u32;
            let start = format!("2024-05-{day} {:02}:{:02}:00", minute / 60, minute % 60);
            let path = format!(
                "/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-14&length_in_minutes={}\
                 &job_type_id={}&entityType={}&entityId=1",
                visit.minutes, visit.job_type_id, visit.place
            );
            let found = server.get(&path).await.assert_status(200).data();
            let covers = |block: &Value| {
                minute_of(&block["start"]) <= minute && minute + visit.minutes <= minute_of(&block["end"])
            };
            let blocks = found[format!("2024-05-{day}")][user_id.to_string()].as_array().cloned().unwrap_or_default();
            let is_found = blocks.iter().any(covers);

            let told = why_not(&server, &start, visit, &[user_id], "").await;
            let reasons = told["users"][0]["reasons"].as_array().unwrap();
            assert_eq!(told["is_free"], is_found, "round {round}, {start}: {told}");
            assert_eq!(reasons.is_empty() && told["reasons"].as_array().unwrap().is_empty(), is_found, "{told}");
            let held = hold(&server, STAFF, visit.at(&start, &[user_id])).await;
            assert_eq!(held.status == 201, is_found, "round {round}, hold at {start}: {told}");
            if held.status == 201 {
                let path = format!("/v1/holds/{}", held.json()["id"]);
                server.call_as(STAFF, "DELETE", &path, Value::Null).await.assert_status(204);
            }
            let booked = server.post("/jobs", visit.at(&start, &[user_id])).await;
            assert_eq!(booked.status == 201, is_found, "round {round}, {start}: {told}");
            asked += 1;
            free += u32::from(is_found);
            // Most are taken away again, so that the days don't fill up at once.
            if booked.status == 201 && !dice.is(3) {
                server.delete(&format!("/jobs/{}", booked.data()["id"])).await.assert_status(200);
            }
        }
        server.folder.look().check_claims();
    }
    assert!((asked / 20..asked * 2 / 3).contains(&free), "{free} of {asked}");
    assert!(2 < holds, "{holds} were held");
}
