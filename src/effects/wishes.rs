//! Storing the wishes with the job.

use gloo_net::http::Method;
use leptos::task::spawn_local;
use slotwright_matching::Interval;
use wasm_bindgen::JsValue;

use super::booking::new_job;
use super::opening::reload;
use super::{Widget, go, job_id, job_path};
use crate::browser::fetch::json;
use crate::events::Event;
use crate::failure::Failure;
use crate::state::{Notice, Retry, Step};
use crate::wishes::{SyncStep, sync_steps};

/// Takes over the wishes as the person changed them.
pub fn change_wishes(w: Widget, wishes: Vec<Interval>) {
    w.tell(&Event::WishesChanged { wishes: wishes.len() });
    w.state.wishes.set(wishes);
}

/// Stores the wishes with the job, and makes the job where there is none.
pub fn leave_wishes(w: Widget) {
    if w.state.pending.peek() {
        return;
    }
    let turn = w.turn.peek();
    w.state.pending.set(true);
    w.state.notice.set(None);
    spawn_local(async move {
        let stored = store_wishes(w, turn).await;
        if w.is_over(turn) {
            return;
        }
        w.state.pending.set(false);
        match stored {
            Ok(job_id) => {
                w.tell(&Event::BookingQueued { job_id });
                go(w, Step::Waiting);
            }
            Err(failure) => {
                // Some may be stored: what is there is read again, so that trying again adds nothing twice.
                let _ = reload(w, turn).await;
                if !w.is_over(turn) {
                    w.state.notice.set(Some(Notice::Failed { failure, retry: Retry::SaveWishes }));
                    w.focus("[data-is=notice]");
                }
            }
        }
    });
}

async fn store_wishes(w: Widget, turn: u32) -> Result<u64, Failure> {
    let endpoint = w.endpoint();
    if job_id(w).is_none() {
        endpoint.ask(Method::POST, &job_path(None, ""), json(&new_job(w))).await?;
        reload(w, turn).await?;
    }
    // Without a job now, the link was opened anew meanwhile.
    let Some(id) = job_id(w) else { return Err(Failure::LinkInvalid) };
    if w.is_over(turn) {
        return Ok(id);
    }
    let stored = w.booking().map(|booking| booking.wishes.clone()).unwrap_or_default();
    let steps = sync_steps(&stored, &w.state.wishes.peek());
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
        endpoint.ask(method, &path(wish), body).await?;
    }
    reload(w, turn).await?;
    Ok(id)
}
