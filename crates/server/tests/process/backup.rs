//! `backup`: the whole database beside a server that goes on, and what is restored from it.

use std::process::{Command, Output};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use serde_json::json;
use slotwright_testing::postgres::Postgres;

use super::support::{Folder, Process, basic, call};

const SQLITE: &str = "sqlite://slotwright.db";

fn run(folder: &Folder, url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
    command.current_dir(&folder.0).args(["--database-url", url]).args(arguments).output().unwrap()
}

fn refused(output: Output) -> String {
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_backup_beside_a_server_at_work_has_all_that_was_answered_before_it_and_is_restored_on_either_database() {
    let databases = [Postgres::shared().database(), Postgres::shared().database(), Postgres::shared().database()];
    for (name, url, restored) in [
        ("backup-sqlite", SQLITE.to_owned(), databases[0].url()),
        ("backup-postgres", databases[1].url(), databases[2].url()),
    ] {
        let folder = Folder::new(name);
        let process = Process::start_as(&folder, |command| {
            command.env("DATABASE_URL", &url);
        });
        let staff = basic(process.told("api user"));
        let (made, is_over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
        let answered = thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(SeqCst) {
                    let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
                    let (status, job) = call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(job));
                    assert_eq!(status, 201, "{job}");
                    made.lock().unwrap().push(job["data"]["id"].as_u64().unwrap());
                }
            });
            while made.lock().unwrap().len() < 10 {
                thread::sleep(Duration::from_millis(10));
            }
            let answered = made.lock().unwrap().clone();
            let output = run(&folder, &url, &["backup", "backup.jsonl"]);
            is_over.store(true, SeqCst);
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && told.starts_with("backed up "), "{output:?}");
            answered
        });
        assert!(refused(run(&folder, &url, &["backup", "backup.jsonl"])).contains("backup.jsonl is there already"));
        assert!(process.stop().0);

        let backup = std::fs::read(folder.0.join("backup.jsonl")).unwrap();
        for to in [restored, "sqlite://restored.db".to_owned()] {
            let output = run(&folder, &to, &["import", "backup.jsonl"]);
            assert!(output.status.success() && output.stderr.is_empty(), "nobody is in two places: {output:?}");
            assert!(run(&folder, &to, &["export"]).stdout == backup, "what was restored is what was backed up");
            let process = Process::start_bare(&folder, |command| {
                command.env("DATABASE_URL", &to);
            });
            for id in &answered {
                let path = format!("/api/v1/scheduling/jobs/{id}");
                assert_eq!(call(&process, &staff, "GET", &path, None).0, 200, "{path} on {to}");
            }
            assert!(process.stop().0);
        }
    }
}

#[test]
fn a_database_without_a_server_is_backed_up_as_well_and_what_cannot_be_leaves_no_file() {
    let folder = Folder::new("backup-alone");
    assert!(refused(run(&folder, SQLITE, &["backup", "a.jsonl"])).contains("there is no database"));
    Process::start(&folder).stop();
    assert!(run(&folder, SQLITE, &["backup", "a.jsonl"]).status.success());
    assert!(run(&folder, SQLITE, &["export"]).stdout == std::fs::read(folder.0.join("a.jsonl")).unwrap());
    assert!(refused(run(&folder, SQLITE, &["backup", "nowhere/b.jsonl"])).contains("nowhere/b.jsonl"));

    let other = rusqlite::Connection::open(folder.0.join("slotwright.db")).unwrap();
    other.pragma_update(None, "user_version", 999).unwrap();
    drop(other);
    let told = refused(run(&folder, SQLITE, &["backup", "b.jsonl"]));
    assert!(told.contains("version 999") && told.lines().count() == 1, "{told}");
    assert!(!folder.0.join("b.jsonl").exists() && !folder.0.join("b.jsonl.partial").exists());
}

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_owner_alone_and_a_stopped_server_leaves_one_tidy_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("private");
    let files = || {
        let files = std::fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap());
        let mut files: Vec<_> = files
            .map(|file| {
                (file.file_name().into_string().unwrap(), file.metadata().unwrap().permissions().mode() & 0o777)
            })
            .filter(|(name, _)| name != "log")
            .collect();
        files.sort_unstable();
        files
    };
    let private = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 0o600)).collect::<Vec<_>>();
    let process = Process::start(&folder);
    let running = ["slotwright.db", "slotwright.db-shm", "slotwright.db-wal", "slotwright.db.lock"];
    assert_eq!(files(), private(&running));
    assert!(process.stop().0);
    assert_eq!(files(), private(&["slotwright.db", "slotwright.db.lock"]));
    assert!(run(&folder, SQLITE, &["api-user", "list"]).status.success());
    assert_eq!(files(), private(&["slotwright.db", "slotwright.db.lock"]), "so does a command");
    assert!(run(&folder, SQLITE, &["backup", "backup.jsonl"]).status.success());
    assert_eq!(files()[0], ("backup.jsonl".to_owned(), 0o600));
}
