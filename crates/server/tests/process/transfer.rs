//! `export` and `import`: a whole instance moves from one database to another.

use std::process::{Command, Output};

use serde_json::{Value, json};
use slotwright_testing::postgres::Postgres;

use super::support::{Folder, Process, basic, call};

fn run(folder: &Folder, url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
    command.current_dir(&folder.0).args(["--database-url", url]).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn exported(folder: &Folder, url: &str) -> Vec<u8> {
    let output = run(folder, url, &["export"]);
    assert!(output.status.success(), "{}", told(&output));
    output.stdout
}

const SQLITE: &str = "sqlite://slotwright.db";

/// What a caller can see of an instance.
fn seen(process: &Process, staff: &str) -> Vec<Value> {
    let paths =
        ["scheduling/jobs?limit=1000", "users", "accounts", "scheduling/schedules", "scheduling/schedule_blockers"];
    let paths = paths.iter().map(|path| format!("/api/v1/{path}")).chain(["/v1/rules".to_owned()]);
    paths.map(|path| call(process, staff, "GET", &path, None).1).collect()
}

#[test]
fn an_instance_moves_to_postgresql_with_its_passwords_links_numbers_and_rules() {
    let folder = Folder::new("move");
    let process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let link = format!("Bearer {}", process.told("booking link").rsplit('=').next().unwrap());
    let wish =
        json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "notes": "Second bell, \u{1F514}."});
    let (status, made) = call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(wish.clone()));
    assert_eq!(status, 201);
    let rules = json!({
        "buffers": [{"job_type_id": 1, "before_minutes": 5, "after_minutes": 15}],
        "travel": {"speed_km_h": 50, "detour_percent": 130, "least_minutes": 5},
        "day_ends": [{"user_id": 1, "start": {"latitude": 41.88312, "longitude": -87.63}, "end": null}],
        "jobs_per_day": 6,
        "jobs_per_day_of": [{"user_id": 2, "jobs": 4}],
    });
    assert_eq!(call(&process, &staff, "PUT", "/v1/rules", Some(rules.clone())), (200, rules.clone()));
    let before = seen(&process, &staff);
    assert_eq!(before.last(), Some(&rules));
    process.stop();

    let database = Postgres::shared().database();
    let file = exported(&folder, SQLITE);
    std::fs::write(folder.0.join("export.jsonl"), &file).unwrap();
    let output = run(&folder, &database.url(), &["import", "export.jsonl"]);
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(exported(&folder, &database.url()), file, "what was imported is exported the same");

    let process = Process::start_bare(&folder, |command| {
        command.env("DATABASE_URL", database.url());
    });
    assert_eq!(seen(&process, &staff), before);
    assert_eq!(call(&process, &link, "GET", "/v1/booking", None).0, 200);
    let (_, next) = call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(wish));
    assert_eq!(next["data"]["id"].as_u64(), made["data"]["id"].as_u64().map(|id| id + 1), "{next}");
}

#[test]
fn numbers_of_what_was_deleted_are_not_given_out_again_after_a_move() {
    let folder = Folder::new("deleted");
    let process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let make = |process: &Process| {
        let (status, made) = call(process, &staff, "POST", "/api/v1/scheduling/jobs", Some(job.clone()));
        assert_eq!(status, 201, "{made}");
        made["data"]["id"].as_u64().unwrap()
    };
    let delete = |process: &Process, id: u64| {
        assert_eq!(call(process, &staff, "DELETE", &format!("/api/v1/scheduling/jobs/{id}"), None).0, 200);
    };
    let mut last = make(&process);
    delete(&process, last);
    process.stop();
    let database = Postgres::shared().database();
    let mut from = SQLITE.to_owned();
    for to in [database.url(), "sqlite://back.db".to_owned()] {
        let file = exported(&folder, &from);
        std::fs::write(folder.0.join("export.jsonl"), &file).unwrap();
        let output = run(&folder, &to, &["import", "export.jsonl"]);
        assert!(output.status.success(), "{}", told(&output));
        assert!(exported(&folder, &to) == file, "what was imported is exported the same");
        let process = Process::start_bare(&folder, |command| {
            command.env("DATABASE_URL", &to);
        });
        let next = make(&process);
        assert_eq!(next, last + 1, "{to}");
        delete(&process, next);
        process.stop();
        (from, last) = (to, next);
    }
}

#[test]
fn whoever_is_in_two_places_is_told_and_both_visits_are_kept() {
    let folder = Folder::new("overlaps");
    Process::start(&folder).stop();
    let old = rusqlite::Connection::open(folder.0.join("slotwright.db")).unwrap();
    // As a database from before the backstop may be.
    old.execute_batch(
        "DROP TRIGGER claims_never_overlap; DROP TRIGGER claims_never_come_to_overlap;
         CREATE TABLE three AS SELECT job_id FROM claims WHERE position = 0 GROUP BY job_id LIMIT 3;
         UPDATE claims SET user_id = 1, start_minute = 30000000, end_minute = 30000060
           WHERE job_id IN three AND position = 0;
         UPDATE jobs SET start_minute = 30000000, length_in_minutes = 60 WHERE id IN three; DROP TABLE three;",
    )
    .unwrap();
    let claims: i64 = old.query_row("SELECT count(*) FROM claims", [], |row| row.get(0)).unwrap();
    drop(old);
    std::fs::write(folder.0.join("export.jsonl"), exported(&folder, SQLITE)).unwrap();
    for url in [Postgres::shared().database().url(), "sqlite://new.db".to_owned()] {
        let database = Postgres::shared().database();
        let url = if url.starts_with("sqlite") { url } else { database.url() };
        let output = run(&folder, &url, &["import", "export.jsonl"]);
        assert!(output.status.success(), "{}", told(&output));
        assert_eq!(told(&output).matches("user 1 is in two places at once").count(), 2, "{}", told(&output));
        let again = String::from_utf8(exported(&folder, &url)).unwrap();
        assert_eq!(again.matches("\"table\":\"claims\"").count() as i64, claims, "none is lost");
        assert_eq!(again.matches("\"is_exclusive\":0").count(), 2);
    }
}

#[test]
fn a_time_that_is_held_for_moving_a_job_within_its_own_is_no_second_place() {
    let folder = Folder::new("moving");
    let process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let free = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-11-24&end_date=2026-12-18\
                &length_in_minutes=120&job_type_id=1&entityType=account&entityId=1";
    let free = call(&process, &staff, "GET", free, None).1["data"].clone();
    // Of two days one who is free, and since when.
    let visits = free.as_object().unwrap().iter().take(2).map(|(day, users)| {
        let (user, blocks) = users.as_object().unwrap().iter().next().unwrap();
        json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 120,
            "scheduled_datetime": format!("{day} {}", blocks[0]["start"].as_str().unwrap()), "user_ids": [user]})
    });
    let mut jobs = Vec::new();
    for mut visit in visits {
        let (status, made) = call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(visit.clone()));
        assert_eq!(status, 201, "{made}");
        jobs.push(made["data"]["id"].clone());
        (visit["job_id"], visit["length_in_minutes"]) = (made["data"]["id"].clone(), json!(60));
        let (status, hold) = call(&process, &staff, "POST", "/v1/holds", Some(visit));
        assert_eq!(status, 201, "{hold}");
    }
    process.stop();
    // The claims of the second job were written again after the hold's.
    let old = rusqlite::Connection::open(folder.0.join("slotwright.db")).unwrap();
    let again = "UPDATE claims SET id = (SELECT max(id) + 1 FROM claims) WHERE job_id = ?1";
    assert_eq!(old.execute(again, [jobs[1].as_u64()]).unwrap(), 1);
    drop(old);
    let file = exported(&folder, SQLITE);
    assert_eq!(String::from_utf8_lossy(&file).matches("\"is_exclusive\":0").count(), 2, "the holds");
    std::fs::write(folder.0.join("export.jsonl"), &file).unwrap();
    let database = Postgres::shared().database();
    for url in [database.url(), "sqlite://new.db".to_owned()] {
        let output = run(&folder, &url, &["import", "export.jsonl"]);
        assert!(output.status.success() && !told(&output).contains("in two places"), "{}", told(&output));
        assert!(exported(&folder, &url) == file, "what was imported is exported the same");
    }
}

#[test]
fn a_file_that_is_no_export_is_told_with_its_line_and_leaves_nothing() {
    let folder = Folder::new("no-export");
    Process::start(&folder).stop();
    let good = String::from_utf8(exported(&folder, SQLITE)).unwrap();
    let head = good.lines().next().unwrap();
    let (rows, end) = good.trim_end().rsplit_once('\n').unwrap();
    let with = |line: &str| format!("{rows}\n{line}\n{end}\n");
    let upto = |table: &str| rows.split_once(&format!(r#"{{"table":"{table}""#)).unwrap().0.to_owned();
    for (name, content, parts) in [
        ("empty", String::new(), &["line 1", "no export"][..]),
        ("other", "{\"a\": 1}\n".to_owned(), &["line 1", "no export"]),
        ("newer", head.replace(":3}", ":9}"), &["line 1", "version 9", "version 3"]),
        ("cut", rows[..rows.len() - 20].to_owned(), &["line "]),
        ("cut-after-a-line", rows.to_owned(), &["not whole", "no last line"]),
        ("cut-before-claims", upto("claims"), &["not whole", "no last line"]),
        ("cut-at-once", format!("{head}\n"), &["not whole", "it has 0 rows"]),
        ("cut-out", format!("{}{end}\n", upto("claims")), &["not whole", "in its last line"]),
        ("two", format!("{good}{good}"), &["ended before"]),
        ("table", with(r#"{"table": "secrets", "row": {}}"#), &["line ", "`table`"]),
        ("column", with(r#"{"table": "users", "row": {"id": 9000, "shoe": 44}}"#), &["users", "`shoe`"]),
        ("value", with(r#"{"table": "users", "row": {"id": [1]}}"#), &["`id`", "[1]"]),
        (
            "twice",
            with(r#"{"table": "users", "row": {"id": 1, "username": "a", "name": "a", "public_name": "a"}}"#),
            &["users:"],
        ),
    ] {
        let file = format!("{name}.jsonl");
        std::fs::write(folder.0.join(&file), content).unwrap();
        let database = Postgres::shared().database();
        for url in [database.url(), format!("sqlite://{name}.db")] {
            let output = run(&folder, &url, &["import", &file]);
            assert_eq!(output.status.code(), Some(1), "{name}");
            let told = told(&output);
            assert!(parts.iter().all(|part| told.contains(part)) && told.lines().count() == 1, "{name}: {told}");
            let nothing = exported(&folder, &url);
            assert_eq!(String::from_utf8(nothing).unwrap().lines().count(), 2, "{name}: only the head and the end");
        }
    }
}

#[test]
fn an_import_does_not_go_over_data_and_an_export_makes_no_database() {
    let folder = Folder::new("over-data");
    Process::start(&folder).stop();
    std::fs::write(folder.0.join("export.jsonl"), exported(&folder, SQLITE)).unwrap();
    let output = run(&folder, SQLITE, &["import", "export.jsonl"]);
    assert!(!output.status.success() && told(&output).contains("already has data"), "{}", told(&output));
    let output = run(&folder, "sqlite://missing.db", &["export"]);
    assert!(!output.status.success() && told(&output).contains("missing.db"), "{}", told(&output));
    assert!(!folder.0.join("missing.db").exists());
    let output = run(&folder, "sqlite://new.db", &["import", "missing.jsonl"]);
    assert!(!output.status.success() && told(&output).contains("missing.jsonl"), "{}", told(&output));
}
