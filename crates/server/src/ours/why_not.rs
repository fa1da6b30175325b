//! `/v1/why_not`: why a start is not free, with all causes at once; and the same question as a case. Ours; no part of the
//! vendor's API.
//!
//! It is for staff alone, whom neither notice nor horizon nor grid binds: what has no reason here can be booked by `POST
//! /scheduling/jobs` with the users that have none. That customers are not offered such a start is told beside it.

mod sentences;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use slotwright_matching::{Day, Interval, Reason, Search, WhyNot as Found, Wishes};
use slotwright_store::{Numbers, Refused, hold_id, is_hold};
use slotwright_wire::case::{Case, RosterInput, Wanted, of_roster};
use slotwright_wire::slotwright::{WhyNot, WhyNotReason, WhyNotUser};
use slotwright_wire::time::print_datetime;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::{length, place};
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::params::bounds::{MAX_CREW, MAX_USERS};
use crate::inbound::sonar::words::{NO_SUCH_USER, Names, fault, refused_as};
use crate::inbound::sonar::working;
use crate::scheduling::explain::{Asked, Start, look_up};
use crate::scheduling::{Caller, Staff};

/// What each parameter may be.
const ALLOWED: [(&str, &str); 8] = [
    ("scheduled_datetime", "YYYY-MM-DD HH:MM:SS on a whole minute, from 1970-01-01 to 2999-12-31"),
    ("job_type_id", "the number of a job type"),
    ("assigned_type", "accounts or network_sites"),
    ("assigned_id", "the number of an account or network site"),
    ("length_in_minutes", "15 to 1440, divisible by 15"),
    ("user_ids", "up to 1000 numbers of users"),
    ("crew_size", "1 to 1000"),
    ("job_id", "the number of a job"),
];

/// `GET /v1/why_not`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<WhyNot>, Refusal> {
    answer(asked(&app, staff, &params).await?).await
}

async fn answer(asked: Asked) -> Result<Json<WhyNot>, Refusal> {
    let asked = Arc::new(asked);
    let of_core = Arc::clone(&asked);
    let (why_not, against_policy) = working(move || (of_core.why_not(), of_core.against_policy())).await?;

    let numbers = &asked.numbers;
    let day = Day::of(asked.start);
    let users = asked.user_ids.iter().zip(&why_not.people).map(|(&user_id, reasons)| WhyNotUser {
        user_id,
        reasons: reasons.iter().map(|reason| numbered(numbers, *reason, user_id, day)).collect(),
    });
    Ok(Json(WhyNot {
        scheduled_datetime: print_datetime(asked.start),
        length_in_minutes: asked.length_in_minutes,
        crew_size: asked.crew_size,
        is_free: why_not.is_opening(),
        reasons: why_not.start.iter().map(|reason| told(*reason, day)).collect(),
        for_customer: for_customer(&why_not).map(str::to_owned),
        policy: against_policy.into_iter().map(|reason| told(reason, day)).collect(),
        users: users.collect(),
    }))
}

/// `GET /v1/why_not/case`
pub async fn case(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<impl IntoResponse + use<>, Refusal> {
    let asked = asked(&app, staff, &params).await?;
    let start = print_datetime(asked.start);
    let case = working(move || case_of(&asked)).await?;
    // A case is records, lists and numbers: nothing in it can't be written.
    let text = serde_json::to_string_pretty(&case).unwrap_or_default();
    let name = start[..16].replace(' ', "-").replace(':', "");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"why-not-{name}.json\"")),
    ];
    Ok((headers, text + "\n"))
}

/// Reads what is asked, and looks up what the answer follows from.
async fn asked(app: &App, staff: Staff, params: &Params) -> Result<Asked, Refusal> {
    let mut read = params.reader();
    for name in ["scheduled_datetime", "job_type_id", "assigned_type", "assigned_id"] {
        read.require(name);
    }
    let start = read.datetime("scheduled_datetime");
    let (job_type_id, job_id) = (read.id("job_type_id"), read.id("job_id"));
    let place = place(&mut read, &Names::OF_JOBS);
    let length_in_minutes = length(&mut read);
    let named = read.ids("user_ids", NO_SUCH_USER).unwrap_or_default();
    let crew_size = read.integer_up_to("crew_size", 1, MAX_CREW);
    if MAX_USERS < named.len() {
        read.fault("user_ids", format!("The user ids may not have more than {MAX_USERS} items."));
    }
    // What is refused anyhow is not looked for.
    let user_ids = if read.is_faulty("user_ids") { Vec::new() } else { named };
    let could_not_be_read = !read.is_good();
    let wanted = Start { start, job_type_id, place, length_in_minutes, user_ids, crew_size, job_id, could_not_be_read };
    match look_up(app, staff, wanted).await {
        Ok(asked) => Ok(asked),
        Err(Refused::Faulty(faults)) => {
            fault(&mut read, &Names::OF_JOBS, &faults);
            Err(read.finish_naming(&ALLOWED).err().unwrap_or_else(Refusal::no_item))
        }
        Err(refused) => Err(refused_as(refused, app, &Caller::Staff(staff))),
    }
}

/// The question as a case. Only the start itself is searched for, which changes nothing about it: another search would list
/// every minute of the day.
fn case_of(asked: &Asked) -> Case {
    let Asked { start, user_ids, roster, question, around, .. } = asked;
    let search = asked.search();
    let search = Search { earliest: *start, latest: search.skipped.end_of(*start, search.length_minutes), ..search };
    let input = RosterInput::from_core(user_ids, roster, question, around);
    let wanted = Wanted { start: (*start).into(), at_most: 0, minutes_per_day: 0 };
    let about = format!("Why not {}? As the server answered it", print_datetime(*start));
    Case { about, ..of_roster(input, &search, &Wishes::default(), Some(wanted), None) }
}

/// What is wrong with the start itself; else what is the same for everybody; else that nobody is free.
fn for_customer(why_not: &Found) -> Option<&'static str> {
    let of_start = why_not.start.iter().find(|reason| !matches!(reason, Reason::Crew { .. }));
    let of_everybody = || {
        let mut sentences = why_not.people.first()?.iter().map(sentences::for_customer);
        let is_said_of = |reasons: &Vec<Reason>, said: &str| reasons.iter().any(|r| sentences::for_customer(r) == said);
        sentences.find(|said| why_not.people.iter().all(|reasons| is_said_of(reasons, said)))
    };
    let crew = why_not.start.first()?;
    Some(of_start.map(sentences::for_customer).or_else(of_everybody).unwrap_or(sentences::for_customer(crew)))
}

/// One cause, but for the numbers of what the roster knows by its place.
fn told(reason: Reason, day: Day) -> WhyNotReason {
    let mut told = WhyNotReason {
        code: reason.code().to_owned(),
        sentence: sentences::for_dispatcher(&reason, day),
        ..WhyNotReason::default()
    };
    let mut interval = reason.interval();
    match reason {
        Reason::Job { job_id, .. } if is_hold(job_id) => {
            told.code = "hold".to_owned();
            told.hold_id = hold_id(job_id);
            told.sentence = told.sentence.replacen(&format!("job {job_id} "), "held for somebody else ", 1);
        }
        Reason::Buffer { job_id, .. } | Reason::Travel { job_id: Some(job_id), .. } if is_hold(job_id) => {
            told.sentence = told.sentence.replacen(&format!("job {job_id} "), "what is held for somebody else ", 1);
        }
        Reason::Job { job_id, .. } | Reason::Buffer { job_id, .. } => told.job_id = Some(job_id),
        Reason::Travel { job_id, .. } => told.job_id = job_id,
        Reason::Cap { jobs, allowed, .. } | Reason::CapOfAll { jobs, allowed, .. } => {
            (told.jobs, told.allowed) = (Some(jobs), Some(allowed))
        }
        Reason::Blocker { blocker_id, .. } => told.blocker_id = Some(blocker_id),
        Reason::TooShort { free, missing_minutes } => {
            interval = Some(free);
            told.missing_minutes = u32::try_from(missing_minutes).ok();
        }
        Reason::Crew { able, needed } => (told.able, told.needed) = (Some(able as u64), Some(needed as u64)),
        _ => {}
    }
    let (from, to) = match reason {
        Reason::Notice { earliest } => (Some(earliest), None),
        Reason::Horizon { latest } => (None, Some(latest)),
        Reason::Grid { previous, next } => (Some(previous), next),
        _ => (interval.map(Interval::start), interval.map(Interval::end)),
    };
    (told.from, told.to) = (from.map(print_datetime), to.map(print_datetime));
    told
}

/// One cause, with the numbers of what the roster knows by its place.
fn numbered(numbers: &Numbers, reason: Reason, user_id: u64, day: Day) -> WhyNotReason {
    let schedule_id = schedule_of(&reason).and_then(|index| numbers.schedules.get(index).copied());
    let time_off_id = match reason {
        Reason::TimeOff { interval, .. } => numbers.time_offs.get(&(user_id, interval)).copied(),
        _ => None,
    };
    WhyNotReason { schedule_id, time_off_id, ..told(reason, day) }
}

fn schedule_of(reason: &Reason) -> Option<usize> {
    match *reason {
        Reason::Closed { schedule, .. } | Reason::Geofence { schedule, .. } | Reason::JobType { schedule, .. } => {
            Some(schedule)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::{FromRequest, FromRequestParts};
    use serde_json::{Value, json};

    use super::*;
    use crate::router::router;
    use crate::testing::{STAFF, call, on_both, request};

    #[tokio::test]
    async fn a_reason_names_the_schedule_that_it_is_about_though_another_is_deleted_meanwhile() {
        on_both(async |app| {
            let router = router(app.clone());
            for _ in 0..2 {
                let closed = json!({"name": "Closed", "user_ids": [1], "job_type_ids": [1], "start": "2024-05-06",
                    "available": false, "infinite_repetitions": true, "repetitions": 0, "weeks": 1});
                let schedules = "/api/v1/scheduling/schedules";
                let (_, made) = call(&router, STAFF, "POST", schedules, closed).await;
                let days = format!("{schedules}/{}/schedule_days", made["data"]["id"]);
                let hours = json!({"day": 1, "start_timestamp": "09:00", "end_timestamp": "11:00"});
                assert_eq!(call(&router, STAFF, "POST", &days, hours).await.0, 201);
            }
            let path = "/v1/why_not?scheduled_datetime=2024-05-13%2010:00:00&job_type_id=1&assigned_type=accounts\
                &assigned_id=1&user_ids[]=1";
            let (mut parts, body) = request(STAFF, "GET", path, &Value::Null).into_parts();
            let staff = Staff::from_request_parts(&mut parts, &app).await.ok().unwrap();
            let params =
                Params::from_request(axum::extract::Request::from_parts(parts, body), &app).await.ok().unwrap();
            let asked = asked(&app, staff, &params).await.ok().unwrap();
            let deleted = call(&router, STAFF, "DELETE", "/api/v1/scheduling/schedules/1", Value::Null).await;
            assert_eq!(deleted.0, 200);
            let Json(told) = answer(asked).await.ok().unwrap();
            let named: Vec<_> = told.users[0].reasons.iter().filter_map(|reason| reason.schedule_id).collect();
            assert_eq!(named.first(), Some(&2), "{:?}", told.users[0].reasons);
        })
        .await;
    }
}
