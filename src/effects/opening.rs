//! Opening the link, and where it leads.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::task::spawn_local;
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::{BOOKING_PATH, Booking};
use slotwright_wire::sonar::JobStatus;
use wasm_bindgen::JsValue;

use super::{Widget, choose, code_of};
use crate::browser::document::elapsed_ms;
use crate::browser::fetch::read;
use crate::events::Event;
use crate::failure::Failure;
use crate::state::{Opened, Step};

/// Opens the link.
pub fn begin(w: Widget) {
    w.turn.update(|turn| *turn += 1);
    let turn = w.turn.peek();
    w.state.reset();
    spawn_local(async move {
        let opened = reload(w, turn).await;
        if w.is_over(turn) {
            return;
        }
        match opened {
            Ok(()) => {
                enter(w);
                w.tell(&Event::Ready {});
            }
            Err(failure) => {
                w.tell(&Event::Error { code: code_of(&failure) });
                w.state.step.set(Step::Stopped(failure));
            }
        }
    });
}

/// Asks again what the link is about.
pub async fn reload(w: Widget, turn: u32) -> Result<(), Failure> {
    let endpoint = w.endpoint();
    if endpoint.token.is_empty() {
        return Err(Failure::LinkInvalid);
    }
    let booking: Booking = read(endpoint.ask(Method::GET, BOOKING_PATH, JsValue::UNDEFINED).await?)?;
    if !w.is_over(turn) {
        w.state.opened.set(Some(Opened { booking: Arc::new(booking), at_ms: elapsed_ms() }));
    }
    Ok(())
}

/// Goes to the step that fits what the link is about.
pub fn enter(w: Widget) {
    let Some(booking) = w.booking() else { return };
    let job = booking.job.as_ref();
    let has_wishes = !booking.wishes.is_empty();
    w.state.notes.set(job.and_then(|job| job.notes.clone()).unwrap_or_default());
    w.state.wishes.set(booking.wishes.iter().filter_map(window_of).collect());
    match job.map(|job| job.status) {
        Some(JobStatus::Scheduled) => w.state.step.set(Step::Booked { moved: false }),
        Some(JobStatus::Completed | JobStatus::Failed) => w.state.step.set(Step::Done),
        Some(JobStatus::Queued) if has_wishes => w.state.step.set(Step::Waiting),
        _ => choose(w),
    }
}
