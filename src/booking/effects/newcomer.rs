//! Coming by a link that is open to everybody: what is to be done is asked first, unless there is only one thing, and then the page
//! goes on with a link of the person's own.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{OPEN_PATH, OPEN_START_PATH, OpenBooking, Start, Started};
use wasm_bindgen::JsValue;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::kit::fetch::{json, read};
use crate::kit::tab::go_on_with;

/// Looks up what may be booked with the open link.
///
/// # Errors
/// Why there is no answer.
pub async fn look_around(w: Widget, generation: u32) -> Result<(), Failure> {
    let open: OpenBooking = read(w.endpoint().text(Method::GET, OPEN_PATH, JsValue::UNDEFINED).await?)?;
    match &open.job_types[..] {
        [] => Err(Failure::LinkExpired),
        [only] => start(w, generation, only.id).await,
        _ if w.is_stale(generation) => Ok(()),
        _ => {
            w.state().step.set(Step::Kinds(open.job_types));
            Ok(())
        }
    }
}

/// Says what is to be done.
pub fn choose_kind(w: Widget, job_type_id: u64) {
    if w.state().pending.get_untracked() {
        return;
    }
    w.state().pending.set(true);
    let generation = w.generation().get_untracked();
    spawn_local(async move {
        if let Err(failure) = start(w, generation, job_type_id).await
            && !w.is_stale(generation)
        {
            w.dispatch_error(&failure);
            w.state().step.set(Step::Stopped(failure));
            w.focus("[data-is=heading]");
        }
    });
}

/// Gets the person a link of their own, and opens it.
async fn start(w: Widget, generation: u32, job_type_id: u64) -> Result<(), Failure> {
    let answer = w.endpoint().text(Method::POST, OPEN_START_PATH, json(&Start { job_type_id })).await?;
    let Started { handle, .. } = read(answer)?;
    if !w.is_stale(generation) {
        let token = w.options().token;
        go_on_with(&token.get_untracked(), &handle);
        token.set(handle);
    }
    Ok(())
}
