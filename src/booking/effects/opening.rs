//! Opening the link, and where it leads.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::task::spawn_local;
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::BOOKING_PATH;
use slotwright_wire::sonar::JobStatus;
use wasm_bindgen::JsValue;

use super::availability::{choose, forget_availability, need_month};
use super::failing::stop;
use super::hold::look;
use super::release::let_go;
use crate::booking::derived::Derived;
use crate::booking::state::{Booking, Notice, Opened, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::wishes::Draft;
use crate::kit::document::device_now;
use crate::kit::fetch::read;

/// A page that was out of sight for longer asks again when it is looked at.
const OLD_MS: i64 = 300_000;

/// Opens the link.
pub fn begin(w: Widget) {
    open(w, false);
}

/// Opens the link once more, after it could not be opened.
pub fn begin_again(w: Widget) {
    open(w, true);
}

fn open(w: Widget, takes_focus: bool) {
    w.turn().update(|turn| *turn += 1);
    let turn = w.turn().peek();
    w.state().reset();
    spawn_local(async move {
        let opened = reload(w, turn).await;
        if w.is_over(turn) {
            return;
        }
        match opened {
            Ok(()) => {
                enter(w);
                w.tell(&Event::Ready {});
                if takes_focus {
                    w.focus("[data-is=heading]");
                }
            }
            Err(failure) if takes_focus => stop(w, failure),
            Err(failure) => {
                w.tell_error(&failure);
                w.state().step.set(Step::Stopped(failure));
            }
        }
    });
}

/// Asks again what the link is about.
///
/// # Errors
/// Why there is no answer; [`Failure::Unreachable`] also when nobody waits for it any more.
pub async fn reload(w: Widget, turn: u32) -> Result<(), Failure> {
    if w.is_over(turn) {
        return Err(Failure::Unreachable);
    }
    let endpoint = w.endpoint();
    if endpoint.token.is_empty() {
        return Err(Failure::LinkInvalid);
    }
    let booking: Booking = read(endpoint.text(Method::GET, BOOKING_PATH, JsValue::UNDEFINED).await?)?;
    if w.is_over(turn) {
        return Err(Failure::Unreachable);
    }
    w.state().opened.set(Some(Opened { booking: Arc::new(booking), at: device_now() }));
    Ok(())
}

/// Goes to the step that fits what the link is about.
pub fn enter(w: Widget) {
    let Some(booking) = w.booking() else { return };
    let_go(w);
    let job = booking.job.as_ref();
    let has_wishes = !booking.wishes.is_empty();
    w.state().notes.set(job.and_then(|job| job.notes.clone()).unwrap_or_default());
    w.state().wishes.set(booking.wishes.iter().filter_map(window_of).collect());
    w.state().draft.update(Draft::forget_list);
    match job.map(|job| job.status) {
        Some(JobStatus::Scheduled) => w.state().step.set(Step::Booked { moved: false }),
        Some(JobStatus::Completed) => w.state().step.set(Step::Done { failed: false }),
        Some(JobStatus::Failed) => w.state().step.set(Step::Done { failed: true }),
        Some(JobStatus::Queued) if has_wishes => w.state().step.set(Step::Waiting),
        _ => choose(w),
    }
}

/// The link's job was booked elsewhere: shows it.
pub async fn show_booked_elsewhere(w: Widget, turn: u32) {
    if reload(w, turn).await.is_ok() {
        enter(w);
        w.state().notice.set(Some(Notice::AlreadyBooked));
        w.focus("[data-is=notice]");
    }
}

/// The page is looked at again: what it shows is asked for anew if it may be old. What is being written stays.
pub fn wake(w: Widget) {
    look(w);
    let is_old = w.state().opened.peek().is_some_and(|opened| OLD_MS < device_now().0 - opened.at.0);
    if !is_old || !matches!(w.state().step.peek(), Step::Choose | Step::Booked { .. } | Step::Waiting) {
        return;
    }
    let turn = w.turn().peek();
    spawn_local(async move {
        let before = w.now(Derived::scheduled);
        // Without an answer the page stays as it is; whatever is done next tells what is wrong.
        if reload(w, turn).await.is_err() || w.is_over(turn) {
            return;
        }
        forget_availability(w);
        if w.now(Derived::scheduled) != before || w.state().step.peek() != Step::Choose {
            enter(w);
        } else {
            need_month(w, w.state().month.peek());
        }
    });
}
