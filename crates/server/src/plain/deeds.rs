//! What is done: a time is held, the visit booked, moved or cancelled, preferred times sent. Each is asked of our own addresses; what
//! somebody sends twice, by a double click or because no answer came, is found done and said so.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use slotwright_domain::{CancelReason, SECONDS_PER_DAY};
use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::convert::window_of_interval;
use slotwright_wire::slotwright::{Hold, OPEN_START_PATH, RATHER_NOT_PATH, Started};
use slotwright_wire::time::{parse_minute, print_date, print_datetime};

use super::answers::{Answers, told};
use super::door::{Door, Guest, Newcomer};
use super::form::Form;
use super::steps::{self, Answer, Said, Step, changed};
use super::trouble::Trouble;
use super::views;
use super::visitor::{Stage, Visitor, start_in};
use super::wish_rows::{self, Kind, hours_and_minutes};
use crate::asking::{Refused, Wanted, add, job_path, read};

/// How often it is looked whether the same form, sent a moment ago, has been answered; and how long it is waited in between.
const LOOKS: u32 = 40;
const BETWEEN_LOOKS: Duration = Duration::from_millis(150);
/// Why a time can't be had any more that was offered a moment ago.
const GONE: [&str; 7] =
    ["slot-taken", "not-on-grid", "too-soon", "too-far", "not-in-days", "not-in-windows", "local-time-does-not-exist"];
/// Why something is not as it was when a form was made.
const OVERTAKEN: [&str; 6] =
    ["already-booked", "changed-by-staff", "key-reused", "not-found", "already-completed", "not-scheduled"];

/// Whether a time is held.
pub enum Held {
    /// Until when, and under which number.
    Until(u64, Minute),
    /// It isn't, and can be booked all the same.
    Not,
    /// It can't be had.
    Gone,
}

impl Held {
    /// Its number, and until when.
    #[must_use]
    pub fn until(self) -> Option<(u64, Minute)> {
        match self {
            Self::Until(id, until) => Some((id, until)),
            Self::Not | Self::Gone => None,
        }
    }
}

/// Holds a time while its holder fills in the rest. A second one takes the place of the first.
///
/// # Errors
///
/// The link opens nothing any more, or nothing could be asked.
pub async fn hold(visitor: &Visitor, start: Minute) -> Result<Held, Trouble> {
    match visitor.visit().with_crew(start, &Wanted::Hold).await {
        Ok(held) => {
            let held: Hold = read(held)?;
            let seconds = visitor.app.now().second() + i64::try_from(held.remaining_seconds).unwrap_or(SECONDS_PER_DAY);
            Ok(Held::Until(held.id, Minute::try_from(seconds / 60).unwrap_or(start)))
        }
        Err(refused) if GONE.contains(&refused.code.as_str()) => Ok(Held::Gone),
        // Who may not hold, or has held for long enough, may book.
        Err(_) => Ok(Held::Not),
    }
}

/// What a form carries on of what is held: its number, and until when.
#[must_use]
pub fn held_in(form: &Form) -> Option<(u64, Minute)> {
    form.get("hold").parse().ok().zip(parse_minute(form.get("until")))
}

/// Books the visit, or moves it.
pub async fn book(door: &Door, visitor: Visitor, form: &Form) -> Step {
    let Some(start) = start_in(form) else { return steps::choose(&visitor, form, None).await };
    if visitor.start() == Some(start) {
        return Ok(booked(visitor, form));
    }
    if visitor.is_stale(form) {
        let notice = changed(&visitor);
        return steps::front(&visitor, None, Some(notice)).await;
    }
    let answers = Answers::of(&visitor, form);
    let faults = answers.faults(&visitor, true);
    if !faults.is_empty() {
        let page = views::check(&visitor, form, start, held_in(form), &faults);
        return Ok(Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let mut body = json!({"scheduled_datetime": print_datetime(start)});
    answers.add_to(&visitor, &mut body);
    let mut outcome = with_hold(&visitor, start, &body, form.get("hold").parse().ok()).await;
    for _ in 0..LOOKS {
        let is_at_work = outcome.as_ref().is_err_and(|refused| refused.code == "request-in-progress");
        if !is_at_work {
            break;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
        outcome = with_hold(&visitor, start, &body, form.get("hold").parse().ok()).await;
    }
    let Err(refused) = outcome else { return Ok(booked(visitor, form)) };
    // Sent twice, it may have been done by the other; then it is as it should be.
    let visitor = again(door, &visitor).await?;
    if visitor.start() == Some(start) {
        return Ok(booked(visitor, form));
    }
    if GONE.contains(&refused.code.as_str()) {
        return steps::taken(&visitor, form, start).await;
    }
    if OVERTAKEN.contains(&refused.code.as_str()) {
        let notice = changed(&visitor);
        return steps::front(&visitor, None, Some(notice)).await;
    }
    let told = told(&visitor, &refused.errors);
    if !told.is_empty() {
        return Ok(Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, views::check(&visitor, form, start, None, &told)));
    }
    Err(Trouble::of_booking(refused))
}

/// Asks for it with the hold, and without where that has run out: the time may be free all the same.
async fn with_hold(visitor: &Visitor, start: Minute, body: &Value, hold: Option<u64>) -> Result<Value, Refused> {
    let mut held = body.clone();
    add(&mut held, "hold_id", hold);
    visitor.api.begin_again();
    match visitor.visit().with_crew(start, &Wanted::Visit(held)).await {
        Err(refused) if refused.code == "hold-expired" => {
            visitor.visit().with_crew(start, &Wanted::Visit(body.clone())).await
        }
        outcome => outcome,
    }
}

fn booked(visitor: Visitor, form: &Form) -> Answer {
    let is_move = parse_minute(form.get("seen")).is_some();
    done(if is_move { Said::Moved } else { Said::Booked }, visitor)
}

fn done(said: Said, visitor: Visitor) -> Answer {
    Answer::Done(said, visitor.link, visitor.speech.tag)
}

/// The same holder, as things are by now.
async fn again(door: &Door, visitor: &Visitor) -> Result<Visitor, Trouble> {
    match door.enter(&visitor.link, &visitor.speech.tag, None).await? {
        Guest::Visitor(visitor) => Ok(*visitor),
        Guest::Newcomer(_) => Err(Trouble::no_link()),
    }
}

/// Gives the booked time up.
pub async fn cancel(door: &Door, visitor: Visitor, form: &Form) -> Step {
    let (job_id, start) = (form.get("job").parse().ok(), parse_minute(form.get("seen")));
    let cancelled = |visitor| match job_id.zip(start) {
        Some((job_id, start)) => Ok(done(Said::Cancelled { job_id, start }, visitor)),
        None => Err(Trouble::no_link()),
    };
    let Some(job) = visitor.job().filter(|job| job.start.is_some()) else {
        // Done already, by the same form.
        return if job_id.is_some() { cancelled(visitor) } else { steps::front(&visitor, None, None).await };
    };
    if visitor.is_stale(form) {
        let notice = changed(&visitor);
        return steps::front(&visitor, None, Some(notice)).await;
    }
    let reason = CancelReason::ALL.into_iter().find(|reason| reason.name() == form.get("reason"));
    match visitor.visit().cancel(job.id, reason).await {
        Ok(()) => cancelled(visitor),
        Err(refused) => {
            let visitor = again(door, &visitor).await?;
            match (visitor.start(), refused.code.as_str()) {
                (None, _) => cancelled(visitor),
                // The page says what can't be done any more, and why.
                (_, "too-soon") => steps::front(&visitor, None, None).await,
                (_, code) if OVERTAKEN.contains(&code) => {
                    let notice = changed(&visitor);
                    steps::front(&visitor, None, Some(notice)).await
                }
                _ => Err(Trouble::of(refused)),
            }
        }
    }
}

/// Sends preferred times, best first: they take the place of what was sent before.
pub async fn send(door: &Door, visitor: Visitor, form: &Form) -> Step {
    if visitor.is_stale(form) {
        let notice = changed(&visitor);
        return steps::front(&visitor, None, Some(notice)).await;
    }
    let mut faults = Vec::new();
    let [(rows, wishes), (rows_not, rather_not)] = [Kind::Wish, Kind::RatherNot].map(|kind| {
        let rows = wish_rows::rows(&visitor, form, kind);
        let windows = wish_rows::read(&visitor, kind, &rows).unwrap_or_else(|found| {
            faults.extend(found);
            Vec::new()
        });
        (rows, windows)
    });
    let answers = Answers::of(&visitor, form);
    if visitor.job().is_none() {
        faults.extend(answers.faults(&visitor, visitor.customer.is_newcomer()));
    }
    if !faults.is_empty() {
        let page = views::wishes(&visitor, form, (&rows, &[]), &rows_not, &faults);
        return Ok(Answer::Page(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let visitor = match visitor.job() {
        Some(_) => visitor,
        None => {
            let mut body = json!({});
            answers.add_to(&visitor, &mut body);
            visitor.visit().post(body, Vec::new()).await?;
            again(door, &visitor).await?
        }
    };
    store(&visitor, &wishes, &rather_not).await?;
    Ok(done(Said::Sent, visitor))
}

/// Takes all preferred times back.
pub async fn withdraw(door: &Door, visitor: Visitor) -> Step {
    store(&visitor, &[], &[]).await?;
    let visitor = again(door, &visitor).await?;
    match visitor.stage() {
        Stage::Booked(_) => steps::front(&visitor, None, None).await,
        _ => Ok(done(Said::Withdrawn, visitor)),
    }
}

/// Makes what is stored these. They rank by their numbers, so that those which are there are changed in their order.
async fn store(visitor: &Visitor, wishes: &[Interval], rather_not: &[Interval]) -> Result<(), Trouble> {
    let Some(job) = visitor.job() else { return Ok(()) };
    let path = job_path(job.id, "/desired_job_datetimes");
    let stored = &visitor.booking.wishes;
    for (place, wish) in wishes.iter().enumerate() {
        let day = Day::of(wish.start());
        let time = |minute: Minute| hours_and_minutes(minute - day.start());
        let body = json!({"date": print_date(day), "start_time": time(wish.start()), "end_time": time(wish.end())});
        match stored.get(place) {
            Some(known) => visitor.api.write(Method::PATCH, &format!("{path}/{}", known.id), body).await?,
            None => visitor.api.write(Method::POST, &path, body).await?,
        };
    }
    for known in stored.iter().skip(wishes.len()) {
        visitor.api.write(Method::DELETE, &format!("{path}/{}", known.id), Value::Null).await?;
    }
    if visitor.rather_not() != rather_not {
        let windows: Vec<_> = rather_not.iter().copied().map(window_of_interval).collect();
        visitor.api.write(Method::PUT, RATHER_NOT_PATH, json!({"rather_not": windows})).await?;
    }
    Ok(())
}

/// A link of one's own, for somebody who has come by an open one.
///
/// # Errors
///
/// Work is demanded that only a browser's script can do, or nothing could be asked.
pub async fn start(newcomer: &Newcomer, job_type_id: u64) -> Result<String, Trouble> {
    let started = newcomer.api.post_unkeyed(OPEN_START_PATH, &json!({"job_type_id": job_type_id})).await?;
    let started: Started = read(started)?;
    Ok(started.handle)
}
