//! `slotwright-server smoke` against each of the four systems, and its recordings, which can be played back.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::gateway::{SYSTEMS, root_and_table, world_of_all};
use crate::scripted::Scripted;
use crate::wire::{Fault, Wire};

/// With what all are tried.
const JOB: [&str; 8] = ["--job-type", "1", "--place", "account:1", "--user", "1", "--on", "2026-10-21"];

/// A folder of a test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("slotwright-smoke-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Tries a system: the exit code, and all that was said.
fn smoke_as(password: &str, folder: &Folder, system: &str, address: &str, arguments: &[&str]) -> (i32, String) {
    let (root, table) = root_and_table(system);
    let settings = folder.0.join("settings.toml");
    std::fs::write(&settings, format!("[upstream]\nsystem = \"{system}\"\nuser = \"{USER}\"\n{table}")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
    command
        .arg("smoke")
        .args(arguments)
        .current_dir(&folder.0)
        .env("SETTINGS", &settings)
        .env("UPSTREAM_URL", format!("http://{address}{root}"))
        .env("UPSTREAM_PASSWORD", password)
        .stdin(std::process::Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains(password) && !said.contains("panicked"), "{said}");
    (output.status.code().unwrap(), said)
}

fn smoke(folder: &Folder, system: &str, address: &str, arguments: &[&str]) -> (i32, String) {
    smoke_as(PASSWORD, folder, system, address, arguments)
}

/// The line of a step.
#[track_caller]
fn line<'s>(said: &'s str, step: &str) -> &'s str {
    said.lines().find(|line| line.starts_with(step)).unwrap_or_else(|| panic!("no {step} in\n{said}"))
}

fn written(folder: &Path) -> Vec<(String, Value)> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| std::fs::read_to_string(file).unwrap();
    files.iter().map(read).map(|text| (text.clone(), serde_json::from_str(&text).unwrap())).collect()
}

#[test]
fn each_system_is_walked_through_and_what_was_made_is_given_up_again() {
    std::thread::scope(|scope| {
        for system in SYSTEMS {
            scope.spawn(move || walked_recorded_and_played_back(system));
        }
    });
}

fn walked_recorded_and_played_back(system: &str) {
    let (there, folder) = (Counterpart::start_in(&world_of_all()), Folder::new());
    let marked = ["--yes", "--marker", "SMOKE-PLAYED", "--record"];
    let options = [&JOB[..], &marked].concat();
    let (code, said) = smoke(&folder, system, &there.address, &[&options[..], &["recording"]].concat());
    assert_eq!(code, 0, "{system}: {said}");
    for step in ["check", "free time", "busy", "create", "find", "read", "reschedule", "change notes", "wishes"] {
        line(&said, step);
    }
    assert!(line(&said, "create").contains("natively") && line(&said, "create").contains(" ms  ok"), "{said}");
    match system {
        "sonar" => assert_eq!(there.count_of_jobs(), 0, "{said}"),
        "bigchange" => assert!(line(&said, "cancel").contains("ok"), "{said}"),
        "os1" => assert!(line(&said, "cancel").contains("put together"), "{said}"),
        _ => assert!(line(&said, "cancel").contains("remove it by hand"), "{said}"),
    }

    let exchanges = written(&folder.0.join("recording"));
    assert!(2 <= exchanges.len(), "{said}");
    let basic = STANDARD.encode(format!("{USER}:{PASSWORD}"));
    for (text, exchange) in &exchanges {
        for secret in [PASSWORD, &basic, "Ada Novak", "Novak", "Elm St", "40.5"] {
            assert!(!text.contains(secret), "{system}: `{secret}` is in {text}");
        }
        assert!(exchange["answer"]["status"].is_number(), "{text}");
    }

    let root = root_and_table(system).0;
    let left: VecDeque<Value> = exchanges.into_iter().map(|(_, exchange)| exchange).collect();
    let left = Arc::new(Mutex::new(left));
    let played = left.clone();
    let scripted = Scripted::start(move |request| {
        let Some(exchange) = played.lock().unwrap().pop_front() else { return (400, "{}".to_owned()) };
        let (method, path) = (exchange["method"].as_str().unwrap(), exchange["path"].as_str().unwrap());
        if !request.starts_with(&format!("{method} {root}{path}")) {
            return (400, format!("{{\"detail\": \"expected {method} {path}\"}}"));
        }
        let body = match &exchange["answer"]["body"]["json"] {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        (exchange["answer"]["status"].as_u64().unwrap() as u16, body)
    });
    let (code, again) = smoke(&folder, system, &scripted.address, &[&options[..], &["second"]].concat());
    assert_eq!(code, 0, "{system}: {again}");
    assert!(left.lock().unwrap().is_empty(), "{system}: {again}");
}

#[test]
fn a_wrong_password_and_an_address_where_nobody_is_are_told_with_what_to_do() {
    let (there, folder) = (Counterpart::start_in(&world_of_all()), Folder::new());
    let options = [&JOB[..], &["--yes"]].concat();
    for system in SYSTEMS {
        let (code, said) = smoke_as("canary-a-wrong-one", &folder, system, &there.address, &options);
        assert_eq!(code, 1, "{system}: {said}");
        let check = line(&said, "check");
        assert!(check.contains("FAILED") && check.contains("UPSTREAM_PASSWORD"), "{system}: {said}");
        assert!(!said.contains("create"), "{system}: {said}");
        let (code, said) = smoke(&folder, system, "127.0.0.1:1", &options);
        let check = line(&said, "check");
        assert_eq!(code, 1, "{system}: {said}");
        assert!(check.contains("not reached") && check.contains("UPSTREAM_URL"), "{system}: {said}");
    }
    assert_eq!(there.count_of_jobs(), 0);
}

#[test]
fn nothing_is_sent_before_somebody_has_agreed_and_read_only_makes_nothing() {
    let (there, folder) = (Counterpart::start_in(&world_of_all()), Folder::new());
    let wire = Wire::to(&there.address);
    let (code, said) = smoke(&folder, "sonar", &wire.address, &JOB);
    assert_eq!((code, wire.sent()), (2, Vec::new()), "{said}");
    assert!(said.contains("Makes a job in Sonar") && said.contains("--yes"), "{said}");
    let (code, said) = smoke(&folder, "sonar", &wire.address, &[&JOB[..], &["--read-only"]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(line(&said, "free time").contains("ok"), "{said}");
    assert!(!wire.sent().is_empty() && wire.sent().iter().all(|sent| sent.starts_with("GET ")), "{:?}", wire.sent());
    let (code, said) = smoke(&folder, "sonar", &wire.address, &["--read-only"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = smoke(&folder, "sonar", &wire.address, &["--yes", "--user", "1"]);
    assert_eq!(code, 1, "{said}");
    for option in ["--job-type NUMBER", "--place account:NUMBER", "--on YYYY-MM-DD"] {
        assert!(said.contains(option), "{option}: {said}");
    }
    let (_, said) = smoke(&folder, "sonar", &wire.address, &["--place", "12"]);
    assert!(said.contains("`account:12`"), "{said}");
}

#[test]
fn what_was_made_is_given_up_also_when_a_step_failed_or_its_answer_was_lost() {
    let folder = Folder::new();
    for system in ["sonar", "bigchange"] {
        let options = [&JOB[..], &["--yes"]].concat();
        let there = Counterpart::start_in(&world_of_all());
        let wire = Wire::to(&there.address);
        let (code, said) = smoke(&folder, system, &wire.address, &options);
        assert_eq!(code, 0, "{said}");
        let sent = wire.sent();
        let making = sent.iter().position(|sent| sent.starts_with("POST ") && sent.contains("/jobs")).unwrap();
        for (passed, fault) in [(making + 2, Fault::Broken), (making, Fault::CutAfter)] {
            let there = Counterpart::start_in(&world_of_all());
            let wire = Wire::to(&there.address);
            wire.after(passed, 1, fault);
            let (code, said) = smoke(&folder, system, &wire.address, &options);
            assert_eq!(code, 1, "{system}: {said}");
            assert!(said.contains("FAILED") && line(&said, "cancel").contains("ok"), "{system}: {said}");
            assert!(system != "sonar" || there.count_of_jobs() == 0, "{said}");
        }
    }
}
