//! Storing the wishes with the job, and when the visit would rather not be.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::convert::window_of_interval;
use slotwright_wire::slotwright::{DayWindow, RATHER_NOT_PATH, RatherNot};
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::job::new_job;
use super::link::{reload, settle};
use super::steps::go;
use crate::booking::derived::Derived;
use crate::booking::state::{Retry, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::job::job_path;
use crate::ground::wishes::{Draft, SyncStep, has_passed, sync_steps};
use crate::kit::fetch::json;

/// Stores the wishes with the job, which is created where there is none.
pub fn leave_wishes(w: Widget) {
    if w.state().pending.get_untracked() {
        return;
    }
    let generation = w.generation().get_untracked();
    w.state().pending.set(true);
    w.state().notice.set(None);
    w.announce(w.say(text::WISHES_SAVING));
    spawn_local(async move {
        let stored = store_wishes(w, generation).await;
        if w.is_stale(generation) {
            return;
        }
        w.state().pending.set(false);
        if stored.is_ok() {
            w.state().draft.set(Draft::default());
        }
        match stored {
            Ok(_) if w.booking().is_some_and(|booking| booking.wishes.is_empty()) => {
                w.announce(w.say(text::WISHES_WITHDRAWN));
                go(w, Step::Choose);
            }
            Ok(job_id) => {
                w.dispatch(&Event::BookingQueued { job_id });
                go(w, Step::Waiting);
            }
            Err(failure) => settle(w, generation, failure, Retry::SaveWishes),
        }
    });
}

async fn store_wishes(w: Widget, generation: u32) -> Result<u64, Failure> {
    // What was begun is completed, though the element may be removed meanwhile. It was decided on what is seen here now.
    let (endpoint, idempotency) = (w.endpoint(), w.idempotency());
    let before = w.now(Derived::scheduled);
    // More may be stored than is known here: by another window, or by an attempt whose answers got lost.
    reload(w, generation).await?;
    if w.now(Derived::scheduled) != before {
        return Err(Failure::Changed);
    }
    if w.job_id().is_none() {
        w.write(Method::POST, &job_path(None, ""), json(&new_job(w))).await?;
        reload(w, generation).await?;
    }
    // If there is no job now, another link was opened meanwhile.
    let Some(id) = w.job_id() else { return Err(Failure::LinkInvalid) };
    // A wish that has passed meanwhile would only be refused.
    let search = w.now(Derived::search);
    let mut wanted = w.state().wishes.get_untracked();
    wanted.retain(|wish| search.is_none_or(|search| !has_passed(*wish, &search)));
    let stored = w.booking().map(|booking| booking.wishes.clone()).unwrap_or_default();
    let steps = sync_steps(&stored, &wanted);
    let path = |wish: Option<u64>| {
        let mut rest = String::from("/desired_job_datetimes");
        if let Some(wish) = wish {
            rest.push('/');
            rest.push_str(&wish.to_string());
        }
        job_path(Some(id), &rest)
    };
    for step in steps {
        let (method, wish, body) = match step {
            SyncStep::Create(new) => (Method::POST, None, json(&new)),
            SyncStep::Change(wish, new) => (Method::PATCH, Some(wish), json(&new)),
            SyncStep::Delete(wish) => (Method::DELETE, Some(wish), JsValue::UNDEFINED),
        };
        endpoint.write(idempotency, method, &path(wish), body).await?;
    }
    // Whoever takes all wishes back doesn't rather not have anything any more.
    let windows = if wanted.is_empty() { Vec::new() } else { w.state().rather_not.get_untracked() };
    let rather_not: Vec<DayWindow> = windows.into_iter().map(window_of_interval).collect();
    if w.booking().is_none_or(|booking| booking.rather_not != rather_not) {
        endpoint.write(idempotency, Method::PUT, RATHER_NOT_PATH, json(&RatherNot { rather_not })).await?;
    }
    reload(w, generation).await?;
    Ok(id)
}
