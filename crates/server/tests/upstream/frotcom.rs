//! The adapter of Frotcom.

use serde_json::{Value, json};
use slotwright_upstream::{
    Failure, Frotcom, FrotcomForm, FrotcomSettings, KnownJob, Scheduler, Secret, TransportSettings,
};

use crate::alone::{is_noon_free, job, moment, shown, visit, world};
use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::scripted::Scripted;
use crate::wire::Wire;

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
async fn what_is_created_has_its_form_and_a_type_that_is_not_known_is_refused() {
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
async fn whoever_may_not_view_jobs_is_told_so() {
    let scripted = Scripted::start(|request| match request.contains("authorize") {
        true => (200, json!({"token": "T-canary"}).to_string()),
        false => (403, String::new()),
    });
    let frotcom = Frotcom::new(settings(&scripted.address)).unwrap();
    assert_eq!(frotcom.create(&job("slot-0001", None)).await, Err(Failure::Unauthorized("status 403".to_owned())));
}
