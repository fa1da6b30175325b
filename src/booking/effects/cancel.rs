//! Cancelling the visit.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Day;
use slotwright_wire::slotwright::OnCancel;
use slotwright_wire::sonar::{JobStatus, JobSummary};
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::availability::{invalidate_availability, need_month};
use super::job::set_job;
use super::link::{reload, settle};
use super::steps::go;
use crate::booking::derived::Derived;
use crate::booking::state::{Retry, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::job::job_path;
use crate::ground::month::Month;

/// Cancels the booked visit.
pub fn cancel(w: Widget) {
    let (Some(id), Some(start)) = (w.job_id(), w.now(Derived::scheduled)) else { return };
    if w.state().pending.get_untracked() {
        return;
    }
    let generation = w.generation().get_untracked();
    let deletes = w.booking().is_some_and(|booking| booking.policy.on_cancel == OnCancel::Delete);
    w.state().pending.set(true);
    w.state().notice.set(None);
    w.announce(w.say(text::CANCELLING));
    spawn_local(async move {
        let (method, rest) = if deletes { (Method::DELETE, "") } else { (Method::POST, "/queue") };
        let mut path = job_path(Some(id), rest);
        let reason = w.state().reason.get_untracked();
        if !reason.is_empty() {
            path.push_str("?reason=");
            path.push_str(&reason);
        }
        let answer = w.write(method, &path, JsValue::UNDEFINED).await;
        if w.is_stale(generation) {
            return;
        }
        // A job that isn't there any more was cancelled before, perhaps by a request whose answer got lost.
        if let Err(failure) = answer
            && failure != Failure::Gone
        {
            w.state().pending.set(false);
            return settle(w, generation, failure, Retry::Cancel);
        }
        if reload(w, generation).await.is_err() {
            if w.is_stale(generation) {
                return;
            }
            let job = w.booking().and_then(|booking| booking.job.clone()).filter(|_| !deletes);
            let queued =
                |job| JobSummary { status: JobStatus::Queued, scheduled_datetime: None, user_ids: Vec::new(), ..job };
            set_job(w, job.map(queued));
        }
        w.state().pending.set(false);
        invalidate_availability(w);
        w.dispatch(&Event::BookingCancelled { job_id: id });
        need_month(w, Month::of(Day::of(start)));
        go(w, Step::Cancelled { start, job_id: id });
    });
}
