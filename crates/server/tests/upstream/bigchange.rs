//! The adapter of BigChange.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use slotwright_domain::{PlaceKind, PlaceRef};
use slotwright_upstream::bigchange::BigChange;
use slotwright_upstream::{
    BigChangeSettings, Busy, End, Failure, Found, Ids, KnownJob, Scheduler, Secret, Seen, SeenStatus, Start,
    TransportSettings, Untold, Upstream,
};

use crate::counterpart::{Counterpart, PASSWORD, USER};
use crate::scripted::Scripted;
use crate::visits::{DAY, REPAIR, booked, counterpart, everything, is_free, job, moment, there};
use crate::wire::{Fault, Wire};

/// Users 1 to 3 drive vehicles 4 to 2.
fn settings(address: &str) -> BigChangeSettings {
    let transport = TransportSettings::new(format!("http://{address}/bigchange"));
    let vehicles = BTreeMap::from([(1, "4".to_owned()), (2, "3".to_owned()), (3, "2".to_owned())]);
    let ids = Ids { vehicles, ..Ids::default() };
    BigChangeSettings { ids, ..BigChangeSettings::new(transport, USER, Secret::new(PASSWORD), 14_532) }
}

fn bigchange(address: &str) -> BigChange {
    BigChange::new(settings(address)).unwrap()
}

/// A counterpart, the wire to it, and the adapter at the other end.
fn connected() -> (Counterpart, Wire, BigChange) {
    let counterpart = counterpart();
    let wire = Wire::to(&counterpart.address);
    let bigchange = bigchange(&wire.address);
    (counterpart, wire, bigchange)
}

fn known(id: &str) -> KnownJob {
    KnownJob { id: id.to_owned(), kept: String::new() }
}

/// What went over the wire since, but for tokens: `PUT /v1/jobs/7/schedule`.
fn sent_since(wire: &Wire, before: usize) -> Vec<String> {
    let lines = wire.sent().split_off(before).into_iter();
    let short = lines.map(|line| line.replace("/bigchange", "").replace(" HTTP/1.1", ""));
    short.filter(|line| !line.contains("/auth/")).collect()
}

#[tokio::test]
async fn what_is_created_has_its_reference_fields_and_vehicle() {
    let (counterpart, wire, bigchange) = connected();
    let mut job = booked("RT-00001", 50, &format!("{DAY} 09:20"), &[2]);
    job.fields = [("1", "0815"), ("orderNumber", "PO 7"), ("2", "true")]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .to_vec();
    let made = bigchange.create(&job).await.unwrap();
    assert_eq!((&made.missing, made.is_pending), (&Vec::new(), false));
    let expected = Seen {
        status: Some(SeenStatus::Scheduled),
        start: Some(Start::Unix(moment(&format!("{DAY} 09:20")).unix)),
        length_in_minutes: Some(50),
        user_ids: Some(vec![2]),
        notes: Some(job.notes.clone()),
    };
    assert_eq!(bigchange.read(&made.known).await, Ok(expected));
    let kept = there(&counterpart, &made.known.id);
    let told = [&kept["job_type_id"], &kept["assigned_type"], &kept["assigned_id"], &kept["notes"]];
    assert_eq!(told, [&json!(REPAIR), &json!("accounts"), &json!(1), &json!(job.notes)]);
    assert_eq!(kept["scheduled_datetime"], format!("{DAY} 09:20:00"));
    let own = own(&counterpart, &made.known.id);
    let told = [&own["reference"], &own["orderNumber"], &own["vehicleId"], &own["plannedDuration"]];
    assert_eq!(told, [&json!("RT-00001"), &json!("PO 7"), &json!(3), &json!(50)]);
    let fields = json!([{"definitionId": 1, "value": "0815"}, {"definitionId": 2, "value": "true"}]);
    assert_eq!(own["customFields"], fields);
    let sent = sent_since(&wire, 0);
    assert_eq!(sent[..2], ["POST /v1/jobs".to_owned(), format!("PUT /v1/jobs/{}/schedule", made.known.id)]);
}

/// The job as the counterpart's BigChange API tells it.
fn own(counterpart: &Counterpart, id: &str) -> Value {
    let address = format!("http://{}/bigchange", counterpart.address);
    let form = [("grant_type", "client_credentials"), ("client_id", USER), ("client_secret", PASSWORD)];
    let token: Value =
        ureq::post(format!("{address}/auth/tokens")).send_form(form).unwrap().body_mut().read_json().unwrap();
    let request = ureq::get(format!("{address}/v1/jobs/{id}")).header("customer-id", "1");
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    request.header("authorization", bearer).call().unwrap().body_mut().read_json().unwrap()
}

#[tokio::test]
async fn a_job_without_a_time_waits_for_one_and_its_fields_have_no_names() {
    let (_counterpart, wire, bigchange) = connected();
    let mut job = job("RT-00002", 45);
    job.notes = String::new();
    job.fields = vec![("Door code".to_owned(), "12".to_owned())];
    let made = bigchange.create(&job).await.unwrap();
    assert_eq!(made.missing.len(), 1, "fields have no names there: {:?}", made.missing);
    let expected = Seen {
        status: Some(SeenStatus::Queued),
        start: None,
        length_in_minutes: Some(45),
        user_ids: Some(Vec::new()),
        notes: Some(String::new()),
    };
    assert_eq!(bigchange.read(&made.known).await, Ok(expected));
    assert_eq!(sent_since(&wire, 0)[0], "POST /v1/jobs");
}

#[tokio::test]
async fn what_a_job_there_has_no_place_for_is_told() {
    let (_counterpart, _wire, bigchange) = connected();
    let crew = bigchange.create(&booked("CREW-001", 30, &format!("{DAY} 09:00"), &[2, 1])).await.unwrap();
    assert_eq!(crew.missing, ["of its crew user 2 alone was told: a job has one resource there"]);
    assert_eq!(bigchange.read(&crew.known).await.unwrap().user_ids, Some(vec![2]));
    let on_foot = bigchange.create(&booked("FOOT-001", 30, &format!("{DAY} 09:00"), &[5])).await.unwrap();
    assert_eq!(on_foot.missing, ["it is planned there and not scheduled: no vehicle is known for who comes"]);
    let seen = bigchange.read(&on_foot.known).await.unwrap();
    let start = Some(Start::Unix(moment(&format!("{DAY} 09:00")).unix));
    assert_eq!((seen.status, seen.start, seen.user_ids), (Some(SeenStatus::Queued), start, Some(vec![5])));
}

#[tokio::test]
async fn a_network_site_that_is_no_contact_sends_nothing() {
    let (_counterpart, wire, bigchange) = connected();
    let mut job = job("SITE-001", 30);
    job.place.place = PlaceRef { kind: PlaceKind::NetworkSite, id: 2 };
    assert!(matches!(bigchange.create(&job).await, Err(Failure::Refused { is_conflict: false, .. })));
    assert_eq!(wire.sent(), Vec::<String>::new());
}

#[tokio::test]
async fn of_two_bookings_of_a_time_at_once_one_is_made_and_the_other_given_up() {
    let (counterpart, wire, bigchange) = connected();
    bigchange.check().await.unwrap();
    let (one, other) =
        (booked("TWICE-1", 60, &format!("{DAY} 10:00"), &[1]), booked("TWICE-2", 60, &format!("{DAY} 10:30"), &[1]));
    let (first, second) = tokio::join!(bigchange.create(&one), bigchange.create(&other));
    assert_ne!(first.is_ok(), second.is_ok(), "{first:?} {second:?}");
    let lost = if first.is_ok() { other } else { one };
    match first.err().or(second.err()).unwrap() {
        Failure::Refused { is_conflict, sentence, fields } => {
            assert!(is_conflict, "{sentence}");
            assert!(sentence.contains("is not free"), "{sentence}");
            assert_eq!(fields[0].name, "resourceId");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(bigchange.find(&lost).await, Ok(Found::Nothing), "it is cancelled, and may be made anew");
    let cancelled = sent_since(&wire, 0).into_iter().find(|line| line.ends_with("/cancel")).unwrap();
    let id = cancelled.split('/').nth(3).unwrap();
    assert_eq!(bigchange.read(&known(id)).await.unwrap().status, Some(SeenStatus::Cancelled));
    assert!(is_free(&counterpart, 1, &format!("{DAY} 13:00"), 60));
    let mut again = booked(&lost.marker, 60, &format!("{DAY} 13:00"), &[1]);
    again.notes = lost.notes;
    let made = bigchange.create(&again).await.unwrap();
    assert_eq!(bigchange.find(&again).await, Ok(Found::Job(made.known)));
}

#[tokio::test]
async fn a_refused_job_that_can_not_be_cancelled_is_told_as_what_it_is() {
    let scripted = Scripted::start(|request| match request.lines().next().unwrap() {
        line if line.contains("/auth/tokens") => (200, json!({"access_token": "token-of-the-system"}).to_string()),
        line if line.starts_with("POST ") => (201, json!({"id": 7}).to_string()),
        line if line.contains("/schedule") => (422, json!({"errors": {"resourceId": ["Not that one."]}}).to_string()),
        _ => (500, String::new()),
    });
    let made =
        bigchange(&scripted.address).create(&booked("HALF-001", 30, &format!("{DAY} 10:00"), &[1])).await.unwrap();
    assert_eq!(made.known, known("7"));
    assert_eq!((made.missing.len(), made.untold), (1, vec![Untold::Visit]));
    assert!(made.missing[0].starts_with("it has no time there: refused: Not that one."), "{:?}", made.missing);
    let cancel = scripted.asked().into_iter().find(|request| request.contains("/cancel")).unwrap();
    assert!(cancel.ends_with(r#"{"reason":"Scheduling refused"}"#), "{cancel}");
}

#[tokio::test]
async fn a_job_whose_time_is_not_answered_is_looked_at() {
    for (planned, missing) in
        [(Some("2027-02-10T16:00:00.0000000+00:00"), 0), (Some("2027-02-10T17:00:00Z"), 1), (None, 1)]
    {
        let scripted = Scripted::start(move |request| match request.lines().next().unwrap() {
            line if line.contains("/auth/tokens") => (200, json!({"access_token": "token-of-the-system"}).to_string()),
            line if line.starts_with("POST ") => (201, json!({"id": 7}).to_string()),
            line if line.starts_with("GET ") => (200, json!({"id": 7, "plannedStartAt": planned}).to_string()),
            _ => (500, String::new()),
        });
        let made =
            bigchange(&scripted.address).create(&booked("LOST-001", 30, &format!("{DAY} 10:00"), &[1])).await.unwrap();
        assert_eq!((made.known, made.missing.len()), (known("7"), missing), "{:?} {planned:?}", made.missing);
        assert_eq!(made.untold.len(), missing, "{planned:?}");
    }
}

#[tokio::test]
async fn a_visit_is_moved_within_its_own_time_and_to_somebody_else() {
    let (counterpart, wire, bigchange) = connected();
    let made = bigchange.create(&booked("MOVE-001", 60, &format!("{DAY} 10:00"), &[1])).await.unwrap();
    let path = format!("/v1/jobs/{}", made.known.id);
    let before = wire.sent().len();
    for _ in 0..2 {
        let moved = booked("MOVE-001", 60, &format!("{DAY} 10:15"), &[1]);
        bigchange.reschedule(&made.known, &moved).await.unwrap();
        let start = Some(Start::Unix(moment(&format!("{DAY} 10:15")).unix));
        assert_eq!(bigchange.read(&made.known).await.unwrap().start, start);
    }
    let patches = sent_since(&wire, before).iter().filter(|line| line.starts_with("PATCH")).count();
    assert_eq!(patches, 0, "a length that is the same is not told");
    let before = wire.sent().len();
    bigchange.reschedule(&made.known, &booked("MOVE-001", 90, &format!("{DAY} 13:00"), &[2])).await.unwrap();
    let expected = [format!("GET {path}"), format!("PATCH {path}"), format!("PUT {path}/schedule")];
    assert_eq!(sent_since(&wire, before), expected);
    let seen = bigchange.read(&made.known).await.unwrap();
    assert_eq!((seen.length_in_minutes, seen.user_ids), (Some(90), Some(vec![2])));
    assert!(is_free(&counterpart, 1, &format!("{DAY} 10:00"), 120));
}

#[tokio::test]
async fn a_refused_move_leaves_time_and_length_as_they_were() {
    let (_counterpart, _wire, bigchange) = connected();
    bigchange.create(&booked("WALL-001", 60, &format!("{DAY} 15:00"), &[1])).await.unwrap();
    let made = bigchange.create(&booked("MOVE-002", 60, &format!("{DAY} 10:00"), &[1])).await.unwrap();
    let before = bigchange.read(&made.known).await.unwrap();
    let refused = bigchange.reschedule(&made.known, &booked("MOVE-002", 45, &format!("{DAY} 15:15"), &[1])).await;
    assert!(matches!(refused, Err(Failure::Refused { is_conflict: true, .. })), "{refused:?}");
    assert_eq!(bigchange.read(&made.known).await, Ok(before));
}

#[tokio::test]
async fn a_job_that_fails_has_the_result_as_its_type_spells_it() {
    let (counterpart, _wire, bigchange) = connected();
    let job = booked("BACK-001", 60, &format!("{DAY} 10:00"), &[1]);
    let made = bigchange.create(&job).await.unwrap();
    let (reason, at) = (Some("nobody at home".to_owned()), moment(&format!("{DAY} 10:40")));
    bigchange.end(&made.known, &job, &End { is_success: false, reason, at }).await.unwrap();
    let own = own(&counterpart, &made.known.id);
    let told = [&own["result"], &own["actualEndAt"]];
    assert_eq!(told, [&json!("Nobody at home"), &json!("2027-02-10T16:40:00Z")]);
}

#[tokio::test]
async fn an_end_that_no_text_of_the_type_fits_starts_nothing() {
    let (_counterpart, wire, bigchange) = connected();
    let job = booked("END-0001", 30, &format!("{DAY} 10:00"), &[1]);
    let made = bigchange.create(&job).await.unwrap();
    let before = wire.sent().len();
    let end = End { is_success: false, reason: Some("A dog".to_owned()), at: moment(&format!("{DAY} 10:30")) };
    let refused = Failure::refused("the reason has to be one of these: Nobody at home; Part missing");
    assert_eq!(bigchange.end(&made.known, &job, &end).await, Err(refused));
    assert!(sent_since(&wire, before).iter().all(|line| line.starts_with("GET ")));
    assert_eq!(bigchange.read(&made.known).await.unwrap().status, Some(SeenStatus::Scheduled));
}

#[tokio::test]
async fn a_job_that_was_started_and_can_not_end_is_told_as_what_it_is() {
    let scripted = Scripted::start(|request| match request.lines().next().unwrap() {
        line if line.contains("/auth/tokens") => (200, json!({"access_token": "token-of-the-system"}).to_string()),
        line if line.starts_with("GET ") => (200, json!({"id": 7, "status": "accepted"}).to_string()),
        line if line.contains("/start ") => (204, String::new()),
        _ => (422, json!({"detail": "It has open tasks."}).to_string()),
    });
    let end = End { is_success: true, reason: None, at: moment(&format!("{DAY} 10:30")) };
    let refused = bigchange(&scripted.address).end(&known("7"), &job("END-0003", 30), &end).await;
    let sentence = "It has open tasks. The job was started there, and has not ended.";
    assert_eq!(refused, Err(Failure::refused(sentence)));
    let asked = scripted.asked().pop().unwrap();
    let body: Value = serde_json::from_str(asked.split_once("\r\n\r\n").unwrap().1).unwrap();
    let told = json!({"status": "completedOk", "result": "Completed", "statusModifiedAt": "2027-02-10T16:30:00Z"});
    assert_eq!(body, told);
}

#[tokio::test]
async fn who_does_not_start_jobs_is_refused_their_ends() {
    let (counterpart, _wire, bigchange) = connected();
    let job = booked("END-0002", 30, &format!("{DAY} 10:00"), &[1]);
    let made = bigchange.create(&job).await.unwrap();
    let careful = BigChange::new(BigChangeSettings { auto_start: false, ..settings(&counterpart.address) }).unwrap();
    let end = End { is_success: true, reason: Some("Repaired".to_owned()), at: moment(&format!("{DAY} 10:30")) };
    let refused = careful.end(&made.known, &job, &end).await;
    assert!(matches!(refused, Err(Failure::Refused { is_conflict: false, .. })), "{refused:?}");
    bigchange.end(&made.known, &job, &end).await.unwrap();
    assert!(matches!(bigchange.cancel(&made.known, "").await, Err(Failure::Refused { is_conflict: false, .. })));
}

#[tokio::test]
async fn notes_are_changed() {
    let (_counterpart, _wire, bigchange) = connected();
    let mut job = job("NOTE-001", 30);
    let made = bigchange.create(&job).await.unwrap();
    for notes in ["Third bell.", ""] {
        job.notes = notes.to_owned();
        bigchange.change_notes(&made.known, &job).await.unwrap();
        assert_eq!(bigchange.read(&made.known).await.unwrap().notes.as_deref(), Some(notes));
    }
}

#[tokio::test]
async fn who_is_planned_is_busy_and_free_when_the_job_is_given_up() {
    let (_counterpart, _wire, bigchange) = connected();
    let at = |time: &str| moment(&format!("{DAY} {time}")).unix;
    let first = bigchange.create(&booked("BUSY-001", 60, &format!("{DAY} 09:00"), &[1])).await.unwrap().known.id;
    let second = bigchange.create(&booked("BUSY-002", 30, &format!("{DAY} 10:30"), &[2])).await.unwrap().known;
    bigchange.create(&booked("BUSY-003", 30, &format!("{DAY} 10:30"), &[3])).await.unwrap();
    let of_first = Busy { id: first, user_id: 1, start: at("09:00"), end: at("10:00") };
    let of_second = Busy { id: second.id.clone(), user_id: 2, start: at("10:30"), end: at("11:00") };
    let whole = bigchange.busy(&[2, 1], at("00:00"), at("23:00")).await;
    assert_eq!(whole, Ok(vec![of_first.clone(), of_second]));
    assert_eq!(bigchange.busy(&[1], at("09:59"), at("10:30")).await, Ok(vec![of_first]), "it reaches into it");
    assert_eq!(bigchange.busy(&[1, 2], at("10:00"), at("10:30")).await, Ok(Vec::new()), "it only touches it");
    bigchange.cancel(&second, "").await.unwrap();
    assert_eq!(bigchange.busy(&[2], at("00:00"), at("23:00")).await, Ok(Vec::new()));
}

#[tokio::test]
async fn who_is_busy_is_asked_in_parts_of_people_and_of_jobs() {
    let scripted = Scripted::start(|request| {
        let line = request.lines().next().unwrap().to_owned();
        if line.contains("/auth/tokens") {
            return (200, json!({"access_token": "token-of-the-system"}).to_string());
        }
        let job = |id: usize| json!({"id": id, "resourceId": 1, "status": "scheduled", "plannedStartAt": "2027-02-10T16:00:00Z", "plannedDuration": 30});
        let jobs = match (line.contains("resourceId=1&"), line.contains("pageNumber=1 ")) {
            (true, true) => (1..=200).map(job).collect(),
            (true, false) => vec![job(201)],
            (false, _) => Vec::new(),
        };
        (200, json!({"items": jobs, "pageItemCount": 0}).to_string())
    });
    let bigchange = bigchange(&scripted.address);
    let (from, until) = (moment(&format!("{DAY} 00:00")).unix, moment(&format!("{DAY} 23:00")).unix);
    let users: Vec<u64> = (1..=51).collect();
    assert_eq!(bigchange.busy(&users, from, until).await.unwrap().len(), 201);
    assert_eq!(scripted.count("GET "), 3);
    assert_eq!(bigchange.busy(&[], from, until).await, Ok(Vec::new()));
    assert_eq!(scripted.count("GET "), 3, "nobody is not asked for: that would be everybody");
}

#[tokio::test]
async fn a_job_that_is_not_there_is_told_as_such() {
    let (_counterpart, wire, bigchange) = connected();
    let upstream = Upstream::BigChange(bigchange);
    for id in ["999999", "no/number", "..", ""] {
        let before = wire.sent().len();
        for (operation, failure) in everything(&upstream, id).await {
            match operation {
                "check" | "create" | "find" | "busy" => assert_eq!(failure, None, "{operation}"),
                "free_time" | "set_wishes" => assert_eq!(failure, Some(Failure::Unsupported), "{operation}"),
                _ => assert_eq!(failure, Some(Failure::NotThere), "{operation} {id:?}"),
            }
        }
        let paths = wire.sent()[before..].join("\n");
        assert!(id == "999999" || !paths.contains("jobs/no") && !paths.contains("/../"), "{paths}");
        let Upstream::BigChange(bigchange) = &upstream else { unreachable!() };
        let Ok(Found::Job(made)) = bigchange.find(&job("ALL-0001", 30)).await else { panic!() };
        bigchange.cancel(&made, "").await.unwrap();
    }
}

#[tokio::test]
async fn odd_answers_are_no_failure() {
    let scripted = Scripted::start(|request| match request.lines().next().unwrap() {
        line if line.contains("/auth/tokens") => {
            (200, json!({"access_token": "token-of-the-system", "expires_in": null}).to_string())
        }
        line if line.starts_with("POST ") => (201, json!({"id": 9_223_372_036_854_775_807_u64, "new": []}).to_string()),
        line if line.contains("/v1/jobs?") => {
            let called = |id: Value, status: &str| json!({"id": id, "reference": "ODD-0001", "status": status});
            let jobs = json!([null, 3, {"id": 8, "reference": "ODD-00012"}, called(json!(1), "Cancelled"),
                called(json!("9007199254740993"), "new"), called(json!(9_007_199_254_740_992_u64), "frozen"), {"reference": null}]);
            (200, json!({"items": jobs}).to_string())
        }
        line if line.starts_with("GET ") => (
            200,
            json!({"id": 7, "status": "lateFinish", "description": null, "customFields": {}, "resourceId": null})
                .to_string(),
        ),
        _ => (204, String::new()),
    });
    let bigchange = bigchange(&scripted.address);
    let nothing = Seen {
        status: None,
        start: None,
        length_in_minutes: None,
        user_ids: Some(Vec::new()),
        notes: Some(String::new()),
    };
    assert_eq!(bigchange.read(&known("7")).await, Ok(nothing));
    assert_eq!(bigchange.create(&job("ODD-0001", 30)).await.unwrap().known.id, "9223372036854775807");
    assert_eq!(bigchange.find(&job("ODD-0001", 30)).await, Ok(Found::Job(known("9007199254740992"))));
    let end = End { is_success: false, reason: None, at: moment(&format!("{DAY} 10:30")) };
    assert_eq!(bigchange.end(&known("7"), &job("ODD-0001", 30), &end).await, Ok(()));
}

#[tokio::test]
async fn wrong_credentials_are_sent_once_for_all_that_wait() {
    let scripted = Scripted::start(|_| {
        thread::sleep(Duration::from_millis(100));
        (400, json!({"title": "Bad Request", "detail": format!("the secret {PASSWORD} is wrong")}).to_string())
    });
    let bigchange = bigchange(&scripted.address);
    let known = known("7");
    for answer in join_all((0..10).map(|_| bigchange.read(&known))).await {
        assert_eq!(answer, Err(Failure::Unauthorized("the secret … is wrong".to_owned())));
    }
    assert_eq!(scripted.asked().len(), 1);
    assert!(bigchange.read(&known).await.is_err());
    assert_eq!(scripted.asked().len(), 2, "who comes later tries again");
}

#[tokio::test]
async fn a_token_is_renewed_before_it_runs_out() {
    let scripted = Scripted::start(|request| match request.contains("/auth/tokens") {
        true => (200, json!({"access_token": "token-of-the-system", "expires_in": 3}).to_string()),
        false => (200, json!({"id": 7}).to_string()),
    });
    let bigchange = bigchange(&scripted.address);
    for _ in 0..3 {
        bigchange.read(&known("7")).await.unwrap();
    }
    assert_eq!(scripted.count("POST "), 1);
    tokio::time::sleep(Duration::from_millis(2500)).await;
    bigchange.read(&known("7")).await.unwrap();
    assert_eq!(scripted.count("POST "), 2);
}

#[tokio::test]
async fn what_becomes_of_the_wire_is_told_by_what_follows_from_it() {
    // Not the counterpart: that takes its time to check a password, on purpose.
    let prompt = Scripted::start(|request| match request.contains("/auth/tokens") {
        true => (200, json!({"access_token": "token-of-the-system"}).to_string()),
        false => (200, "{}".to_owned()),
    });
    let wire = Wire::to(&prompt.address);
    let mut settings = settings(&wire.address);
    settings.transport.call_timeout = Duration::from_millis(300);
    let quick = BigChange::new(settings).unwrap();
    quick.check().await.unwrap();
    let job = job("WIRE-001", 30);
    wire.next(1, Fault::Busy);
    assert_eq!(quick.create(&job).await, Err(Failure::Busy { retry_after: Some(Duration::from_secs(7)) }));
    for fault in [Fault::Silent, Fault::Broken, Fault::Garbage] {
        wire.next(1, fault);
        let failure = quick.read(&known("1")).await;
        assert!(matches!(failure, Err(Failure::Lost(_))), "{fault:?}: {failure:?}");
    }
    assert!(matches!(bigchange("127.0.0.1:1").create(&job).await, Err(Failure::NotSent(_))));
    let scripted = Scripted::start(|request| match request.contains("/auth/tokens") {
        true => (200, json!({"access_token": "token-of-the-system"}).to_string()),
        false => (if request.starts_with("GET") { 403 } else { 404 }, "<html>".to_owned()),
    });
    let elsewhere = bigchange(&scripted.address);
    let failure = elsewhere.create(&job).await;
    assert!(matches!(failure, Err(Failure::Refused { .. })), "a wrong address is no job that isn't there: {failure:?}");
    assert_eq!(elsewhere.read(&known("1")).await, Err(Failure::Unauthorized("status 403".to_owned())));
}
