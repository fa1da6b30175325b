//! `Idempotency-Key`: what is sent again is answered again, not done again.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, STAFF, Server, golden_world, job};

const JOBS: &str = "/api/v1/scheduling/jobs";

async fn send(server: &Server, caller: &str, key: &str, method: &str, path: &str, body: &Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("authorization", caller);
    let request = request.header("idempotency-key", key).header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    server.send(request.body(body).unwrap()).await
}

async fn post(server: &Server, key: &str, body: &Value) -> Answer {
    send(server, STAFF, key, "POST", JOBS, body).await
}

fn visit() -> Value {
    job(json!({"length_in_minutes": 60, "scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]}))
}

async fn number_of_jobs(server: &Server) -> u64 {
    server.get("/jobs").await.json()["paginator"]["total_count"].as_u64().unwrap()
}

#[tokio::test]
async fn the_same_request_with_the_same_key_is_done_once_and_answered_the_same() {
    let server = Server::start().await;
    let first = post(&server, "k1", &visit()).await.assert_status(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    for _ in 0..3 {
        let again = post(&server, "k1", &visit()).await.assert_status(201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(
            (again.bytes, again.headers["content-type"].clone()),
            (first.bytes.clone(), first.headers["content-type"].clone())
        );
    }
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn the_layout_of_the_json_and_the_quotes_of_the_key_do_not_matter() {
    let server = Server::start().await;
    let first =
        post(&server, "\"k1\"", &json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1})).await;
    let request = Request::builder().method("POST").uri(JOBS).header("authorization", STAFF);
    let request = request.header("idempotency-key", "k1").header("content-type", "application/json");
    let laid_out = "{ \"assigned_id\" : 1,\n \"assigned_type\": \"accounts\", \"job_type_id\": 1 }";
    let again = server.send(request.body(Body::from(laid_out)).unwrap()).await.assert_status(201);
    assert_eq!(again.bytes, first.assert_status(201).bytes);
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let server = Server::start().await;
    post(&server, "k1", &visit()).await.assert_status(201);
    let other = post(&server, "k1", &job(json!({"notes": "other"}))).await.assert_status(422);
    assert_eq!(other.code(), "key-reused");
    let other = send(&server, STAFF, "k1", "POST", &format!("{JOBS}/8/queue"), &visit()).await.assert_status(422);
    assert_eq!(other.code(), "key-reused");
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn another_callers_key_is_another_key() {
    let server = Server::start().await;
    let link = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let first = post(&server, "k1", &link).await.assert_status(201);
    let made = server.call_as(STAFF, "POST", "/v1/links", link.clone()).await.assert_status(201).json();
    let bearer = format!("Bearer {}", made["handle"].as_str().unwrap());
    let theirs = send(&server, &bearer, "k1", "POST", JOBS, &link).await.assert_status(201);
    assert_eq!(theirs.header("idempotency-replayed"), "");
    assert_ne!(theirs.data()["id"], first.data()["id"]);
    let unknown = send(&server, "Bearer AAAAAAAAAAAAAAAAAAAAAA", "k1", "POST", JOBS, &link).await.assert_status(401);
    assert_eq!(unknown.code(), "link-invalid");
}

#[tokio::test]
async fn a_time_that_is_taken_stays_taken_under_its_key_and_a_faulty_request_may_be_mended() {
    let server = Server::start().await;
    let taken = job(json!({"length_in_minutes": 30, "scheduled_datetime": "2024-05-13 09:15:00", "user_ids": [1]}));
    let refused = post(&server, "k1", &taken).await.assert_status(422);
    assert_eq!(refused.code(), "slot-taken");
    server.delete("/jobs/9").await.assert_status(200);
    let again = post(&server, "k1", &taken).await.assert_status(422);
    assert_eq!((again.bytes.as_slice(), again.code()), (refused.bytes.as_slice(), "slot-taken"));
    assert_eq!((again.header("idempotency-replayed"), again.header("content-type")), ("true", "application/json"));
    post(&server, "k2", &taken).await.assert_status(201);

    assert_eq!(post(&server, "k3", &json!({})).await.assert_status(422).code(), "validation-failed");
    post(&server, "k3", &job(json!({}))).await.assert_status(201);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_before_anything_is_done() {
    let server = Server::start().await;
    for key in ["", "a b", "\"open", &"k".repeat(256)] {
        let refused = post(&server, key, &visit()).await.assert_status(400);
        assert_eq!(refused.code(), "malformed-idempotency-key");
    }
    let request = Request::builder().method("POST").uri(JOBS).header("authorization", STAFF);
    let request = request.header("idempotency-key", "a").header("idempotency-key", "b").body(Body::empty()).unwrap();
    assert_eq!(server.send(request).await.assert_status(400).code(), "malformed-idempotency-key");
    assert_eq!(number_of_jobs(&server).await, 3);
    post(&server, &"k".repeat(255), &visit()).await.assert_status(201);
}

#[tokio::test]
async fn many_at_once_with_one_key_are_one() {
    let server = Server::start().await;
    let answers = (0..40).map(|_| {
        let (router, body) = (server.router.clone(), job(json!({"notes": "once"})));
        tokio::spawn(async move {
            let request = Request::builder().method("POST").uri(JOBS).header("authorization", STAFF);
            let request = request.header("idempotency-key", "k1").header("content-type", "application/json");
            let request = request.body(Body::from(body.to_string())).unwrap();
            let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
            (response.status().as_u16(), response.headers().get("retry-after").is_some())
        })
    });
    for answer in answers.collect::<Vec<_>>() {
        let answer = answer.await.unwrap();
        assert!([(201, false), (409, true)].contains(&answer), "{answer:?}");
    }
    assert_eq!(number_of_jobs(&server).await, 4);
    post(&server, "k1", &job(json!({"notes": "once"}))).await.assert_status(201);
    assert_eq!(number_of_jobs(&server).await, 4);
}

#[tokio::test]
async fn when_the_answer_got_lost_with_the_server_what_was_done_is_told() {
    let server = Server::start().await;
    let wishes = format!("{JOBS}/8/desired_job_datetimes");
    let wish = json!({"date": "2024-05-20", "start_time": "08:00:00", "end_time": "12:00:00"});
    let requests = [
        ("k1", "POST", JOBS.to_owned(), visit()),
        ("k2", "POST", wishes, wish),
        ("k3", "POST", format!("{JOBS}/9/complete"), Value::Null),
        ("k4", "DELETE", format!("{JOBS}/10"), Value::Null),
    ];
    let mut first = Vec::new();
    for (key, method, path, body) in &requests {
        first.push(send(&server, STAFF, key, method, path, body).await.json());
    }
    // As if the process had been killed between the commit and the answer.
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET status = NULL, body = NULL");
    for (key, method, path, body) in &requests {
        let refused = send(&server, STAFF, key, method, path, body).await.assert_status(409);
        assert_eq!((refused.code(), refused.header("retry-after")), ("request-in-progress", "1"));
    }
    look.execute("UPDATE idempotency_keys SET started_ms = started_ms - 31000");
    let before = server.all_jobs().await;
    for _ in 0..2 {
        for ((key, method, path, body), first) in requests.iter().zip(&first) {
            let told = send(&server, STAFF, key, method, path, body).await;
            assert_eq!((&told.json(), told.header("idempotency-replayed")), (first, "true"), "{key}");
            let status = if *method == "DELETE" { 200 } else { 201 };
            told.assert_status(status);
        }
    }
    assert_eq!(server.all_jobs().await, before);
}

#[tokio::test]
async fn whatever_was_done_is_not_done_again_when_its_answer_got_lost() {
    let server = Server::start().await;
    let api = "/api/v1/scheduling";
    let off = json!({"user_id": 2, "name": "Away", "start_time": "2024-06-03 00:00", "end_time": "2024-06-04 00:00"});
    let requests = [
        ("k1", "/api/v1/jobs/8/tasks".to_owned(), json!({"description": "Bring a ladder."})),
        ("k2", format!("{api}/scheduled_time_offs"), off),
        ("k3", "/v1/holds".to_owned(), visit()),
        ("k4", "/v1/links".to_owned(), json!({"job_id": 8})),
    ];
    for (key, path, body) in &requests {
        send(&server, STAFF, key, "POST", path, body).await.assert_status(201);
    }
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET status = NULL, body = NULL, started_ms = started_ms - 31000");
    let count =
        || ["tasks", "time_offs", "holds", "links"].map(|table| look.count(&format!("SELECT count(*) FROM {table}")));
    let before = count();
    for (key, path, body) in &requests {
        let refused = send(&server, STAFF, key, "POST", path, body).await.assert_status(409);
        assert_eq!(refused.code(), "answer-lost", "{path}");
    }
    assert_eq!(count(), before);
}

#[tokio::test]
async fn a_deletion_that_was_refused_may_be_sent_again() {
    let server = Server::start().await;
    let path = "/api/v1/scheduling/job_types/1";
    for _ in 0..2 {
        let refused = send(&server, STAFF, "k1", "DELETE", path, &Value::Null).await.assert_status(422);
        assert_eq!(refused.code(), "in-use");
    }
}

#[tokio::test]
async fn a_search_is_never_answered_from_before() {
    let server = Server::start().await;
    let asked = json!({"start_date": "2024-05-13", "end_date": "2024-05-13", "length_in_minutes": 60, "job_type_id": 1,
        "entityType": "account", "entityId": 1});
    let path = format!("{JOBS}/find_any_available_space");
    let first = send(&server, STAFF, "k1", "POST", &path, &asked).await.assert_status(200);
    post(&server, "k2", &visit()).await.assert_status(201);
    let again = send(&server, STAFF, "k1", "POST", &path, &asked).await.assert_status(200);
    assert_ne!(again.json(), first.json());
    assert_eq!(again.header("idempotency-replayed"), "");
    let malformed = send(&server, STAFF, "a b", "POST", &path, &asked).await.assert_status(400);
    assert_eq!(malformed.code(), "malformed-idempotency-key");
}

#[tokio::test]
async fn a_try_that_ended_without_doing_anything_may_be_followed_by_another() {
    let server = Server::start().await;
    post(&server, "k1", &visit()).await.assert_status(201);
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET status = NULL, effect = NULL, started_ms = started_ms - 31000");
    let again = post(&server, "k1", &visit()).await.assert_status(422);
    assert_eq!((again.code(), again.header("idempotency-replayed")), ("slot-taken", ""));
}

#[tokio::test]
async fn answers_are_kept_for_a_week() {
    let server = Server::start().await;
    post(&server, "k1", &job(json!({}))).await.assert_status(201);
    let look = server.folder.look();
    look.execute("UPDATE idempotency_keys SET started_ms = started_ms - 604801000");
    post(&server, "k2", &job(json!({}))).await.assert_status(201);
    assert_eq!(look.count("SELECT count(*) FROM idempotency_keys"), 1);
    post(&server, "k1", &job(json!({}))).await.assert_status(201);
    assert_eq!(number_of_jobs(&server).await, 6);
}

#[tokio::test]
async fn keys_survive_a_restart() {
    let server = Server::start().await;
    let first = post(&server, "k1", &visit()).await.assert_status(201);
    let server = Server::start_in(server.stop(), &golden_world(), "2024-05-10T12:00").await;
    let again = post(&server, "k1", &visit()).await.assert_status(201);
    assert_eq!((again.bytes.as_slice(), again.header("idempotency-replayed")), (first.bytes.as_slice(), "true"));
}

/// Found by Schemathesis: the key of another request hid that the address does not take the method at all.
#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_refused_as_such_whatever_key_it_has() {
    let server = Server::start().await;
    let ask = async |method: &str| {
        let request = Request::builder().method(method).uri("/api/v1/scheduling/jobs").header("authorization", STAFF);
        let request = request.header("idempotency-key", "k1").header("content-type", "application/json");
        server.send(request.body(Body::from(crate::support::job(json!({})).to_string())).unwrap()).await
    };
    ask("POST").await.assert_status(201);
    for method in ["PATCH", "PUT", "DELETE"] {
        let refused = ask(method).await.assert_status(405);
        assert_eq!((refused.code(), refused.header("allow")), ("method-not-allowed", "GET,HEAD,POST"), "{method}");
    }
}
