//! `/v1/moves`: jobs that get another time, another length or another crew, all of them or none.

use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world};

/// The golden world, where user 2 works on Mondays as user 1 does.
async fn both_work() -> Server {
    let mut world = golden_world();
    world["schedules"][0]["user_ids"] = json!([1, 2]);
    Server::start_with(world, "2024-05-10T12:00").await
}

async fn moves(server: &Server, body: Value) -> Answer {
    server.call_as(STAFF, "POST", "/v1/moves", body).await
}

async fn one(server: &Server, job_id: u64, from: Value, to: Value) -> Answer {
    moves(server, json!({"moves": [{"job_id": job_id, "from": from, "to": to}]})).await
}

fn placing(time: &str, length: u32, user_ids: &[u64]) -> Value {
    json!({"scheduled_datetime": format!("2024-05-13 {time}:00"), "length_in_minutes": length, "user_ids": user_ids})
}

/// When a job is, for how long and by whom.
async fn now(server: &Server, id: u64) -> Value {
    let job = server.get(&format!("/jobs/{id}")).await.assert_status(200).data();
    match job["scheduled_datetime"].as_str() {
        Some(start) => placing(&start[11..16], job["length_in_minutes"].as_u64().unwrap() as u32, &crew(&job)),
        None => Value::Null,
    }
}

fn crew(job: &Value) -> Vec<u64> {
    job["user_ids"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect()
}

/// Where job 9 is.
fn nine() -> Value {
    placing("09:15", 30, &[1])
}

#[tokio::test]
async fn a_job_is_moved_in_time_along_to_others_and_made_longer() {
    let server = both_work().await;
    let to = placing("10:00", 60, &[2, 1]);
    one(&server, 9, nine(), to.clone()).await.assert_status(200);
    assert_eq!(now(&server, 9).await, to);
    one(&server, 9, to, Value::Null).await.assert_status(200);
    let queued = server.get("/jobs/9").await.data();
    assert_eq!((&queued["status"], &queued["length_in_minutes"]), (&json!("queued"), &json!(60)));
    one(&server, 9, Value::Null, nine()).await.assert_status(200);
    assert_eq!(now(&server, 9).await, nine());
    let history = server.call_as(STAFF, "GET", "/v1/history?job_id=9", Value::Null).await.json();
    let operations: Vec<_> = history["data"].as_array().unwrap().iter().map(|deed| deed["operation"].clone()).collect();
    assert_eq!(operations, ["change", "queue", "change"]);
}

#[tokio::test]
async fn two_visits_change_places_in_one_request() {
    let server = both_work().await;
    let eight = placing("10:00", 30, &[2]);
    one(&server, 8, Value::Null, eight.clone()).await.assert_status(200);
    let swapped = json!({"moves": [
        {"job_id": 9, "from": nine(), "to": eight},
        {"job_id": 8, "from": eight, "to": nine()},
    ]});
    moves(&server, swapped).await.assert_status(200);
    assert_eq!((now(&server, 8).await, now(&server, 9).await), (nine(), eight));
}

#[tokio::test]
async fn of_several_none_is_moved_where_one_can_not_be() {
    let server = both_work().await;
    // At noon nobody works.
    let both = json!({"moves": [
        {"job_id": 9, "from": nine(), "to": placing("10:00", 30, &[2])},
        {"job_id": 8, "from": null, "to": placing("12:00", 30, &[1])},
    ]});
    let refused = moves(&server, both).await.assert_status(409);
    assert_eq!(refused.code(), "slot-taken");
    assert_eq!(refused.json()["detail"], "Job 8: There is no availability for that day/time for user ID 1.");
    assert_eq!((now(&server, 8).await, now(&server, 9).await), (Value::Null, nine()));
    // Both can't have the same time either.
    let same = json!({"moves": [
        {"job_id": 9, "from": nine(), "to": placing("10:00", 30, &[1])},
        {"job_id": 8, "from": null, "to": placing("10:15", 30, &[1])},
    ]});
    moves(&server, same).await.assert_status(409);
    assert_eq!(now(&server, 9).await, nine());
}

#[tokio::test]
async fn a_job_that_is_another_by_now_is_not_moved() {
    let server = both_work().await;
    let to = placing("10:00", 30, &[1]);
    for seen in [Value::Null, placing("09:30", 30, &[1]), placing("09:15", 45, &[1]), placing("09:15", 30, &[2])] {
        let refused = one(&server, 9, seen, to.clone()).await.assert_status(409);
        assert_eq!(refused.code(), "changed-by-staff");
    }
    assert_eq!(now(&server, 9).await, nine());
    assert_eq!(one(&server, 10, Value::Null, to.clone()).await.assert_status(422).code(), "already-completed");
    one(&server, 99, Value::Null, to).await.assert_status(404);
}

#[tokio::test]
async fn with_a_reason_the_roster_is_overridden_but_nobody_is_in_two_places() {
    let server = both_work().await;
    let wanted = |job_id: u64, from: Value, time: &str| {
        json!({"override_reason": "The customer is without heat.",
        "moves": [{"job_id": job_id, "from": from, "to": placing(time, 30, &[1])}]})
    };
    moves(&server, wanted(8, Value::Null, "12:00")).await.assert_status(200);
    assert_eq!(now(&server, 8).await, placing("12:00", 30, &[1]));
    let history = server.call_as(STAFF, "GET", "/v1/history?job_id=8", Value::Null).await.json();
    let deed = &history["data"][0];
    assert_eq!((&deed["operation"], &deed["reason"]), (&json!("override"), &json!("The customer is without heat.")));
    // There is job 8.
    moves(&server, wanted(9, nine(), "12:15")).await.assert_status(409);
    assert_eq!(now(&server, 9).await, nine());
    let link = json!({"board": true, "scope": "schedule", "user_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201).json();
    let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
    let refused = server.call_as(&bearer, "POST", "/v1/moves", wanted(9, nine(), "19:00")).await.assert_status(403);
    assert!(refused.json()["detail"].as_str().unwrap().contains("override"), "{:?}", refused.json());
}

#[tokio::test]
async fn what_is_wrong_with_a_move_is_told_by_its_place() {
    let server = both_work().await;
    let told = async |body: Value| {
        let refused = moves(&server, body).await.assert_status(422).json();
        let errors = refused["errors"].as_array().unwrap().clone();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(json!({})).await, ["#/moves"]);
    assert_eq!(told(json!({"moves": "all"})).await, ["#/moves"]);
    assert_eq!(told(json!({"moves": [7]})).await, ["#/moves.0"]);
    assert_eq!(told(json!({"moves": [{"job_id": 9, "from": nine()}]})).await, ["#/moves.0.to"]);
    let to = json!({"scheduled_datetime": "tomorrow", "length_in_minutes": 20, "user_ids": [], "color": "red"});
    assert_eq!(
        told(json!({"moves": [{"job_id": 9, "from": nine(), "to": to}]})).await,
        [
            "#/moves.0.to.user_ids",
            "#/moves.0.to.scheduled_datetime",
            "#/moves.0.to.length_in_minutes",
            "#/moves.0.to.color"
        ]
    );
    let twice = json!({"job_id": 9, "from": nine(), "to": null});
    assert_eq!(told(json!({"moves": [twice, twice]})).await, ["#/moves.1.job_id"]);
    let unknown = json!({"job_id": 9, "from": nine(), "to": placing("10:00", 30, &[77])});
    assert_eq!(told(json!({"moves": [unknown]})).await, ["#/moves.0.to.user_ids"]);
    let many: Vec<Value> = (1..=51).map(|id| json!({"job_id": id, "from": null, "to": null})).collect();
    assert_eq!(told(json!({"moves": many})).await, ["#/moves"]);
    assert_eq!(now(&server, 9).await, nine());
}
