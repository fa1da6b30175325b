//! Bookings that arrive in the system behind the gateway: two processes, each of the four systems, and a wire between that is cut.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::alone::world;
use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::wire::{Fault, Wire};

/// All four.
pub const SYSTEMS: [&str; 4] = ["sonar", "os1", "bigchange", "frotcom"];
/// Where the technician has nothing to do.
pub const NOON: &str = "2026-10-21 12:00:00";
/// Here neither.
pub const THREE: &str = "2026-10-21 15:00:00";

/// The small world, with what BigChange needs to plan a job and to end it.
pub fn world_of_all() -> Value {
    let mut world = world();
    world["bigchange"] = json!({
        "vehicles": [{"id": 1, "name": "Van 1", "registration": "PL 1001"}],
        "jobTypes": [{"id": 1, "positiveResults": ["Done"], "negativeResults": ["Nobody at home."], "customFields": [12]}],
        "customFields": [{"id": 12, "name": "Gate code"}],
    });
    world
}

/// Below which path a system is, and what the settings file has of it beside its name and the user's.
pub fn root_and_table(system: &str) -> (&'static str, &'static str) {
    match system {
        "sonar" => ("", ""),
        "os1" => (
            "/os1",
            "tenant_id = \"slotwright\"\nnotes_attribute = \"notes\"\n[upstream.job_types]\n1 = \"type:1\"\n\
             [upstream.workflows]\n1 = \"jobWorkflow:visit\"\n[upstream.accounts]\n1 = \"account:1\"\n",
        ),
        "bigchange" => ("/bigchange", "customer_id = 14532\n[upstream.vehicles]\n1 = 1\n"),
        _ => ("/frotcom", "[upstream.form]\nid = 5\nversion = 2\nname = \"Visit\"\n"),
    }
}

/// A system, the gateway before it, and the wire between them.
pub struct Bed {
    pub system: &'static str,
    /// The system.
    pub there: Counterpart,
    /// The gateway.
    pub here: Counterpart,
    /// What is between them.
    pub wire: Wire,
    settings: PathBuf,
}

impl Bed {
    /// With one of [`SYSTEMS`].
    pub fn start(system: &'static str) -> Self {
        Self::start_with(system, "")
    }

    /// And with these further settings of the gateway, as its file has them.
    pub fn start_with(system: &'static str, further: &str) -> Self {
        let there = Counterpart::start_in(&world_of_all());
        let wire = Wire::to(&there.address);
        let (root, table) = root_and_table(system);
        let settings = std::env::temp_dir().join(format!("slotwright-gateway-{}.toml", wire.address.replace(':', "-")));
        std::fs::write(&settings, format!("{further}[upstream]\nsystem = \"{system}\"\nuser = \"{USER}\"\n{table}"))
            .unwrap();
        let environment = vec![
            ("SETTINGS", settings.display().to_string()),
            ("UPSTREAM_URL", format!("http://{}{root}", wire.address)),
            ("UPSTREAM_PASSWORD", PASSWORD.to_owned()),
        ];
        let here = Counterpart::start_in_with(&world_of_all(), environment);
        Self { system, there, here, wire, settings }
    }

    /// Books the one technician at the gateway, for 60 minutes: the job's number there.
    pub fn book(&self, start: &str) -> u64 {
        book(&self.here, start).unwrap()
    }

    fn job(&self, id: u64) -> Value {
        self.here.ask("GET", &format!("/api/v1/scheduling/jobs/{id}"), &Value::Null).1["data"].clone()
    }

    /// What the holder of a link is told of what the system has said.
    pub fn confirmation(&self, link: &Value) -> String {
        let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());
        let booking = self.here.ask_as(&bearer, "GET", "/v1/booking", &Value::Null).1;
        booking["confirmation"].as_str().unwrap_or_else(|| panic!("{booking:#}")).to_owned()
    }

    /// When the technician is expected there, of the jobs that have a time.
    fn times_there(&self) -> Vec<String> {
        let (_, jobs) = self.there.ask("GET", "/api/v1/scheduling/jobs?limit=100", &Value::Null);
        let jobs = jobs["data"].as_array().unwrap().iter();
        jobs.filter_map(|job| job["scheduled_datetime"].as_str().map(str::to_owned)).collect()
    }

    /// Waits until the last message was told in vain.
    #[track_caller]
    fn wait_for_a_problem(&self) {
        let until = Instant::now() + Duration::from_secs(20);
        let outbox = || self.here.ask("GET", "/v1/outbox", &Value::Null).1;
        while outbox()["data"][0]["problem"].is_null() {
            assert!(Instant::now() < until, "{}: {}", self.system, outbox());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until nothing is to be told any more, or somebody has to look: the states of all messages, the newest first.
    #[track_caller]
    pub fn settled(&self) -> Vec<String> {
        let until = Instant::now() + Duration::from_secs(100);
        loop {
            let (_, outbox) = self.here.ask("GET", "/v1/outbox", &Value::Null);
            let messages = outbox["data"].as_array().unwrap();
            let states: Vec<_> = messages.iter().map(|message| message["state"].as_str().unwrap().to_owned()).collect();
            if states.iter().all(|state| state != "waiting") {
                return states;
            }
            assert!(Instant::now() < until, "{}: {outbox:#}\n{}", self.system, self.here.log());
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.settings);
    }
}

/// Books the one technician, for 60 minutes: the job's number.
pub fn book(server: &Counterpart, start: &str) -> Result<u64, Value> {
    let body = json!({
        "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 60, "notes": "Ring twice.",
        "scheduled_datetime": start, "user_ids": [1],
    });
    let (_, made) = server.ask("POST", "/api/v1/scheduling/jobs", &body);
    made["data"]["id"].as_u64().ok_or(made)
}

/// Whether the system is told of another time and of the end.
fn is_told_of_changes(system: &str) -> bool {
    system != "frotcom"
}

pub fn for_each(test: impl Fn(Bed) + Sync) {
    thread::scope(|scope| {
        for system in SYSTEMS {
            let test = &test;
            scope.spawn(move || test(Bed::start(system)));
        }
    });
}

#[test]
fn what_is_booked_moved_and_given_up_here_is_so_there() {
    for_each(|bed| {
        let id = bed.book(NOON);
        assert_eq!(bed.settled(), ["delivered"], "{}: {}", bed.system, bed.here.log());
        assert_eq!(bed.times_there(), [NOON], "{}", bed.system);
        if !is_told_of_changes(bed.system) {
            return;
        }
        let path = format!("/api/v1/scheduling/jobs/{id}");
        let moved = json!({"scheduled_datetime": THREE, "user_ids": [1]});
        assert!(bed.here.ask("PATCH", &path, &moved).0 < 300);
        assert_eq!(bed.settled(), ["delivered"; 2], "{}: {}", bed.system, bed.here.log());
        assert_eq!(bed.times_there(), [THREE], "{}", bed.system);
        assert!(bed.here.ask("DELETE", &path, &Value::Null).0 < 300);
        assert_eq!(bed.settled(), ["delivered"; 3], "{}: {}", bed.system, bed.here.log());
        if bed.system == "os1" {
            // It has no word for it but a sub-status.
            return;
        }
        assert_eq!(bed.times_there(), Vec::<String>::new(), "{}", bed.system);
    });
}

#[test]
fn a_time_that_is_refused_there_is_given_back_here() {
    // The others don't refuse a time that somebody has already: with them it is our own store that knows.
    let bed = Bed::start("sonar");
    book(&bed.there, NOON).unwrap();
    let id = bed.book(NOON);
    assert_eq!(bed.settled(), ["delivered"], "{}", bed.here.log());
    assert_eq!((&bed.job(id)["status"], &bed.job(id)["scheduled_datetime"]), (&json!("queued"), &Value::Null));
    assert_eq!(bed.there.count_of_jobs(), 1);
    // Another time is made there at once.
    let path = format!("/api/v1/scheduling/jobs/{id}");
    let moved = json!({"scheduled_datetime": THREE, "user_ids": [1]});
    assert!(bed.here.ask("PATCH", &path, &moved).0 < 300);
    bed.settled();
    assert_eq!(bed.times_there(), [NOON, THREE]);
    // And one that is refused then leaves the job at the time that it has there.
    book(&bed.there, "2026-10-21 18:00:00").unwrap();
    let moved = json!({"scheduled_datetime": "2026-10-21 18:00:00", "user_ids": [1]});
    assert!(bed.here.ask("PATCH", &path, &moved).0 < 300);
    bed.settled();
    assert_eq!(bed.job(id)["scheduled_datetime"], THREE);
    assert_eq!(bed.times_there(), [NOON, THREE, "2026-10-21 18:00:00"]);
}

#[test]
fn a_job_that_others_have_moved_there_is_not_moved_back() {
    for_each(|bed| {
        if !matches!(bed.system, "sonar" | "bigchange") {
            return;
        }
        let id = bed.book(NOON);
        bed.settled();
        let (_, jobs) = bed.there.ask("GET", "/api/v1/scheduling/jobs", &Value::Null);
        let path = format!("/api/v1/scheduling/jobs/{}", jobs["data"][0]["id"]);
        let moved = |to: &str| json!({"scheduled_datetime": to, "user_ids": [1]});
        assert!(bed.there.ask("PATCH", &path, &moved("2026-10-22 08:00:00")).0 < 300);
        let own = format!("/api/v1/scheduling/jobs/{id}");
        assert!(bed.here.ask("PATCH", &own, &moved(THREE)).0 < 300);
        bed.settled();
        assert_eq!(bed.times_there(), ["2026-10-22 08:00:00"], "{}", bed.system);
        assert_eq!(bed.job(id)["scheduled_datetime"], "2026-10-22 08:00:00", "{}", bed.system);
    });
}

#[test]
fn a_job_that_others_have_ended_there_ends_here_and_refused_notes_leave_its_time() {
    let bed = Bed::start("bigchange");
    let (ended, noted) = (bed.book(NOON), bed.book(THREE));
    bed.settled();
    let (_, jobs) = bed.there.ask("GET", "/api/v1/scheduling/jobs?sort=id", &Value::Null);
    let number = |time: &str| {
        let jobs = jobs["data"].as_array().unwrap();
        jobs.iter().find(|job| job["scheduled_datetime"] == time).unwrap_or_else(|| panic!("{jobs:#?}"))["id"].clone()
    };
    let end = json!({"completion_type": "failure", "reason": "Nobody at home."});
    let path = format!("/api/v1/scheduling/jobs/{}/complete", number(NOON));
    let (status, answer) = bed.there.ask("POST", &path, &end);
    assert!(status < 300, "{answer}");
    // Notes are frozen there once somebody is at work.
    let path = format!("/api/v1/scheduling/jobs/{}/check_in", number(THREE));
    let (status, answer) = bed.there.ask("POST", &path, &json!({"user_id": 1}));
    assert!(status < 300, "{answer}");
    for id in [ended, noted] {
        let notes = json!({"notes": "Ring three times."});
        assert!(bed.here.ask("PATCH", &format!("/api/v1/scheduling/jobs/{id}"), &notes).0 < 300);
    }
    bed.settled();
    assert_eq!(bed.job(ended)["status"], "failed", "{}", bed.here.log());
    assert_eq!(bed.job(noted)["scheduled_datetime"], THREE, "{}", bed.here.log());
}

#[test]
fn a_move_whose_answer_was_lost_is_confirmed_and_a_job_that_was_deleted_there_is_given_up_here() {
    let bed = Bed::start("sonar");
    let id = bed.book(NOON);
    bed.settled();
    let path = format!("/api/v1/scheduling/jobs/{id}");
    let (_, link) = bed.here.ask("POST", "/v1/links", &json!({"job_id": id}));
    // The job is read there first, and then moved.
    bed.wire.after(1, 1, Fault::CutAfter);
    assert!(bed.here.ask("PATCH", &path, &json!({"scheduled_datetime": THREE, "user_ids": [1]})).0 < 300);
    bed.settled();
    assert_eq!(bed.times_there(), [THREE]);
    assert_eq!(bed.confirmation(&link), "confirmed", "{}", bed.here.log());

    let (_, jobs) = bed.there.ask("GET", "/api/v1/scheduling/jobs", &Value::Null);
    let there = format!("/api/v1/scheduling/jobs/{}", jobs["data"][0]["id"]);
    assert!(bed.there.ask("DELETE", &there, &Value::Null).0 < 300);
    assert!(bed.here.ask("PATCH", &path, &json!({"notes": "Ring three times."})).0 < 300);
    bed.settled();
    assert_eq!(bed.job(id)["scheduled_datetime"], Value::Null, "{}", bed.here.log());
    assert_eq!(bed.there.count_of_jobs(), 0);
}

#[test]
fn a_job_whose_making_was_not_answered_and_that_was_queued_meanwhile_is_queued_there() {
    let bed = Bed::start("sonar");
    bed.wire.next(1, Fault::CutAfter);
    let id = bed.book(NOON);
    bed.wait_for_a_problem();
    assert_eq!(bed.times_there(), [NOON]);
    assert!(bed.here.ask("POST", &format!("/api/v1/scheduling/jobs/{id}/queue"), &Value::Null).0 < 300);
    bed.settled();
    assert_eq!(bed.times_there(), Vec::<String>::new(), "{}", bed.here.log());
    assert_eq!(bed.there.count_of_jobs(), 1);
}

#[test]
fn a_job_that_is_there_without_its_time_is_not_confirmed_until_it_has_it() {
    for fault in [Fault::Broken, Fault::CutBefore, Fault::Throttled] {
        let bed = Bed::start("bigchange");
        bed.book("2026-10-22 09:00:00");
        bed.settled();
        // It is made, and then given its time.
        bed.wire.after(1, 2, fault);
        let id = bed.book(NOON);
        let (_, link) = bed.here.ask("POST", "/v1/links", &json!({"job_id": id}));
        bed.wait_for_a_problem();
        assert_eq!((bed.confirmation(&link), bed.times_there().len()), ("pending".to_owned(), 1), "{fault:?}");
        bed.settled();
        assert_eq!(bed.confirmation(&link), "confirmed", "{fault:?}: {}", bed.here.log());
        assert!(bed.times_there().contains(&NOON.to_owned()), "{fault:?}: {}", bed.here.log());
        assert_eq!(bed.there.count_of_jobs(), 2, "{fault:?}");
    }
}

#[test]
fn a_move_that_was_not_answered_is_nobody_else_s_when_the_visit_is_moved_on_or_back() {
    for_each(|bed| {
        // The job is read, here and in BigChange's own move once more, before it is moved.
        let reads = match bed.system {
            "sonar" | "os1" => 1,
            "bigchange" => 2,
            _ => return,
        };
        let id = bed.book(NOON);
        bed.settled();
        let (_, link) = bed.here.ask("POST", "/v1/links", &json!({"job_id": id}));
        let path = format!("/api/v1/scheduling/jobs/{id}");
        let moved = |to: &str| {
            let to = json!({"scheduled_datetime": to, "user_ids": [1]});
            let (status, answer) = bed.here.ask("PATCH", &path, &to);
            assert!(status < 300, "{}: {answer}", bed.system);
        };
        for (first, then) in [(THREE, "2026-10-21 18:00:00"), (NOON, "2026-10-21 18:00:00")] {
            bed.wire.after(reads, 1, Fault::CutAfter);
            moved(first);
            bed.wait_for_a_problem();
            assert_eq!(bed.times_there(), [first], "{}", bed.system);
            moved(then);
            bed.settled();
            assert_eq!(bed.times_there(), [then], "{}: {}", bed.system, bed.here.log());
            assert_eq!(bed.job(id)["scheduled_datetime"], then, "{}: {}", bed.system, bed.here.log());
            assert_eq!(bed.confirmation(&link), "confirmed", "{}: {}", bed.system, bed.here.log());
        }
    });
}

#[test]
fn what_is_not_answered_is_made_once_or_told_as_unknown() {
    for_each(|bed| {
        // The session, where there is one, and the job.
        let calls = if bed.system == "sonar" { 1 } else { 2 };
        if calls == 2 {
            let first = bed.book("2026-10-22 09:00:00");
            bed.settled();
            assert_ne!(first, 0);
        }
        let before = bed.there.count_of_jobs();
        bed.wire.next(1, Fault::CutAfter);
        let id = bed.book(NOON);
        let states = bed.settled();
        assert_eq!(bed.there.count_of_jobs(), before + 1, "{}: {}", bed.system, bed.here.log());
        let is_known = matches!(bed.system, "sonar" | "bigchange");
        assert_eq!(states[0], if is_known { "delivered" } else { "dead" }, "{}: {}", bed.system, bed.here.log());
        assert_eq!(bed.job(id)["scheduled_datetime"], NOON, "the time stays taken");
        if is_known {
            assert!(bed.times_there().contains(&NOON.to_owned()), "{}: {:?}", bed.system, bed.times_there());
        }
    });
}

#[test]
fn what_never_arrived_is_sent_again_and_a_killed_gateway_goes_on() {
    for_each(|mut bed| {
        bed.wire.next(1000, Fault::Busy);
        let id = bed.book(NOON);
        bed.wait_for_a_problem();
        bed.here.kill_and_start_again();
        bed.wire.next(0, Fault::None);
        let states = bed.settled();
        assert_eq!(states, ["delivered"], "{}: {}", bed.system, bed.here.log());
        assert_eq!(bed.there.count_of_jobs(), 1, "{}", bed.system);
        assert_eq!(bed.job(id)["scheduled_datetime"], NOON);
        for log in [bed.here.log(), bed.there.log()] {
            assert!(!log.contains(PASSWORD), "{}: a credential is in a log", bed.system);
        }
    });
}

#[test]
fn what_a_system_cannot_be_told_is_said_to_staff_and_to_nobody_as_done() {
    let bed = Bed::start("frotcom");
    let id = bed.book(NOON);
    bed.settled();
    let (_, behind) = bed.here.ask("GET", "/v1/upstream", &Value::Null);
    assert_eq!(behind["system"], "frotcom");
    let is_local = json!({"operation": "reschedule", "support": "local"});
    assert!(behind["operations"].as_array().unwrap().contains(&is_local), "{behind}");
    let said = || bed.here.ask("GET", "/v1/board", &Value::Null).1["data"][0]["confirmation"].clone();
    assert_eq!(said(), Value::Null);
    let moved = json!({"scheduled_datetime": THREE, "user_ids": [1]});
    assert!(bed.here.ask("PATCH", &format!("/api/v1/scheduling/jobs/{id}"), &moved).0 < 300);
    bed.settled();
    assert_eq!((said(), bed.times_there()), (json!("local"), vec![NOON.to_owned()]), "{}", bed.here.log());
    // And it stays so whatever else becomes of the job.
    let notes = json!({"notes": "Ring three times."});
    assert!(bed.here.ask("PATCH", &format!("/api/v1/scheduling/jobs/{id}"), &notes).0 < 300);
    bed.settled();
    assert_eq!(said(), json!("local"), "{}", bed.here.log());
}

#[test]
fn no_open_link_is_made_where_its_accounts_could_be_taken_for_others() {
    let bed = Bed::start("sonar");
    let (status, refused) = bed.here.ask("POST", "/v1/links", &json!({"open": true, "job_type_ids": [1]}));
    assert_eq!((status, &refused["errors"][0]["pointer"]), (422, &json!("#/open")), "{refused}");
}
