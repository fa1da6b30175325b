//! Booking, moving and cancelling the visit.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Interval, Minute, Near, Opening, alternatives, choose_crew};
use slotwright_wire::slotwright::{OnCancel, VISIT_CALENDAR_PATH};
use slotwright_wire::sonar::{Data, JobChange, JobStatus, JobSummary, NewJob};
use slotwright_wire::time::print_datetime;
use wasm_bindgen::JsValue;

use super::availability::{fetch_month, forget_availability, need_month, select, set_loading};
use super::hold::forget_hold;
use super::opening::{enter, reload};
use super::{Widget, failed, go, job_id};
use crate::booking::state::{Booking, Loading, Notice, Opened, Retry, Step};
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::job::job_path;
use crate::ground::month::Month;
use crate::kit::document::download;
use crate::kit::fetch::{json, read};

/// How many alternatives are offered for a time that was taken.
pub const ALTERNATIVES: usize = 3;
/// A day sooner or later is as far away as so many minutes on the same day: whoever wanted nine o'clock is more likely to be
/// at home at nine tomorrow than in the afternoon.
pub const MINUTES_PER_DAY_AWAY: Minute = 60;

/// Books the visit that starts then, or moves the booked one there.
pub fn book(w: Widget, start: Minute) {
    if w.state.pending.peek() {
        return;
    }
    let turn = w.turn.peek();
    w.state.pending.set(true);
    w.state.notice.set(None);
    w.tell_when(Event::BookingSubmitted, start);
    spawn_local(async move {
        let was_scheduled = untrack(|| w.derived.scheduled()).is_some();
        let outcome = with_another_crew(w, turn, start, post_visit).await;
        if w.is_over(turn) {
            return;
        }
        match outcome {
            Ok(job) => {
                forget_hold(w);
                // The answer says what is booked. What only the server knows (the instants) is asked for; should that fail,
                // the visit is booked all the same.
                set_job(w, Some(job));
                let _ = reload(w, turn).await;
                if w.is_over(turn) {
                    return;
                }
                w.state.pending.set(false);
                forget_availability(w);
                let event = if was_scheduled { Event::RescheduleConfirmed } else { Event::BookingConfirmed };
                w.tell_when(event, start);
                go(w, Step::Booked { moved: was_scheduled });
            }
            Err(failure) => {
                w.state.pending.set(false);
                w.tell(&Event::BookingFailed { code: failure.code() });
                booking_failed(w, turn, start, failure).await;
            }
        }
    });
}

async fn booking_failed(w: Widget, turn: u32, start: Minute, failure: Failure) {
    match failure {
        Failure::Taken => taken(w, turn, start).await,
        Failure::AlreadyBooked => {
            let notes = w.state.notes.peek();
            show_booked_elsewhere(w, turn).await;
            if !w.is_over(turn) && untrack(|| w.derived.scheduled()) == Some(start) {
                add_notes(w, turn, notes).await;
            }
        }
        Failure::Gone => {
            let notes = w.state.notes.peek();
            if reload(w, turn).await.is_ok() {
                forget_availability(w);
                go(w, Step::Choose);
                w.state.notes.set(notes);
                w.state.notice.set(Some(Notice::Gone));
                w.focus("[data-is=notice]");
            }
        }
        failure => {
            // The server's time has gone on, or its rules have changed: what is offered is asked for anew.
            if matches!(failure, Failure::Refused(_)) && reload(w, turn).await.is_ok() {
                forget_availability(w);
                need_month(w, Month::of(Day::of(start)));
            }
            if !w.is_over(turn) {
                failed(w, failure, Retry::Book(start));
            }
        }
    }
}

/// What was typed after a request that had booked, and whose answer got lost, is not lost with it.
async fn add_notes(w: Widget, turn: u32, notes: String) {
    if notes.is_empty() || notes == w.state.notes.peek() {
        return;
    }
    let change = JobChange { notes: Some(notes), ..JobChange::default() };
    let written = w.write(Method::PATCH, &job_path(job_id(w), ""), json(&change)).await;
    if written.is_ok() && reload(w, turn).await.is_ok() {
        let step = w.state.step.peek();
        w.state.step.set(step);
    }
}

/// Says that somebody else has the time, and shows what is near it.
pub async fn taken(w: Widget, turn: u32, start: Minute) {
    let month = Month::of(Day::of(start));
    let refreshed = fetch_month(w, month).await;
    if w.is_over(turn) {
        return;
    }
    if refreshed.is_err() {
        set_loading(w, month, Loading::Failed);
    }
    let nearest = near(w, start);
    let day = Day::of(nearest.first().map_or(start, |opening| opening.start));
    w.state.focused.set(day);
    select(w, day);
    go(w, Step::Choose);
    w.state.notice.set(Some(Notice::Taken { wanted: start, nearest }));
    w.focus("[data-is=notice]");
}

/// The openings nearest to a time, but not that time itself.
pub fn near(w: Widget, start: Minute) -> Vec<Opening> {
    let availability = w.state.availability.peek();
    let by_the_clock = Near::Clock { minutes_per_day: MINUTES_PER_DAY_AWAY };
    let nearest = alternatives(&availability.openings, start, by_the_clock, ALTERNATIVES + 1);
    nearest.filter(|opening| opening.start != start).take(ALTERNATIVES).collect()
}

/// Does it, and once more when it fails since somebody is taken: that may be the technician, not the time.
pub async fn with_another_crew<T, A: Future<Output = Result<T, Failure>>>(
    w: Widget,
    turn: u32,
    start: Minute,
    deed: fn(Widget, Minute) -> A,
) -> Result<T, Failure> {
    let outcome = deed(w, start).await;
    if !matches!(outcome, Err(Failure::Taken)) || w.is_over(turn) {
        return outcome;
    }
    w.state.held.set(None);
    match fetch_month(w, Month::of(Day::of(start))).await {
        Ok(()) if !w.is_over(turn) && crew_for(w, start).is_some() => deed(w, start).await,
        Ok(()) => Err(Failure::Taken),
        Err(failure) => Err(failure),
    }
}

/// The link's job was booked elsewhere: shows it.
pub async fn show_booked_elsewhere(w: Widget, turn: u32) {
    if reload(w, turn).await.is_ok() {
        enter(w);
        w.state.notice.set(Some(Notice::AlreadyBooked));
        w.focus("[data-is=notice]");
    }
}

/// Takes over what an answer said of the link's job.
fn set_job(w: Widget, job: Option<JobSummary>) {
    if let Some(opened) = w.state.opened.peek() {
        let booking = Booking { job, visit: None, ..Booking::clone(&opened.booking) };
        w.state.opened.set(Some(Opened { booking: Arc::new(booking), ..opened }));
    }
}

/// Who could come then: those that are held for it, or who `matching` chooses.
pub fn crew_for(w: Widget, start: Minute) -> Option<Vec<u64>> {
    if let Some(held) = w.state.held.peek().filter(|held| held.start == start) {
        return Some(held.user_ids);
    }
    let search = untrack(|| w.derived.search())?;
    let visit = Interval::new(start, start + search.length_minutes)?;
    let availability = w.state.availability.peek();
    let crew = choose_crew(&availability.free, visit, search.crew)?;
    Some(crew.into_iter().map(|i| availability.numbers[i]).collect())
}

async fn post_visit(w: Widget, start: Minute) -> Result<JobSummary, Failure> {
    let user_ids = crew_for(w, start).ok_or(Failure::Taken)?;
    let hold_id = w.state.held.peek().filter(|held| held.start == start).map(|held| held.id);
    let scheduled_datetime = Some(print_datetime(start));
    let (method, path, body) = match job_id(w) {
        Some(id) => {
            // A note that the customer didn't touch is left as it is: the office may have changed it meanwhile.
            let before = w.booking().and_then(|booking| booking.job.as_ref()?.notes.clone()).unwrap_or_default();
            let notes = Some(w.state.notes.peek()).filter(|notes| *notes != before);
            (Method::PATCH, job_path(Some(id), ""), json(&JobChange { notes, scheduled_datetime, user_ids, hold_id }))
        }
        None => {
            let new = new_job(w).map(|new| NewJob { scheduled_datetime, user_ids, hold_id, ..new });
            (Method::POST, job_path(None, ""), json(&new))
        }
    };
    let answer: Data<JobSummary> = read(w.write(method, &path, body).await?)?;
    Ok(answer.data)
}

/// The link's job, without a time.
pub fn new_job(w: Widget) -> Option<NewJob> {
    let booking = w.booking()?;
    Some(NewJob {
        job_type_id: booking.job_type.id,
        assigned_type: booking.place.assigned_type.clone(),
        assigned_id: booking.place.assigned_id,
        length_in_minutes: None,
        notes: Some(w.state.notes.peek()),
        scheduled_datetime: None,
        user_ids: Vec::new(),
        hold_id: None,
    })
}

/// Cancels the booked visit.
pub fn cancel(w: Widget) {
    let (Some(id), Some(start)) = (job_id(w), untrack(|| w.derived.scheduled())) else { return };
    if w.state.pending.peek() {
        return;
    }
    let turn = w.turn.peek();
    let deletes = w.booking().is_some_and(|booking| booking.policy.on_cancel == OnCancel::Delete);
    w.state.pending.set(true);
    w.state.notice.set(None);
    spawn_local(async move {
        let (method, rest) = if deletes { (Method::DELETE, "") } else { (Method::POST, "/queue") };
        let answer = w.write(method, &job_path(Some(id), rest), JsValue::UNDEFINED).await;
        if w.is_over(turn) {
            return;
        }
        // What isn't there any more was cancelled before, perhaps by a request whose answer got lost.
        if let Err(failure) = answer
            && failure != Failure::Gone
        {
            w.state.pending.set(false);
            return failed(w, failure, Retry::Cancel);
        }
        if reload(w, turn).await.is_err() {
            if w.is_over(turn) {
                return;
            }
            let job = w.booking().and_then(|booking| booking.job.clone()).filter(|_| !deletes);
            let queued =
                |job| JobSummary { status: JobStatus::Queued, scheduled_datetime: None, user_ids: Vec::new(), ..job };
            set_job(w, job.map(queued));
        }
        w.state.pending.set(false);
        forget_availability(w);
        w.tell(&Event::BookingCancelled { job_id: id });
        need_month(w, Month::of(Day::of(start)));
        go(w, Step::Cancelled { start });
    });
}

/// Gives the visitor the booked visit as a calendar file.
pub fn save_calendar(w: Widget) {
    let turn = w.turn.peek();
    spawn_local(async move {
        let file = w.endpoint().text(Method::GET, VISIT_CALENDAR_PATH, JsValue::UNDEFINED).await;
        if w.is_over(turn) {
            return;
        }
        match file {
            Ok(file) => _ = download("visit.ics", "text/calendar", &file),
            Err(failure) => failed(w, failure, Retry::Calendar),
        }
    });
}
