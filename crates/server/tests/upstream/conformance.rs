//! What holds of every system, whichever it is: fifteen rules, each on all four through the interface that the gateway has of them.
//! What a system can't do, it says, and sends nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use slotwright_domain::WishWindow;
use slotwright_matching::Day;
use slotwright_upstream::{Failure, Found, KnownJob, Operation, Scheduler, SeenStatus, Start, Support};

use crate::bench::{adapter, at, booked, end, everything, new_day, on_all, question, waiting};
use crate::counterpart::PASSWORD;
use crate::relay::{Passing, Relay};
use crate::visits::moment;
use crate::wire::Fault;

#[test]
fn x_01_what_is_made_comes_back_equal() {
    on_all(async |bench| {
        let start = format!("{} 09:15", new_day());
        let job = booked(60, &start, 2);
        let made = bench.upstream.create(&job).await.unwrap();
        assert_eq!(made.missing, Vec::<String>::new(), "{}", bench.system);
        let there = bench.shown(&made.known);
        let told = [&there["job_type_id"], &there["assigned_type"], &there["assigned_id"], &there["length_in_minutes"]];
        assert_eq!(told, [&json!(1), &json!("accounts"), &json!(1), &json!(60)], "{}", bench.system);
        assert_eq!(
            (&there["status"], &there["scheduled_datetime"]),
            (&json!("scheduled"), &json!(format!("{start}:00")))
        );
        assert!(there["notes"].as_str().unwrap().contains(&job.notes), "{}: {there}", bench.system);
        let queued = waiting(60);
        let waits = bench.upstream.create(&queued).await.unwrap();
        let there = bench.shown(&waits.known);
        assert_eq!(
            (&there["status"], &there["scheduled_datetime"]),
            (&json!("queued"), &Value::Null),
            "{}",
            bench.system
        );
        if !bench.can(Operation::Read) {
            return bench.says_that_it_cant(bench.upstream.read(&made.known)).await;
        }
        let seen = bench.upstream.read(&made.known).await.unwrap();
        assert_eq!((seen.status, seen.length_in_minutes), (Some(SeenStatus::Scheduled), Some(60)), "{}", bench.system);
        assert_eq!(seen.notes, Some(job.notes), "{}", bench.system);
        // Who comes is nothing that OS1 knows.
        assert_eq!(seen.user_ids, (bench.system != "os1").then(|| vec![2]), "{}", bench.system);
        let seen = bench.upstream.read(&waits.known).await.unwrap();
        assert_eq!((seen.status, seen.start), (Some(SeenStatus::Queued), None), "{}", bench.system);
        assert_eq!(seen.notes, Some(queued.notes), "{}", bench.system);
    });
}

#[test]
fn x_02_a_time_is_the_same_minute_there_also_on_the_days_on_which_the_clocks_change() {
    on_all(async |bench| {
        for start in [
            "2026-10-24 09:17",
            "2026-11-01 00:30",
            "2026-11-01 01:15",
            "2026-11-01 02:00",
            "2026-11-01 14:05",
            "2027-03-14 01:30",
            "2027-03-14 03:00",
            "2027-03-14 14:05",
        ] {
            let made = bench.upstream.create(&booked(15, start, 7)).await.unwrap();
            let there = bench.shown(&made.known);
            assert_eq!(there["scheduled_datetime"], format!("{start}:00"), "{}", bench.system);
            if bench.can(Operation::Read) {
                let expected = match bench.upstream.read(&made.known).await.unwrap().start.unwrap() {
                    Start::Minute(_) => Start::Minute(moment(start).minute),
                    Start::Unix(_) => Start::Unix(moment(start).unix),
                };
                assert_eq!(bench.upstream.read(&made.known).await.unwrap().start, Some(expected), "{}", bench.system);
            }
        }
    });
}

#[test]
fn x_03_what_was_sent_once_is_found_by_its_marker_so_that_it_is_not_sent_twice() {
    on_all(async |bench| {
        let job = booked(60, &format!("{} 10:00", new_day()), 1);
        let nobody_s = waiting(60);
        let made = bench.upstream.create(&job).await.unwrap();
        match bench.upstream.find(&job).await.unwrap() {
            Found::Job(known) => {
                assert_eq!(known.id, made.known.id, "{}", bench.system);
                assert_eq!(bench.upstream.find(&nobody_s).await, Ok(Found::Nothing), "{}", bench.system);
            }
            Found::CantTell => {
                let before = bench.wire.sent().len();
                assert_eq!(bench.upstream.find(&nobody_s).await, Ok(Found::CantTell), "{}", bench.system);
                assert_eq!(bench.wire.sent().len(), before, "{}: nothing is asked in vain", bench.system);
            }
            Found::Nothing => panic!("{}: it is there", bench.system),
        }
        assert_eq!(bench.count(&job), 1, "{}", bench.system);
    });
}

#[test]
fn x_04_a_time_that_is_told_to_be_free_can_be_booked_and_is_not_free_then() {
    on_all(async |bench| {
        let day = new_day();
        let (noon, asked) = (moment(&format!("{day} 12:00")), question(&day, 60, 3));
        let is_offered = |free: &[slotwright_upstream::FreeTime]| {
            free.iter().any(|free| free.user_id == 3 && free.start <= noon.minute && noon.minute + 60 <= free.end)
        };
        let job = booked(60, &format!("{day} 12:00"), 3);
        match bench.can(Operation::FreeAny) {
            true => {
                let free = bench.upstream.free_time(&asked).await.unwrap();
                assert!(is_offered(&free), "{}: {free:?}", bench.system);
                // At the start of what is free, too.
                let block = free.iter().find(|free| free.user_id == 3).unwrap().start - asked.from;
                let first = booked(60, &format!("{day} {:02}:{:02}", block / 60, block % 60), 3);
                for job in [&first, &job] {
                    bench.upstream.create(job).await.unwrap();
                }
                let free = bench.upstream.free_time(&asked).await.unwrap();
                assert!(!is_offered(&free), "{}: {free:?}", bench.system);
                let long_ago = question("2021-03-01", 60, 3);
                assert_eq!(bench.upstream.free_time(&long_ago).await, Ok(Vec::new()), "{}", bench.system);
                let first = first.visit.unwrap().start.minute;
                assert!(free.iter().all(|free| free.end <= first || first + 60 <= free.start), "{free:?}");
            }
            false => bench.says_that_it_cant(bench.upstream.free_time(&asked)).await,
        }
        let busy = || bench.upstream.busy(&[3], noon.unix, noon.unix + 3600);
        match bench.can(Operation::List) {
            true => {
                assert_eq!(busy().await, Ok(Vec::new()), "{}", bench.system);
                bench.upstream.create(&job).await.unwrap();
                let busy = busy().await.unwrap();
                let told: Vec<_> = busy.iter().map(|busy| (busy.user_id, busy.start, busy.end)).collect();
                assert_eq!(told, [(3, noon.unix, noon.unix + 3600)], "{}", bench.system);
            }
            false => bench.says_that_it_cant(busy()).await,
        }
    });
}

#[test]
fn x_05_of_two_bookings_of_a_time_at_once_one_is_made_and_what_is_refused_has_no_time() {
    on_all(async |bench| {
        let day = new_day();
        let (one, other) = (booked(60, &format!("{day} 10:00"), 1), booked(60, &format!("{day} 10:30"), 1));
        bench.upstream.check().await.unwrap();
        let (first, second) = tokio::join!(bench.upstream.create(&one), bench.upstream.create(&other));
        assert!(first.is_ok() || second.is_ok(), "{}: {first:?} {second:?}", bench.system);
        if bench.can(Operation::RefuseDoubleBooking) {
            assert_ne!(first.is_ok(), second.is_ok(), "{}: {first:?} {second:?}", bench.system);
        }
        for (made, job) in [(first, &one), (second, &other)] {
            let planned = bench.jobs_of(job).iter().filter(|there| !there["scheduled_datetime"].is_null()).count();
            assert_eq!(planned, usize::from(made.is_ok()), "{}: {made:?}", bench.system);
            if let Err(failure) = made {
                assert!(matches!(failure, Failure::Refused { is_conflict: true, .. }), "{}: {failure:?}", bench.system);
            }
        }
    });
}

#[test]
fn x_06_a_visit_is_moved_within_its_own_time() {
    on_all(async |bench| {
        let day = new_day();
        let job = booked(60, &format!("{day} 10:00"), 1);
        let made = bench.upstream.create(&job).await.unwrap();
        let moved = at(&job, &format!("{day} 10:15"), 1);
        if !bench.can(Operation::Reschedule) {
            return bench.says_that_it_cant(bench.upstream.reschedule(&made.known, &moved)).await;
        }
        for _ in 0..2 {
            bench.upstream.reschedule(&made.known, &moved).await.unwrap();
            let there = bench.shown(&made.known);
            assert_eq!(there["scheduled_datetime"], format!("{day} 10:15:00"), "{}", bench.system);
            assert_eq!(there["length_in_minutes"], 60, "{}", bench.system);
        }
    });
}

#[test]
fn x_07_each_way_to_give_a_time_back_frees_it_and_may_be_repeated() {
    on_all(async |bench| {
        let day = new_day();
        let start = format!("{day} 10:00");
        for (operation, status) in [
            (Operation::Unschedule, SeenStatus::Queued),
            (Operation::Cancel, SeenStatus::Cancelled),
            (Operation::Complete, SeenStatus::Completed),
            (Operation::Fail, SeenStatus::Failed),
        ] {
            let job = booked(60, &start, 1);
            let made = bench.upstream.create(&job).await.unwrap();
            let known = &made.known;
            let give_back = async || match operation {
                Operation::Unschedule => bench.upstream.unschedule(known, &job).await,
                Operation::Cancel => bench.upstream.cancel(known, "Moved away.").await,
                operation => bench.upstream.end(known, &job, &end(operation == Operation::Complete)).await,
            };
            if !bench.can(operation) {
                bench.says_that_it_cant(give_back()).await;
                continue;
            }
            // Who comes is for OS1 to say.
            let user_id = bench.shown(known)["user_ids"][0].as_u64().unwrap();
            assert!(!bench.is_free(user_id, &start), "{}: {operation:?}", bench.system);
            for _ in 0..2 {
                assert_eq!(give_back().await, Ok(()), "{}: {operation:?}", bench.system);
            }
            assert!(bench.is_free(user_id, &start), "{}: {operation:?}", bench.system);
            // Sonar has no word for what is given up: it waits.
            let status =
                if bench.system == "sonar" && operation == Operation::Cancel { SeenStatus::Queued } else { status };
            assert_eq!(
                bench.upstream.read(known).await.unwrap().status,
                Some(status),
                "{}: {operation:?}",
                bench.system
            );
        }
    });
}

/// What a system can't do, or keeps to itself, is refused before anything is sent.
fn is_not_sent(support: Support) {
    on_all(async |bench| {
        let job = booked(60, &format!("{} 10:00", new_day()), 1);
        let known = KnownJob { id: "1".to_owned(), kept: String::new() };
        let of = |operation| bench.upstream.capabilities().of(operation);
        let mut refused = Vec::new();
        for wanted in 0..9 {
            let before = bench.wire.sent().len();
            // One at a time, so that what is sent is known to be of this one.
            let (operation, done) = one_of(&bench.upstream, wanted, &known, &job).await;
            if of(operation) == support {
                assert_eq!(done, Err(Failure::Unsupported), "{}: {operation:?}", bench.system);
                assert_eq!(bench.wire.sent().len(), before, "{}: {operation:?} was sent", bench.system);
                refused.push(operation);
            } else if of(operation).is_sent() {
                assert_ne!(done, Err(Failure::Unsupported), "{}: {operation:?}", bench.system);
            }
        }
        let expected = match (support, bench.system) {
            (Support::None, _) => 0,
            (_, "sonar") => 1,
            (_, "os1") => 4,
            (_, "bigchange") => 2,
            _ => 9,
        };
        assert_eq!(refused.len(), expected, "{}: {refused:?}", bench.system);
    });
}

async fn one_of(
    upstream: &slotwright_upstream::Upstream,
    wanted: usize,
    known: &KnownJob,
    job: &slotwright_upstream::UpstreamJob,
) -> (Operation, Result<(), Failure>) {
    let at = job.visit.as_ref().unwrap().start.unix;
    match wanted {
        0 => (Operation::Read, upstream.read(known).await.map(drop)),
        1 => (Operation::Reschedule, upstream.reschedule(known, job).await),
        2 => (Operation::Unschedule, upstream.unschedule(known, job).await),
        3 => (Operation::ChangeNotes, upstream.change_notes(known, job).await),
        4 => (Operation::Wishes, upstream.set_wishes(known, job).await),
        5 => (Operation::FreeAny, upstream.free_time(&question("2027-03-10", 60, 1)).await.map(drop)),
        6 => (Operation::List, upstream.busy(&[1], at, at + 3600).await.map(drop)),
        7 => (Operation::Cancel, upstream.cancel(known, "Moved away.").await),
        _ => (Operation::Complete, upstream.end(known, job, &end(true)).await),
    }
}

#[test]
fn x_08_what_a_system_can_t_do_sends_nothing_and_is_unsupported() {
    is_not_sent(Support::None);
}

#[test]
fn x_09_what_stays_with_us_sends_nothing_and_is_unsupported() {
    is_not_sent(Support::Local);
}

#[test]
fn x_10_what_is_new_or_null_or_odd_in_an_answer_is_no_failure() {
    on_all(async |bench| {
        let relay = Relay::to(&bench.there.address, |passing| {
            let (status, body) = passing.hand_on();
            let body = match serde_json::from_str(&body) {
                Ok(body) => odd(body).to_string(),
                Err(_) => body,
            };
            (status, body)
        });
        let upstream = adapter(bench.system, &relay.scripted.address, PASSWORD);
        let job = booked(60, &format!("{} 10:00", new_day()), 1);
        assert_eq!(upstream.check().await, Ok(()), "{}", bench.system);
        let made = upstream.create(&job).await.unwrap();
        assert_eq!(bench.count(&job), 1, "{}", bench.system);
        assert!(upstream.find(&job).await.is_ok(), "{}", bench.system);
        if bench.can(Operation::Read) {
            let seen = upstream.read(&made.known).await.unwrap();
            assert_eq!(seen.status.filter(|_| bench.system != "os1"), None, "{}", bench.system);
            assert_eq!(seen.notes.unwrap_or_default(), "", "{}", bench.system);
            assert_eq!(upstream.reschedule(&made.known, &job).await, Ok(()), "{}", bench.system);
        }
    });
}

/// What a system may say that it has never said before.
fn odd(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(odd).collect(),
        Value::Object(members) if members.is_empty() => json!([]),
        Value::Object(members) => {
            let mut all: serde_json::Map<String, Value> = members
                .into_iter()
                .map(|(name, value)| match (name.as_str(), &value) {
                    ("status", Value::String(_)) => (name, json!("frozen")),
                    ("notes" | "description" | "subStatus" | "name", _) => (name, Value::Null),
                    _ => (name, odd(value)),
                })
                .collect();
            all.insert("news".to_owned(), json!({"more": [1, null]}));
            all.into()
        }
        other => other,
    }
}

#[test]
fn x_11_a_session_that_has_ended_is_renewed_once_for_ten_calls_and_not_a_second_time() {
    on_all(async |bench| {
        let refuses_all = Arc::new(AtomicBool::new(false));
        let refusing = refuses_all.clone();
        let relay = Relay::to(&bench.there.address, move |passing: &Passing| {
            if refusing.load(Ordering::SeqCst) || passing.has_first_token {
                (401, "{}".to_owned())
            } else {
                passing.hand_on()
            }
        });
        let upstream = adapter(bench.system, &relay.scripted.address, PASSWORD);
        let jobs: Vec<_> = (0..10).map(|_| waiting(60)).collect();
        let made = join_all(jobs.iter().map(|job| upstream.create(job))).await;
        assert!(made.iter().all(Result::is_ok), "{}: {made:?}", bench.system);
        // Sonar has a password and no session.
        let has_session = bench.system != "sonar";
        assert_eq!(relay.logins(), if has_session { 2 } else { 0 }, "{}", bench.system);
        refuses_all.store(true, Ordering::SeqCst);
        let before = relay.scripted.asked().len();
        let refused = upstream.create(&waiting(60)).await;
        assert!(matches!(refused, Err(Failure::Unauthorized(_))), "{}: {refused:?}", bench.system);
        // The call, a login, and the call.
        assert_eq!(relay.scripted.asked().len() - before, if has_session { 3 } else { 1 }, "{}", bench.system);
    });
}

#[test]
fn x_12_a_job_that_is_cut_is_sent_once_and_the_truth_of_it_is_told() {
    on_all(async |bench| {
        for (fault, jobs) in [(Fault::CutBefore, 0), (Fault::Broken, 0), (Fault::CutAfter, 1), (Fault::Garbage, 1)] {
            let job = booked(60, &format!("{} 10:00", new_day()), 1);
            // So that there is a session, and a connection stands, as it mostly will.
            bench.upstream.check().await.unwrap();
            let heard = bench.wire.sent().len();
            bench.wire.next(1, fault);
            let failure = bench.upstream.create(&job).await.unwrap_err();
            assert!(failure.may_have_happened(), "{} {fault:?}: {failure:?}", bench.system);
            assert_eq!(bench.wire.sent().len() - heard, 1, "{} {fault:?}: it is sent once", bench.system);
            assert_eq!(bench.count(&job), jobs, "{} {fault:?}", bench.system);
            match bench.upstream.find(&job).await.unwrap() {
                Found::Job(known) => {
                    assert_eq!(jobs, 1, "{} {fault:?}", bench.system);
                    let notes = bench.upstream.read(&known).await.unwrap().notes;
                    assert_eq!(notes.as_deref(), Some(&*job.notes), "{} {fault:?}", bench.system);
                }
                Found::Nothing => assert_eq!(jobs, 0, "{} {fault:?}", bench.system),
                Found::CantTell => assert!(matches!(bench.system, "os1" | "frotcom"), "{}", bench.system),
            }
            assert_eq!(bench.count(&job), jobs, "{} {fault:?}: looking makes nothing", bench.system);
        }
    });
}

#[test]
fn x_12_what_was_not_heard_or_not_let_in_has_made_nothing_and_says_so() {
    on_all(async |bench| {
        let job = waiting(60);
        bench.upstream.check().await.unwrap();
        bench.wire.next(1, Fault::Busy);
        let busy = Failure::Busy { retry_after: Some(Duration::from_secs(7)) };
        assert_eq!(bench.upstream.create(&job).await, Err(busy), "{}", bench.system);
        let nobody = adapter(bench.system, "127.0.0.1:1", PASSWORD).create(&job).await;
        assert!(matches!(nobody, Err(Failure::NotSent(_))), "{}: {nobody:?}", bench.system);
        if bench.system != "sonar" {
            for fault in [Fault::CutBefore, Fault::CutAfter, Fault::Garbage, Fault::Broken] {
                bench.wire.next(1, fault);
                let failure = adapter(bench.system, &bench.wire.address, PASSWORD).create(&job).await.unwrap_err();
                assert!(matches!(failure, Failure::NotSent(_)), "{} {fault:?}: {failure:?}", bench.system);
            }
        }
        assert_eq!(bench.count(&job), 0, "{}", bench.system);
    });
}

#[test]
fn x_13_no_credential_is_in_a_failure_or_a_log() {
    on_all(async |bench| {
        // Says all that it was sent, in every member in which one of them gives its reason.
        let relay = Relay::to(&bench.there.address, |passing| {
            let head = passing.request.split("\r\n\r\n").next().unwrap();
            let said = json!({
                "error": {"code": "0", "description": head, "message": {"auth": head}},
                "detail": head, "errors": {"auth": [head], head: "wrong"}, "Message": head, "message": head,
            });
            (if passing.request.starts_with("GET") { 401 } else { 422 }, said.to_string())
        });
        let echoed = adapter(bench.system, &relay.scripted.address, PASSWORD);
        let day = new_day();
        let (job, later) = (booked(60, &format!("{day} 10:00"), 1), booked(60, &format!("{day} 12:00"), 1));
        let known = KnownJob { id: "1".to_owned(), kept: String::new() };
        let mut told = Vec::new();
        let made = echoed.create(&job).await;
        assert!(made.is_err(), "{}: {made:?}", bench.system);
        told.push(format!("{made:?}"));
        for (operation, done) in everything(&echoed, (&known, &known), (&job, &later), &day).await {
            assert!(done.is_err(), "{}: {operation:?}", bench.system);
            told.push(format!("{operation:?} {done:?} {}", done.as_ref().unwrap_err()));
        }
        for fault in [Fault::Broken, Fault::Garbage, Fault::CutBefore] {
            bench.wire.next(99, fault);
            told.push(format!("{:?}", bench.upstream.create(&job).await));
            let all = everything(&bench.upstream, (&known, &known), (&job, &later), &day).await;
            told.extend(all.into_iter().map(|done| format!("{done:?}")));
        }
        bench.wire.next(0, Fault::None);
        let wrong = adapter(bench.system, &bench.wire.address, "canary-of-somebody-else").check().await;
        assert!(matches!(wrong, Err(Failure::Unauthorized(_))), "{}: {wrong:?}", bench.system);
        told.push(format!("{wrong:?}"));
        // And one that is let in.
        bench.upstream.create(&waiting(60)).await.unwrap();
        told.push(bench.there.log());
        let mut secrets = vec![PASSWORD.to_owned(), "canary".to_owned()];
        secrets.extend(relay.tokens());
        let header = |request: &String| {
            let line = request.lines().find_map(|line| line.strip_prefix("authorization: "))?;
            line.rsplit(' ').next().map(str::to_owned)
        };
        secrets.extend(relay.scripted.asked().iter().filter_map(header));
        let sent = bench.wire.sent();
        secrets.extend(
            sent.iter().filter_map(|line| line.split("api_key=").nth(1)?.split([' ', '&']).next().map(str::to_owned)),
        );
        assert!(3 <= secrets.len(), "{}: {secrets:?}", bench.system);
        for (secret, text) in secrets.iter().flat_map(|secret| told.iter().map(move |text| (secret, text))) {
            let line = text.lines().find(|line| line.contains(secret.as_str()));
            assert_eq!(line.filter(|_| 5 < secret.len()), None, "{}: {secret}", bench.system);
        }
    });
}

#[test]
fn x_14_fifty_minutes_are_sent_as_fifty_and_to_sonar_as_sixty() {
    on_all(async |bench| {
        let day = new_day();
        let made = bench.upstream.create(&booked(50, &format!("{day} 10:00"), 1)).await.unwrap();
        let expected = if bench.system == "sonar" { 60 } else { 50 };
        assert_eq!(bench.shown(&made.known)["length_in_minutes"], expected, "{}", bench.system);
        if bench.can(Operation::FreeAny) {
            bench.upstream.free_time(&question(&day, 50, 1)).await.unwrap();
            let asked = bench.wire.sent().pop().unwrap();
            assert!(asked.contains(&format!("length_in_minutes={expected}&")), "{asked}");
        }
    });
}

#[test]
fn x_15_what_is_sent_is_taken_where_nothing_is_ignored() {
    on_all(async |bench| {
        // The counterparts of Frotcom and OS1 are strict by their world; Sonar's is for whoever wants it.
        let relay = Relay::to(&bench.there.address, |passing| passing.hand_on_with(&[("prefer", "handling=strict")]));
        let upstream = adapter(bench.system, &relay.scripted.address, PASSWORD);
        let day = new_day();
        let (mut job, other) = (booked(60, &format!("{day} 10:00"), 1), booked(60, &format!("{day} 14:00"), 1));
        job.wishes =
            vec![WishWindow { day: Day::of(moment(&format!("{day} 00:00")).minute), start_second: 0, end_second: 60 }];
        let one = upstream.create(&job).await.unwrap().known;
        let other = upstream.create(&other).await.unwrap().known;
        job.wishes[0].end_second = 120;
        let later = at(&job, &format!("{day} 12:00"), 1);
        for (operation, done) in everything(&upstream, (&one, &other), (&job, &later), &day).await {
            let expected = if bench.can(operation) { Ok(()) } else { Err(Failure::Unsupported) };
            assert_eq!(done, expected, "{}: {operation:?}", bench.system);
        }
        assert!(upstream.find(&job).await.is_ok(), "{}", bench.system);
        assert_eq!(upstream.check().await, Ok(()), "{}", bench.system);
    });
}
