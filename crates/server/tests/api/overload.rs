//! More requests at once than can work or wait.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use tower::ServiceExt;

use crate::support::{STAFF, Server};

/// At work, and waiting: the bounds of `turns`.
const TAKEN_IN: usize = 64 + 1024;

/// A wrong password keeps its request at work for as long as a check takes, two at a time.
const WRONG: &str = "Basic YXBpOndyb25n";

fn request(authorization: &str) -> Request<Body> {
    Request::builder().uri("/api/v1/users").header("authorization", authorization).body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_finds_the_queue_full_is_told_at_once_to_come_again() {
    let server = Server::start().await;
    let started = Instant::now();
    let ask = |authorization| tokio::spawn(server.router.clone().oneshot(request(authorization)));
    let waiting: Vec<_> = (0..TAKEN_IN).map(|_| ask(WRONG)).collect();
    // All of them have to have come as far as the queue; some are through it already.
    let refused = loop {
        assert!(started.elapsed() < Duration::from_secs(8), "nobody was refused");
        let (asked, answer) = (Instant::now(), ask(WRONG));
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
    let rush = async |authorization| {
        let started = Instant::now();
        // As many as work at once: whoever waits for a turn finds the password known already.
        let rush: Vec<_> =
            (0..64).map(|_| tokio::spawn(server.router.clone().oneshot(request(authorization)))).collect();
        for answer in rush {
            let status = answer.await.unwrap().unwrap().status();
            assert_eq!(status, if authorization == STAFF { 200 } else { 401 });
        }
        started.elapsed()
    };
    // Each of these is checked.
    let wrong = rush(WRONG).await;
    let right = rush(STAFF).await;
    assert!(right * 3 < wrong, "{right:?} for one password, {wrong:?} for as many checks");
}
