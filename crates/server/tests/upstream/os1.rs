//! The adapter of OS1 Dispatch.

use std::time::Duration;

use serde_json::{Value, json};
use slotwright_upstream::{
    End, Failure, Ids, KnownJob, Operation, Os1, Os1Settings, Scheduler, Secret, SeenStatus, Start, TransportSettings,
};

use crate::alone::{job, moment, shown, visit, world};
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
    let counterpart = Counterpart::start_in(&world());
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
async fn what_is_created_has_the_attributes_of_its_type() {
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
async fn times_may_be_counted_in_seconds() {
    let bed = start();
    let by_seconds = Os1Settings { epoch_unit: slotwright_upstream::EpochUnit::Seconds, ..settings(&bed.wire.address) };
    let start = moment("2026-10-22T12:05", 5);
    let made = Os1::new(by_seconds).unwrap().create(&job("slot-0009", Some(visit(start)))).await.unwrap();
    assert_eq!(bed.os1.read(&made.known).await.unwrap().start, Some(Start::Unix(start.unix)));
}

#[tokio::test]
async fn a_time_that_another_has_is_refused_and_what_has_ended_is_not_given_up() {
    let bed = start();
    let noon = job("slot-0001", Some(visit(moment("2026-10-21T12:00", 5))));
    bed.os1.create(&noon).await.unwrap();
    let other = job("slot-0002", Some(visit(moment("2026-10-22T12:00", 5))));
    let known = bed.os1.create(&other).await.unwrap().known;
    let refused = bed.os1.reschedule(&known, &noon).await.unwrap_err();
    assert!(matches!(refused, Failure::Refused { is_conflict: true, .. }), "{refused}");
    bed.os1.end(&known, &other, &end(true)).await.unwrap();
    let refused = bed.os1.cancel(&known, "Too late.").await.unwrap_err();
    assert!(matches!(refused, Failure::Refused { is_conflict: false, .. }), "{refused}");
}

#[tokio::test]
async fn without_an_attribute_for_them_notes_stay_with_us() {
    let (scripted, with) = answering(|_| (202, "{}".to_owned()));
    let without = Os1::new(Os1Settings { notes_attribute: None, ..settings(&scripted.address) }).unwrap();
    assert_eq!(without.change_notes(&known("job:1"), &job("slot-0001", None)).await, Err(Failure::Unsupported));
    assert_eq!(scripted.asked().len(), 0);
    for (os1, can) in [(&with, true), (&without, false)] {
        assert_eq!(os1.capabilities().of(Operation::ChangeNotes).is_sent(), can);
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
async fn odd_answers_are_no_failures_and_a_job_isnt_there_until_it_is_carried_out() {
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
async fn a_reference_is_of_one_job_and_a_question_that_was_lost_has_made_nothing() {
    let bed = start();
    bed.wire.after(1, 1, Fault::CutAfter);
    assert!(bed.os1.create(&job("slot-0001", None)).await.unwrap_err().may_have_happened());
    // Whoever sends it again all the same is refused.
    let again = bed.os1.create(&job("slot-0001", None)).await.unwrap_err();
    assert!(matches!(again, Failure::Refused { .. }), "{again}");
    let mut with_field = job("slot-0002", None);
    with_field.fields.push(("floor".to_owned(), "3".to_owned()));
    bed.wire.next(1, Fault::Broken);
    assert!(matches!(bed.os1.create(&with_field).await, Err(Failure::NotSent(_))));
    assert_eq!(bed.counterpart.count_of_jobs(), 1);
}

#[tokio::test]
async fn another_tenant_s_data_and_a_reference_that_is_too_long_are_refused() {
    let bed = start();
    let another = Os1Settings { tenant_id: "another".to_owned(), ..settings(&bed.wire.address) };
    let failure = Os1::new(another).unwrap().check().await.unwrap_err();
    assert!(matches!(failure, Failure::Unauthorized(_)), "{failure}");
    let mut wrong = job("slot-0001", None);
    wrong.marker = "x".repeat(65);
    let refused = bed.os1.create(&wrong).await.unwrap_err();
    assert!(matches!(&refused, Failure::Refused { sentence, .. } if sentence.contains("jobRef")), "{refused}");
    // Whoever isn't let in may not be told apart from whoever may not do it.
    let (_scripted, os1) = answering(|_| (403, json!({"error": {"description": "T-canary may not."}}).to_string()));
    assert_eq!(os1.check().await, Err(Failure::Unauthorized("… may not.".to_owned())));
}
