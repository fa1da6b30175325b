//! What customers may do now, and in which language they read why something is refused.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const JOBS: &str = "/api/v1/scheduling/jobs";

async fn link(server: &Server, wanted: Value) -> String {
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.assert_status(201).json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

/// Asks for a visit, reading these languages.
async fn book(server: &Server, bearer: &str, languages: &str, visit: Value) -> Answer {
    let request = Request::post(JOBS).header("authorization", bearer).header("content-type", "application/json");
    let request = request.header("accept-language", languages);
    server.send(request.body(Body::from(job(visit).to_string())).unwrap()).await
}

fn message(answer: Answer) -> Value {
    answer.json()["error"]["message"].clone()
}

#[tokio::test]
async fn a_refusal_is_said_in_the_first_language_of_the_customers_that_there_is_and_has_the_same_code() {
    let server = Server::start_with(golden_world(), "2024-05-10T12:00").await;
    let field = json!({"key": "floor", "label": "Which floor?", "kind": "number", "max": 40});
    let asked = json!({"job_types": [{"job_type_id": 1, "fields": [field]}]});
    server.call_as(STAFF, "PUT", "/v1/fields", asked).await.assert_status(200);
    let bearer = link(&server, json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1})).await;
    let path = format!(
        "{JOBS}/find_any_available_space?start_date=2024-05-13&end_date=2024-05-13&length_in_minutes=90\
         &job_type_id=1&entityType=account&entityId=1"
    );
    let found = server.call_as(&bearer, "GET", &path, Value::Null).await.assert_status(200).data();
    let alias: u64 = found["2024-05-13"].as_object().unwrap().keys().next().unwrap().parse().unwrap();
    let at = |start: &str, fields: Value| {
        json!({"scheduled_datetime": start, "user_ids": [alias], "job_type_id": 1, "length_in_minutes": 90,
            "fields": fields})
    };
    for (languages, sentence) in [
        ("de-CH, en;q=0.8", "Bitte wählen Sie einen Tag bis "),
        ("xx, fr;q=0.9", "Veuillez choisir un jour jusqu’au "),
        ("en-US, de;q=0.5", "Please choose a time within the next "),
        ("", "Please choose a time within the next "),
    ] {
        let refused = book(&server, &bearer, languages, at("2025-05-12 10:00:00", json!({}))).await.assert_status(422);
        assert_eq!(refused.code(), "too-far");
        let said = message(refused);
        assert!(said.as_str().unwrap().starts_with(sentence), "{languages}: {said}");
    }
    let refused = book(&server, &bearer, "de", at("2024-05-13 10:00:00", json!({"floor": 41}))).await;
    assert_eq!(message(refused.assert_status(422)), json!({"fields.floor": "Bitte geben Sie 40 oder weniger ein."}));
}

#[tokio::test]
async fn a_link_tells_what_may_be_done_with_it_now() {
    let server = Server::start().await;
    let rights = async |wanted: Value| {
        let bearer = link(&server, wanted).await;
        server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await.assert_status(200).json()["rights"].clone()
    };
    let all = json!(["view", "hold", "book", "reschedule", "cancel"]);
    assert_eq!(rights(json!({"job_id": 9})).await, all);
    assert_eq!(rights(json!({"job_id": 9, "rights": ["view", "cancel"]})).await, json!(["view", "cancel"]));
    assert_eq!(rights(json!({"job_id": 9, "max_changes": 0})).await, json!(["view", "cancel"]), "it is used up");
}
