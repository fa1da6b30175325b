//! Parameters that nobody reads: named, or refused; never dropped without a word.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::document::DOCUMENT;
use crate::support::{Answer, STAFF, Server};

/// Calls as staff, with this preference.
async fn prefer(server: &Server, handling: &str, method: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("authorization", STAFF).header("prefer", handling);
    let request = match body {
        Value::Null => request.body(Body::empty()),
        body => request.header("content-type", "application/json").body(Body::from(body.to_string())),
    };
    server.send(request.unwrap()).await
}

#[tokio::test]
async fn what_is_sent_and_not_read_is_named_in_the_answer() {
    let server = Server::start().await;
    let report = json!({"completed_successfully": false, "status": "failed"});
    let done = server.post("/jobs/9/complete", report).await.assert_status(201);
    assert_eq!(done.header("x-ignored-parameters"), "completed_successfully, status");
    assert_eq!(done.data()["status"], "completed", "it goes on without them, as the vendor does");

    let listed = server.get("/jobs?limit=1&sortt=id&filter[name]=x").await.assert_status(200);
    assert_eq!(listed.header("x-ignored-parameters"), "filter%5Bname%5D, sortt");
    let listed = server.get("/jobs?limit=1&page=2").await.assert_status(200);
    assert_eq!(listed.header("x-ignored-parameters"), "", "all were read");
}

#[tokio::test]
async fn who_prefers_strict_handling_is_refused_before_anything_is_done() {
    let server = Server::start().await;
    let path = "/api/v1/scheduling/jobs/9/complete";
    let report = json!({"completed_successfully": false, "completion_type": "maybe"});
    let refused = prefer(&server, "handling=strict", "POST", path, &report).await.assert_status(422);
    assert_eq!(refused.header("preference-applied"), "handling=strict");
    let message = &refused.json()["error"]["message"];
    assert_eq!(
        message["completion_type"], "The selected completion type is invalid.",
        "all that is wrong is told at once"
    );
    assert_eq!(
        message["completed_successfully"],
        "The completed successfully is not known here; known are `completion_type`, `reason`."
    );
    assert_eq!(server.get("/jobs/9").await.data()["status"], "scheduled");

    let lenient = prefer(&server, "handling=lenient", "POST", path, &json!({"status": "x"})).await.assert_status(201);
    assert_eq!((lenient.header("preference-applied"), lenient.header("x-ignored-parameters")), ("", "status"));
    let good = prefer(&server, "respond-async, handling=strict", "GET", "/api/v1/users?limit=1", &Value::Null).await;
    assert_eq!(good.assert_status(200).header("preference-applied"), "handling=strict");
}

/// Each address of the document, with its method, with numbers in the place of the path's parameters.
fn operations(prefix: &str) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(slotwright_server::contract::text()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.starts_with(prefix));
    let mut operations = Vec::new();
    for (path, methods) in paths {
        let path =
            path.replace("{entity}", "jobs").replace("{start_date}", "2024-05-13").replace("{end_date}", "2024-05-13");
        let path =
            path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
        operations.extend(methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    operations
}

#[tokio::test]
async fn no_address_of_the_vendors_drops_a_parameter_without_a_word() {
    let server = Server::start().await;
    let mut looked_at = 0;
    for (method, path) in operations("/api/v1") {
        let path = path.replace("/jobs/1", "/jobs/8");
        let strict = prefer(&server, "handling=strict", &method, &format!("{path}?nonsense=1"), &Value::Null).await;
        // Where there is no such record, nothing is read.
        if strict.status == 404 {
            continue;
        }
        looked_at += 1;
        strict.assert_status(422);
        let named = prefer(&server, "", &method, &format!("{path}?nonsense=1"), &Value::Null).await;
        assert!(named.header("x-ignored-parameters") == "nonsense", "{method} {path}: {}", named.status);
    }
    assert!(looked_at > 50, "{looked_at}");
}

#[tokio::test]
async fn our_own_addresses_refuse_what_they_do_not_know() {
    let server = Server::start().await;
    // An exchange of tokens is a form, and refused as OAuth does.
    for (method, path) in operations("/v1").into_iter().filter(|(_, path)| path != "/v1/token") {
        let answer = server.call_as(STAFF, &method, &format!("{path}?nonsense=1"), Value::Null).await;
        // That of a link's holder alone, and those of a hold that is not there.
        if matches!(answer.status, 401 | 404) {
            continue;
        }
        let answer = answer.assert_status(422);
        assert!(answer.json()["errors"].to_string().contains("nonsense"), "{method} {path}: {}", answer.json());
    }
    let link = json!({"job_id": 8, "expire_in_days": 3});
    let refused = server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(422);
    let told = refused.json().to_string();
    assert!(told.contains("expire in days is not known here") && told.contains("`expires_in_days`"), "{told}");
    let link = json!({"job_id": 8, "expires_in_days": 3});
    server.call_as(STAFF, "POST", "/v1/links", link).await.assert_status(201);
}

#[tokio::test]
async fn a_crew_that_is_sent_for_a_job_without_a_time_is_named_as_ignored_or_refused() {
    let server = Server::start().await;
    let path = "/api/v1/scheduling/jobs/8";
    let named = server.patch("/jobs/8", json!({"user_ids": [1]})).await.assert_status(201);
    assert_eq!(named.header("x-ignored-parameters"), "user_ids");
    let refused = prefer(&server, "handling=strict", "PATCH", path, &json!({"user_ids": [1]})).await;
    let sentence = "The user ids would be ignored: the job has no scheduled datetime, and none was sent.";
    refused.assert_refused(422, json!({"user_ids": sentence}));
}

#[tokio::test]
async fn a_visit_is_not_half_taken_away() {
    let server = Server::start().await;
    let queue = "can't be taken away from a scheduled job: put the job back into the queue instead.";
    for (change, name) in [
        (json!({"user_ids": []}), "user_ids"),
        (json!({"user_ids": null}), "user_ids"),
        (json!({"scheduled_datetime": null}), "scheduled_datetime"),
        (json!({"scheduled_datetime": "", "user_ids": [1]}), "scheduled_datetime"),
    ] {
        let refused = server.patch("/jobs/9", change.clone()).await;
        refused.assert_refused(422, json!({name: format!("The {} {queue}", name.replace('_', " "))}));
    }
    let both = server.patch("/jobs/9", json!({"user_ids": [], "scheduled_datetime": null})).await.assert_status(422);
    assert_eq!(both.json()["error"]["message"].as_object().unwrap().len(), 2);
    let job = server.get("/jobs/9").await.data();
    assert_eq!((&job["user_ids"], &job["scheduled_datetime"]), (&json!([1]), &json!("2024-05-13 09:15:00")));

    // Who sends a whole record back as it was read takes nothing away.
    let queued = json!({"user_ids": [], "scheduled_datetime": null, "notes": "Second bell."});
    let done = server.patch("/jobs/8", queued).await.assert_status(201);
    assert_eq!((&done.data()["notes"], done.header("x-ignored-parameters")), (&json!("Second bell."), ""));
}

#[test]
fn the_document_tells_of_the_preference_and_of_the_header() {
    DOCUMENT.assert_references_lead_somewhere();
    let text = slotwright_server::contract::text();
    assert!(text.contains("X-Ignored-Parameters") && text.contains("handling=strict"));
}
