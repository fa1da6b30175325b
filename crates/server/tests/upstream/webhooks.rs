//! What integrators are told: by a server that runs, to a receiver that listens.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::counterpart::Counterpart;
use crate::receiver::{Received, Receiver};

fn kind(received: &Received) -> String {
    received.json()["type"].as_str().unwrap().to_owned()
}

fn id(received: &Received) -> &str {
    received.header("webhook-id").unwrap()
}

/// As a receiver checks it, by the standard.
fn is_signed_with(received: &Received, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let timestamp = received.header("webhook-timestamp").unwrap();
    mac.update(format!("{}.{timestamp}.{}", id(received), received.body).as_bytes());
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    received.header("webhook-signature").unwrap().split(' ').any(|signature| signature == expected)
}

fn webhook(server: &Counterpart, body: Value) -> (u64, String) {
    let (status, made) = server.ask("POST", "/v1/webhooks", &body);
    assert_eq!(status, 201, "{made}");
    (made["id"].as_u64().unwrap(), made["secret"].as_str().unwrap().to_owned())
}

/// A job of the demo's first account, with or without a time.
fn job(server: &Counterpart, start: Option<&str>) -> u64 {
    let mut body = json!({
        "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60, "notes": "Ring twice, canary-note.",
    });
    if let Some(start) = start {
        let (user_id, _) = free(server, start);
        body["scheduled_datetime"] = start.into();
        body["user_ids"] = json!([user_id]);
    }
    let (status, made) = server.ask("POST", "/api/v1/scheduling/jobs", &body);
    assert!(matches!(status, 200 | 201), "{status}: {made}");
    made["data"]["id"].as_u64().unwrap()
}

/// Somebody who is free at this time, and until when.
fn free(server: &Counterpart, start: &str) -> (u64, String) {
    let day = &start[..10];
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space?start_date={day}&end_date={day}&length_in_minutes=60&job_type_id=1&\
         entityType=accounts&entityId=1"
    );
    let (status, answer) = server.ask("GET", &path, &Value::Null);
    assert_eq!(status, 200, "{answer}");
    let text = answer.to_string();
    let users = answer["data"][day].as_object().unwrap_or_else(|| panic!("{text}"));
    let time = &start[11..];
    for (user_id, blocks) in users {
        for block in blocks.as_array().unwrap() {
            let (from, until) = (block["start"].as_str().unwrap(), block["end"].as_str().unwrap());
            if from <= time && format!("{:02}{}", time[..2].parse::<u32>().unwrap() + 1, &time[2..]).as_str() <= until {
                return (user_id.parse().unwrap(), until.to_owned());
            }
        }
    }
    panic!("nobody is free at {start}: {text}")
}

/// Waits until so many messages are in this part of the outbox, and gives it.
#[track_caller]
pub fn wait_for_messages(server: &Counterpart, filter: &str, count: u64) -> Value {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let (_, outbox) = server.ask("GET", &format!("/v1/outbox?{filter}"), &Value::Null);
        if outbox["paginator"]["total_count"] == count || until < Instant::now() {
            assert_eq!(outbox["paginator"]["total_count"], count, "{outbox:#}");
            return outbox;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_becomes_of_a_job_is_told_in_its_order_signed_and_without_anything_personal() {
    let (server, receiver) = (Counterpart::start(), Receiver::start());
    let (webhook_id, secret) = webhook(&server, json!({"url": receiver.url}));
    let job_id = job(&server, Some("2026-12-08 10:00:00"));
    let path = format!("/api/v1/scheduling/jobs/{job_id}");
    let (user_id, _) = free(&server, "2026-12-09 14:00:00");
    let moved = json!({"scheduled_datetime": "2026-12-09 14:00:00", "user_ids": [user_id]});
    assert!(server.ask("PATCH", &path, &moved).0 < 300);
    assert!(server.ask("PATCH", &path, &json!({"notes": "Another canary-note."})).0 < 300);
    assert!(server.ask("DELETE", &path, &Value::Null).0 < 300);
    let told = receiver.wait_for(4);
    let kinds: Vec<_> = told.iter().map(kind).collect();
    assert_eq!(kinds, ["job.booked", "job.moved", "job.changed", "job.cancelled"]);
    for one in &told {
        assert!(is_signed_with(one, &secret), "{one:?}");
        assert_eq!(one.json()["data"]["job_id"], job_id);
        assert!(!one.body.contains("canary-note") && one.json()["data"]["details"].is_null(), "{}", one.body);
    }
    let (booked, moved, deleted) = (told[0].json(), told[1].json(), told[3].json());
    assert_eq!(booked["data"]["visit"]["scheduled_datetime"], "2026-12-08 10:00:00");
    assert_eq!(booked["data"]["visit"]["starts_at"], "2026-12-08T16:00:00Z");
    assert_eq!(booked["data"]["previous_visit"], Value::Null);
    assert_eq!(moved["data"]["previous_visit"], booked["data"]["visit"]);
    assert_eq!(moved["data"]["visit"]["user_ids"], json!([user_id]));
    assert_eq!(
        (&deleted["data"]["job_type_id"], &deleted["data"]["assigned_id"]),
        (&json!(1), &json!(1)),
        "whose it was"
    );
    assert_eq!((&deleted["data"]["status"], &deleted["data"]["visit"]), (&json!("deleted"), &Value::Null));
    assert!(told.iter().all(|one| one.json()["timestamp"].as_str().unwrap().ends_with('Z')));
    wait_for_messages(&server, &format!("webhook_id={webhook_id}&state=delivered"), 4);
    assert!(!server.log().contains(&secret[6..]), "a secret is in the log");
}

#[test]
fn who_asks_for_details_and_some_events_gets_these() {
    let (server, receiver) = (Counterpart::start(), Receiver::start());
    webhook(&server, json!({"url": receiver.url, "details": true, "events": ["job.queued", "job.wishes_changed"]}));
    let job_id = job(&server, None);
    job(&server, Some("2026-12-08 10:00:00"));
    let wish = json!({"date": "2026-10-26", "start_time": "08:00:00", "end_time": "12:00:00"});
    let path = format!("/api/v1/scheduling/jobs/{job_id}/desired_job_datetimes");
    assert!(server.ask("POST", &path, &wish).0 < 300);
    let told = receiver.wait_for(2);
    assert_eq!(told.iter().map(kind).collect::<Vec<_>>(), ["job.queued", "job.wishes_changed"]);
    assert_eq!(told[0].json()["data"]["details"]["notes"], "Ring twice, canary-note.");
    assert!(told[0].json()["data"]["details"]["name"].is_string());
    assert_eq!(told[1].json()["data"]["wishes"], json!([wish]));
}

#[test]
fn what_fails_is_told_again_as_the_same_message_and_what_comes_later_waits_for_it() {
    let (server, receiver) = (Counterpart::start(), Receiver::start());
    webhook(&server, json!({"url": receiver.url}));
    receiver.answer_next([(503, None)]);
    let job_id = job(&server, None);
    receiver.wait_for(1);
    let other = job(&server, None);
    assert!(server.ask("PATCH", &format!("/api/v1/scheduling/jobs/{job_id}"), &json!({"notes": "Later."})).0 < 300);
    // The other job doesn't wait; the first is told again after five seconds, and then what came later.
    let told = receiver.wait_for(4);
    let said: Vec<_> = told.iter().map(|one| (one.json()["data"]["job_id"].as_u64().unwrap(), kind(one))).collect();
    let [queued, changed] = ["job.queued", "job.changed"].map(str::to_owned);
    assert_eq!(said, [(job_id, queued.clone()), (other, queued.clone()), (job_id, queued), (job_id, changed)]);
    assert_eq!((id(&told[0]), &told[0].body), (id(&told[2]), &told[2].body), "a receiver can tell that it has had it");
}

#[test]
fn nothing_is_lost_when_the_server_is_killed_before_it_could_tell() {
    // A port on which nobody listens yet.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let mut server = Counterpart::start();
    webhook(&server, json!({"url": format!("http://{address}/told")}));
    let jobs: Vec<_> = (0..3).map(|_| job(&server, None)).collect();
    server.kill_and_start_again();
    let receiver = Receiver::on(TcpListener::bind(address).unwrap(), 204);
    let told = receiver.wait_for(3);
    let mut told: Vec<_> = told.iter().map(|one| one.json()["data"]["job_id"].as_u64().unwrap()).collect();
    told.sort_unstable();
    assert_eq!(told, jobs);
}

#[test]
fn a_test_is_told_both_secrets_sign_after_a_rotation_and_what_is_gone_is_given_up_until_staff_retry() {
    let (server, receiver) = (Counterpart::start(), Receiver::start());
    let (id, old) = webhook(&server, json!({"url": receiver.url}));
    let (status, rotated) = server.ask("POST", &format!("/v1/webhooks/{id}/rotate_secret"), &json!({}));
    let new = rotated["secret"].as_str().unwrap().to_owned();
    assert_eq!((status, new == old), (200, false));
    receiver.answer_next([(410, None)]);
    let (status, message) = server.ask("POST", &format!("/v1/webhooks/{id}/test"), &Value::Null);
    assert_eq!((status, &message["data"]["event"]), (202, &json!("webhook.test")));
    let told = receiver.wait_for(1);
    assert!(is_signed_with(&told[0], &old) && is_signed_with(&told[0], &new), "{told:?}");
    let message_id = &message["data"]["id"];
    let dead = wait_for_messages(&server, "state=dead", 1);
    assert_eq!(dead["data"][0]["problem"], "status 410: it is gone for good");
    assert_eq!(server.ask("POST", &format!("/v1/outbox/{message_id}/retry"), &Value::Null).0, 200);
    assert_eq!(receiver.wait_for(2)[1].json()["data"], Value::Null);
    assert_eq!(server.ask("POST", "/v1/outbox/999/drop", &Value::Null).0, 404);
    assert_eq!(server.ask("DELETE", &format!("/v1/webhooks/{id}"), &Value::Null).0, 204);
    assert_eq!(server.ask("GET", "/v1/webhooks", &Value::Null).1["data"], json!([]));
}

#[test]
fn a_link_is_handed_on_at_once_to_who_takes_links_signed_and_is_written_down_nowhere() {
    let (server, receiver, others) = (Counterpart::start(), Receiver::start(), Receiver::start());
    webhook(&server, json!({"url": others.url, "details": true}));
    let job_id = job(&server, None);
    others.wait_for(1);
    let make = |wanted: Value| {
        let (status, made) = server.ask("POST", "/v1/links", &wanted);
        assert_eq!(status, 201, "{made}");
        made
    };
    let sends_links = || server.ask("GET", "/v1/board?limit=1", &Value::Null).1["sends_links"] == true;
    assert!(!sends_links(), "who is told what becomes of jobs did not ask for links");
    let by_hand = make(json!({"job_id": job_id, "send": true}));
    assert_eq!(by_hand["sent"], json!({"taken": 0, "refused": 0}));
    let (_, secret) = webhook(&server, json!({"url": receiver.url, "events": ["link.send"], "details": true}));
    assert!(sends_links());

    let windows = json!([{"date": "2026-12-08", "start_time": "09:00:00", "end_time": "12:00:00"}]);
    let made = make(json!({"job_id": job_id, "send": true, "windows": windows, "locale": "de-CH"}));
    assert_eq!(made["sent"], json!({"taken": 1, "refused": 0}));
    let told = receiver.wait_for(1).remove(0);
    assert!(is_signed_with(&told, &secret), "{told:?}");
    let (event, data) = (told.json(), told.json()["data"].clone());
    assert_eq!((&event["type"], &data["url"]), (&json!("link.send"), &made["url"]));
    assert_eq!((&data["link_id"], &data["job_id"]), (&made["id"], &json!(job_id)));
    assert_eq!((&data["windows"], &data["locale"]), (&windows, &json!("de-CH")));
    assert_eq!(data["expires_at"], made["expires_at"]);
    assert!(data["details"]["name"].is_string() && data["details"]["address"].is_string(), "{data}");

    // Who is not told names, who refuses, and who is not there: the link is made all the same.
    webhook(&server, json!({"url": Receiver::answering(500).url, "events": ["link.send"]}));
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    webhook(&server, json!({"url": format!("http://{nobody}/told"), "events": ["link.send"]}));
    let terse = Receiver::start();
    webhook(&server, json!({"url": terse.url, "events": ["link.send"]}));
    let place = json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1, "send": true});
    let again = make(place);
    assert_eq!(again["sent"], json!({"taken": 2, "refused": 2}));
    assert_eq!(terse.wait_for(1)[0].json()["data"]["details"], Value::Null);
    assert_eq!((others.received().len(), receiver.received().len()), (1, 2));

    let noted = |made: &Value| {
        let path = format!("/v1/history?link_id={}", made["id"]);
        server.ask("GET", &path, &Value::Null).1.to_string()
    };
    let is_sent = |made: &Value| noted(made).contains("\"operation\":\"send\"");
    assert_eq!([&by_hand, &made, &again].map(is_sent), [false, true, true]);
    let outbox = server.ask("GET", "/v1/outbox?limit=1000", &Value::Null).1.to_string();
    assert!(!outbox.contains("link.send"), "{outbox}");
    for one in [&made, &again] {
        let handle = one["handle"].as_str().unwrap();
        assert!([&noted(one), &outbox, &server.log()].iter().all(|text| !text.contains(handle)));
    }
    let (status, refused) = server.ask("POST", "/v1/links", &json!({"board": true, "send": true}));
    assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!("#/send")), "nobody is sent the board");
}

#[test]
fn an_address_that_can_t_be_is_refused_with_what_is_allowed() {
    let server = Counterpart::start();
    for (body, named) in [
        (json!({}), "url"),
        (json!({"url": "http://crm.example.com/told"}), "https://"),
        (json!({"url": "ftp://crm.example.com"}), "https://"),
        (json!({"url": "https://user:secret@crm.example.com"}), "without a user"),
        (json!({"url": "https://crm.example.com", "events": ["job.booked", "job.sold"]}), "job.wishes_changed"),
        (json!({"url": "https://crm.example.com", "details": "perhaps"}), "details"),
        (json!({"url": 7}), "url"),
    ] {
        let (status, answer) = server.ask("POST", "/v1/webhooks", &body);
        assert_eq!(status, 422, "{body}: {answer}");
        assert!(answer.to_string().contains(named), "{body}: {answer}");
    }
    assert_eq!(server.ask("GET", "/v1/webhooks", &Value::Null).1["data"], json!([]));
}

#[test]
fn each_of_several_is_told_of_the_same_job_and_never_of_somebody_elses() {
    let server = Counterpart::start();
    let receivers = [Receiver::start(), Receiver::start(), Receiver::start()];
    for account_id in 2..5 {
        let other = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": account_id, "notes": "A secret of theirs."});
        assert!(server.ask("POST", "/api/v1/scheduling/jobs", &other).0 < 300);
    }
    for receiver in &receivers {
        webhook(&server, json!({"url": receiver.url, "details": true}));
    }
    let jobs = [job(&server, None), job(&server, Some("2026-12-08 10:00:00"))];
    for receiver in &receivers {
        let mut told: Vec<_> = receiver.wait_for(2).iter().map(Received::json).collect();
        told.sort_by_key(|one| one["data"]["job_id"].as_u64());
        for (one, job_id) in told.iter().zip(jobs) {
            assert_eq!((&one["data"]["job_id"], &one["data"]["assigned_id"]), (&json!(job_id), &json!(1)), "{one:#}");
            assert_eq!(one["data"]["details"]["notes"], "Ring twice, canary-note.");
        }
        assert_eq!(told[1]["data"]["visit"]["scheduled_datetime"], "2026-12-08 10:00:00");
    }
}
