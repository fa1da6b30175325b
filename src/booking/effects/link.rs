//! Looking up the link, and the step it leads to.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Day;
use slotwright_wire::convert::{interval_of_window, window_of};
use slotwright_wire::slotwright::{BOOKING_PATH, Confirmation};
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::parse_minute;
use wasm_bindgen::JsValue;

use super::availability::{choose, invalidate_availability, know_first, need_month, need_shown};
use super::failing::failed;
use super::release::release_hold;
use crate::booking::derived::Derived;
use crate::booking::state::{Booking, Notice, Opened, Retry, Step};
use crate::booking::widget::Widget;
use crate::ground::company::lines;
use crate::ground::failure::Failure;
use crate::ground::month::Month;
use crate::ground::wishes::Draft;
use crate::kit::document::device_now;
use crate::kit::fetch::read;

/// What was loaded longer ago is requested again when the page becomes visible.
const OLD_MS: i64 = 300_000;

/// What is asked first: what the link is about, and when somebody is free, which need not be requested then. `src/ahead.js` asks the
/// same while the program is still on its way.
pub const FIRST: &str = "/v1/booking?with=availability";

/// Requests again what the link is about.
///
/// # Errors
/// As [`load`].
pub fn reload(w: Widget, generation: u32) -> impl Future<Output = Result<(), Failure>> {
    load(w, generation, BOOKING_PATH)
}

/// Requests what the link is about, at this path.
///
/// # Errors
/// Why there is no answer; [`Failure::Unreachable`] also when nobody waits for one any more.
pub async fn load(w: Widget, generation: u32, path: &'static str) -> Result<(), Failure> {
    if w.is_stale(generation) {
        return Err(Failure::Unreachable);
    }
    let endpoint = w.endpoint();
    if endpoint.token.is_empty() {
        return Err(Failure::LinkInvalid);
    }
    // Since when the question is sent the server's clock shows what it answers, or more.
    let at = endpoint.since();
    let mut booking: Booking = read(endpoint.text(Method::GET, path, JsValue::UNDEFINED).await?)?;
    if w.is_stale(generation) {
        return Err(Failure::Unreachable);
    }
    let first = booking.availability.take();
    // What was typed stays with its field, whatever else is asked by now.
    let before = w.booking().map(|before| before.fields.clone()).unwrap_or_default();
    let answers = w.state().answers.get_untracked();
    let kept = booking.fields.iter().map(|field| {
        let known = before.iter().position(|known| known.key == field.key).and_then(|i| answers.get(i));
        known.unwrap_or(&field.value).clone()
    });
    w.state().answers.set(kept.collect());
    w.state().field_faults.set(booking.fields.iter().map(|field| field.fault.clone().unwrap_or_default()).collect());
    // It is rendered again only where it is another one.
    let company = lines(booking.company.clone());
    if w.state().company.get_untracked() != company {
        w.state().company.set(company);
    }
    w.state().opened.set(Some(Opened { booking: Arc::new(booking), at }));
    if let Some(first) = first {
        know_first(w, first);
    }
    Ok(())
}

/// Takes what is stored for what was filled in.
pub fn answers_as_stored(w: Widget) {
    let fields = w.booking().map(|booking| booking.fields.clone()).unwrap_or_default();
    w.state().answers.set(fields.into_iter().map(|field| field.value).collect());
}

/// Shows the step that the link leads to.
pub fn enter(w: Widget) {
    let Some(booking) = w.booking() else { return };
    release_hold(w);
    answers_as_stored(w);
    let job = booking.job.as_ref();
    let has_wishes = !booking.wishes.is_empty();
    w.state().notes.set(job.and_then(|job| job.notes.clone()).unwrap_or_default());
    w.state().wishes.set(booking.wishes.iter().filter_map(window_of).collect());
    w.state().rather_not.set(booking.rather_not.iter().filter_map(interval_of_window).collect());
    w.state().draft.update(Draft::list_replaced);
    match job.map(|job| job.status) {
        Some(JobStatus::Scheduled) => w.state().step.set(Step::Booked { moved: false }),
        Some(JobStatus::Completed) => w.state().step.set(Step::Done { failed: false }),
        Some(JobStatus::Failed) => w.state().step.set(Step::Done { failed: true }),
        // Where the office has chosen times, it has answered.
        Some(JobStatus::Queued) if has_wishes && booking.windows.is_empty() => w.state().step.set(Step::Waiting),
        _ => {
            choose(w);
            if let Some(visit) = &booking.cancelled
                && let Some(start) = parse_minute(&visit.scheduled_datetime)
            {
                // That time may be booked again.
                need_month(w, Month::of(Day::of(start)));
                w.state().step.set(Step::Cancelled { start, job_id: visit.job_id });
            }
        }
    }
    // What was booked before and refused since by the system behind the server: the page may have been closed meanwhile.
    if booking.confirmation == Some(Confirmation::Refused) {
        w.state().notice.set(Some(Notice::NotConfirmed));
    }
}

/// What follows from a deed that was not done: it was decided about something that is otherwise by now, or else it can be tried
/// again.
pub fn settle(w: Widget, generation: u32, failure: Failure, again: Retry) {
    if matches!(failure, Failure::AlreadyBooked | Failure::Changed | Failure::Gone) {
        spawn_local(show_as_it_is(w, generation, failure, again));
    } else {
        failed(w, failure, again);
    }
}

/// Shows the visit as it is by now, with why.
pub async fn show_as_it_is(w: Widget, generation: u32, failure: Failure, again: Retry) {
    let (notes, answers) = (w.state().notes.get_untracked(), w.state().answers.get_untracked());
    let reloaded = reload(w, generation).await;
    if w.is_stale(generation) {
        return;
    }
    if let Err(failure) = reloaded {
        return failed(w, failure, again);
    }
    invalidate_availability(w);
    enter(w);
    let is_booked = w.now(Derived::scheduled).is_some();
    let notice = match failure {
        Failure::AlreadyBooked if is_booked => Notice::AlreadyBooked,
        Failure::Gone if !is_booked => Notice::Gone,
        _ => Notice::Changed,
    };
    if !is_booked {
        w.state().notes.set(notes);
        w.state().answers.set(answers);
    }
    w.state().notice.set(Some(notice));
    w.focus("[data-is=notice]");
}

/// Requests again what the page shows, if it may be old.
pub fn renew_if_old(w: Widget) {
    if w.state().opened.get_untracked().is_some_and(|opened| OLD_MS < device_now().0 - opened.at.0) {
        renew(w);
    }
}

/// Requests again what the page shows. What is being written stays.
pub fn renew(w: Widget) {
    if !matches!(w.state().step.get_untracked(), Step::Choose | Step::Booked { .. } | Step::Waiting) {
        return;
    }
    let generation = w.generation().get_untracked();
    spawn_local(async move {
        let before = w.now(Derived::scheduled);
        // Without an answer the page stays as it is; the next action shows what is wrong.
        if reload(w, generation).await.is_err() || w.is_stale(generation) {
            return;
        }
        invalidate_availability(w);
        let after = w.now(Derived::scheduled);
        if after != before || w.state().step.get_untracked() != Step::Choose {
            enter(w);
            if before.is_some() && after != before {
                w.state().notice.set(Some(if after.is_some() { Notice::Changed } else { Notice::Gone }));
            }
        } else {
            need_shown(w);
        }
    });
}
