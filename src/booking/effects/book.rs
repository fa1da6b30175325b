//! Booking the visit, or moving it.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Minute};
use slotwright_wire::sonar::{Data, JobChange, JobSummary, NewJob};
use slotwright_wire::time::print_datetime;
use slotwright_words::text;

use super::availability::{invalidate_availability, need_month};
use super::confirm::follow;
use super::crew::{crew_for, with_another_crew};
use super::failing::failed;
use super::fields::refused;
use super::job::{new_job, set_job};
use super::link::{answers_as_stored, reload, settle, show_as_it_is};
use super::release::clear_hold;
use super::steps::go;
use super::taken::taken;
use super::undo::offer_undo;
use crate::booking::derived::Derived;
use crate::booking::state::{Retry, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::fields::changed;
use crate::ground::job::job_path;
use crate::ground::month::Month;
use crate::kit::fetch::{json, read};

/// Books the visit that starts then, or moves the booked one there.
pub fn book(w: Widget, start: Minute) {
    if w.state().pending.get_untracked() {
        return;
    }
    let generation = w.generation().get_untracked();
    w.state().pending.set(true);
    w.state().notice.set(None);
    w.announce(w.say(text::BOOKING));
    w.dispatch_when(Event::BookingSubmitted, start);
    spawn_local(async move {
        let was_scheduled = w.now(Derived::scheduled).is_some();
        let outcome = with_another_crew(w, generation, start, post_visit).await;
        if w.is_stale(generation) {
            return;
        }
        match outcome {
            Ok(job) => {
                clear_hold(w);
                // The answer says what is booked. What only the server knows (the instants) is requested after it; should that
                // fail, the visit is booked all the same.
                set_job(w, Some(job));
                let reloaded = reload(w, generation).await;
                if w.is_stale(generation) {
                    return;
                }
                if reloaded.is_ok() {
                    answers_as_stored(w);
                }
                w.state().pending.set(false);
                invalidate_availability(w);
                let event = if was_scheduled { Event::RescheduleConfirmed } else { Event::BookingConfirmed };
                w.dispatch_when(event, start);
                go(w, Step::Booked { moved: was_scheduled });
                if !was_scheduled {
                    offer_undo(w);
                }
                follow(w, generation);
            }
            Err(failure) => {
                w.state().pending.set(false);
                w.dispatch(&Event::BookingFailed { code: failure.code() });
                booking_failed(w, generation, start, failure).await;
            }
        }
    });
}

async fn booking_failed(w: Widget, generation: u32, start: Minute, failure: Failure) {
    match failure {
        Failure::Taken => taken(w, generation, start).await,
        Failure::AlreadyBooked => {
            let notes = w.state().notes.get_untracked();
            show_as_it_is(w, generation, failure, Retry::Book(start)).await;
            if !w.is_stale(generation) && w.now(Derived::scheduled) == Some(start) {
                add_notes(w, generation, notes).await;
            }
        }
        // What is wrong is said at its field, where it is one that is shown.
        Failure::WrongFields(wrong) if !refused(w, &wrong) => {}
        Failure::Refused(_) | Failure::WrongFields(_) => {
            let before = w.now(Derived::scheduled);
            // The server's time has gone on, or its rules have changed: what is offered is requested again.
            if reload(w, generation).await.is_ok() {
                if w.now(Derived::scheduled) != before {
                    return settle(w, generation, Failure::Changed, Retry::Book(start));
                }
                invalidate_availability(w);
                need_month(w, Month::of(Day::of(start)));
            }
            if !w.is_stale(generation) {
                failed(w, failure, Retry::Book(start));
            }
        }
        failure => settle(w, generation, failure, Retry::Book(start)),
    }
}

/// Stores notes that were typed after a request that had booked the visit, but whose answer got lost.
async fn add_notes(w: Widget, generation: u32, notes: String) {
    if notes.is_empty() || notes == w.state().notes.get_untracked() {
        return;
    }
    let change = JobChange { notes: Some(notes), ..JobChange::default() };
    let written = w.write(Method::PATCH, &job_path(w.job_id(), ""), json(&change)).await;
    if written.is_ok() && reload(w, generation).await.is_ok() {
        // The same step once more, so that it is rendered again with the notes.
        let step = w.state().step.get_untracked();
        w.state().step.set(step);
    }
}

async fn post_visit(w: Widget, start: Minute) -> Result<JobSummary, Failure> {
    let user_ids = crew_for(w, start).ok_or(Failure::Taken)?;
    let hold_id = w.state().held.get_untracked().filter(|held| held.start == start).map(|held| held.id);
    let scheduled_datetime = Some(print_datetime(start));
    let booking = w.booking().ok_or(Failure::LinkInvalid)?;
    let fields = changed(&booking.fields, &w.state().answers.get_untracked());
    let (method, path, body) = match w.job_id() {
        Some(id) => {
            // A note that the customer didn't touch is left as it is: the office may have changed it meanwhile.
            let before = booking.job.as_ref().and_then(|job| job.notes.clone()).unwrap_or_default();
            let notes = Some(w.state().notes.get_untracked()).filter(|notes| *notes != before);
            (
                Method::PATCH,
                job_path(Some(id), ""),
                json(&JobChange { notes, scheduled_datetime, user_ids, hold_id, fields }),
            )
        }
        None => {
            let new = new_job(w).map(|new| NewJob { scheduled_datetime, user_ids, hold_id, fields, ..new });
            (Method::POST, job_path(None, ""), json(&new))
        }
    };
    let answer: Data<JobSummary> = read(w.write(method, &path, body).await?)?;
    Ok(answer.data)
}
