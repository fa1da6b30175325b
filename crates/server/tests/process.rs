//! The program itself: what it prints, what it logs, how it stops.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A running server in a folder of its own.
struct Process {
    child: Child,
    folder: PathBuf,
    /// What it printed until it listened: name and value.
    greeting: Vec<(String, String)>,
}

impl Process {
    fn start(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("slotwright-process-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_slotwright-server"))
            .args(["--demo", "--listen", "127.0.0.1:0", "--log-format", "json", "--clock", "2026-11-23T08:00"])
            .current_dir(&folder)
            .env_remove("API_PASSWORD")
            .env_remove("RUST_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut greeting = Vec::new();
        for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
            let line = line.unwrap();
            let (name, value) = line.split_at(14);
            greeting.push((name.trim_end().to_owned(), value.to_owned()));
            if name.trim_end() == "api" {
                break;
            }
        }
        Self { child, folder, greeting }
    }

    fn told(&self, name: &str) -> &str {
        &self.greeting.iter().find(|(known, _)| known == name).unwrap().1
    }

    /// Asks it to stop, and gives its log.
    fn stop(mut self) -> (bool, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().success(), log)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn it_says_where_everything_is_once_it_listens() {
    let process = Process::start("greeting");
    let names: Vec<_> = process.greeting.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["database", "api user", "listening on", "booking link", "board", "api"]);
    let root = process.told("listening on");
    assert!(root.starts_with("http://127.0.0.1:") && !root.ends_with(":0"));
    assert!(process.told("database").ends_with("/slotwright.db"));
    assert!(process.told("api user").starts_with("api / "));
    for (name, prefix) in [("booking link", "/book#l="), ("board", "/board#s=")] {
        let handle = process.told(name).strip_prefix(&format!("{root}{prefix}")).unwrap();
        assert_eq!(handle.len(), 22);
    }
    assert_eq!(process.told("api"), format!("{root}/api/v1"));
    assert_eq!(ureq::get(&format!("{root}/readyz")).call().unwrap().status(), 200);
}

#[cfg(unix)]
#[test]
fn it_logs_each_request_without_names_handles_or_bodies_and_stops_when_asked() {
    let process = Process::start("log");
    let root = process.told("listening on").to_owned();
    let handle = process.told("booking link").rsplit('=').next().unwrap().to_owned();
    let booking = ureq::get(&format!("{root}/v1/booking")).header("authorization", &format!("Bearer {handle}"));
    let booking: Value = booking.call().unwrap().body_mut().read_json().unwrap();
    let customer = booking["place"]["name"].as_str().unwrap().to_owned();
    assert_eq!(booking["time_zone"], "America/Chicago");
    assert!(booking["now"].as_str().unwrap().starts_with("2026-11-23 08:0"));
    let (_, password) = process.told("api user").split_once(" / ").unwrap();
    let password = password.to_owned();
    let refused = ureq::get(&format!("{root}/api/v1/users?secret={handle}")).call();
    assert!(matches!(refused, Err(ureq::Error::StatusCode(401))));

    let (is_success, log) = process.stop();
    assert!(is_success);
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<_> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert_eq!(requests.len(), 2, "{log}");
    assert_eq!((&requests[0]["method"], &requests[0]["route"]), (&"GET".into(), &"/v1/booking".into()));
    assert_eq!(requests[0]["status"], 200);
    assert!(requests[0]["milliseconds"].is_number() && requests[0]["request_id"].is_string());
    assert_eq!((&requests[1]["route"], &requests[1]["status"]), (&"/api/v1/users".into(), &401.into()));
    for secret in [&handle, &customer, &password] {
        assert!(!log.contains(secret.as_str()), "{log}");
    }
}

#[test]
fn a_bad_setting_stops_it_with_the_settings_name() {
    let server = || Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
    let output = server().env("LISTEN", "nowhere").output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("--listen"));
    let output = server()
        .args(["--time-zone", "Mars/Olympus", "--listen", "127.0.0.1:0"])
        .args(["--database-url", "sqlite:///nowhere/at/all.db"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("--database-url"));
}
