//! Looking up the link, and the step it leads to.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::BOOKING_PATH;
use slotwright_wire::sonar::JobStatus;
use wasm_bindgen::JsValue;

use super::availability::{choose, invalidate_availability, need_shown};
use super::failing::stop;
use super::release::release_hold;
use crate::booking::derived::Derived;
use crate::booking::state::{Booking, Notice, Opened, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::wishes::Draft;
use crate::kit::document::device_now;
use crate::kit::fetch::read;

/// What was loaded longer ago is requested again when the page becomes visible.
const OLD_MS: i64 = 300_000;

/// Looks up the link.
pub fn begin(w: Widget) {
    open(w, false);
}

/// Looks up the link once more, after it could not be opened.
pub fn begin_again(w: Widget) {
    open(w, true);
}

fn open(w: Widget, takes_focus: bool) {
    w.generation().update(|generation| *generation += 1);
    let generation = w.generation().get_untracked();
    w.state().reset();
    spawn_local(async move {
        let opened = reload(w, generation).await;
        if w.is_stale(generation) {
            return;
        }
        match opened {
            Ok(()) => {
                enter(w);
                w.dispatch(&Event::Ready {});
                if takes_focus {
                    w.focus("[data-is=heading]");
                }
            }
            Err(failure) if takes_focus => stop(w, failure),
            Err(failure) => {
                w.dispatch_error(&failure);
                w.state().step.set(Step::Stopped(failure));
            }
        }
    });
}

/// Requests again what the link is about.
///
/// # Errors
/// Why there is no answer; [`Failure::Unreachable`] also when nobody waits for one any more.
pub async fn reload(w: Widget, generation: u32) -> Result<(), Failure> {
    if w.is_stale(generation) {
        return Err(Failure::Unreachable);
    }
    let endpoint = w.endpoint();
    if endpoint.token.is_empty() {
        return Err(Failure::LinkInvalid);
    }
    // Since when the question is sent the server's clock shows what it answers, or more.
    let at = device_now();
    let booking: Booking = read(endpoint.text(Method::GET, BOOKING_PATH, JsValue::UNDEFINED).await?)?;
    if w.is_stale(generation) {
        return Err(Failure::Unreachable);
    }
    w.state().opened.set(Some(Opened { booking: Arc::new(booking), at }));
    Ok(())
}

/// Shows the step that the link leads to.
pub fn enter(w: Widget) {
    let Some(booking) = w.booking() else { return };
    release_hold(w);
    let job = booking.job.as_ref();
    let has_wishes = !booking.wishes.is_empty();
    w.state().notes.set(job.and_then(|job| job.notes.clone()).unwrap_or_default());
    w.state().wishes.set(booking.wishes.iter().filter_map(window_of).collect());
    w.state().draft.update(Draft::list_replaced);
    match job.map(|job| job.status) {
        Some(JobStatus::Scheduled) => w.state().step.set(Step::Booked { moved: false }),
        Some(JobStatus::Completed) => w.state().step.set(Step::Done { failed: false }),
        Some(JobStatus::Failed) => w.state().step.set(Step::Done { failed: true }),
        Some(JobStatus::Queued) if has_wishes => w.state().step.set(Step::Waiting),
        _ => choose(w),
    }
}

/// The link's job was booked elsewhere: shows it.
pub async fn show_booked_elsewhere(w: Widget, generation: u32) {
    if reload(w, generation).await.is_ok() {
        enter(w);
        w.state().notice.set(Some(Notice::AlreadyBooked));
        w.focus("[data-is=notice]");
    }
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
        if w.now(Derived::scheduled) != before || w.state().step.get_untracked() != Step::Choose {
            enter(w);
        } else {
            need_shown(w);
        }
    });
}
