//! Schedules and their days, blockers and their overrides, time off: made, changed, deleted. Rules by their numbers.

use serde_json::{Value, json};

use crate::support::{Server, golden_world};

const NO_ITEM: &str = "No item with that ID found.";
const NO_SUCH_USER: &str = "That user does not exist.";

fn with(mut record: Value, more: Value) -> Value {
    record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record
}

fn schedule(more: Value) -> Value {
    let schedule = json!({
        "name": "Late", "user_ids": [1, 2], "job_type_ids": [2, 1], "start": "2024-05-13", "available": true,
        "infinite_repetitions": false, "repetitions": 1, "weeks": 3,
    });
    with(schedule, more)
}

fn blocker(more: Value) -> Value {
    let blocker = json!({
        "name": "brunch", "sunday": false, "monday": true, "tuesday": false, "wednesday": false, "thursday": false,
        "friday": false, "saturday": false, "start_timestamp": "13:55", "end_timestamp": "14:30", "user_ids": [1],
        "start": "2017-01-01", "weeks": 1, "repetitions": 1, "infinite_repetitions": true,
    });
    with(blocker, more)
}

fn time_off(more: Value) -> Value {
    let off = json!({
        "user_id": 1, "start_time": "2024-05-14 01:00:00", "end_time": "2024-05-14 01:30:00", "name": "test",
    });
    with(off, more)
}

/// Everything that is stored about the roster: what must not change when a request is refused.
async fn roster(server: &Server) -> Vec<Value> {
    let mut all = Vec::new();
    for path in ["/schedules", "/schedules/1/schedule_days", "/schedule_blockers", "/scheduled_time_offs"] {
        all.push(server.get(path).await.json());
    }
    all
}

#[tokio::test]
async fn a_schedule_is_made_changed_and_deleted() {
    let server = Server::start().await;
    let made = server.post("/schedules", schedule(json!({}))).await.assert_status(201).data();
    assert_eq!(made, schedule(json!({"id": 2})));
    assert_eq!(server.get("/schedules/2").await.data(), made);
    let change = json!({"name": "Later", "user_ids": [2], "infinite_repetitions": true, "repetitions": 2_147_483_647});
    let changed = server.patch("/schedules/2", change.clone()).await.assert_status(200).data();
    assert_eq!(changed, with(made, change));
    assert_eq!(server.get("/schedules/2").await.data(), changed);
    assert_eq!(server.delete("/schedules/2").await.assert_status(200).json(), json!({"data": {"success": true}}));
    server.get("/schedules/2").await.assert_refused(404, NO_ITEM);
    server.delete("/schedules/2").await.assert_refused(404, "Schedule does not exist.");
    server.patch("/schedules/2", json!({"name": "x"})).await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn a_schedule_takes_its_days_with_it_and_keeps_them_when_it_changes() {
    let server = Server::start().await;
    let days = server.get("/schedules/1/schedule_days").await.data();
    server.patch("/schedules/1", json!({"name": "Other", "user_ids": [2, 1]})).await.assert_status(200);
    assert_eq!(server.get("/schedules/1/schedule_days").await.data(), days);
    server.delete("/schedules/1").await.assert_status(200);
    server.get("/schedules/1/schedule_days/1").await.assert_refused(404, NO_ITEM);
    server.delete("/schedules/1/schedule_days/1").await.assert_refused(404, "schedule day/time does not exist.");
}

#[tokio::test]
async fn the_number_of_something_deleted_is_never_given_again() {
    let server = Server::start().await;
    let id = |made: crate::support::Answer| made.assert_status(201).data()["id"].as_u64().unwrap();
    let day = json!({"day": 2, "start_timestamp": "9:00", "end_timestamp": "10:00"});
    let paths = [
        ("/schedules/1/schedule_days", day),
        ("/schedules", schedule(json!({}))),
        ("/schedule_blockers", blocker(json!({}))),
        ("/scheduled_time_offs", time_off(json!({}))),
    ];
    for (path, body) in paths {
        let first = id(server.post(path, body.clone()).await);
        server.delete(&format!("{path}/{first}")).await.assert_status(200);
        assert_eq!(id(server.post(path, body).await), first + 1, "{path}");
    }
}

#[tokio::test]
async fn s_32_a_day_of_the_week_is_0_to_6() {
    let server = Server::start().await;
    let before = roster(&server).await;
    for day in [json!(7), json!(-1), json!("7"), json!(u64::MAX)] {
        let body = json!({"day": day, "start_timestamp": "13:45", "end_timestamp": "15:00"});
        let sentence = json!({"day": "The day must be between 0 and 6."});
        server.post("/schedules/1/schedule_days", body.clone()).await.assert_refused(422, sentence.clone());
        server.patch("/schedules/1/schedule_days/1", body).await.assert_refused(422, sentence);
    }
    let body = json!({"day": "Monday", "start_timestamp": "13:45", "end_timestamp": "15:00"});
    let refused = server.post("/schedules/1/schedule_days", body).await;
    refused.assert_refused(422, json!({"day": "The day must be an integer."}));
    assert_eq!(roster(&server).await, before);
    for day in 0..=6 {
        let body = json!({"day": day, "start_timestamp": "20:00", "end_timestamp": "21:00"});
        server.post("/schedules/1/schedule_days", body).await.assert_status(201);
    }
}

#[tokio::test]
async fn s_33_a_schedules_day_is_on_quarters_with_its_start_before_its_end() {
    let server = Server::start().await;
    let before = roster(&server).await;
    let quarter = |name: &str| format!("The {name} timestamp must be in 15 minute increments.");
    for (start, end, name, sentence) in [
        ("13:50", "15:00", "start_timestamp", quarter("start")),
        ("13:45", "15:05", "end_timestamp", quarter("end")),
        ("15:00", "15:00", "end_timestamp", "The end timestamp must be after start timestamp.".to_owned()),
        ("15:00", "13:00", "end_timestamp", "The end timestamp must be after start timestamp.".to_owned()),
        ("24:00", "24:00", "end_timestamp", "The end timestamp must be after start timestamp.".to_owned()),
        ("24:61", "25:00", "start_timestamp", "The start timestamp does not match the format H:i.".to_owned()),
        ("13:45:30", "15:00", "start_timestamp", "The start timestamp must be on a whole minute.".to_owned()),
    ] {
        let body = json!({"day": 2, "start_timestamp": start, "end_timestamp": end});
        let refused = server.post("/schedules/1/schedule_days", body).await.assert_status(422);
        assert_eq!(refused.json()["error"]["message"][name], sentence, "{start} {end}");
    }
    let refused = server.patch("/schedules/1/schedule_days/1", json!({"end_timestamp": "08:00"})).await;
    refused.assert_refused(422, json!({"end_timestamp": "The end timestamp must be after start timestamp."}));
    assert_eq!(roster(&server).await, before);
}

#[tokio::test]
async fn s_33_midnight_is_written_in_three_ways() {
    let server = Server::start().await;
    for end in ["23:59", "24:00", "23:59:59"] {
        let body = json!({"day": 3, "start_timestamp": "9:00", "end_timestamp": end});
        let made = server.post("/schedules/1/schedule_days", body).await.assert_status(201).data();
        assert_eq!(made["end_timestamp"], "23:59:00", "{end}");
        let shown = server.get(&format!("/schedules/1/schedule_days/{}", made["id"])).await.data();
        assert_eq!((&shown["start_timestamp"], &shown["end_timestamp"]), (&json!("09:00"), &json!("23:59")));
    }
}

#[tokio::test]
async fn s_33_a_schedules_day_is_answered_with_seconds_when_made_and_without_afterwards() {
    let server = Server::start().await;
    let body = json!({"day": 2, "start_timestamp": "13:45", "end_timestamp": "15:00"});
    let made = server.post("/schedules/1/schedule_days", body).await.assert_status(201).data();
    let seconds = json!({"id": 3, "day": 2, "start_timestamp": "13:45:00", "end_timestamp": "15:00:00"});
    assert_eq!(made, seconds);
    let changed = server.patch("/schedules/1/schedule_days/3", json!({"end_timestamp": "16:00"})).await;
    let shown = json!({"id": 3, "day": 2, "start_timestamp": "13:45", "end_timestamp": "16:00"});
    assert_eq!(changed.assert_status(201).data(), shown);
    assert_eq!(server.get("/schedules/1/schedule_days/3").await.data(), shown);
    assert_eq!(server.delete("/schedules/1/schedule_days/3").await.json(), json!({"data": {"success": true}}));
    server.get("/schedules/1/schedule_days/3").await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn s_33_the_day_of_another_schedule_is_unknown() {
    let server = Server::start().await;
    server.post("/schedules", schedule(json!({}))).await.assert_status(201);
    let before = roster(&server).await;
    let day = json!({"day": 2, "start_timestamp": "13:45", "end_timestamp": "15:00"});
    for path in ["/schedules/2/schedule_days/1", "/schedules/9/schedule_days/1", "/schedules/1/schedule_days/x"] {
        server.get(path).await.assert_refused(404, NO_ITEM);
        server.patch(path, day.clone()).await.assert_refused(404, NO_ITEM);
        server.delete(path).await.assert_refused(404, "schedule day/time does not exist.");
    }
    server.post("/schedules/9/schedule_days", day).await.assert_refused(404, NO_ITEM);
    assert_eq!(roster(&server).await, before);
}

#[tokio::test]
async fn s_34_all_eight_parameters_of_a_schedule_are_required() {
    let server = Server::start().await;
    let refused = server.post("/schedules", json!({})).await.assert_status(422).json();
    let message = refused["error"]["message"].as_object().unwrap();
    assert_eq!(message.len(), 8);
    assert_eq!(message["infinite_repetitions"], "The infinite repetitions field is required.");
    // What is there can be changed, but not taken away.
    let empty = json!({"name": " ", "user_ids": [], "start": null});
    let refused = server.patch("/schedules/1", empty).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"].as_object().unwrap().len(), 3);
    assert_eq!(server.get("/schedules").await.json()["paginator"]["total_count"], 1);
}

#[tokio::test]
async fn s_34_what_a_schedule_names_exists_and_its_weeks_are_counted() {
    let server = Server::start().await;
    let before = roster(&server).await;
    for (wrong, message) in [
        (json!({"user_ids": [1, 77]}), json!({"user_id": NO_SUCH_USER})),
        (json!({"job_type_ids": [9]}), json!({"job_type_ids": "The selected job type ids is invalid."})),
        (json!({"weeks": 0}), json!({"weeks": "The weeks must be at least 1."})),
        (json!({"weeks": 1001}), json!({"weeks": "The weeks may not be greater than 1000."})),
        (json!({"repetitions": -1}), json!({"repetitions": "The repetitions must be at least 0."})),
        (
            json!({"repetitions": 4_294_967_296_u64}),
            json!({"repetitions": "The repetitions may not be greater than 4294967295."}),
        ),
        (json!({"start": "2023-02-29"}), json!({"start": "The start is no date: that month has the days 1 to 28."})),
        (json!({"available": "maybe"}), json!({"available": "Available must be a boolean."})),
        (
            json!({"name": "n".repeat(256), "user_ids": "x"}),
            json!({
                "name": "The name may not be greater than 255 characters.",
                "user_ids": "The user ids must be an array of integers.",
            }),
        ),
    ] {
        server.post("/schedules", schedule(wrong.clone())).await.assert_refused(422, message.clone());
        server.patch("/schedules/1", wrong).await.assert_refused(422, message);
    }
    assert_eq!(roster(&server).await, before);
}

#[tokio::test]
async fn a_schedule_that_changes_breaks_no_job() {
    let server = Server::start().await;
    let jobs = server.all_jobs().await;
    server.delete("/schedules/1").await.assert_status(200);
    assert_eq!(server.all_jobs().await, jobs);
    // What does not move the visit is not held against the hours of today.
    server.patch("/jobs/9", json!({"notes": "Ring twice."})).await.assert_status(201);
    let moved = json!({"scheduled_datetime": "2024-05-13 10:00:00", "user_ids": [1]});
    let refused = server.patch("/jobs/9", moved).await;
    refused.assert_refused(422, "There is no availability for that day/time for user ID 1.");
    assert_eq!(server.get("/jobs/9").await.data()["scheduled_datetime"], "2024-05-13 09:15:00");
}

#[tokio::test]
async fn s_35_a_blocker_is_made_changed_and_deleted() {
    let server = Server::start().await;
    let made = server.post("/schedule_blockers", blocker(json!({}))).await.assert_status(201).data();
    assert_eq!(made, blocker(json!({"id": 1})));
    let change = json!({"name": "lunch", "tuesday": "1", "end_timestamp": "24:00", "user_ids": []});
    let changed = server.patch("/schedule_blockers/1", change).await.assert_status(200);
    assert_eq!(changed.json(), json!({"data": {"id": 1}}), "all that the vendor answers");
    let shown = json!({"id": 1, "name": "lunch", "tuesday": true, "end_timestamp": "23:59", "user_ids": []});
    assert_eq!(server.get("/schedule_blockers/1").await.data(), blocker(shown));
    assert_eq!(server.delete("/schedule_blockers/1").await.json(), json!({"data": {"success": true}}));
    server.delete("/schedule_blockers/1").await.assert_refused(404, "schedule blocker does not exist.");
    server.patch("/schedule_blockers/1", json!({})).await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn s_35_the_booleans_of_a_blocker_are_booleans() {
    let server = Server::start().await;
    let refused = server.post("/schedule_blockers", blocker(json!({"infinite_repetitions": "yes"}))).await;
    refused.assert_refused(422, json!({"infinite_repetitions": "Infinite repetitions must be a boolean."}));
    let refused = server.post("/schedule_blockers", blocker(json!({"monday": 2, "sunday": []}))).await;
    let message = json!({"sunday": "The sunday field is required.", "monday": "Monday must be a boolean."});
    refused.assert_refused(422, message);
    let refused = server.post("/schedule_blockers", json!({})).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"].as_object().unwrap().len(), 15);
    let refused = server.post("/schedule_blockers", blocker(json!({"user_ids": [3], "end_timestamp": "13:55"}))).await;
    refused.assert_refused(
        422,
        json!({"end_timestamp": "The end timestamp must be after start timestamp.", "user_id": NO_SUCH_USER}),
    );
    assert_eq!(server.get("/schedule_blockers").await.data(), json!([]));
}

#[tokio::test]
async fn s_35_an_override_moves_a_blocker_for_one_user_and_day() {
    let mut world = golden_world();
    world["blockers"] = json!([blocker(json!({"id": 2, "user_ids": [1]}))]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let path = "/schedule_blockers/2/schedule_blocker_overrides";
    let moved = json!({"date": "2024-05-13", "start_timestamp": "10:30", "end_timestamp": "11:30", "user_id": 1});
    let answer = server.post(path, moved.clone()).await.assert_status(200);
    let shown = with(moved.clone(), json!({"user_id": "1", "schedule_blocker_id": 2}));
    assert_eq!(answer.json(), json!({"data": shown}));
    let day = server.get("/calculated_schedule/2024-05-13/2024-05-20").await.data();
    let overridden = |date: &str| day[date]["1"]["schedule_blockers"][0]["overridden"].clone();
    assert_eq!((overridden("2024-05-13"), overridden("2024-05-20")), (json!(true), json!(false)));

    server.post("/schedule_blockers/3/schedule_blocker_overrides", moved.clone()).await.assert_refused(404, NO_ITEM);
    let refused = server.post(path, with(moved.clone(), json!({"user_id": 3, "end_timestamp": "10:30"}))).await;
    refused.assert_refused(
        422,
        json!({"end_timestamp": "The end timestamp must be after start timestamp.", "user_id": NO_SUCH_USER}),
    );
    let refused = server.post(path, json!({"date": "2024-02-30"})).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"].as_object().unwrap().len(), 4);
}

#[tokio::test]
async fn s_36_a_time_off_is_made_changed_and_deleted() {
    let server = Server::start().await;
    let made = server.post("/scheduled_time_offs", time_off(json!({}))).await.assert_status(201).data();
    assert_eq!(made, time_off(json!({"id": 2})));
    let change = json!({"user_id": "2", "end_time": "2024-05-14T23:59", "name": "Update me"});
    let changed = server.patch("/scheduled_time_offs/2", change).await.assert_status(200).data();
    let shown = json!({"id": 2, "user_id": 2, "end_time": "2024-05-15 00:00:00", "name": "Update me"});
    assert_eq!(changed, time_off(shown));
    assert_eq!(server.get("/scheduled_time_offs/2").await.data(), changed);
    assert_eq!(server.delete("/scheduled_time_offs/2").await.json(), json!({"data": {"success": true}}));
    server.delete("/scheduled_time_offs/2").await.assert_refused(404, "scheduled time off does not exist.");
    server.patch("/scheduled_time_offs/2", json!({})).await.assert_refused(404, NO_ITEM);
    server.get("/scheduled_time_offs/2").await.assert_refused(404, NO_ITEM);
}

#[tokio::test]
async fn s_36_the_name_of_a_time_off_is_its_own_and_its_end_after_its_start() {
    let server = Server::start().await;
    server.post("/scheduled_time_offs", time_off(json!({}))).await.assert_status(201);
    let before = roster(&server).await;
    for (wrong, message) in [
        (json!({"name": "Leave"}), json!({"name": "The name must be unique."})),
        (json!({"user_id": 3}), json!({"user_id": NO_SUCH_USER})),
        (json!({"end_time": "2024-05-14 01:00"}), json!({"end_time": "The end time must be after start time."})),
        (
            json!({"start_time": "2024-02-30 01:00"}),
            json!({"start_time": "The start time is no date: that month has the days 1 to 29."}),
        ),
        (json!({"end_time": "2024-05-14 02:00:30"}), json!({"end_time": "The end time must be on a whole minute."})),
    ] {
        server
            .post("/scheduled_time_offs", time_off(with(json!({"name": "other"}), wrong.clone())))
            .await
            .assert_refused(422, message.clone());
        server.patch("/scheduled_time_offs/2", wrong).await.assert_refused(422, message);
    }
    let refused = server.post("/scheduled_time_offs", json!({"name": "Leave"})).await.assert_status(422).json();
    assert_eq!(refused["error"]["message"].as_object().unwrap().len(), 4, "all that is wrong is told at once");
    assert_eq!(roster(&server).await, before);
    server.patch("/scheduled_time_offs/1", json!({"name": "Leave"})).await.assert_status(200);
}

#[tokio::test]
async fn only_staff_changes_what_stands_around_jobs() {
    let server = Server::start().await;
    let customer = format!("Bearer {}", server.told_handle("booking link"));
    let before = roster(&server).await;
    for (method, path, body) in [
        ("POST", "/schedules", schedule(json!({}))),
        ("PATCH", "/schedules/1", json!({"name": "x"})),
        ("DELETE", "/schedules/1", Value::Null),
        ("POST", "/schedules/1/schedule_days", json!({"day": 1, "start_timestamp": "8:00", "end_timestamp": "9:00"})),
        ("PATCH", "/schedules/1/schedule_days/1", json!({"day": 2})),
        ("DELETE", "/schedules/1/schedule_days/1", Value::Null),
        ("POST", "/schedule_blockers", blocker(json!({}))),
        ("PATCH", "/schedule_blockers/1", json!({"name": "x"})),
        ("DELETE", "/schedule_blockers/1", Value::Null),
        ("POST", "/schedule_blockers/1/schedule_blocker_overrides", json!({})),
        ("POST", "/scheduled_time_offs", time_off(json!({}))),
        ("PATCH", "/scheduled_time_offs/1", json!({"name": "x"})),
        ("DELETE", "/scheduled_time_offs/1", Value::Null),
        ("POST", "/job_types", json!({})),
        ("PATCH", "/job_types/1", json!({"name": "x"})),
        ("DELETE", "/job_types/1", Value::Null),
    ] {
        let path = format!("/api/v1/scheduling{path}");
        let refused = server.call_as(&customer, method, &path, body.clone()).await;
        refused.assert_refused(404, NO_ITEM);
        let refused = server.call_as("Basic eDp5", method, &path, body).await;
        refused.assert_refused(401, "Invalid credentials.");
    }
    assert_eq!(roster(&server).await, before);
}
