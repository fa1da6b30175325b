//! More requests at once than can work or wait.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{Folder, STAFF, Server, golden_world, job};

/// Handled, and waiting: the limits of `edge::concurrency`.
const ADMITTED: usize = 64 + 1024;

/// A new job.
fn request() -> Request<Body> {
    let request = Request::builder().method("POST").uri("/api/v1/scheduling/jobs").header("authorization", STAFF);
    request.header("content-type", "application/json").body(Body::from(job(json!({})).to_string())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_finds_the_queue_full_is_told_at_once_to_come_again() {
    let server = Server::start().await;
    server.get("/jobs").await.assert_status(200);
    // Nothing can be written meanwhile, and whoever wants to stays at work.
    let look = server.folder.look();
    look.execute(match look.sees_every_write() {
        true => "BEGIN IMMEDIATE",
        false => "BEGIN; LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE",
    });
    let started = Instant::now();
    let ask = || tokio::spawn(server.router.clone().oneshot(request()));
    let waiting: Vec<_> = (0..ADMITTED).map(|_| ask()).collect();
    // All of them have to have come as far as the queue.
    let refused = loop {
        assert!(started.elapsed() < Duration::from_secs(8), "nobody was refused");
        let (asked, answer) = (Instant::now(), ask());
        tokio::time::sleep(Duration::from_millis(5)).await;
        if answer.is_finished() {
            let answer = answer.await.unwrap().unwrap();
            if answer.status() == 503 {
                assert!(asked.elapsed() < Duration::from_secs(5), "the queue's longest wait is twice that");
                break answer;
            }
        }
    };
    assert_eq!(refused.headers()["x-problem-code"], "overloaded");
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(refused.headers()["content-type"], "application/json");
    let alive = server.call_as("", "GET", "/livez", Value::Null).await;
    assert_eq!(alive.status, 200, "it is not asked to wait");
    waiting.iter().for_each(tokio::task::JoinHandle::abort);
    look.execute("ROLLBACK");
    for _ in 0..200 {
        if server.call_as(STAFF, "GET", "/api/v1/users", Value::Null).await.status == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("those who have gone away still keep others waiting");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rush_with_one_right_password_is_one_check() {
    let server = Server::start().await;
    // Of as many that differ most would be refused.
    let ask = |_| {
        let request = Request::builder().uri("/api/v1/users").header("authorization", STAFF);
        tokio::spawn(server.router.clone().oneshot(request.body(Body::empty()).unwrap()))
    };
    for answer in (0..200).map(ask).collect::<Vec<_>>() {
        assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    }
}

#[tokio::test]
async fn a_link_that_asks_too_often_is_told_when_to_come_again_and_keeps_nobody_else_out() {
    let flags = ["--clock", "2024-05-10T12:00", "--link-requests-per-minute", "5"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    let order = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    let mut bearers = Vec::new();
    for _ in 0..2 {
        let link = server.call_as(STAFF, "POST", "/v1/links", order.clone()).await.assert_status(201).json();
        bearers.push(format!("Bearer {}", link["handle"].as_str().unwrap()));
    }
    let ask = |bearer| server.call_as(bearer, "GET", "/v1/booking", Value::Null);
    for _ in 0..5 {
        ask(&bearers[0]).await.assert_status(200);
    }
    let refused = ask(&bearers[0]).await.assert_status(429);
    assert_eq!((refused.code(), refused.json()["retryable"].clone()), ("too-many-requests", json!(true)));
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=13).contains(&wait), "{wait}");
    ask(&bearers[1]).await.assert_status(200);
    for _ in 0..10 {
        server.get("/jobs").await.assert_status(200);
    }
}

#[tokio::test]
async fn what_all_who_are_no_api_users_may_ask_together_is_bounded_too() {
    let flags = ["--clock", "2024-05-10T12:00", "--requests-per-minute", "7"];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    let order = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
    // The first of the API user's own requests counts too: who they are was not known before.
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let link = server.call_as(STAFF, "POST", "/v1/links", order.clone()).await.assert_status(201).json();
        let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
        for _ in 0..2 {
            let answer = server.call_as(&bearer, "GET", "/v1/booking", Value::Null).await;
            if answer.status == 429 {
                assert!((1..=11).contains(&answer.header("retry-after").parse::<u64>().unwrap()));
            }
            statuses.push(answer.status);
        }
    }
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 429, 429]);
    server.get("/jobs").await.assert_status(200);
}
