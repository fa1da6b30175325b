//! The program, running in a folder of its own.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// A folder of a test, gone with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("slotwright-process-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The program, about to run in here on a free port.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
        command
            .args(["--listen", "127.0.0.1:0"])
            .current_dir(&self.0)
            .env_remove("API_PASSWORD")
            .env_remove("RUST_LOG");
        command
    }

    /// What the program says when it does not start.
    pub fn refusal_of(&self, change: impl FnOnce(&mut Command)) -> String {
        let mut command = self.command();
        change(&mut command);
        let output = command.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(1 | 2)) && output.stdout.is_empty(), "{}: {told}", output.status);
        assert!(!told.contains("panicked"), "{told}");
        told
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running server with the demo world.
pub struct Process {
    pub child: Child,
    pub log: PathBuf,
    /// What it printed until it listened: name and value.
    pub greeting: Vec<(String, String)>,
}

impl Process {
    pub fn start(folder: &Folder) -> Self {
        Self::start_with(folder, &[])
    }

    pub fn start_with(folder: &Folder, flags: &[&str]) -> Self {
        Self::start_as(folder, |command| {
            command.args(flags);
        })
    }

    /// With the demo world and further changes.
    pub fn start_as(folder: &Folder, change: impl FnOnce(&mut Command)) -> Self {
        Self::start_bare(folder, |command| {
            change(command.args(["--demo", "--log-format", "json", "--clock", "2026-11-23T08:00"]));
        })
    }

    pub fn start_bare(folder: &Folder, change: impl FnOnce(&mut Command)) -> Self {
        let mut command = folder.command();
        change(&mut command);
        let mut child = command
            .stdout(Stdio::piped())
            // A file: a pipe that nobody empties stops the server once it is full.
            .stderr(std::fs::File::create(folder.0.join("log")).unwrap())
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
        Self { child, log: folder.0.join("log"), greeting }
    }

    pub fn told(&self, name: &str) -> &str {
        &self.greeting.iter().find(|(known, _)| known == name).unwrap().1
    }

    /// Asks it to stop, and gives its log.
    pub fn stop(mut self) -> (bool, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let is_success = self.child.wait().unwrap().success();
        (is_success, std::fs::read_to_string(&self.log).unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status and the body of an answer.
pub fn call(process: &Process, authorization: &str, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let url = format!("{}{path}", process.told("listening on"));
    let request = ureq::http::Request::builder().method(method).uri(url).header("authorization", authorization);
    let answer = match body {
        Some(body) => agent.run(request.header("content-type", "application/json").body(body.to_string()).unwrap()),
        None => agent.run(request.body(()).unwrap()),
    };
    let mut answer = answer.unwrap();
    let status = answer.status().as_u16();
    let body = if status == 204 { Value::Null } else { answer.body_mut().read_json().unwrap() };
    (status, body)
}

/// `api / password` as HTTP Basic.
pub fn basic(user: &str) -> String {
    let (name, password) = user.split_once(" / ").unwrap();
    format!("Basic {}", STANDARD.encode(format!("{name}:{password}")))
}
