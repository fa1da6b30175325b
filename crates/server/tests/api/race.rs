//! Many at once, over real sockets: one gets the time, the others the vendor's sentence.

use std::sync::{Arc, Barrier};
use std::thread;

use serde_json::{Value, json};

use crate::support::{STAFF, Server, job};

const TAKEN: &str = "There is no availability for that day/time for user ID 1.";

/// Sends all requests at the same moment, each from its own thread and connection.
async fn at_once(server: &Server, requests: Vec<(&'static str, String, Value)>) -> Vec<(u16, Value)> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}/api/v1/scheduling", listener.local_addr().unwrap());
    let serving = tokio::spawn(slotwright_server::serve(listener, server.router.clone()));
    let start = Arc::new(Barrier::new(requests.len()));
    let senders: Vec<_> = requests
        .into_iter()
        .map(|(method, path, body)| {
            let (start, url) = (start.clone(), format!("{root}{path}"));
            thread::spawn(move || {
                let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
                start.wait();
                let request = match method {
                    "PATCH" => agent.patch(&url),
                    _ => agent.post(&url),
                };
                let mut answer = request.header("authorization", STAFF).send_json(&body).unwrap();
                (answer.status().as_u16(), answer.body_mut().read_json::<Value>().unwrap())
            })
        })
        .collect();
    let joined = tokio::task::spawn_blocking(|| senders.into_iter().map(|sender| sender.join().unwrap()).collect());
    let answers = joined.await.unwrap();
    serving.abort();
    answers
}

fn assert_one_winner(answers: &[(u16, Value)]) {
    let winners = answers.iter().filter(|(status, _)| *status == 201).count();
    assert_eq!(winners, 1, "{answers:?}");
    for (status, body) in answers.iter().filter(|(status, _)| *status != 201) {
        assert_eq!((*status, &body["error"]["message"]), (422, &json!(TAKEN)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_who_want_the_same_time_one_gets_it() {
    let server = Server::start().await;
    let visit = job(json!({"length_in_minutes": 60, "scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]}));
    let answers = at_once(&server, (0..20).map(|_| ("POST", "/jobs".to_owned(), visit.clone())).collect()).await;
    assert_one_winner(&answers);
    assert_eq!(server.get("/jobs").await.json()["paginator"]["total_count"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn overlapping_times_are_the_same_time() {
    let server = Server::start().await;
    let requests = (0..12).map(|number| {
        let time = format!("2024-05-13 14:{:02}:00", number * 5);
        let visit = json!({"length_in_minutes": 60, "scheduled_datetime": time, "user_ids": [1]});
        ("POST", "/jobs".to_owned(), job(visit))
    });
    assert_one_winner(&at_once(&server, requests.collect()).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_creation_do_not_get_the_same_time() {
    let server = Server::start().await;
    let visit = json!({"length_in_minutes": 60, "scheduled_datetime": "2024-05-13 14:00:00", "user_ids": [1]});
    let requests = (0..10).flat_map(|_| {
        [("PATCH", "/jobs/8".to_owned(), visit.clone()), ("POST", "/jobs".to_owned(), job(visit.clone()))]
    });
    let answers = at_once(&server, requests.collect()).await;
    // Repeated changes of the same job to the time it has got already are no clash.
    let patched = answers.iter().step_by(2).filter(|(status, _)| *status == 201).count();
    let created = answers.iter().skip(1).step_by(2).filter(|(status, _)| *status == 201).count();
    assert!((created == 0 && patched == 10) || (created == 1 && patched == 0), "{patched} changed, {created} created");
}
