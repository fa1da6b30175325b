//! `Idempotency-Key`: what a client that lost an answer can rely on.

#![cfg(unix)]

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use slotwright_testing::arena::{Arena, Backend, Plan, authorization};
use slotwright_testing::http::{Answer, Client};
use slotwright_testing::postgres::Postgres;

const JOBS: &str = "/api/v1/scheduling/jobs";

/// Three technicians and two API users, strangers to each other.
fn arena(backend: Backend<'static>) -> Arena<'static> {
    let program = Path::new(env!("CARGO_BIN_EXE_slotwright-server"));
    Arena::open(&Plan { processes: 2, callers: 2, ..Plan::new(program, backend, 3) })
}

fn job(hour: u32) -> Value {
    json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "user_ids": [1],
        "scheduled_datetime": format!("2030-06-03 {hour:02}:00:00")})
}

fn send(client: &mut Client, method: &str, path: &str, key: &str, body: Option<&Value>) -> Answer {
    client.send(method, path, &[("idempotency-key", key)], body).unwrap()
}

/// Sends a booking and disconnects after a while, whatever became of it.
fn abandon(arena: &Arena, key: &str, job: &Value, after: Duration) {
    let body = job.to_string();
    let mut stream = TcpStream::connect(arena.address(0)).unwrap();
    let request = format!(
        "POST {JOBS} HTTP/1.1\r\nhost: x\r\nauthorization: {}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        authorization(0),
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    thread::sleep(after);
}

fn count(client: &mut Client) -> u64 {
    client.send("GET", JOBS, &[], None).unwrap().json()["paginator"]["total_count"].as_u64().unwrap()
}

#[track_caller]
fn same(first: &Answer, again: &Answer) {
    assert_eq!((again.status, again.text()), (first.status, first.text()));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
}

/// The same promises on both databases.
macro_rules! on_both {
    ($(fn $name:ident($arena:ident) $body:block)*) => {
        $(fn $name($arena: &Arena) $body)*
        mod on_sqlite {
            $(#[test] fn $name() { super::$name(&super::arena(super::Backend::Sqlite)); })*
        }
        mod on_postgres {
            use super::Postgres;
            $(#[test] fn $name() { super::$name(&super::arena(super::Backend::Postgres(Postgres::shared()))); })*
        }
    };
}

on_both! {
    fn the_same_request_with_the_same_key_gets_the_same_answer_from_any_server(arena) {
        let (mut one, mut other) = (arena.client(0, 0), arena.client(1, 0));
        let first = send(&mut one, "POST", JOBS, "k", Some(&job(9)));
        assert_eq!(first.status, 201, "{}", first.text());
        same(&first, &send(&mut one, "POST", JOBS, "k", Some(&job(9))));
        same(&first, &send(&mut other, "POST", JOBS, "k", Some(&job(9))));
        assert_eq!(count(&mut one), 1);
    }

    fn a_client_that_disconnects_at_any_moment_is_answered_when_it_sends_the_request_again(arena) {
        let mut client = arena.client(0, 0);
        let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
        for number in 0..90 {
            let key = format!("k{number}");
            abandon(arena, &key, &job, Duration::from_micros(number * 150));
            let again = Instant::now();
            let answer = loop {
                let answer = send(&mut client, "POST", JOBS, &key, Some(&job));
                if answer.code() != "request-in-progress" {
                    break answer;
                }
                // Its time is up to the disk, and far from that after which a request counts as given up.
                assert!(again.elapsed() < Duration::from_secs(10), "{number}: nothing is at work");
                thread::sleep(Duration::from_millis(5));
            };
            assert_eq!(answer.status, 201, "{number}: {}", answer.text());
        }
        assert_eq!(count(&mut client), 90);
    }

    fn a_change_a_deletion_and_a_completion_are_repeated_without_effect(arena) {
        let mut client = arena.client(0, 0);
        let id = send(&mut client, "POST", JOBS, "make", Some(&job(9))).json()["data"]["id"].clone();
        let path = format!("{JOBS}/{id}");
        let change = json!({"scheduled_datetime": "2030-06-03 11:00:00", "user_ids": [2]});
        let first = send(&mut client, "PATCH", &path, "change", Some(&change));
        // Meanwhile somebody else moved it on; the repeated change must not take it back.
        let moved = json!({"scheduled_datetime": "2030-06-03 13:00:00", "user_ids": [2]});
        assert_eq!(client.send("PATCH", &path, &[], Some(&moved)).unwrap().status, 201);
        same(&first, &send(&mut client, "PATCH", &path, "change", Some(&change)));
        let now = client.send("GET", &path, &[], None).unwrap().json();
        assert_eq!(now["data"]["scheduled_datetime"], "2030-06-03 13:00:00");

        let done = format!("{path}/complete");
        let first = send(&mut client, "POST", &done, "done", Some(&json!({})));
        same(&first, &send(&mut client, "POST", &done, "done", Some(&json!({}))));
        assert_eq!(first.status, 201, "{}", first.text());
        let first = send(&mut client, "DELETE", &path, "gone", None);
        same(&first, &send(&mut client, "DELETE", &path, "gone", None));
        assert_eq!(first.status, 200, "{}", first.text());
    }

    fn a_refusal_for_a_taken_time_is_repeated_too(arena) {
        let mut client = arena.client(0, 0);
        let first = send(&mut client, "POST", JOBS, "a", Some(&job(9)));
        let refused = send(&mut client, "POST", JOBS, "b", Some(&job(9)));
        assert_eq!(refused.status, 422, "{}", refused.text());
        let path = format!("{JOBS}/{}", first.json()["data"]["id"]);
        assert_eq!(client.send("DELETE", &path, &[], None).unwrap().status, 200);
        // The time is free again, but whoever was told no must be able to rely on it.
        same(&refused, &send(&mut client, "POST", JOBS, "b", Some(&job(9))));
        assert_eq!(count(&mut client), 0);
    }

    fn another_body_with_the_same_key_is_refused_and_does_nothing(arena) {
        let mut client = arena.client(0, 0);
        let first = send(&mut client, "POST", JOBS, "k", Some(&job(9)));
        let other = send(&mut client, "POST", JOBS, "k", Some(&job(11)));
        assert_eq!((other.status, other.code()), (422, "key-reused"), "{}", other.text());
        assert_eq!(count(&mut client), 1);
        same(&first, &send(&mut client, "POST", JOBS, "k", Some(&job(9))));
    }

    fn anothers_key_of_the_same_name_is_another_key(arena) {
        let (mut one, mut other) = (arena.client(0, 0), arena.client(0, 1));
        let link = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1});
        let link = one.send("POST", "/v1/links", &[], Some(&link)).unwrap();
        let url = link.json()["url"].as_str().unwrap().to_owned();
        let mut customer = arena.client_with(0, &format!("Bearer {}", url.rsplit('=').next().unwrap()));
        let first = send(&mut one, "POST", JOBS, "k", Some(&job(9)));
        // What the first was told is not told to the second, nor to the customer.
        let second = send(&mut other, "POST", JOBS, "k", Some(&job(9)));
        assert_eq!((first.status, second.status), (201, 422), "{}", second.text());
        assert_eq!(second.header("idempotency-replayed"), "");
        let queued = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "notes": "When you can."});
        let third = send(&mut customer, "POST", JOBS, "k", Some(&queued));
        assert_eq!((third.status, third.header("idempotency-replayed")), (201, ""), "{}", third.text());
        assert_ne!(third.json()["data"]["id"], first.json()["data"]["id"]);
        same(&third, &send(&mut customer, "POST", JOBS, "k", Some(&queued)));
    }

    fn a_key_is_taken_as_it_is_and_a_malformed_one_is_told(arena) {
        let mut client = arena.client(0, 0);
        let (longest, too_long) = ("x".repeat(255), "x".repeat(256));
        for (hour, key) in [(8, "\"8e03978e-40d5-43dd\""), (9, "a:b;c'd"), (10, r#""a b\"c\\d""#), (11, &longest)] {
            let first = send(&mut client, "POST", JOBS, key, Some(&job(hour)));
            assert_eq!(first.status, 201, "{key}: {}", first.text());
            same(&first, &send(&mut client, "POST", JOBS, key, Some(&job(hour))));
        }
        for key in ["", "\"\"", "a\tb", "schl\u{fc}ssel", "\"a", &too_long] {
            let answer = send(&mut client, "POST", JOBS, key, Some(&job(14)));
            assert_eq!((answer.status, answer.code()), (400, "malformed-idempotency-key"), "{key:?}: {}", answer.text());
        }
        assert_eq!(count(&mut client), 4);
    }
}
