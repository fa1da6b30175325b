//! A system with room for many visits, a gateway that can be killed at any moment, and the wire between.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use slotwright_testing::http::{Client, basic};

use crate::alone::{ACCOUNTS, USERS, wide_world};
use crate::counterpart::{Counterpart, PASSWORD, USER, pages};
use crate::wire::Wire;

/// All that waits, in proportion to how long it does: a call is waited for 0.6 s, so that all is soon over.
const PACE: &str = "call_timeout_ms = 600\nfirst_pause_ms = 25\nsettle_ms = 2400\n";
/// In the end all is told within this time, or never.
const PATIENCE: Duration = Duration::from_secs(120);

/// All of it.
pub struct Bed {
    /// Which system it is.
    pub system: &'static str,
    /// That system.
    pub there: Counterpart,
    /// What is between it and the gateway.
    pub wire: Wire,
    gateway: Mutex<Counterpart>,
    /// Where the gateway is, and how often it was started; no address while it is not there.
    place: Mutex<(u64, Option<String>)>,
    moved: Condvar,
    settings: PathBuf,
}

impl Bed {
    /// With this system.
    pub fn start(system: &'static str) -> Self {
        let there = Counterpart::start_in(&wide_world());
        let wire = Wire::to(&there.address);
        let settings = std::env::temp_dir().join(format!("slotwright-faults-{}.toml", wire.address.replace(':', "-")));
        let (root, table) = table(system);
        std::fs::write(&settings, format!("[upstream]\nsystem = \"{system}\"\nuser = \"{USER}\"\n{PACE}{table}"))
            .unwrap();
        let environment = vec![
            ("SETTINGS", settings.display().to_string()),
            ("UPSTREAM_URL", format!("http://{}{root}", wire.address)),
            ("UPSTREAM_PASSWORD", PASSWORD.to_owned()),
        ];
        let gateway = Counterpart::start_in_with(&wide_world(), environment);
        let place = Mutex::new((0, Some(gateway.address.clone())));
        Self { system, there, wire, gateway: Mutex::new(gateway), place, moved: Condvar::new(), settings }
    }

    /// Kills the gateway in whatever it is doing, and starts it again on the same file.
    pub fn kill(&self) {
        let mut gateway = self.gateway.lock().unwrap();
        let number = {
            let mut place = self.place.lock().unwrap();
            place.1 = None;
            place.0 + 1
        };
        gateway.kill_and_start_again();
        *self.place.lock().unwrap() = (number, Some(gateway.address.clone()));
        self.moved.notify_all();
    }

    /// Somebody who speaks to the gateway, wherever it is.
    pub fn caller(&self) -> Caller<'_> {
        Caller { bed: self, number: u64::MAX, client: None }
    }

    /// Waits until nothing is to be told any more, or somebody has to look.
    pub fn wait_until_told(&self) {
        let (mut caller, until) = (self.caller(), Instant::now() + PATIENCE);
        loop {
            let waiting = caller.ask("/v1/outbox?state=waiting&limit=3");
            if waiting["paginator"]["total_count"] == 0 {
                return;
            }
            assert!(Instant::now() < until, "{}: {waiting:#}\n{}", self.system, self.log());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What the gateway has written since it was started last.
    pub fn log(&self) -> String {
        self.gateway.lock().unwrap().log()
    }

    /// What the gateway's database says, by column; one text, with `|` between what a row holds.
    pub fn rows(&self, statement: &str) -> Vec<Vec<String>> {
        let gateway = self.gateway.lock().unwrap();
        let database = rusqlite::Connection::open(gateway.file("slotwright.db")).unwrap();
        let mut prepared = database.prepare(statement).unwrap();
        let columns = prepared.column_count();
        let read = |row: &rusqlite::Row| {
            (0..columns).map(|column| Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())).collect()
        };
        prepared.query_map([], read).unwrap().map(Result::unwrap).collect()
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.settings);
    }
}

/// Somebody who speaks to the gateway; goes after it when it was started anew.
pub struct Caller<'b> {
    bed: &'b Bed,
    number: u64,
    client: Option<Client>,
}

impl Caller<'_> {
    /// Sends a request once: status and body. `None` is no answer, so that whether it was carried out is unknown.
    pub fn send(&mut self, method: &str, path: &str, body: Option<&Value>) -> Option<(u16, Value)> {
        self.send_with(&[], method, path, body)
    }

    /// Sends a request again and again until it is answered, which carries it out once. `None` where whoever began it was killed,
    /// which nobody knows for half a minute.
    pub fn send_until_answered(&mut self, key: &str, method: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
        let until = Instant::now() + Duration::from_millis(500);
        loop {
            match self.send_with(&[("idempotency-key", key)], method, path, Some(body)) {
                // It is at work on it, and says so.
                Some((409, _)) if until < Instant::now() => return None,
                Some((409, _)) => thread::sleep(Duration::from_millis(5)),
                Some(answer) => return Some(answer),
                None => {}
            }
        }
    }

    fn send_with(
        &mut self,
        headers: &[(&str, &str)],
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Option<(u16, Value)> {
        self.find_gateway();
        match self.client.as_mut()?.send(method, path, headers, body) {
            Ok(answer) => Some((answer.status, answer.json())),
            Err(_) => {
                self.number = u64::MAX;
                None
            }
        }
    }

    /// Asks until there is an answer.
    pub fn ask(&mut self, path: &str) -> Value {
        loop {
            if let Some((status, body)) = self.send("GET", path, None) {
                assert_eq!(status, 200, "{path}: {body}");
                return body;
            }
        }
    }

    /// All records of a list.
    pub fn list(&mut self, path: &str) -> Vec<Value> {
        pages(|page| self.ask(&format!("{path}?limit=100&page={page}")))
    }

    fn find_gateway(&mut self) {
        let place = self.bed.place.lock().unwrap();
        let (place, timed_out) =
            self.bed.moved.wait_timeout_while(place, Duration::from_secs(60), |place| place.1.is_none()).unwrap();
        assert!(!timed_out.timed_out(), "the gateway does not come back");
        if self.number != place.0 {
            self.number = place.0;
            self.client = place.1.as_ref().map(|address| Client::new(address, &basic(USER, PASSWORD)));
        }
    }
}

/// The root of a system's paths, and what else its settings need.
fn table(system: &str) -> (&'static str, String) {
    let each = |name: &str, count: u64, called: fn(u64) -> String| {
        let lines = (1..=count).map(|id| format!("{id} = {}\n", called(id))).collect::<String>();
        format!("[upstream.{name}]\n{lines}")
    };
    match system {
        "sonar" => ("", String::new()),
        "os1" => (
            "/os1",
            format!(
                "tenant_id = \"slotwright\"\nnotes_attribute = \"notes\"\n[upstream.job_types]\n1 = \"type:1\"\n\
                 [upstream.workflows]\n1 = \"jobWorkflow:visit\"\n{}",
                each("accounts", ACCOUNTS, |id| format!("\"account:{id}\""))
            ),
        ),
        "bigchange" => ("/bigchange", format!("customer_id = 14532\n{}", each("vehicles", USERS, |id| id.to_string()))),
        _ => ("/frotcom", String::new()),
    }
}
