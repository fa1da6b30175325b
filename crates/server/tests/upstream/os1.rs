//! The adapter of OS1 Dispatch.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use slotwright_upstream::{
    End, Failure, Found, FreeQuestion, Ids, KnownJob, Operation, Os1, Os1Settings, Scheduler, Secret, SeenStatus,
    Start, TransportSettings,
};

use crate::alone::{is_noon_free, job, moment, shown, visit, world};
use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::scripted::Scripted;
use crate::wire::{Fault, Wire};

fn settings(address: &str) -> Os1Settings {
    let transport = TransportSettings::new(format!("http://{address}/os1"));
    let named = |name: &str| [(1, name.to_owned())].into();
    Os1Settings {
        ids: Ids {
            job_types: named("type:1"),
            workflows: named("jobWorkflow:visit"),
            accounts: named("account:1"),
            ..Ids::default()
        },
        notes_attribute: Some("notes".to_owned()),
        ..Os1Settings::new(transport, USER, Secret::new(PASSWORD), "slotwright")
    }
}

struct Bed {
    counterpart: Counterpart,
    wire: Wire,
    os1: Os1,
}

fn start() -> Bed {
    start_with(Counterpart::start_in(&world()))
}

fn start_with(counterpart: Counterpart) -> Bed {
    let wire = Wire::to(&counterpart.address);
    let os1 = Os1::new(settings(&wire.address)).unwrap();
    Bed { counterpart, wire, os1 }
}

fn number(known: &KnownJob) -> u64 {
    known.id.strip_prefix("job:").unwrap().parse().unwrap()
}

fn known(id: &str) -> KnownJob {
    KnownJob { id: id.to_owned(), kept: String::new() }
}

fn end(is_success: bool) -> End {
    End { is_success, reason: Some("Nobody at home.".to_owned()), at: moment("2026-10-21T13:00", 5) }
}

#[tokio::test]
async fn x_01_what_is_created_is_read_back_equal() {
    let bed = start();
    bed.os1.check().await.unwrap();
    let start = moment("2026-10-21T12:00", 5);
    let fields = [("floor", "3"), ("dog", "true"), ("colour", "red")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let wanted = slotwright_upstream::UpstreamJob { fields, ..job("slot-0001", Some(visit(start))) };
    let made = bed.os1.create(&wanted).await.unwrap();
    assert!(made.is_pending);
    assert_eq!(made.missing, ["The job type has no attribute `colour` there: it was not told."]);
    let seen = bed.os1.read(&made.known).await.unwrap();
    assert_eq!(seen.status, Some(SeenStatus::Scheduled));
    assert_eq!((seen.start, seen.length_in_minutes), (Some(Start::Unix(start.unix)), Some(50)));
    assert_eq!((seen.user_ids, seen.notes.as_deref()), (None, Some("Ring twice.")));
    let there = shown(&bed.counterpart, number(&made.known));
    assert_eq!([&there["job_type_id"], &there["assigned_id"], &there["length_in_minutes"]], [1, 1, 50]);
    assert_eq!([&there["assigned_type"], &there["notes"], &there["status"]], ["accounts", "Ring twice.", "scheduled"]);
    assert_eq!(there["user_ids"], json!([1]));

    let waiting = bed.os1.create(&job("slot-0002", None)).await.unwrap();
    let seen = bed.os1.read(&waiting.known).await.unwrap();
    assert_eq!((seen.status, seen.start, seen.length_in_minutes), (Some(SeenStatus::Queued), None, None));

    let other = slotwright_upstream::UpstreamJob { notes: "Ring once.".to_owned(), ..wanted };
    bed.os1.change_notes(&made.known, &other).await.unwrap();
    assert_eq!(bed.os1.read(&made.known).await.unwrap().notes.as_deref(), Some("Ring once."));
    assert_eq!(shown(&bed.counterpart, number(&made.known))["notes"], "Ring once.");
}

#[tokio::test]
async fn a_place_without_a_name_there_is_its_address_and_where_that_is() {
    let bed = start();
    let of = |wanted| {
        let ids = Ids { accounts: Default::default(), ..settings("127.0.0.1:9").ids };
        let os1 = Os1::new(Os1Settings { ids, ..settings(&bed.wire.address) }).unwrap();
        async move { os1.create(&wanted).await.unwrap() }
    };
    let made = of(job("slot-0001", None)).await;
    assert_eq!(made.missing, Vec::<String>::new());
    let there = shown(&bed.counterpart, number(&made.known));
    let account = format!("/api/v1/accounts/{}", there["assigned_id"]);
    assert_eq!(bed.counterpart.ask("GET", &account, &Value::Null).1["data"]["name"], "12 Elm St, Peoria, IL");
    let mut nowhere = job("slot-0002", None);
    nowhere.place.point = None;
    assert_eq!(of(nowhere).await.missing.len(), 1);
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
        let start = moment(text, hours_behind);
        let made = bed.os1.create(&job(&format!("slot-{index:04}"), Some(visit(start)))).await.unwrap();
        let seen = bed.os1.read(&made.known).await.unwrap();
        assert_eq!((seen.start, seen.length_in_minutes), (Some(Start::Unix(start.unix)), Some(50)), "{text}");
        let expected = format!("{}:00", text.replace('T', " "));
        assert_eq!(shown(&bed.counterpart, number(&made.known))["scheduled_datetime"], expected);
    }
    let by_seconds = Os1Settings { epoch_unit: slotwright_upstream::EpochUnit::Seconds, ..settings(&bed.wire.address) };
    let start = moment("2026-10-22T12:05", 5);
    let made = Os1::new(by_seconds).unwrap().create(&job("slot-0009", Some(visit(start)))).await.unwrap();
    assert_eq!(bed.os1.read(&made.known).await.unwrap().start, Some(Start::Unix(start.unix)));
}

#[tokio::test]
async fn x_06_07_what_is_moved_given_up_or_ended_frees_its_time() {
    let bed = start();
    let noon = || Some(visit(moment("2026-10-21T12:00", 5)));
    // Within its own time, twice.
    let made = bed.os1.create(&job("slot-0001", noon())).await.unwrap();
    assert!(!is_noon_free(&bed.counterpart));
    let later = job("slot-0001", Some(visit(moment("2026-10-21T12:15", 5))));
    bed.os1.reschedule(&made.known, &later).await.unwrap();
    bed.os1.reschedule(&made.known, &later).await.unwrap();
    assert_eq!(shown(&bed.counterpart, number(&made.known))["scheduled_datetime"], "2026-10-21 12:15:00");
    // Onto another's.
    let other = bed.os1.create(&job("slot-0002", Some(visit(moment("2026-10-22T12:00", 5))))).await.unwrap();
    let refused = bed.os1.reschedule(&other.known, &later).await.unwrap_err();
    assert!(matches!(refused, Failure::Refused { is_conflict: true, .. }), "{refused}");
    // Away.
    let away = job("slot-0001", Some(visit(moment("2026-10-23T12:00", 5))));
    bed.os1.reschedule(&made.known, &away).await.unwrap();
    assert!(is_noon_free(&bed.counterpart));

    for (index, how) in ["cancel", "complete", "fail"].into_iter().enumerate() {
        let wanted = job(&format!("slot-1{index:03}"), noon());
        let known = bed.os1.create(&wanted).await.unwrap().known;
        assert!(!is_noon_free(&bed.counterpart), "{how}");
        for _ in 0..2 {
            match how {
                "cancel" => bed.os1.cancel(&known, "Not wanted any more.").await.unwrap(),
                how => bed.os1.end(&known, &wanted, &end(how == "complete")).await.unwrap(),
            }
        }
        assert!(is_noon_free(&bed.counterpart), "{how}");
        let status = bed.os1.read(&known).await.unwrap().status;
        let expected = [SeenStatus::Cancelled, SeenStatus::Completed, SeenStatus::Failed][index];
        assert_eq!(status, Some(expected));
        if how == "complete" {
            let refused = bed.os1.cancel(&known, "Too late.").await.unwrap_err();
            assert!(matches!(refused, Failure::Refused { is_conflict: false, .. }), "{refused}");
        }
    }
}

#[tokio::test]
async fn x_08_09_what_it_cant_do_sends_nothing() {
    let bed = start();
    let without = Os1::new(Os1Settings { notes_attribute: None, ..settings(&bed.wire.address) }).unwrap();
    let (known, wanted) = (known("job:1"), job("slot-0001", None));
    assert_eq!(without.change_notes(&known, &wanted).await, Err(Failure::Unsupported));
    assert_eq!(bed.os1.unschedule(&known, &wanted).await, Err(Failure::Unsupported));
    assert_eq!(bed.os1.set_wishes(&known, &wanted).await, Err(Failure::Unsupported));
    assert_eq!(bed.os1.busy(&[1], 0, 1).await, Err(Failure::Unsupported));
    let place = wanted.place.place;
    let question =
        FreeQuestion { from: 0, until: 1440, length_in_minutes: 60, job_type_id: 1, place, user_ids: vec![] };
    assert_eq!(bed.os1.free_time(&question).await, Err(Failure::Unsupported));
    assert_eq!(bed.os1.find(&wanted).await, Ok(Found::CantTell));
    assert_eq!(bed.wire.sent(), Vec::<String>::new());
    for (os1, can) in [(&bed.os1, true), (&without, false)] {
        assert_eq!(os1.capabilities().of(Operation::ChangeNotes).is_sent(), can);
        assert!(!os1.capabilities().of(Operation::Unschedule).is_sent());
    }
}

/// What logs in and is answered so otherwise.
fn answering(answer: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> (Scripted, Os1) {
    let scripted = Scripted::start(move |request| match request.contains("client-credentials") {
        true => (200, json!({"data": {"accessToken": "T-canary", "expiresIn": 86_400}}).to_string()),
        false => answer(request),
    });
    let os1 = Os1::new(settings(&scripted.address)).unwrap();
    (scripted, os1)
}

#[tokio::test]
async fn x_10_odd_answers_are_no_failures_and_a_job_isnt_there_until_it_is_carried_out() {
    let answer = |request: &str| match request {
        _ if request.starts_with("POST") => (202, json!({"error": null, "data": {"jobId": 9_007_199_254_740_993_u64}})),
        _ if request.contains("/jobs/odd") => {
            let data = json!({"jobId": null, "status": "PAUSED", "subStatus": null, "objectives": [], "customData": [],
                "scheduledFor": null, "news": {"more": [1]}});
            (200, json!({"data": data, "error": {"code": "0"}, "more": 1}))
        }
        _ => (404, json!({"error": {"code": "NOT_FOUND"}})),
    };
    let (scripted, os1) = answering(move |request| {
        let (status, body) = answer(request);
        (status, body.to_string())
    });
    let seen = os1.read(&known("odd")).await.unwrap();
    assert_eq!((seen.status, seen.start, seen.length_in_minutes, seen.notes), (None, None, None, None));
    let made = os1.create(&job("slot-0001", None)).await.unwrap();
    assert_eq!((made.known.id.as_str(), made.is_pending), ("9007199254740993", true));
    assert_eq!(os1.read(&made.known).await, Err(Failure::NotThere));
    assert_eq!(os1.read(&known("a/b?c")).await, Err(Failure::NotThere));
    assert!(scripted.asked().last().unwrap().contains("/jobs/a%2Fb%3Fc HTTP"));
}

#[tokio::test]
async fn x_11_a_token_that_ends_is_renewed_once_for_ten_calls() {
    let (logins, refuses_all) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, refusing) = (logins.clone(), refuses_all.clone());
    let scripted = Scripted::start(move |request| {
        if request.contains("client-credentials") {
            let number = counted.fetch_add(1, Ordering::SeqCst) + 1;
            return (
                200,
                json!({"data": {"accessToken": format!("T{number}-canary"), "expiresIn": 86_400}}).to_string(),
            );
        }
        // The first token ends as soon as it is there.
        let is_good = !request.contains("T1-canary") && refusing.load(Ordering::SeqCst) == 0;
        let echo = request.lines().find(|line| line.contains("canary")).unwrap_or_default();
        if is_good { (200, "{}".to_owned()) } else { (401, json!({"error": {"description": echo}}).to_string()) }
    });
    let os1 = Os1::new(settings(&scripted.address)).unwrap();
    let job = known("job:1");
    let all = join_all((0..10).map(|_| os1.read(&job))).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert_eq!(logins.load(Ordering::SeqCst), 2);
    refuses_all.store(1, Ordering::SeqCst);
    let before = scripted.asked().len();
    let refused = os1.read(&job).await.unwrap_err();
    assert!(matches!(refused, Failure::Unauthorized(_)), "{refused}");
    assert_eq!((logins.load(Ordering::SeqCst), scripted.asked().len() - before), (3, 3));
    assert!(!format!("{refused} {refused:?}").contains("canary"), "{refused}");
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let scripted = Scripted::start(|request| match request.contains("client-credentials") {
        true => (200, json!({"data": {"accessToken": "T", "expiresIn": 1}}).to_string()),
        false => (200, "{}".to_owned()),
    });
    let os1 = Os1::new(settings(&scripted.address)).unwrap();
    os1.read(&known("job:1")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(600)).await;
    os1.read(&known("job:1")).await.unwrap();
    assert_eq!(scripted.count("POST /os1/core/api/v1/aaa/auth/client-credentials "), 2);
}

#[tokio::test]
async fn x_12_what_is_cut_is_never_sent_twice_and_the_truth_is_told() {
    let bed = start();
    let transport =
        TransportSettings { call_timeout: Duration::from_millis(300), ..settings(&bed.wire.address).transport };
    bed.os1.check().await.unwrap();
    let hasty = Os1::new(Os1Settings { transport, ..settings(&bed.wire.address) }).unwrap();
    let jobs = |expected: u64| assert_eq!(bed.counterpart.count_of_jobs(), expected);
    for (fault, made) in
        [(Fault::CutBefore, 0), (Fault::Broken, 0), (Fault::CutAfter, 1), (Fault::Garbage, 2), (Fault::None, 3)]
    {
        let wanted = job(&format!("slot-{made:04}"), None);
        let before = bed.wire.sent().len();
        bed.wire.next(1, fault);
        match bed.os1.create(&wanted).await {
            Ok(_) => assert_eq!(fault, Fault::None),
            Err(failure) => assert!(failure.may_have_happened() && fault != Fault::None, "{fault:?}: {failure}"),
        }
        assert_eq!(bed.wire.sent().len() - before, 1, "{fault:?}");
        jobs(made);
        assert_eq!(bed.os1.find(&wanted).await, Ok(Found::CantTell));
    }
    // Whoever sends it again all the same is refused: a reference is of one job.
    let again = bed.os1.create(&job("slot-0001", None)).await.unwrap_err();
    assert!(matches!(again, Failure::Refused { .. }), "{again}");
    jobs(3);
    let wanted = job("slot-1000", None);
    bed.wire.next(1, Fault::Busy);
    let busy = Failure::Busy { retry_after: Some(Duration::from_secs(7)) };
    assert_eq!(bed.os1.create(&wanted).await, Err(busy));
    // What is lost of logging in or of a question has made nothing.
    for fault in [Fault::Silent, Fault::CutBefore, Fault::Garbage, Fault::Broken] {
        bed.wire.next(1, fault);
        let failure = hasty.create(&wanted).await.unwrap_err();
        assert!(matches!(failure, Failure::NotSent(_)), "{fault:?}: {failure}");
    }
    let mut with_field = wanted.clone();
    with_field.fields.push(("floor".to_owned(), "3".to_owned()));
    bed.wire.next(1, Fault::Broken);
    assert!(matches!(bed.os1.create(&with_field).await, Err(Failure::NotSent(_))));
    jobs(3);
    let nobody = Os1::new(settings("127.0.0.1:9")).unwrap();
    assert!(matches!(nobody.create(&wanted).await, Err(Failure::NotSent(_))));
}

#[tokio::test]
async fn x_13_no_secret_is_in_a_failure_or_a_log() {
    let bed = start_with(Counterpart::start());
    let with = |client_secret: &str, tenant_id: &str| {
        let settings = Os1Settings {
            client_secret: Secret::new(client_secret),
            tenant_id: tenant_id.to_owned(),
            ..settings(&bed.wire.address)
        };
        assert!(!format!("{settings:?}").contains(client_secret));
        Os1::new(settings).unwrap()
    };
    for os1 in [with("canary-of-another", "slotwright"), with(PASSWORD, "another")] {
        let failure = os1.check().await.unwrap_err();
        assert!(matches!(failure, Failure::Unauthorized(_)), "{failure}");
        assert!(!format!("{failure} {failure:?}").contains("canary"));
    }
    let mut wrong = job("slot-0001", None);
    wrong.marker = "x".repeat(65);
    let refused = bed.os1.create(&wrong).await.unwrap_err();
    assert!(matches!(&refused, Failure::Refused { sentence, .. } if sentence.contains("jobRef")), "{refused}");
    assert!(!bed.counterpart.log().contains("canary"));
    // Whoever isn't let in may not be told apart from whoever may not do it.
    let (_scripted, os1) = answering(|_| (403, json!({"error": {"description": "T-canary may not."}}).to_string()));
    assert_eq!(os1.check().await, Err(Failure::Unauthorized("… may not.".to_owned())));
}
