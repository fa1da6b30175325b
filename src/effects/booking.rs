//! Booking, moving and cancelling the visit.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Interval, Minute, choose_crew, nearest};
use slotwright_wire::slotwright::{OnCancel, VISIT_CALENDAR_PATH};
use slotwright_wire::sonar::{JobChange, NewJob};
use slotwright_wire::time::print_datetime;
use wasm_bindgen::JsValue;

use super::availability::{fetch_month, forget_availability, need_month, set_loading};
use super::opening::{enter, reload};
use super::{Widget, code_of, go, job_id, job_path};
use crate::browser::document::download;
use crate::browser::fetch::json;
use crate::events::Event;
use crate::failure::Failure;
use crate::month::Month;
use crate::state::{Loading, Notice, Retry, Step};

/// How many alternatives are offered for a time that was taken.
const ALTERNATIVES: usize = 3;

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
        let mut outcome = post_visit(w, start).await;
        // Somebody else may have taken the technician, not the time: look again, and try once with another one.
        if outcome == Err(Failure::Taken) && !w.is_over(turn) {
            outcome = match fetch_month(w, Month::of(Day::of(start))).await {
                Ok(()) if !w.is_over(turn) && crew_for(w, start).is_some() => post_visit(w, start).await,
                Ok(()) => Err(Failure::Taken),
                Err(failure) => Err(failure),
            };
        }
        if w.is_over(turn) {
            return;
        }
        match outcome {
            Ok(()) => {
                // Without the fresh state the visit is booked all the same; the link shows it when it opens again.
                let reloaded = reload(w, turn).await;
                if w.is_over(turn) {
                    return;
                }
                w.state.pending.set(false);
                forget_availability(w);
                if let Err(failure) = reloaded {
                    w.state.step.set(Step::Stopped(failure));
                    return;
                }
                let event = if was_scheduled { Event::RescheduleConfirmed } else { Event::BookingConfirmed };
                w.tell_when(event, start);
                go(w, Step::Booked { moved: was_scheduled });
            }
            Err(failure) => {
                w.state.pending.set(false);
                w.tell(&Event::BookingFailed { code: code_of(&failure) });
                booking_failed(w, turn, start, failure).await;
            }
        }
    });
}

async fn booking_failed(w: Widget, turn: u32, start: Minute, failure: Failure) {
    match failure {
        Failure::Taken => {
            let month = Month::of(Day::of(start));
            let refreshed = fetch_month(w, month).await;
            if w.is_over(turn) {
                return;
            }
            if refreshed.is_err() {
                set_loading(w, month, Loading::Failed);
            }
            let nearest = nearest(&w.state.availability.peek().openings, start, ALTERNATIVES);
            let day = Day::of(nearest.first().map_or(start, |opening| opening.start));
            w.state.focused.set(day);
            w.state.selected.set(Some(day));
            go(w, Step::Choose);
            w.state.notice.set(Some(Notice::Taken { wanted: start, nearest }));
            w.focus("[data-is=notice]");
        }
        Failure::AlreadyBooked => {
            if reload(w, turn).await.is_ok() && !w.is_over(turn) {
                enter(w);
                w.state.notice.set(Some(Notice::AlreadyBooked));
                w.focus("[data-is=notice]");
            }
        }
        Failure::LinkExpired | Failure::LinkInvalid => w.state.step.set(Step::Stopped(failure)),
        failure => {
            w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Book(start) }));
            w.focus("[data-is=notice]");
        }
    }
}

fn crew_for(w: Widget, start: Minute) -> Option<Vec<u64>> {
    let search = untrack(|| w.derived.search())?;
    let visit = Interval::new(start, start + search.length_minutes)?;
    let availability = w.state.availability.peek();
    let crew = choose_crew(&availability.free, visit, search.crew)?;
    Some(crew.into_iter().map(|i| availability.numbers[i]).collect())
}

async fn post_visit(w: Widget, start: Minute) -> Result<(), Failure> {
    let user_ids = crew_for(w, start).ok_or(Failure::Taken)?;
    let scheduled_datetime = Some(print_datetime(start));
    let (method, path, body) = match job_id(w) {
        Some(id) => {
            let notes = Some(w.state.notes.peek());
            (Method::PATCH, job_path(Some(id), ""), json(&JobChange { notes, scheduled_datetime, user_ids }))
        }
        None => {
            let new = new_job(w).map(|new| NewJob { scheduled_datetime, user_ids, ..new });
            (Method::POST, job_path(None, ""), json(&new))
        }
    };
    w.endpoint().ask(method, &path, body).await?;
    Ok(())
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
        let outcome = match w.endpoint().ask(method, &job_path(Some(id), rest), JsValue::UNDEFINED).await {
            Ok(_) => reload(w, turn).await,
            Err(failure) => Err(failure),
        };
        if w.is_over(turn) {
            return;
        }
        w.state.pending.set(false);
        match outcome {
            Ok(()) => {
                forget_availability(w);
                w.tell(&Event::BookingCancelled { job_id: id });
                need_month(w, Month::of(Day::of(start)));
                go(w, Step::Cancelled { start });
            }
            Err(failure) => {
                w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Cancel }));
                w.focus("[data-is=notice]");
            }
        }
    });
}

/// Gives the visitor the booked visit as a calendar file.
pub fn save_calendar(w: Widget) {
    let turn = w.turn.peek();
    spawn_local(async move {
        let file = w.endpoint().text(VISIT_CALENDAR_PATH).await;
        if w.is_over(turn) {
            return;
        }
        match file {
            Ok(file) => _ = download("visit.ics", "text/calendar", &file),
            Err(failure) => {
                w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::Calendar }));
                w.focus("[data-is=notice]");
            }
        }
    });
}
