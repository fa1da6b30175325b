//! The program itself: what it prints, what it logs, how it stops.

use std::process::Command;

use serde_json::{Value, json};

use support::{Folder, Process, basic, call};

mod api_users;
mod backup;
#[allow(dead_code, reason = "the API's tests use more of it")]
#[path = "../api/database.rs"]
mod database;
mod full_disk;
mod guesses;
mod heads;
mod keep_alive;
mod links;
mod log;
#[cfg(target_os = "linux")]
mod memory;
mod metrics;
mod one_file;
mod settings;
mod slow_clients;
mod standin;
mod stopping;
mod support;
mod transfer;

#[test]
fn it_says_where_everything_is_once_it_listens() {
    let folder = Folder::new("greeting");
    let process = Process::start(&folder);
    let names: Vec<_> = process.greeting.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["database", "api user", "time zone", "listening on", "booking link", "board", "api"]);
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
    let folder = Folder::new("log");
    let process = Process::start(&folder);
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
fn a_second_start_keeps_the_data_says_so_and_prints_links_that_work() {
    let folder = Folder::new("second");
    let first = Process::start(&folder);
    let user = first.told("api user").to_owned();
    let path = "/api/v1/scheduling/jobs";
    let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "notes": "Kept."});
    let made: Value = call(&first, &basic(&user), "POST", path, Some(job)).1;
    let (is_success, _) = first.stop();
    assert!(is_success);

    let second = Process::start(&folder);
    let names: Vec<_> = second.greeting.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["database", "time zone", "listening on", "booking link", "board", "api"], "no new password");
    let (status, kept) = call(&second, &basic(&user), "GET", &format!("{path}/{}", made["data"]["id"]), None);
    assert_eq!((status, &kept["data"]["notes"]), (200, &json!("Kept.")));
    let handle = second.told("booking link").rsplit('=').next().unwrap().to_owned();
    let (status, booking) = call(&second, &format!("Bearer {handle}"), "GET", "/v1/booking", None);
    assert_eq!((status, &booking["job"]), (200, &Value::Null));
    let (_, log) = second.stop();
    assert!(log.contains("the database has data already"), "{log}");

    let third = Process::start_bare(&folder, |command| {
        command.env("API_USER", "crm").env("API_PASSWORD", "another one of twelve");
    });
    assert_eq!(third.told("api user"), "crm / (as set)", "one more is told");
    assert_eq!(call(&third, &basic(&user), "GET", path, None).0, 200, "and the first one stays");
}

#[cfg(unix)]
#[test]
fn a_crash_in_the_middle_of_the_rush_loses_no_booking_that_was_answered() {
    let folder = Folder::new("crash");
    let mut process = Process::start(&folder);
    let staff = basic(process.told("api user"));
    let find = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-11-24&end_date=2026-12-18\
                &length_in_minutes=15&job_type_id=1&entityType=account&entityId=1";
    let free = call(&process, &staff, "GET", find, None).1;
    let visits = visits_in(&free["data"]);
    assert!(1000 < visits.len(), "{}", visits.len());
    let mut answered = Vec::new();
    for rush in 0..3 {
        let senders: Vec<_> = (0..8)
            .map(|sender| {
                let (url, staff) = (format!("{}/scheduling/jobs", process.told("api")), staff.clone());
                let mine: Vec<_> = visits.iter().skip(rush * 8 + sender).step_by(24).cloned().collect();
                std::thread::spawn(move || {
                    let mut answered = Vec::new();
                    for (user_id, time) in mine {
                        let job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1,
                            "length_in_minutes": 15, "scheduled_datetime": time, "user_ids": [user_id]});
                        let Ok(mut answer) = ureq::post(&url).header("authorization", &staff).send_json(&job) else {
                            break;
                        };
                        let Ok(job) = answer.body_mut().read_json::<Value>() else { break };
                        answered.push(job["data"].clone());
                    }
                    answered
                })
            })
            .collect();
        std::thread::sleep(std::time::Duration::from_millis(700));
        // SIGKILL: nothing of the process gets to tidy up.
        process.child.kill().unwrap();
        process.child.wait().unwrap();
        let before = answered.len();
        answered.extend(senders.into_iter().flat_map(|sender| sender.join().unwrap()));
        assert!(before < answered.len(), "nothing was booked before the crash");
        process = Process::start(&folder);
        for job in &answered {
            let path = format!("/api/v1/scheduling/jobs/{}", job["id"]);
            assert_eq!(call(&process, &staff, "GET", &path, None), (200, json!({"data": job})));
        }
    }
    database::Database::Sqlite(folder.0.join("slotwright.db")).look().check_claims();
}

/// Every quarter of an hour in which somebody is free: whose, and when it starts.
fn visits_in(free: &Value) -> Vec<(u64, String)> {
    let mut visits = Vec::new();
    for (date, users) in free.as_object().unwrap() {
        for (user, blocks) in users.as_object().unwrap() {
            for block in blocks.as_array().unwrap() {
                let minute = |name: &str| {
                    let (hour, rest) = block[name].as_str().unwrap().split_once(':').unwrap();
                    hour.parse::<u32>().unwrap() * 60 + rest[..2].parse::<u32>().unwrap()
                };
                for start in (minute("start")..minute("end") - 14).step_by(15) {
                    visits.push((user.parse().unwrap(), format!("{date} {:02}:{:02}", start / 60, start % 60)));
                }
            }
        }
    }
    visits
}

#[test]
fn a_bad_setting_stops_it_with_the_settings_name() {
    let folder = Folder::new("settings");
    for (name, value, parts) in [
        ("LISTEN", "nowhere", &["--listen", "'nowhere'"][..]),
        ("METRICS_LISTEN", "9187", &["--metrics-listen", "'9187'"]),
        ("DATABASE_URL", "mysql://x", &["--database-url", "sqlite://", "postgres://"]),
        ("DATABASE_URL", "postgres://x:y:z", &["--database-url", "PostgreSQL"]),
        ("HOLD_SECONDS", "0", &["--hold-seconds", "'0'"]),
        ("DEMO", "perhaps", &["--demo", "'perhaps'"]),
        ("SEED", "x", &["--seed", "'x'"]),
        ("TIME_ZONE", "Mars/Olympus", &["--time-zone (TIME_ZONE)", "`Mars/Olympus`", "tzdata"]),
        ("TIME_ZONE", "EST", &["--time-zone (TIME_ZONE)", "`EST`", "`America/New_York`"]),
        ("TIME_ZONE", "GMT+1", &["--time-zone (TIME_ZONE)", "`GMT+1`", "`Europe/London`"]),
        ("TIME_ZONE", "Local", &["--time-zone (TIME_ZONE)", "`Local`"]),
        ("ZONEINFO", "/nowhere", &["--zoneinfo (ZONEINFO)", "`/nowhere`", "tzdata"]),
        ("WORLD", "missing.json", &["--world (WORLD)", "missing.json"]),
        ("API_USER", "a:b", &["--api-user", "colon"]),
        ("API_PASSWORD", "short", &["API_PASSWORD", "12 characters"]),
        ("PUBLIC_URL", "here", &["--public-url", "https://"]),
        ("CLOCK", "noon", &["--clock", "'noon'"]),
        ("STOP_GRACE", "5", &["--stop-grace", "0..=4"]),
        ("LOG_FORMAT", "xml", &["--log-format", "text, json"]),
        ("RUST_LOG", "=[", &["--rust-log", "'=['"]),
        ("SETTINGS", "missing.toml", &["settings file `missing.toml`", "can't be read"]),
    ] {
        let told = folder.refusal_of(|command| {
            // The address was given by a flag already, which goes before the environment.
            if name == "LISTEN" {
                *command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
            }
            command.env(name, value);
        });
        assert!(parts.iter().all(|part| told.contains(part)), "{name}: {told}");
    }
}

#[test]
fn a_database_that_can_not_be_used_stops_it_with_a_sentence() {
    let folder = Folder::new("databases");
    std::fs::write(folder.0.join("text.db"), "Not a database, but long enough to have a header. ".repeat(20)).unwrap();
    let other = rusqlite::Connection::open(folder.0.join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(Process::start(&folder));
    for (name, version) in [("newer.db", 99), ("damaged.db", -3)] {
        std::fs::copy(folder.0.join("slotwright.db"), folder.0.join(name)).unwrap();
        let database = rusqlite::Connection::open(folder.0.join(name)).unwrap();
        database.pragma_update(None, "application_id", 0x536c_6f74).unwrap();
        database.pragma_update(None, "user_version", version).unwrap();
    }
    for (file, sentence) in [
        ("no/folder/x.db", "unable to open database file"),
        (".", "unable to open database file"),
        ("text.db", "file is not a database"),
        ("other.db", "a database of another program"),
        ("newer.db", "has version 99; this program knows versions up to"),
        ("damaged.db", "has version -3"),
    ] {
        let told = folder.refusal_of(|command| {
            command.env("DATABASE_URL", format!("sqlite://{file}"));
        });
        assert!(told.contains(sentence) && told.contains("--database-url"), "{file}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_port_that_is_taken_stops_it_before_anything_is_made() {
    let folder = Folder::new("port");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let told = folder.refusal_of(|command| {
        *command = Command::new(env!("CARGO_BIN_EXE_slotwright-server"));
        command.current_dir(&folder.0).args(["--demo", "--listen", &address]);
    });
    assert!(told.contains("--listen (LISTEN)") && told.contains(&address), "{told}");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
}
