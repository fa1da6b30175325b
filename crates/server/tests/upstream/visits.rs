//! Jobs and moments for the adapters, and what the counterpart has of them.

use serde_json::{Value, json};
use slotwright_domain::{Place, PlaceKind, PlaceRef};
use slotwright_upstream::{Moment, Upstream, UpstreamJob, Visit};
use slotwright_wire::time::{parse_minute, parse_time};

use crate::counterpart::Counterpart;

/// A day on which nobody of the demo has anything else to do, a Wednesday.
pub const DAY: &str = "2027-02-10";
/// The type of the jobs: a repair, for which everybody here has the skills.
pub const REPAIR: u64 = 2;
/// Who is made available around the clock.
pub const AROUND_THE_CLOCK: [u64; 3] = [1, 2, 3];

/// A moment on Chicago's clocks, in the two winters that are tested: of an hour that they show twice the first.
pub fn moment(text: &str) -> Moment {
    let minute = |text| parse_minute(text).unwrap();
    let at = minute(text);
    let is_winter = minute("2026-11-01 02:00") <= at && at < minute("2027-03-14 02:00");
    let hours_behind = if is_winter { 6 } else { 5 };
    Moment { minute: at, unix: i64::from(at) * 60 + hours_behind * 3600 }
}

/// A repair of that length at account 1, without a time.
pub fn job(marker: &str, length_in_minutes: u32) -> UpstreamJob {
    let place = PlaceRef { kind: PlaceKind::Account, id: 1 };
    let place = Place { place, name: "Who waits".to_owned(), account_status_id: None, address: None, point: None };
    UpstreamJob {
        id: 1,
        marker: marker.to_owned(),
        job_type_id: REPAIR,
        job_type_name: "Repair visit".to_owned(),
        place,
        length_in_minutes,
        notes: "Second bell.\nMind the dog: \"Rex\" – größer als erwartet.".to_owned(),
        visit: None,
        wishes: Vec::new(),
        fields: Vec::new(),
    }
}

/// The same at a time, by these users.
pub fn booked(marker: &str, length_in_minutes: u32, start: &str, user_ids: &[u64]) -> UpstreamJob {
    let start = moment(start);
    let length = i32::try_from(length_in_minutes).unwrap();
    let end = Moment { minute: start.minute + length, unix: start.unix + i64::from(length) * 60 };
    let visit = Visit { start, end, arrival: None, user_ids: user_ids.to_vec() };
    UpstreamJob { visit: Some(visit), ..job(marker, length_in_minutes) }
}

/// A counterpart where [`AROUND_THE_CLOCK`] can be booked on any day at any time.
pub fn counterpart() -> Counterpart {
    let counterpart = Counterpart::start();
    let schedule = json!({
        "name": "Around the clock", "user_ids": AROUND_THE_CLOCK, "job_type_ids": [REPAIR], "start": "2026-10-18",
        "available": true, "infinite_repetitions": true, "repetitions": 0, "weeks": 1
    });
    let schedule = made(&counterpart, "/api/v1/scheduling/schedules", &schedule);
    for day in 0..7 {
        let day = json!({ "day": day, "start_timestamp": "00:00", "end_timestamp": "24:00" });
        made(&counterpart, &format!("/api/v1/scheduling/schedules/{schedule}/schedule_days"), &day);
    }
    counterpart
}

/// Makes something on the counterpart: its number.
pub fn made(counterpart: &Counterpart, path: &str, body: &Value) -> u64 {
    let (status, answer) = counterpart.ask("POST", path, body);
    assert_eq!(status, 201, "{path}: {answer}");
    answer["data"]["id"].as_u64().or_else(|| answer["id"].as_u64()).unwrap()
}

/// The job as the counterpart's Sonar API tells it.
pub fn there(counterpart: &Counterpart, id: &str) -> Value {
    let (status, answer) = counterpart.ask("GET", &format!("/api/v1/scheduling/jobs/{id}"), &Value::Null);
    assert_eq!(status, 200, "{answer}");
    answer["data"].clone()
}

/// Whether the counterpart would book a user for so many minutes from then.
pub fn is_free(counterpart: &Counterpart, user_id: u64, start: &str, minutes: u32) -> bool {
    let (date, time) = start.split_once(' ').unwrap();
    let path = format!(
        "/api/v1/scheduling/jobs/find_available_space?start_date={date}&end_date={date}&length_in_minutes={minutes}\
         &job_type_id={REPAIR}&users[]={user_id}&entityType=account&entityId=1"
    );
    let (status, answer) = counterpart.ask("GET", &path, &Value::Null);
    assert_eq!(status, 200, "{answer}");
    let second = |text: &Value| parse_time(text.as_str().unwrap()).unwrap();
    let start = parse_time(time).unwrap();
    let blocks = answer["data"][date].as_array().into_iter().flatten();
    blocks
        .map(|block| (second(&block["start"]), second(&block["end"])))
        .any(|(from, to)| from <= start && start + minutes * 60 <= to)
}

/// All operations of an adapter, each under its name: what came of it, in short. For what must hold of all of them.
pub async fn everything(upstream: &Upstream, id: &str) -> Vec<(&'static str, Option<slotwright_upstream::Failure>)> {
    use slotwright_upstream::{End, FreeQuestion, KnownJob, Scheduler};
    let known = KnownJob { id: id.to_owned(), kept: String::new() };
    let job = booked("ALL-0001", 30, "2027-02-10 20:00", &[1]);
    let later = booked("ALL-0001", 30, "2027-02-10 21:00", &[1]);
    let day = moment("2027-02-10 00:00").minute;
    let question = FreeQuestion {
        from: day,
        until: day + 1440,
        length_in_minutes: 30,
        job_type_id: REPAIR,
        place: job.place.place,
        user_ids: vec![1],
    };
    let end = End { is_success: true, reason: Some("Repaired".to_owned()), at: moment("2027-02-10 20:30") };
    vec![
        ("check", upstream.check().await.err()),
        ("create", upstream.create(&job).await.err()),
        ("find", upstream.find(&job).await.err()),
        ("read", upstream.read(&known).await.err()),
        ("reschedule", upstream.reschedule(&known, &later).await.err()),
        ("change_notes", upstream.change_notes(&known, &job).await.err()),
        ("unschedule", upstream.unschedule(&known, &job).await.err()),
        ("cancel", upstream.cancel(&known, "Moved away").await.err()),
        ("end", upstream.end(&known, &job, &end).await.err()),
        ("set_wishes", upstream.set_wishes(&known, &job).await.err()),
        ("free_time", upstream.free_time(&question).await.err()),
        ("busy", upstream.busy(&[1], end.at.unix, end.at.unix + 3600).await.err()),
    ]
}
