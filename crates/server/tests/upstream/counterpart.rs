//! The system on the other side: the server itself, as a process of its own with the demo world.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// Its API user, who may use all four systems.
pub const USER: &str = "api";
/// That one's password.
pub const PASSWORD: &str = "canary-7f3c-of-the-counterpart";
/// What its clock says at the start, a Tuesday in America/Chicago.
pub const NOW: &str = "2026-10-20T09:00";

/// A running counterpart, gone with the value.
pub struct Counterpart {
    child: Child,
    folder: PathBuf,
    /// Who ends it when this process has ended, where it is nobody's.
    guard: Option<Child>,
    /// The flags with which its world comes.
    started: Vec<&'static str>,
    /// Further settings, by their environment variables.
    environment: Vec<(&'static str, String)>,
    /// `127.0.0.1:PORT`.
    pub address: String,
}

impl Counterpart {
    /// With the demo world of seed 1.
    pub fn start() -> Self {
        Self::start_with(None, Vec::new())
    }

    /// With this world.
    pub fn start_in(world: &Value) -> Self {
        Self::start_with(Some(world), Vec::new())
    }

    /// With this world, and further settings.
    pub fn start_in_with(world: &Value, environment: Vec<(&'static str, String)>) -> Self {
        Self::start_with(Some(world), environment)
    }

    /// With this world, and for the whole process: it goes when that ends, however it does. Statics are never dropped.
    pub fn start_shared(world: &Value) -> Self {
        let mut shared = Self::start_in(world);
        let mut guard = Command::new("sh");
        guard.args(["-c", "read -r _; kill -9 \"$0\"; rm -rf \"$1\""]).arg(shared.child.id().to_string());
        // What it reads ends with this process.
        shared.guard = Some(guard.arg(&shared.folder).stdin(Stdio::piped()).spawn().unwrap());
        shared
    }

    fn start_with(world: Option<&Value>, environment: Vec<(&'static str, String)>) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("slotwright-upstream-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (name, value) = match &world {
            None => ("--demo", None),
            Some(world) => {
                std::fs::write(folder.join("world.json"), world.to_string()).unwrap();
                ("--world", Some("world.json"))
            }
        };
        let started: Vec<&'static str> = std::iter::once(name).chain(value).collect();
        let (child, address) = run(&folder, &started, &environment);
        Self { child, folder, guard: None, started, environment, address }
    }

    /// Kills it in whatever it is doing, and starts it again on the same database; its address is another then.
    pub fn kill_and_start_again(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        (self.child, self.address) = run(&self.folder, &self.started, &self.environment);
    }

    /// Asks its Sonar API, around the adapter and the wire: status and body.
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        self.ask_as(&format!("Basic {}", STANDARD.encode(format!("{USER}:{PASSWORD}"))), method, path, body)
    }

    /// The same, with this `Authorization`.
    pub fn ask_as(&self, authorization: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address))
            .header("authorization", authorization)
            .header("content-type", "application/json");
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = match body {
            Value::Null => agent.run(request.body(()).unwrap()),
            body => agent.run(request.body(body.to_string()).unwrap()),
        }
        .unwrap();
        (answer.status().as_u16(), answer.body_mut().read_json().unwrap_or(Value::Null))
    }

    /// Kills it, and gives what the command line says of its database.
    pub fn kill_and_command(&mut self, arguments: &[&str]) -> String {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let mut command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
        let output = command.args(arguments).current_dir(&self.folder).env_remove("RUST_LOG").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// How many jobs it has.
    pub fn count_of_jobs(&self) -> u64 {
        self.ask("GET", "/api/v1/scheduling/jobs?limit=1", &Value::Null).1["paginator"]["total_count"].as_u64().unwrap()
    }

    /// A file of its folder, in which its database is too.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What it wrote into its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap()
    }
}

impl Drop for Counterpart {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(mut guard) = self.guard.take() {
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// All records of all pages.
pub fn pages(mut page: impl FnMut(u64) -> Value) -> Vec<Value> {
    let mut all = Vec::new();
    for number in 1.. {
        let mut body = page(number);
        let Value::Array(records) = body["data"].take() else { panic!("{body}") };
        all.extend(records);
        if body["paginator"]["total_pages"].as_u64().unwrap_or_default() <= number {
            break;
        }
    }
    all
}

/// Starts it in a folder: the process, and its address once it listens.
fn run(folder: &Path, started: &[&str], environment: &[(&str, String)]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
    command
        .args(started)
        .args(["--listen", "127.0.0.1:0", "--clock", NOW, "--log-format", "json"])
        .current_dir(folder)
        .env("API_USER", USER)
        .env("API_PASSWORD", PASSWORD)
        .env_remove("RUST_LOG")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(folder.join("log")).unwrap());
    let mut child = command.spawn().unwrap();
    let address = BufReader::new(child.stdout.as_mut().unwrap()).lines().find_map(|line| {
        let line = line.unwrap();
        line.strip_prefix("api")?.trim().strip_prefix("http://").map(str::to_owned)
    });
    let address = address.unwrap_or_else(|| panic!("{}", std::fs::read_to_string(folder.join("log")).unwrap()));
    let address = address.split('/').next().unwrap().to_owned();
    (child, address)
}
