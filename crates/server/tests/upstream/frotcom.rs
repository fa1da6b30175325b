//! The adapter of Frotcom.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use slotwright_upstream::{
    End, Failure, Found, FreeQuestion, Frotcom, FrotcomForm, FrotcomSettings, KnownJob, Operation, Scheduler, Secret,
    TransportSettings,
};

use crate::alone::{is_noon_free, job, moment, shown, visit, world};
use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::scripted::Scripted;
use crate::wire::{Fault, Wire};

fn settings(address: &str) -> FrotcomSettings {
    let transport = TransportSettings::new(format!("http://{address}/frotcom"));
    FrotcomSettings::new(transport, USER, Secret::new(PASSWORD))
}

struct Bed {
    counterpart: Counterpart,
    wire: Wire,
    frotcom: Frotcom,
}

fn start() -> Bed {
    let counterpart = Counterpart::start_in(&world());
    let wire = Wire::to(&counterpart.address);
    let frotcom = Frotcom::new(settings(&wire.address)).unwrap();
    Bed { counterpart, wire, frotcom }
}

fn number(known: &KnownJob) -> u64 {
    known.id.parse().unwrap()
}

#[tokio::test]
async fn x_01_14_15_what_is_created_is_there_with_all_options_strict() {
    let bed = start();
    bed.frotcom.check().await.unwrap();
    bed.frotcom.check().await.unwrap();
    let form = FrotcomForm { id: 5, version: 2, name: "Visit".to_owned() };
    let frotcom = Frotcom::new(FrotcomSettings { form: Some(form), ..settings(&bed.wire.address) }).unwrap();
    let mut wanted = job("slot-0001", Some(visit(moment("2026-10-21T12:00", 5))));
    wanted.fields = vec![("Door code".to_owned(), "1234".to_owned())];
    let made = frotcom.create(&wanted).await.unwrap();
    assert_eq!((made.is_pending, made.missing), (false, Vec::new()));
    let kept: Value = serde_json::from_str(&made.known.kept).unwrap();
    assert_eq!(kept["tasks"].as_array().map(Vec::len), Some(1));
    let there = shown(&bed.counterpart, number(&made.known));
    assert_eq!([&there["job_type_id"], &there["assigned_id"], &there["length_in_minutes"]], [1, 1, 50]);
    assert_eq!([&there["assigned_type"], &there["status"]], ["accounts", "scheduled"]);
    assert_eq!(there["notes"], "Service call\nRing twice.");
    assert!(!is_noon_free(&bed.counterpart));

    let waiting = frotcom.create(&job("slot-0002", None)).await.unwrap();
    let there = shown(&bed.counterpart, number(&waiting.known));
    assert_eq!([&there["status"], &there["scheduled_datetime"]], [&json!("queued"), &Value::Null]);

    // A type that isn't known there.
    let mut other = job("slot-0003", None);
    other.job_type_id = 2;
    let refused = frotcom.create(&other).await.unwrap_err();
    assert!(matches!(&refused, Failure::Refused { sentence, .. } if sentence.contains("TypeId")), "{refused}");
    assert_eq!(bed.counterpart.count_of_jobs(), 2);
}

#[tokio::test]
async fn x_02_a_time_is_the_same_minute_there_also_on_the_days_on_which_the_clocks_change() {
    let bed = start();
    let times = [
        ("2026-10-21T12:05", 5),
        ("2026-11-01T00:30", 5),
        ("2026-11-01T08:10", 6),
        ("2027-03-14T00:30", 6),
        ("2027-03-14T08:10", 5),
    ];
    for (index, (text, hours_behind)) in times.into_iter().enumerate() {
        let wanted = job(&format!("slot-{index:04}"), Some(visit(moment(text, hours_behind))));
        let made = bed.frotcom.create(&wanted).await.unwrap();
        let expected = format!("{}:00", text.replace('T', " "));
        assert_eq!(shown(&bed.counterpart, number(&made.known))["scheduled_datetime"], expected);
    }
}

#[tokio::test]
async fn x_08_09_what_it_cant_do_sends_nothing() {
    let bed = start();
    let known = KnownJob { id: "1".to_owned(), kept: String::new() };
    let wanted = job("slot-0001", Some(visit(moment("2026-10-21T12:00", 5))));
    let end = End { is_success: true, reason: None, at: moment("2026-10-21T13:00", 5) };
    assert_eq!(bed.frotcom.read(&known).await, Err(Failure::Unsupported));
    let place = wanted.place.place;
    let question =
        FreeQuestion { from: 0, until: 1440, length_in_minutes: 60, job_type_id: 1, place, user_ids: vec![] };
    assert_eq!(bed.frotcom.free_time(&question).await, Err(Failure::Unsupported));
    assert_eq!(bed.frotcom.busy(&[1], 0, 1).await, Err(Failure::Unsupported));
    for done in [
        bed.frotcom.reschedule(&known, &wanted).await,
        bed.frotcom.unschedule(&known, &wanted).await,
        bed.frotcom.change_notes(&known, &wanted).await,
        bed.frotcom.cancel(&known, "Not wanted any more.").await,
        bed.frotcom.end(&known, &wanted, &end).await,
        bed.frotcom.set_wishes(&known, &wanted).await,
    ] {
        assert_eq!(done, Err(Failure::Unsupported));
    }
    assert_eq!(bed.frotcom.find(&wanted).await, Ok(Found::CantTell));
    assert_eq!(bed.wire.sent(), Vec::<String>::new());
    let sent = Operation::ALL.into_iter().filter(|operation| bed.frotcom.capabilities().of(*operation).is_sent());
    assert_eq!(sent.collect::<Vec<_>>(), [Operation::CreateQueued, Operation::CreateScheduled]);
}

#[tokio::test]
async fn x_11_a_token_that_ends_is_renewed_once_for_ten_calls() {
    let (logins, refuses_all) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, refusing) = (logins.clone(), refuses_all.clone());
    let scripted = Scripted::start(move |request| {
        if request.starts_with("POST /frotcom/v2/authorize") {
            let number = counted.fetch_add(1, Ordering::SeqCst) + 1;
            return (200, json!({"api_key": format!("T{number}-canary")}).to_string());
        }
        let is_good = !request.contains("T1-canary") && refusing.load(Ordering::SeqCst) == 0;
        let echo = request.lines().next().unwrap_or_default();
        match is_good {
            true => (201, json!([{"id": "501", "tasks": null, "isNew": "true"}]).to_string()),
            false => (401, json!({"Message": echo}).to_string()),
        }
    });
    let frotcom = Frotcom::new(settings(&scripted.address)).unwrap();
    let wanted = job("slot-0001", None);
    let all = join_all((0..10).map(|_| frotcom.create(&wanted))).await;
    assert!(all.iter().all(|made| made.as_ref().is_ok_and(|made| made.known.id == "501")), "{all:?}");
    assert_eq!(logins.load(Ordering::SeqCst), 2);
    refuses_all.store(1, Ordering::SeqCst);
    let before = scripted.asked().len();
    let refused = frotcom.check().await.unwrap_err();
    assert!(matches!(refused, Failure::Unauthorized(_)), "{refused}");
    assert_eq!((logins.load(Ordering::SeqCst), scripted.asked().len() - before), (3, 3));
    assert!(!format!("{refused} {refused:?}").contains("canary"), "{refused}");
}

#[tokio::test]
async fn x_12_what_is_cut_is_never_sent_twice_and_the_truth_is_told() {
    let bed = start();
    let transport =
        TransportSettings { call_timeout: Duration::from_millis(300), ..settings(&bed.wire.address).transport };
    bed.frotcom.check().await.unwrap();
    let hasty = Frotcom::new(FrotcomSettings { transport, ..settings(&bed.wire.address) }).unwrap();
    let jobs = |expected: u64| assert_eq!(bed.counterpart.count_of_jobs(), expected);
    let wanted = job("slot-0001", None);
    for (fault, made) in
        [(Fault::CutBefore, 0), (Fault::Broken, 0), (Fault::CutAfter, 1), (Fault::Garbage, 2), (Fault::None, 3)]
    {
        let before = bed.wire.sent().len();
        bed.wire.next(1, fault);
        match bed.frotcom.create(&wanted).await {
            Ok(_) => assert_eq!(fault, Fault::None),
            Err(failure) => {
                assert!(failure.may_have_happened() && fault != Fault::None, "{fault:?}: {failure}");
                assert!(!format!("{failure:?}").contains("api_key"), "{failure}");
            }
        }
        assert_eq!(bed.wire.sent().len() - before, 1, "{fault:?}");
        jobs(made);
        assert_eq!(bed.frotcom.find(&wanted).await, Ok(Found::CantTell));
    }
    bed.wire.next(1, Fault::Busy);
    let busy = Failure::Busy { retry_after: Some(Duration::from_secs(7)) };
    assert_eq!(bed.frotcom.create(&wanted).await, Err(busy));
    // What is lost of logging in has made nothing.
    for fault in [Fault::Silent, Fault::CutBefore, Fault::Garbage, Fault::Broken] {
        bed.wire.next(1, fault);
        let failure = hasty.create(&wanted).await.unwrap_err();
        assert!(matches!(failure, Failure::NotSent(_)), "{fault:?}: {failure}");
    }
    jobs(3);
    let nobody = Frotcom::new(settings("127.0.0.1:9")).unwrap();
    assert!(matches!(nobody.create(&wanted).await, Err(Failure::NotSent(_))));
}

#[tokio::test]
async fn x_13_no_secret_is_in_a_failure_or_a_log() {
    let bed = start();
    let wrong = FrotcomSettings { password: Secret::new("canary-of-another"), ..settings(&bed.wire.address) };
    assert!(!format!("{wrong:?}").contains("canary"));
    let failure = Frotcom::new(wrong).unwrap().create(&job("slot-0001", None)).await.unwrap_err();
    assert!(matches!(failure, Failure::Unauthorized(_)), "{failure}");
    assert!(!format!("{failure} {failure:?}").contains("canary"));
    bed.frotcom.create(&job("slot-0001", None)).await.unwrap();
    let sent = bed.wire.sent();
    let token = sent.iter().find_map(|line| line.split("api_key=").nth(1)?.split([' ', '&']).next()).unwrap();
    let log = bed.counterpart.log();
    assert!(!log.contains("canary") && !log.contains(token));
    // Whoever may not View Jobs.
    let scripted = Scripted::start(|request| match request.contains("authorize") {
        true => (200, json!({"token": "T-canary"}).to_string()),
        false => (403, String::new()),
    });
    let frotcom = Frotcom::new(settings(&scripted.address)).unwrap();
    assert_eq!(frotcom.create(&job("slot-0001", None)).await, Err(Failure::Unauthorized("status 403".to_owned())));
}
