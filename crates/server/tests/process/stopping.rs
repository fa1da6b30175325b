//! R18: the process is asked to stop while it has much to do.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Folder, Process, basic, call};

const SENDERS: usize = 8;
/// Of each sender, so that they make 200 a second together.
const PAUSE: Duration = Duration::from_millis(40);

/// What became of a request.
enum Outcome {
    /// Answered, with this status.
    Answered(u16),
    /// There was nobody to connect to.
    NobodyThere,
    /// Sent, and not answered.
    Lost,
}

/// A client that keeps its connection as long as the server does.
struct Client {
    address: String,
    stream: Option<TcpStream>,
}

impl Client {
    fn send(&mut self, request: &str) -> Outcome {
        let stream = match self.stream.take() {
            Some(stream) => stream,
            None => match TcpStream::connect(&self.address) {
                Ok(stream) => stream,
                Err(_) => return Outcome::NobodyThere,
            },
        };
        let Some((head, stream)) = exchange(stream, request) else { return Outcome::Lost };
        if !head.contains("connection: close") {
            self.stream = Some(stream);
        }
        Outcome::Answered(head.split(' ').nth(1).unwrap().parse().unwrap())
    }
}

/// The head of the answer, in small letters; `None` when the connection ends before the answer does.
fn exchange(mut stream: TcpStream, request: &str) -> Option<(String, TcpStream)> {
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer).ok().filter(|length| 0 < *length)?;
        answer.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, _)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_ascii_lowercase();
        let lengths = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let expected: usize = lengths.unwrap_or("0").parse().unwrap();
        if head.len() + 4 + expected <= answer.len() {
            return Some((head, stream));
        }
    }
}

fn job_request(staff: &str, notes: &str) -> String {
    let body = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "notes": notes}).to_string();
    format!(
        "POST /api/v1/scheduling/jobs HTTP/1.1\r\nhost: x\r\nauthorization: {staff}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn terminate(process: &Process) {
    let id = process.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
}

#[test]
fn r18_a_stop_under_load_loses_no_answer_and_cuts_nobody_off() {
    let folder = Folder::new("stop");
    let mut process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let address = process.told("listening on").strip_prefix("http://").unwrap().to_owned();
    call(&process, &staff, "GET", "/api/v1/users", None);
    // Begun before the signal, and sent to its end after the grace.
    let slow = job_request(&staff, "slow");
    let mut begun = TcpStream::connect(&address).unwrap();
    begun.write_all(&slow.as_bytes()[..slow.len() - 1]).unwrap();

    let is_over = AtomicBool::new(false);
    let (outcomes, stopped_after) = thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| {
                let (staff, is_over) = (&staff, &is_over);
                let mut client = Client { address: address.clone(), stream: None };
                scope.spawn(move || {
                    let mut outcomes = Vec::new();
                    while !is_over.load(Ordering::Relaxed) {
                        let notes = format!("{sender}-{}.", outcomes.len());
                        let outcome = client.send(&job_request(staff, &notes));
                        outcomes.push((notes, outcome));
                        thread::sleep(PAUSE);
                    }
                    outcomes
                })
            })
            .collect();
        thread::sleep(Duration::from_millis(800));
        terminate(&process);
        let asked = Instant::now();
        thread::sleep(Duration::from_millis(300));
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut ready = agent.get(&format!("http://{address}/readyz")).call().unwrap();
        assert_eq!((ready.status().as_u16(), &ready.headers()["x-problem-code"]), (503, &"draining".parse().unwrap()));
        let checks = ready.body_mut().read_json::<Value>().unwrap()["checks"].clone();
        assert_eq!((&checks["serving"]["ok"], &checks["database"]["ok"]), (&json!(false), &json!(true)), "{checks}");
        let alive = agent.get(&format!("http://{address}/livez")).call().unwrap();
        assert_eq!(alive.status(), 200, "but goes on in the meantime");
        thread::sleep(Duration::from_millis(2700));
        let (head, _) = exchange(begun, &slow[slow.len() - 1..]).expect("what had begun is answered");
        assert!(head.starts_with("http/1.1 201"), "{head}");
        assert!(process.child.wait().unwrap().success());
        let stopped_after = asked.elapsed();
        is_over.store(true, Ordering::Relaxed);
        let outcomes: Vec<_> = senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
        (outcomes, stopped_after)
    });
    assert!(stopped_after < Duration::from_secs(25), "{stopped_after:?}");

    let again = Process::start(&folder);
    let mut stored = Vec::new();
    for page in 1.. {
        let jobs = call(&again, &staff, "GET", &format!("/api/v1/scheduling/jobs?limit=1000&page={page}"), None).1;
        stored.extend(jobs["data"].as_array().unwrap().iter().map(|job| job["notes"].as_str().unwrap().to_owned()));
        if jobs["data"] == Value::Array(Vec::new()) {
            break;
        }
    }
    assert!(stored.contains(&"slow".to_owned()));
    let (mut answered, mut turned_away) = (0, 0);
    for (notes, outcome) in &outcomes {
        match outcome {
            Outcome::Answered(status) => {
                assert_eq!(*status, 201, "{notes}");
                assert!(stored.contains(notes), "{notes} was answered and is not there");
                answered += 1;
            }
            Outcome::NobodyThere => turned_away += 1,
            // Only what the server has not read may stay without an answer.
            Outcome::Lost => assert!(!stored.contains(notes), "{notes} was done and not answered"),
        }
    }
    assert!(SENDERS < answered && 0 < turned_away, "{answered} answered, {turned_away} turned away");
    println!("{answered} answered, {turned_away} turned away, of {}, stopped after {stopped_after:?}", outcomes.len());
}

#[test]
fn whoever_presses_ctrl_c_does_not_wait_for_load_balancers() {
    let folder = Folder::new("interrupt");
    let mut process = Process::start(&folder);
    let asked = Instant::now();
    let id = process.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(process.child.wait().unwrap().success());
    assert!(asked.elapsed() < Duration::from_millis(1900), "{:?}", asked.elapsed());
}
