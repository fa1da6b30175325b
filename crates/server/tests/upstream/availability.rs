//! What is offered with a system behind the gateway that knows people's time: two processes, and a wire between them.

use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::alone::world;
use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::gateway::{Bed, NOON, THREE, book};
use crate::scripted::Scripted;
use crate::wire::{Fault, Wire};

/// As long as what is known is as good as new, and a little longer.
const STALE: Duration = Duration::from_millis(5_300);
/// When nobody is waited for.
const AT_ONCE: Duration = Duration::from_millis(100);

const QUESTION: &str =
    "start_date=2026-10-21&end_date=2026-10-21&length_in_minutes=60&job_type_id=1&entityType=account&entityId=1";

/// What was answered, as far as it is looked at.
#[derive(Debug)]
struct Answer {
    status: u16,
    /// `None` where it is not told.
    age: Option<u64>,
    source: Option<String>,
    took: Duration,
    body: Value,
}

impl Answer {
    /// Whether the technician is offered for an hour from then, on the day of [`QUESTION`].
    fn offers(&self, start: &str) -> bool {
        let (date, time) = start.split_once(' ').unwrap();
        let end = format!("{:02}{}", time[..2].parse::<u32>().unwrap() + 1, &time[2..]);
        let users = &self.body["data"][date];
        let blocks = users.get("1").unwrap_or(users).as_array().cloned().unwrap_or_default();
        let text = |block: &Value, name: &str| block[name].as_str().unwrap().to_owned();
        blocks.iter().any(|block| text(block, "start").as_str() <= time && end <= text(block, "end"))
    }

    /// Source and whether it is said how old it is.
    fn origin(&self) -> (Option<&str>, bool) {
        (self.source.as_deref(), self.age.is_some())
    }
}

const UPSTREAM: (Option<&str>, bool) = (Some("upstream"), true);
const OWN: (Option<&str>, bool) = (Some("own"), false);
const UNTOLD: (Option<&str>, bool) = (None, false);

/// Asks for what is below Sonar's root of jobs.
fn ask(server: &Counterpart, path: &str, authorization: &str) -> Answer {
    call(server, "GET", &format!("/api/v1/scheduling/jobs/{path}"), authorization, &Value::Null)
}

fn call(server: &Counterpart, method: &str, path: &str, authorization: &str, body: &Value) -> Answer {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("http://{}{path}", server.address))
        .header("authorization", authorization)
        .header("content-type", "application/json");
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let start = Instant::now();
    let mut answer = match body {
        Value::Null => agent.run(request.body(()).unwrap()),
        body => agent.run(request.body(body.to_string()).unwrap()),
    }
    .unwrap();
    let body = answer.body_mut().read_json().unwrap_or(Value::Null);
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let age = header("x-availability-age").map(|age| age.parse().unwrap());
    let source = header("x-availability-source");
    Answer { status: answer.status().as_u16(), age, source, took: start.elapsed(), body }
}

fn staff() -> String {
    format!("Basic {}", STANDARD.encode(format!("{USER}:{PASSWORD}")))
}

/// The holder of a link that is made like this.
#[track_caller]
fn customer(server: &Counterpart, link: &Value) -> String {
    let (status, made) = server.ask("POST", "/v1/links", link);
    assert_eq!(status, 201, "{made}");
    format!("Bearer {}", made["handle"].as_str().unwrap())
}

/// For a new job, of 120 minutes.
fn new_job() -> Value {
    json!({"assigned_type": "accounts", "assigned_id": 1, "job_type_id": 1})
}

/// What the holder of such a link is offered: by which name, and what.
#[track_caller]
fn offered_for_new_job(server: &Counterpart, authorization: &str) -> (u64, Vec<Value>) {
    let question = QUESTION.replace("length_in_minutes=60", "length_in_minutes=120");
    let answer = ask(server, &format!("find_any_available_space?{question}"), authorization);
    assert_eq!(answer.origin(), UPSTREAM, "{answer:?}");
    let users = answer.body["data"]["2026-10-21"].as_object().unwrap_or_else(|| panic!("{answer:?}"));
    let (alias, blocks) = users.iter().next().unwrap();
    (alias.parse().unwrap(), blocks.as_array().unwrap().clone())
}

/// Asks who is free, as staff.
#[track_caller]
fn find(server: &Counterpart) -> Answer {
    let answer = ask(server, &format!("find_any_available_space?{QUESTION}"), &staff());
    assert_eq!(answer.status, 200, "{answer:?}");
    answer
}

/// How often the system was asked when people are free.
fn questions(wire: &Wire) -> usize {
    wire.sent().iter().filter(|line| line.contains("available_space")).count()
}

/// Waits until what is offered is so.
#[track_caller]
fn until(server: &Counterpart, is_so: impl Fn(&Answer) -> bool) -> Answer {
    let until = Instant::now() + Duration::from_secs(15);
    loop {
        let answer = find(server);
        if is_so(&answer) {
            return answer;
        }
        assert!(Instant::now() < until, "{answer:?}\n{}", server.log());
        thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn what_others_book_in_sonar_is_not_offered_any_more_and_what_is_held_here_neither() {
    let bed = Bed::start("sonar");
    let before = find(&bed.here);
    assert_eq!(before.origin(), UPSTREAM);
    assert!(before.offers(NOON) && before.offers(THREE), "{before:?}");
    book(&bed.there, NOON).unwrap();
    thread::sleep(STALE);
    let after = find(&bed.here);
    assert!(!after.offers(NOON) && after.offers(THREE), "{after:?}");
    assert_eq!((after.origin(), after.age), (UPSTREAM, Some(0)));
    let all = ask(&bed.here, &format!("find_available_space?{QUESTION}&users[]=1"), &staff());
    assert!(!all.offers(NOON) && all.offers(THREE), "{all:?}");
    assert_eq!(all.origin(), UPSTREAM);
    // What is held here, or booked and not told yet, is known at once, whatever is remembered of Sonar.
    let customer = customer(&bed.here, &new_job());
    let (alias, _) = offered_for_new_job(&bed.here, &customer);
    let hold = json!({"scheduled_datetime": THREE, "user_ids": [alias]});
    let held = call(&bed.here, "POST", "/v1/holds", &customer, &hold);
    assert_eq!(held.status, 201, "{held:?}");
    let held = find(&bed.here);
    assert!(!held.offers(THREE) && held.offers("2026-10-21 18:00:00"), "{held:?}");
    bed.wire.next(1000, Fault::Broken);
    bed.book("2026-10-21 18:00:00");
    assert!(!find(&bed.here).offers("2026-10-21 18:00:00"));
}

#[test]
fn a_customers_page_is_offered_the_same_and_its_own_visit_is_not_in_the_way() {
    let bed = Bed::start("sonar");
    let id = bed.book(NOON);
    assert_eq!(bed.settled(), ["delivered"], "{}", bed.here.log());
    book(&bed.there, "2026-10-21 13:30:00").unwrap();
    let authorization = customer(&bed.here, &json!({"job_id": id}));
    let question = format!("find_any_available_space?{QUESTION}");
    let answer = ask(&bed.here, &question, &authorization);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.origin(), UPSTREAM);
    let users = answer.body["data"]["2026-10-21"].as_object().unwrap();
    let blocks: Vec<_> = users.values().flat_map(|blocks| blocks.as_array().unwrap()).collect();
    let ends: Vec<_> = blocks.iter().map(|block| block["end"].as_str().unwrap()).collect();
    assert_eq!(ends, ["13:30:00", "23:45:00"], "up to the other's visit, over its own: {answer:?}");
    // What the page knows already is what was answered.
    let again = ask(&bed.here, &format!("{question}&known_days[]=2026-10-21:AAAAAAAAAAA"), &authorization);
    assert_eq!((&again.body["data"], &again.body["unchanged_days"]), (&answer.body["data"], &json!([])));
}

#[test]
fn a_start_that_the_page_counts_from_what_sonar_says_can_be_booked() {
    let bed = Bed::start_with("sonar", "start_alignment = \"block\"\nstart_step_minutes = 30\n");
    // Until 13:15, so that the page begins to count there.
    let body = json!({
        "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 75, "notes": "",
        "scheduled_datetime": "2026-10-21 12:00:00", "user_ids": [1],
    });
    let (status, made) = bed.there.ask("POST", "/api/v1/scheduling/jobs", &body);
    assert_eq!(status, 201, "{made}");
    let customer = customer(&bed.here, &new_job());
    let (alias, blocks) = offered_for_new_job(&bed.here, &customer);
    assert_eq!(blocks[1]["start"], "13:15:00", "{blocks:?}");
    let book = |start: &str| {
        let body = json!({
            "job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1, "length_in_minutes": 120,
            "scheduled_datetime": start, "user_ids": [alias],
        });
        let answer = call(&bed.here, "POST", "/api/v1/scheduling/jobs", &customer, &body);
        (answer.status, answer.body)
    };
    let off = book("2026-10-21 13:20:00");
    assert_eq!(off.0, 422, "not on anybody's grid: {off:?}");
    let on = book("2026-10-21 13:15:00");
    assert_eq!(on.0, 201, "{on:?}");
}

#[test]
fn when_sonar_is_gone_what_it_said_last_is_answered_in_time_with_its_age() {
    for fault in [Fault::CutBefore, Fault::Silent, Fault::Broken, Fault::Garbage, Fault::Busy] {
        let bed = Bed::start("sonar");
        book(&bed.there, NOON).unwrap();
        assert!(!find(&bed.here).offers(NOON));
        bed.wire.next(1000, fault);
        thread::sleep(STALE);
        let first = find(&bed.here);
        assert!(first.took < Duration::from_millis(2_500), "{fault:?}: {first:?}");
        let second = find(&bed.here);
        assert!(second.took < AT_ONCE, "{fault:?}: {second:?}");
        for answer in [first, second] {
            assert!(!answer.offers(NOON) && answer.offers(THREE), "{fault:?}: {answer:?}");
            assert_eq!(answer.origin(), UPSTREAM, "{fault:?}");
            assert!(answer.age.is_some_and(|age| 5 <= age), "{fault:?}: {answer:?}");
        }
        // Of what was never asked we know ourselves, and at once.
        let other = QUESTION.replace("length_in_minutes=60", "length_in_minutes=90");
        let other = ask(&bed.here, &format!("find_any_available_space?{other}"), &staff());
        assert_eq!((other.status, other.origin()), (200, OWN), "{fault:?}: {other:?}");
        assert!(other.offers(NOON) && other.took < AT_ONCE, "{fault:?}: {other:?}");
        // And it comes back by itself.
        if fault != Fault::Silent {
            bed.wire.next(0, Fault::None);
            until(&bed.here, |answer| answer.age == Some(0));
        }
        assert!(!bed.here.log().contains(PASSWORD), "a credential is in a log");
    }
}

#[test]
fn a_gateway_that_starts_while_sonar_is_gone_offers_what_it_knows_itself() {
    for fault in [Fault::Garbage, Fault::CutAfter] {
        let bed = Bed::start("sonar");
        bed.wire.next(1000, fault);
        let answer = find(&bed.here);
        assert_eq!(answer.origin(), OWN, "{fault:?}");
        assert!(answer.offers(NOON), "{answer:?}");
    }
}

#[test]
fn thirty_who_ask_the_same_at_once_are_one_question_there() {
    let bed = Bed::start("sonar");
    thread::scope(|scope| {
        for _ in 0..30 {
            scope.spawn(|| assert_eq!(find(&bed.here).origin(), UPSTREAM));
        }
    });
    assert_eq!(questions(&bed.wire), 1, "{:?}", bed.wire.sent());
    thread::sleep(STALE);
    // While it is silent neither.
    bed.wire.next(1000, Fault::Silent);
    thread::scope(|scope| {
        for _ in 0..30 {
            scope.spawn(|| assert!(find(&bed.here).took < Duration::from_millis(2_500)));
        }
    });
    assert_eq!(questions(&bed.wire), 2, "{:?}", bed.wire.sent());
}

#[test]
fn what_bigchange_has_of_others_is_not_offered_and_what_it_has_of_us_is_taken_once() {
    let bed = Bed::start("bigchange");
    let id = bed.book(NOON);
    assert_eq!(bed.settled(), ["delivered"], "{}", bed.here.log());
    book(&bed.there, THREE).unwrap();
    let answer = find(&bed.here);
    assert_eq!(answer.origin(), UPSTREAM, "{}", bed.here.log());
    assert!(!answer.offers(NOON) && !answer.offers(THREE) && answer.offers("2026-10-21 18:00:00"), "{answer:?}");
    // What is given up here is free here, though it may still stand there.
    bed.wire.next(1000, Fault::Broken);
    assert!(bed.here.ask("POST", &format!("/api/v1/scheduling/jobs/{id}/queue"), &Value::Null).0 < 300);
    let answer = find(&bed.here);
    assert!(answer.offers(NOON) && !answer.offers(THREE), "{answer:?}");
    thread::sleep(STALE);
    let (answer, again) = (find(&bed.here), find(&bed.here));
    assert!(again.took < AT_ONCE, "{again:?}");
    for answer in [answer, again] {
        assert!(answer.offers(NOON) && !answer.offers(THREE), "{answer:?}");
        assert!(answer.age.is_some_and(|age| 5 <= age), "{answer:?}");
    }
}

#[test]
fn a_system_that_tells_nobodys_time_is_not_asked_and_nothing_is_said_of_it() {
    for system in ["os1", "frotcom"] {
        let bed = Bed::start(system);
        let answer = find(&bed.here);
        assert_eq!(answer.origin(), UNTOLD, "{system}");
        assert!(answer.offers(NOON));
        assert_eq!(bed.wire.sent(), Vec::<String>::new(), "{system}");
    }
    let alone = Counterpart::start_in(&world());
    assert_eq!(find(&alone).origin(), UNTOLD);
}

#[test]
fn nonsense_and_refusals_are_never_a_failure_of_ours_and_a_refusal_is_not_asked_for_again() {
    let day = |blocks: Value| json!({"data": {"2026-10-21": {"1": blocks}}}).to_string();
    for (status, body, origin, is_noon_offered) in [
        (
            422,
            json!({"error": {"status_code": 422, "message": {"job_type_id": "There is none."}}}).to_string(),
            OWN,
            true,
        ),
        (404, "{}".to_owned(), OWN, true),
        (401, "{}".to_owned(), OWN, true),
        (200, "{}".to_owned(), OWN, true),
        (200, json!({"data": 5}).to_string(), OWN, true),
        (302, String::new(), OWN, true),
        // What makes sense says that nobody is free then.
        (200, json!({"data": []}).to_string(), UPSTREAM, false),
        (200, json!({"data": {"soon": 1, "2026-10-21": {"x": [], "99": [{"start": 4}]}}}).to_string(), UPSTREAM, false),
        (
            200,
            day(json!([{"start": "12:00:00", "end": "99:00:00"}, {"start": "25:00", "end": "07:00"}])),
            UPSTREAM,
            false,
        ),
        (200, day(json!([{"start": "09:00:00", "end": "23:59:00"}])), UPSTREAM, true),
    ] {
        let answer = body.clone();
        let system = Scripted::start(move |_| (status, answer.clone()));
        let settings = std::env::temp_dir().join(format!("slotwright-odd-{}.toml", system.address.replace(':', "-")));
        std::fs::write(&settings, format!("[upstream]\nsystem = \"sonar\"\nuser = \"{USER}\"\n")).unwrap();
        let environment = vec![
            ("SETTINGS", settings.display().to_string()),
            ("UPSTREAM_URL", format!("http://{}", system.address)),
            ("UPSTREAM_PASSWORD", PASSWORD.to_owned()),
        ];
        let here = Counterpart::start_in_with(&world(), environment);
        std::fs::remove_file(&settings).unwrap();
        for _ in 0..3 {
            let found = find(&here);
            assert_eq!((found.origin(), found.offers(NOON)), (origin, is_noon_offered), "{status} {body}: {found:?}");
        }
        assert_eq!(system.count("GET /api/v1/scheduling/jobs/find_any"), 1, "{status} {body}");
        assert!(!here.log().contains(PASSWORD));
    }
}
