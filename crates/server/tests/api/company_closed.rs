//! Days on which the whole company is closed: time off that names nobody.

use serde_json::{Value, json};

use crate::support::{STAFF, Server, golden_world};

const FIND: &str = "/jobs/find_any_available_space?start_date=2024-05-13&end_date=2024-05-27&length_in_minutes=60&job_type_id=1\
    &entityType=account&entityId=1";

/// Both users work on Mondays; May 27 is Memorial Day.
async fn start() -> Server {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    Server::start_with(world, "2024-05-10T12:00").await
}

fn closed(more: &Value) -> Value {
    let mut off = json!({"user_id": null, "name": "Memorial Day", "start_time": "2024-05-27 00:00:00",
        "end_time": "2024-05-28 00:00:00"});
    off.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    off
}

#[tokio::test]
async fn time_off_that_names_nobody_is_everybodys() {
    let server = start().await;
    let free = async || {
        let found = server.get(FIND).await.assert_status(200).data();
        found["2024-05-27"].as_object().map_or(0, serde_json::Map::len)
    };
    assert_eq!(free().await, 2);
    let made = server.post("/scheduled_time_offs", closed(&json!({}))).await.assert_status(201).data();
    assert_eq!((&made["id"], &made["user_id"]), (&json!(2), &Value::Null));
    assert_eq!(server.get("/scheduled_time_offs/2").await.data(), made);
    assert_eq!(free().await, 0, "nobody is free");

    let visit = json!({"scheduled_datetime": "2024-05-27 10:00", "user_ids": [2]});
    let refused = server.patch("/jobs/8", visit).await;
    refused.assert_refused(422, "There is no availability for that day/time for user ID 2.");
    let calculated = server.get("/calculated_schedule/2024-05-20/2024-05-27").await.assert_status(200).data();
    assert!(calculated["2024-05-20"].is_object() && calculated["2024-05-27"].is_null(), "{calculated}");
    let question =
        "/v1/why_not?scheduled_datetime=2024-05-27%2010:00&job_type_id=1&assigned_type=accounts&assigned_id=1";
    let why = server.call_as(STAFF, "GET", question, Value::Null).await.assert_status(200).json();
    for user in why["users"].as_array().unwrap() {
        let reasons = user["reasons"].as_array().unwrap();
        assert!(reasons.iter().any(|reason| reason["code"] == "time_off" && reason["time_off_id"] == 2), "{user}");
    }

    let one = server.patch("/scheduled_time_offs/2", json!({"user_id": 1})).await.assert_status(200).data();
    assert_eq!(one["user_id"], 1);
    assert_eq!(free().await, 1);
    server.patch("/scheduled_time_offs/2", json!({"user_id": null})).await.assert_status(200);
    assert_eq!(free().await, 0);
    server.patch("/scheduled_time_offs/2", json!({"name": "Holiday"})).await.assert_status(200);
    assert_eq!(free().await, 0, "what is left out stays");
    server.delete("/scheduled_time_offs/2").await.assert_status(200);
    assert_eq!(free().await, 2);
}

#[tokio::test]
async fn who_forgets_the_user_does_not_close_the_company() {
    let server = start().await;
    let mut forgotten = closed(&json!({}));
    forgotten.as_object_mut().unwrap().remove("user_id");
    server
        .post("/scheduled_time_offs", forgotten)
        .await
        .assert_refused(422, json!({"user_id": "The user id field is required."}));
    let blank = closed(&json!({"user_id": ""}));
    server
        .post("/scheduled_time_offs", blank)
        .await
        .assert_refused(422, json!({"user_id": "The user id field is required."}));
}

#[tokio::test]
async fn a_world_may_begin_with_days_on_which_the_company_is_closed() {
    let mut world = golden_world();
    world["time_offs"].as_array_mut().unwrap().push(closed(&json!({"id": 7})));
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    assert_eq!(server.get("/scheduled_time_offs/7").await.data()["user_id"], Value::Null);
    let found = server.get(FIND).await.assert_status(200).data();
    assert!(found["2024-05-20"].is_object() && found["2024-05-27"].is_null(), "{found}");
}
