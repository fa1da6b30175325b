//! Many who create, change, queue and delete at once, over real sockets, while others read.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::support::{STAFF, Server, golden_world, job};

const SENDERS: u64 = 50;
const REQUESTS_EACH: u64 = 8;

/// The same numbers at each run: which of them meet is up to the threads.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// Within one day, for one or two of three users: nearly everything meets.
    fn visit(&mut self) -> Value {
        let minute = 480 + 15 * self.below(34);
        let first = 1 + self.below(3);
        let users = if self.below(3) == 0 { vec![first, first % 3 + 1] } else { vec![first] };
        json!({"scheduled_datetime": format!("2024-05-13 {:02}:{:02}:00", minute / 60, minute % 60), "user_ids": users,
            "length_in_minutes": 15 * (1 + self.below(4))})
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_in_two_places_and_no_reader_sees_half_a_job() {
    let mut world = golden_world();
    world["users"] = json!([1, 2, 3]);
    world["schedules"][0]["user_ids"] = json!([1, 2, 3]);
    let server = Server::start_with(world, "2024-05-10T12:00").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}/api/v1/scheduling", listener.local_addr().unwrap());
    let serving = tokio::spawn(slotwright_server::serve(listener, server.router.clone()));
    let rush = tokio::task::spawn_blocking(move || {
        let jobs = Arc::new(Mutex::new(vec![8_u64, 9]));
        let is_over = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..2)
            .map(|_| {
                let (url, is_over) = (format!("{root}/jobs?limit=1000"), is_over.clone());
                thread::spawn(move || {
                    while !is_over.load(Ordering::Relaxed) {
                        whole(&ask("GET", &url, None).1["data"]);
                    }
                })
            })
            .collect();
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (root, jobs) = (root.clone(), jobs.clone());
                thread::spawn(move || send(&root, &jobs, &mut Dice(sender)))
            })
            .collect();
        let statuses: Vec<u16> = senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
        is_over.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().unwrap());
        statuses
    });
    let statuses = rush.await.unwrap();
    serving.abort();
    assert_eq!(statuses.len() as u64, SENDERS * REQUESTS_EACH);
    assert!(statuses.iter().all(|status| [200, 201, 404, 422].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&201) && statuses.contains(&422), "{statuses:?}");
    server.folder.look().check_claims();
}

fn send(root: &str, jobs: &Mutex<Vec<u64>>, dice: &mut Dice) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..REQUESTS_EACH {
        let known = jobs.lock().unwrap().clone();
        let id = known[dice.below(known.len() as u64) as usize];
        let one = format!("{root}/jobs/{id}");
        let (status, answer) = match dice.below(8) {
            0 => ask("DELETE", &one, None),
            1 => ask("POST", &format!("{one}/queue"), Some(json!({}))),
            2 | 3 => ask("PATCH", &one, Some(dice.visit())),
            _ => ask("POST", &format!("{root}/jobs"), Some(job(dice.visit()))),
        };
        jobs.lock().unwrap().extend(answer["data"]["id"].as_u64().filter(|id| !known.contains(id)));
        statuses.push(status);
    }
    statuses
}

/// A scheduled job has a time and a crew, any other neither.
fn whole(jobs: &Value) {
    for job in jobs.as_array().unwrap() {
        let is_scheduled = job["status"] == "scheduled";
        assert_eq!(is_scheduled, job["scheduled_datetime"].is_string(), "{job}");
        assert_eq!(is_scheduled, !job["user_ids"].as_array().unwrap().is_empty(), "{job}");
    }
}

fn ask(method: &str, url: &str, body: Option<Value>) -> (u16, Value) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let body = body.unwrap_or_default();
    let answer = match method {
        "GET" => agent.get(url).header("authorization", STAFF).call(),
        "DELETE" => agent.delete(url).header("authorization", STAFF).call(),
        "PATCH" => agent.patch(url).header("authorization", STAFF).send_json(&body),
        _ => agent.post(url).header("authorization", STAFF).send_json(&body),
    };
    let mut answer = answer.unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}
