//! The adapter of Sonar.

use std::time::Duration;

use serde_json::{Value, json};
use slotwright_domain::{PlaceKind, PlaceRef, WishWindow};
use slotwright_matching::Day;
use slotwright_upstream::sonar::{CancelMode, Sonar};
use slotwright_upstream::{
    End, Failure, Found, KnownJob, Scheduler, Secret, Seen, SeenStatus, SonarSettings, Start, TransportSettings,
    Untold, Upstream, UpstreamJob,
};

use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::scripted::Scripted;
use crate::visits::{DAY, booked, counterpart, everything, is_free, job, made, moment, there};
use crate::wire::{Fault, Wire};

fn settings(address: &str) -> SonarSettings {
    SonarSettings::new(TransportSettings::new(format!("http://{address}")), USER, Secret::new(PASSWORD))
}

fn sonar(address: &str) -> Sonar {
    Sonar::new(settings(address)).unwrap()
}

/// A counterpart, the wire to it, and the adapter at the other end.
fn connected() -> (Counterpart, Wire, Sonar) {
    let counterpart = counterpart();
    let wire = Wire::to(&counterpart.address);
    let sonar = sonar(&wire.address);
    (counterpart, wire, sonar)
}

fn known(id: &str) -> KnownJob {
    KnownJob { id: id.to_owned(), kept: String::new() }
}

#[tokio::test]
async fn a_job_at_a_network_site_waits_for_a_time() {
    let (counterpart, _wire, sonar) = connected();
    let mut job = job("RT-00002", 15);
    job.place.place = PlaceRef { kind: PlaceKind::NetworkSite, id: 2 };
    job.notes = String::new();
    let made = sonar.create(&job).await.unwrap();
    let expected = Seen {
        status: Some(SeenStatus::Queued),
        start: None,
        length_in_minutes: Some(15),
        user_ids: Some(Vec::new()),
        notes: Some(String::new()),
    };
    assert_eq!(sonar.read(&made.known).await, Ok(expected));
    let kept = there(&counterpart, &made.known.id);
    assert_eq!([&kept["assigned_type"], &kept["assigned_id"]], [&json!("network_sites"), &json!(2)]);
}

#[tokio::test]
async fn fields_and_wishes_come_with_the_job_and_what_is_missing_is_told() {
    let (counterpart, _wire, sonar) = connected();
    let fields = "/api/v1/system/custom_fields";
    let field = |name: &str, kind: &str| {
        made(&counterpart, fields, &json!({"name": name, "type": kind, "entity_type": "jobs", "active": true}))
    };
    let (dog, door, due) = (field("Dog", "checkbox"), field("Door code", "text"), field("Due", "date"));
    let mut job = job("RT-00003", 30);
    let told = [("Dog", "true"), ("Door code", "12"), ("Due", "2027-02-11"), ("Moon", "full"), ("Due", "soon")];
    job.fields = told.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    let day = Day::of(moment("2027-02-12 00:00").minute);
    job.wishes = vec![
        WishWindow { day, start_second: 13 * 3600, end_second: 17 * 3600 },
        WishWindow { day, start_second: 8 * 3600, end_second: 12 * 3600 },
        WishWindow { day, start_second: 20 * 3600, end_second: 86_400 },
    ];
    let made = sonar.create(&job).await.unwrap();
    assert_eq!(made.missing.len(), 2, "{:?}", made.missing);
    assert!(made.missing[0].starts_with("the field `Moon` was not filled: jobs have none"), "{:?}", made.missing);
    assert!(made.missing[1].starts_with("not all the fields were filled: refused:"), "{:?}", made.missing);
    assert_eq!(made.untold, [Untold::Fields], "so that what is wrong is told at its field");
    let id = &made.known.id;
    let (_, values) = counterpart.ask("GET", &format!("/api/v1/entity_custom_fields/jobs/{id}"), &Value::Null);
    let value = |of: u64| {
        let all = values["data"].as_array().unwrap();
        all.iter().find(|value| value["custom_field_id"] == of).map(|value| value["data"].clone())
    };
    assert_eq!([value(dog), value(door), value(due)], [json!(true), json!("12"), json!("2027-02-11")].map(Some));
    assert_eq!(wishes(&counterpart, id), ["13:00:00-17:00:00", "08:00:00-12:00:00", "20:00:00-23:59:59"]);
}

/// The wishes of a job, in their order.
fn wishes(counterpart: &Counterpart, id: &str) -> Vec<String> {
    let path = format!("/api/v1/scheduling/jobs/{id}/desired_job_datetimes");
    let (_, answer) = counterpart.ask("GET", &path, &Value::Null);
    let all = answer["data"].as_array().unwrap().iter();
    all.map(|wish| format!("{}-{}", wish["start_time"].as_str().unwrap(), wish["end_time"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn other_wishes_take_the_place_of_those_that_are_there_and_keep_their_order() {
    let (counterpart, wire, sonar) = connected();
    let day = Day::of(moment("2027-02-12 00:00").minute);
    let hours = |from: u32, to: u32| WishWindow { day, start_second: from * 3600, end_second: to * 3600 };
    let mut job = job("WISH-001", 30);
    job.wishes = vec![hours(8, 10), hours(10, 12), hours(13, 15)];
    let made = sonar.create(&job).await.unwrap();
    job.wishes = vec![hours(8, 10), hours(16, 24)];
    for _ in 0..2 {
        sonar.set_wishes(&made.known, &job).await.unwrap();
        assert_eq!(wishes(&counterpart, &made.known.id), ["08:00:00-10:00:00", "16:00:00-23:59:59"]);
    }
    let before = wire.sent().len();
    sonar.set_wishes(&made.known, &job).await.unwrap();
    assert_eq!(wire.sent().len() - before, 1, "what is as it should be is looked at, and not told again");
    job.wishes = Vec::new();
    sonar.set_wishes(&made.known, &job).await.unwrap();
    assert!(wishes(&counterpart, &made.known.id).is_empty());
}

#[tokio::test]
async fn a_wish_that_somebody_takes_away_meanwhile_is_not_the_job() {
    let scripted = Scripted::start(|request| match request.starts_with("GET ") {
        true => (200, json!({"data": [{"id": 1}, {"id": 2}]}).to_string()),
        false => (404, String::new()),
    });
    let mut wanted = job("WISH-002", 30);
    let sonar = sonar(&scripted.address);
    assert_eq!(sonar.set_wishes(&known("7"), &wanted).await, Ok(()), "they were to go");
    wanted.wishes = vec![WishWindow { day: Day(20_000), start_second: 0, end_second: 60 }];
    assert!(matches!(sonar.set_wishes(&known("7"), &wanted).await, Err(Failure::Lost(_))));
    assert_eq!(scripted.count("PATCH "), 1);
}

#[tokio::test]
async fn a_visit_is_moved_within_its_own_time_and_to_another_crew() {
    let (counterpart, _wire, sonar) = connected();
    let made = sonar.create(&booked("MOVE-001", 60, &format!("{DAY} 10:00"), &[1])).await.unwrap();
    for _ in 0..2 {
        let moved = booked("MOVE-001", 50, &format!("{DAY} 10:15"), &[1]);
        sonar.reschedule(&made.known, &moved).await.unwrap();
        let seen = sonar.read(&made.known).await.unwrap();
        let start = Some(Start::Minute(moment(&format!("{DAY} 10:15")).minute));
        assert_eq!((seen.start, seen.length_in_minutes), (start, Some(60)));
    }
    let longer = booked("MOVE-001", 90, &format!("{DAY} 13:00"), &[2, 3]);
    sonar.reschedule(&made.known, &longer).await.unwrap();
    let seen = sonar.read(&made.known).await.unwrap();
    assert_eq!((seen.length_in_minutes, seen.user_ids), (Some(90), Some(vec![2, 3])));
    assert!(is_free(&counterpart, 1, &format!("{DAY} 10:00"), 90));
    let taken = sonar.create(&booked("MOVE-002", 60, &format!("{DAY} 14:15"), &[2])).await;
    assert!(matches!(taken, Err(Failure::Refused { is_conflict: true, .. })), "{taken:?}");
}

#[tokio::test]
async fn a_job_that_is_deleted_when_it_is_given_up_is_gone_and_that_may_be_repeated() {
    let counterpart = counterpart();
    let deleting =
        Sonar::new(SonarSettings { cancel_mode: CancelMode::Delete, ..settings(&counterpart.address) }).unwrap();
    let start = format!("{DAY} 10:00");
    let made = deleting.create(&booked("BACK-001", 60, &start, &[1])).await.unwrap();
    assert!(!is_free(&counterpart, 1, &start, 60));
    for _ in 0..2 {
        assert_eq!(deleting.cancel(&made.known, "Moved away").await, Ok(()));
        assert_eq!(deleting.read(&made.known).await, Err(Failure::NotThere));
    }
    assert!(is_free(&counterpart, 1, &start, 60));
}

#[tokio::test]
async fn what_has_ended_otherwise_is_refused() {
    let (_counterpart, _wire, sonar) = connected();
    let job = booked("END-0001", 30, &format!("{DAY} 10:00"), &[1]);
    let made = sonar.create(&job).await.unwrap();
    let end = |is_success| End { is_success, reason: None, at: moment(&format!("{DAY} 10:30")) };
    sonar.end(&made.known, &job, &end(false)).await.unwrap();
    let refused = sonar.end(&made.known, &job, &end(true)).await;
    assert!(matches!(refused, Err(Failure::Refused { is_conflict: false, .. })), "{refused:?}");
    sonar.unschedule(&made.known, &job).await.unwrap();
    sonar.end(&made.known, &job, &end(true)).await.unwrap();
}

#[tokio::test]
async fn notes_are_changed_and_the_job_is_found_all_the_same() {
    let (_counterpart, _wire, sonar) = connected();
    let mut job = job("NOTE-001", 30);
    let made = sonar.create(&job).await.unwrap();
    for notes in ["Third bell.", ""] {
        job.notes = notes.to_owned();
        sonar.change_notes(&made.known, &job).await.unwrap();
        assert_eq!(sonar.read(&made.known).await.unwrap().notes.as_deref(), Some(notes));
        assert_eq!(sonar.find(&job).await, Ok(Found::Job(made.known.clone())));
    }
}

#[tokio::test]
async fn a_job_that_is_not_there_is_told_as_such() {
    let (_counterpart, wire, sonar) = connected();
    let upstream = Upstream::Sonar(sonar);
    for id in ["999999", "no/number", "..", ""] {
        let before = wire.sent().len();
        for (operation, failure) in everything(&upstream, id).await {
            match operation {
                "check" | "create" | "find" | "free_time" => assert_eq!(failure, None, "{operation}"),
                "busy" => assert_eq!(failure, Some(Failure::Unsupported)),
                _ => assert_eq!(failure, Some(Failure::NotThere), "{operation} {id:?}"),
            }
        }
        let paths = wire.sent()[before..].join("\n");
        assert!(id == "999999" || !paths.contains("jobs/no") && !paths.contains("/../"), "{paths}");
        let Upstream::Sonar(sonar) = &upstream else { unreachable!() };
        let Ok(Found::Job(made)) = sonar.find(&job("ALL-0001", 30)).await else { panic!() };
        sonar.cancel(&made, "").await.unwrap();
        sonar.change_notes(&made, &job("OVER-001", 30)).await.unwrap();
    }
}

#[tokio::test]
async fn odd_answers_are_no_failure() {
    let scripted = Scripted::start(|request| match request.split(' ').nth(1).unwrap() {
        "/api/v1/scheduling/jobs/7" => {
            let job = json!({"id": "7", "status": "frozen", "notes": null, "user_ids": {}, "scheduled_datetime": [], "new": 1});
            (200, json!({"data": job, "more": true}).to_string())
        }
        path if path.contains("find_any") => (200, json!({"data": []}).to_string()),
        "/api/v1/scheduling/jobs" => (200, json!({"data": {"id": "18446744073709551615"}}).to_string()),
        // A list that has no paginator is whole, and may have anything in it.
        path if path.starts_with("/api/v1/scheduling/jobs?") => {
            (200, json!({"data": [null, 3, {"id": null}]}).to_string())
        }
        path if path.contains("desired") => {
            (200, json!({"data": [{"id": 1, "date": null}], "paginator": null}).to_string())
        }
        _ => (204, String::new()),
    });
    let sonar = sonar(&scripted.address);
    let nothing = Seen {
        status: None,
        start: None,
        length_in_minutes: None,
        user_ids: Some(Vec::new()),
        notes: Some(String::new()),
    };
    assert_eq!(sonar.read(&known("7")).await, Ok(nothing));
    assert_eq!(sonar.create(&job("ODD-0001", 30)).await.unwrap().known.id, "18446744073709551615");
    assert_eq!(sonar.find(&job("ODD-0001", 30)).await, Ok(Found::Nothing));
    assert_eq!(sonar.set_wishes(&known("7"), &job("ODD-0001", 30)).await, Ok(()));
    assert_eq!(scripted.count("DELETE /api/v1/scheduling/jobs/7/desired_job_datetimes/1 "), 1);
    assert_eq!(sonar.check().await, Ok(()));
}

#[tokio::test]
async fn an_answer_without_what_matters_is_lost() {
    let scripted = Scripted::start(|_| (200, json!({"data": {"name": "no job"}}).to_string()));
    let sonar = sonar(&scripted.address);
    assert!(matches!(sonar.create(&job("ODD-0002", 30)).await, Err(Failure::Lost(_))));
    assert!(matches!(sonar.find(&job("ODD-0002", 30)).await, Err(Failure::Lost(_))));
}

#[tokio::test]
async fn a_job_is_found_among_the_newest_of_many_and_of_several_the_oldest() {
    let scripted = Scripted::start(|request| {
        let line = request.lines().next().unwrap();
        let page: u64 = line.split("page=").nth(1).unwrap().split([' ', '&']).next().unwrap().parse().unwrap();
        let job =
            |id: u64| json!({"id": id, "notes": if [1250, 1350, 1750].contains(&id) { "[ref MANY-001]" } else { "" }});
        let jobs: Vec<Value> = (0..200).map(|place| job(page * 200 + place)).collect();
        (200, json!({"data": jobs, "paginator": {"total_pages": 9}}).to_string())
    });
    let found = sonar(&scripted.address).find(&job("MANY-001", 30)).await;
    assert_eq!(found, Ok(Found::Job(known("1250"))), "of page 6");
    assert_eq!(scripted.asked().len(), 6, "how many there are, and pages 5 to 9");
}

#[tokio::test]
async fn what_becomes_of_the_wire_is_told_by_what_follows_from_it() {
    let counterpart = Counterpart::start();
    let wire = Wire::to(&counterpart.address);
    let mut settings = settings(&wire.address);
    settings.transport.call_timeout = Duration::from_millis(300);
    let quick = Sonar::new(settings).unwrap();
    let job = job("WIRE-001", 30);
    wire.next(1, Fault::Busy);
    assert_eq!(quick.create(&job).await, Err(Failure::Busy { retry_after: Some(Duration::from_secs(7)) }));
    for fault in [Fault::Silent, Fault::Broken, Fault::Garbage] {
        wire.next(1, fault);
        let failure = quick.read(&known("1")).await;
        assert!(matches!(failure, Err(Failure::Lost(_))), "{fault:?}: {failure:?}");
    }
    let nobody = sonar("127.0.0.1:1");
    assert!(matches!(nobody.create(&job).await, Err(Failure::NotSent(_))));
    let wrong = Sonar::new(SonarSettings::new(
        TransportSettings::new(format!("http://{}/elsewhere", counterpart.address)),
        USER,
        Secret::new(PASSWORD),
    ));
    let failure = wrong.unwrap().create(&job).await;
    assert!(matches!(failure, Err(Failure::Refused { .. })), "a wrong address is no job that isn't there: {failure:?}");
}

#[tokio::test]
async fn what_breaks_after_the_job_was_made_is_missing_and_the_job_is_told() {
    let scripted = Scripted::start(|request| match request.lines().next().unwrap() {
        line if line.starts_with("POST /api/v1/scheduling/jobs ") => (201, json!({"data": {"id": 7}}).to_string()),
        line if line.contains("custom_fields?") => (200, json!({"data": [{"id": 1, "name": "Dog"}]}).to_string()),
        _ => (500, String::new()),
    });
    let mut job = job("PART-001", 30);
    job.fields = ["Dog", "Cat"].map(|name| (name.to_owned(), "true".to_owned())).to_vec();
    job.wishes = vec![WishWindow { day: Day(20_000), start_second: 0, end_second: 60 }];
    let made = sonar(&scripted.address).create(&job).await.unwrap();
    assert_eq!((&made.known, &made.untold), (&known("7"), &vec![Untold::Fields, Untold::Wishes]));
    let one = UpstreamJob { fields: job.fields[..1].to_vec(), wishes: Vec::new(), ..job.clone() };
    assert_eq!(sonar(&scripted.address).create(&one).await.unwrap().missing.len(), 1);
    let missing = ["not all the fields were filled: sent", "not all the wishes"];
    assert_eq!(made.missing.len(), missing.len(), "{:?}", made.missing);
    assert!(made.missing.iter().zip(missing).all(|(told, expected)| told.starts_with(expected)), "{:?}", made.missing);
}
