//! Where parameters may stand: query, form, JSON.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::{Answer, STAFF, Server};

async fn post(server: &Server, path: &str, content_type: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method("POST").uri(path).header("authorization", STAFF);
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    server.send(request.body(body.into()).unwrap()).await
}

const JOBS: &str = "/api/v1/scheduling/jobs";

#[tokio::test]
async fn a_job_can_be_made_by_query_form_and_json_with_numbers_as_text() {
    let server = Server::start().await;
    let form = "job_type_id=1&assigned_type=accounts&assigned_id=1&notes=a+b%26c";
    let answers = [
        post(&server, &format!("{JOBS}?{form}"), None, "").await,
        post(&server, JOBS, Some("application/x-www-form-urlencoded"), form).await,
        post(
            &server,
            JOBS,
            Some("application/json; charset=utf-8"),
            json!({"job_type_id": "1", "assigned_type": "accounts", "assigned_id": "1", "notes": "a b&c"}).to_string(),
        )
        .await,
    ];
    for answer in answers {
        assert_eq!(answer.assert_status(201).data()["notes"], "a b&c");
    }
}

#[tokio::test]
async fn json_wins_over_the_form_and_the_form_over_the_query() {
    let server = Server::start().await;
    let query = format!("{JOBS}?job_type_id=1&assigned_type=accounts&assigned_id=1&notes=query");
    let json = post(&server, &query, Some("application/json"), r#"{"notes": "json"}"#).await.assert_status(201);
    assert_eq!(json.data()["notes"], "json");
    let form = post(&server, &query, Some("application/x-www-form-urlencoded"), "notes=form").await.assert_status(201);
    assert_eq!(form.data()["notes"], "form");
}

#[tokio::test]
async fn lists_may_be_written_in_four_ways() {
    let server = Server::start().await;
    let visit = "job_type_id=1&assigned_type=accounts&assigned_id=1&length_in_minutes=60";
    for (hour, users) in
        [(10, "user_ids[]=1"), (11, "user_ids[0]=1"), (13, "user_ids=1"), (14, "user_ids%5B%5D=1&user_ids%5B%5D=1")]
    {
        let form = format!("{visit}&scheduled_datetime=2024-05-13+{hour}:00:00&{users}");
        let made = post(&server, JOBS, Some("application/x-www-form-urlencoded"), form).await.assert_status(201);
        assert_eq!(made.data()["user_ids"], json!([1]), "{users}");
    }
}

#[tokio::test]
async fn both_spellings_of_a_time_are_read() {
    let server = Server::start().await;
    for time in ["2024-05-13 14:00", "2024-05-13 14:00:00", "2024-05-13T14:00", "2024-05-13T14:00:00"] {
        let visit = json!({"scheduled_datetime": time, "user_ids": [1]});
        server.patch("/jobs/8", visit).await.assert_status(201);
        assert_eq!(server.get("/jobs/8").await.data()["scheduled_datetime"], "2024-05-13 14:00:00");
    }
}

#[tokio::test]
async fn what_can_not_be_read_is_told_in_the_envelope() {
    let server = Server::start().await;
    for (content_type, body, status, code) in [
        (Some("application/json"), "{".to_owned(), 400, "malformed-request"),
        (Some("application/json"), "[1]".to_owned(), 400, "malformed-request"),
        (Some("application/json"), "\u{feff}{}".to_owned(), 400, "malformed-request"),
        (Some("application/json"), "[".repeat(10_000), 400, "malformed-request"),
        (Some("application/json"), format!("{{\"notes\": \"{}\"}}", "x".repeat(70_000)), 413, "too-large"),
        (Some("text/plain"), "notes=x".to_owned(), 415, "unsupported-media-type"),
        (Some("multipart/form-data; boundary=x"), "--x--".to_owned(), 415, "unsupported-media-type"),
        (None, "{}".to_owned(), 415, "unsupported-media-type"),
        (Some("application/x-www-form-urlencoded"), "notes=Gr%FC%DFe".to_owned(), 400, "malformed-request"),
    ] {
        for path in [JOBS, &format!("{JOBS}/8/queue")] {
            let refused = post(&server, path, content_type, body.clone()).await.assert_status(status);
            assert_eq!(refused.json()["error"]["status_code"], status);
            assert!(refused.json()["error"]["message"].is_string());
            assert_eq!(refused.code(), code);
        }
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_told_in_the_envelope() {
    let server = Server::start().await;
    for (method, path, status) in [
        ("GET", "/api/v1", 404),
        ("GET", "/api/v1/", 404),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/scheduling/jobs/8/nothing", 404),
        ("PUT", "/api/v1/scheduling/jobs/8", 405),
        ("DELETE", "/api/v1/scheduling/jobs", 405),
        ("GET", "/api/v1/scheduling/jobs/%ff", 404),
    ] {
        let answer = server.call_as(STAFF, method, path, json!(null)).await;
        assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
        if path != "/api/v1/scheduling/jobs/%ff" {
            assert_eq!(answer.status, status, "{method} {path}");
        }
        assert_eq!(answer.json()["error"]["status_code"], answer.status, "{method} {path}");
    }
    for path in ["/v1", "/v1/", "/v1/nothing"] {
        let answer = server.call_as(STAFF, "GET", path, json!(null)).await.assert_status(404);
        assert_eq!((answer.code(), answer.header("content-type")), ("not-found", "application/problem+json"), "{path}");
    }
}
