//! `/metrics`, as Prometheus sees it.

use serde_json::{Value, json};

use crate::support::{Folder, Process, basic, call};

/// The sample of this name and these labels.
fn sample(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[test]
fn it_counts_what_is_done_and_tells_nobodys_name_or_number() {
    let folder = Folder::new("metrics");
    let process = Process::start_with(&folder, &["--metrics-listen", "127.0.0.1:0"]);
    let staff = basic(process.told("api user"));
    let url = process.told("metrics").to_owned();
    assert!(url.ends_with("/metrics"));
    let handle = process.told("booking link").rsplit('=').next().unwrap().to_owned();
    let (_, booking) = call(&process, &format!("Bearer {handle}"), "GET", "/v1/booking", None);
    let free = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-11-24&end_date=2026-12-18\
                &length_in_minutes=60&job_type_id=1&entityType=account&entityId=1";
    let free = call(&process, &staff, "GET", free, None).1["data"].clone();
    // Of each day one who is free, and since when.
    let mut free = free.as_object().unwrap().iter().map(|(day, users)| {
        let (user, blocks) = users.as_object().unwrap().iter().next().unwrap();
        (user.clone(), format!("{day} {}", blocks[0]["start"].as_str().unwrap()))
    });
    let (user, start) = free.next().unwrap();
    let visit = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": start, "user_ids": [user], "notes": "canary"});
    for status in [201, 422, 422] {
        let (answered, _) = call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(visit.clone()));
        assert_eq!(answered, status);
    }
    let _: (u16, Value) = call(&process, &staff, "GET", "/api/v1/scheduling/jobs/1", None);

    let mut answer = ureq::get(&url).call().unwrap();
    let content_type = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(content_type.starts_with("application/openmetrics-text"), "{content_type}");
    let text = answer.body_mut().read_to_string().unwrap();
    let of_jobs = "http_request_seconds_count{method=\"POST\",route=\"/api/v1/scheduling/jobs\",status=";
    assert_eq!(sample(&text, &format!("{of_jobs}\"2xx\"}}")), Some(1.0), "{text}");
    assert_eq!(sample(&text, &format!("{of_jobs}\"4xx\"}}")), Some(2.0));
    assert_eq!(sample(&text, "booking_attempts_total{result=\"booked\"}"), Some(1.0));
    assert_eq!(sample(&text, "booking_attempts_total{result=\"taken\"}"), Some(2.0));
    for (name, value) in [
        ("exclusion_violation_total", 0.0),
        ("storage_failures_total", 0.0),
        ("deadlock_retries_total", 0.0),
        ("idempotency_replays_total", 0.0),
        ("http_requests_shed_total", 0.0),
        ("claim_overlap_rows", 0.0),
        ("hold_active", 0.0),
        ("http_requests_in_flight", 0.0),
        ("http_requests_waiting", 0.0),
    ] {
        assert_eq!(sample(&text, name), Some(value), "{name}");
    }
    assert!(sample(&text, "http_connections").is_some());
    assert_eq!(sample(&text, "clock_drift_seconds"), Some(0.0), "SQLite has the process's clock");
    for name in ["tzdb_info{version=\"", "sqlite_version_info{version=\"3."] {
        assert!(text.contains(name), "{name}");
    }
    assert!(text.contains("route=\"/api/v1/scheduling/jobs/{id}\""), "the template, not the number");
    let customer = booking["place"]["name"].as_str().unwrap();
    for secret in [&handle, customer, "canary", "/jobs/1\""] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.ends_with("# EOF\n"));

    // What stands is asked of the database each time.
    let (user, start) = free.next().unwrap();
    let hold = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": start, "user_ids": [user]});
    let (answered, hold) = call(&process, &staff, "POST", "/v1/holds", Some(hold));
    assert_eq!(answered, 201, "{hold}");
    let again = "INSERT INTO claims (job_id, position, user_id, start_minute, end_minute)
        SELECT (SELECT id FROM jobs WHERE id NOT IN (SELECT job_id FROM claims WHERE job_id IS NOT NULL) LIMIT 1), 0,
          user_id, start_minute, end_minute FROM claims ORDER BY end_minute DESC LIMIT 1";
    let database = rusqlite::Connection::open(folder.0.join("slotwright.db")).unwrap();
    assert!(database.execute(again, []).unwrap_err().to_string().contains("overlap"), "the backstop holds");
    database.execute_batch("DROP TRIGGER claims_never_overlap").unwrap();
    assert_eq!(database.execute(again, []).unwrap(), 1);
    let text = ureq::get(&url).call().unwrap().body_mut().read_to_string().unwrap();
    assert_eq!(sample(&text, "hold_active"), Some(1.0));
    assert_eq!(sample(&text, "claim_overlap_rows"), Some(1.0));

    // The API's listener does not have it.
    let root = process.told("listening on");
    assert!(matches!(ureq::get(&format!("{root}/metrics")).call(), Err(ureq::Error::StatusCode(404))));
    let api = url.replace("/metrics", "/api/v1/users");
    assert!(matches!(ureq::get(&api).call(), Err(ureq::Error::StatusCode(404))), "nor this one the API");
}

#[test]
fn an_attempt_that_is_made_again_for_another_plan_is_counted_once() {
    let folder = Folder::new("counted-once");
    let process = Process::start_with(&folder, &["--metrics-listen", "127.0.0.1:0"]);
    let staff = basic(process.told("api user"));
    let free = "/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-11-24&end_date=2026-12-18\
                &length_in_minutes=60&job_type_id=1&entityType=account&entityId=1";
    let free = call(&process, &staff, "GET", free, None).1["data"].clone();
    let (day, users) = free.as_object().unwrap().iter().next().unwrap();
    let (user, blocks) = users.as_object().unwrap().iter().next().unwrap();
    let visit = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60,
        "scheduled_datetime": format!("{day} {}", blocks[0]["start"].as_str().unwrap()), "user_ids": [user]});
    assert_eq!(call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(visit.clone())).0, 201);
    // An editor elsewhere: the caller, who is taken for who they were, is asked for again, and all is done again.
    let database = rusqlite::Connection::open(folder.0.join("slotwright.db")).unwrap();
    let edited = "INSERT INTO versions VALUES (0, 1) ON CONFLICT (user_id) DO UPDATE SET version = version + 1";
    database.execute(edited, []).unwrap();
    assert_eq!(call(&process, &staff, "POST", "/api/v1/scheduling/jobs", Some(visit)).0, 422);
    let text = ureq::get(process.told("metrics")).call().unwrap().body_mut().read_to_string().unwrap();
    assert_eq!(sample(&text, "booking_attempts_total{result=\"booked\"}"), Some(1.0), "{text}");
    assert_eq!(sample(&text, "booking_attempts_total{result=\"taken\"}"), Some(1.0), "{text}");
}
