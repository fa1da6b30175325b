//! Something of one job is changed: it is sent, kept to be taken back, and what comes after it is done then.

use std::sync::Arc;

use leptos::prelude::*;
use serde::Deserialize;
use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::sonar::Data;
use wasm_bindgen::JsValue;

use crate::board::job_state::Doing;
use crate::board::state::Planning;
use crate::board::widget::Widget;
use crate::ground::changes::{Change, Request};
use crate::ground::deeds::{Entry, Way};
use crate::ground::failure::Failure;
use crate::kit::fetch::{method, read};

/// What was made.
#[derive(Deserialize)]
struct Made {
    id: u64,
}

/// Sends it.
pub(super) async fn write(w: Widget, Request { verb, path, body }: &Request) -> Result<JsValue, Failure> {
    let body = if body.is_empty() { JsValue::UNDEFINED } else { JsValue::from(&**body) };
    w.write(method(*verb), path, body).await
}

/// Keeps what was done, undone or done again, with the job as it is now where that is known. Whether it can be taken back.
pub(super) fn keep(w: Widget, way: Way, mut change: Change, answer: JsValue, now: Option<Arc<BoardJob>>) -> bool {
    change.job = now.unwrap_or(change.job);
    let made = if change.is_making() { read::<Data<Made>>(answer).ok().map(|made| made.data.id) } else { Some(0) };
    if let Some(id) = made {
        w.state().hand.deeds.update(|deeds| {
            if change.is_making() {
                deeds.made(&mut change, id);
            }
            deeds.keep(way, Entry::Change(Box::new(change)));
        });
    }
    made.is_some()
}

/// Says what has become of a job that isn't open, with its name: for people to see it, where one looks.
pub(super) fn say_of(w: Widget, job: &BoardJob, said: &[&str]) -> String {
    let named = untrack(|| w.derived().named(job));
    w.options().words.joined([&[&*named], said].concat())
}

/// Says why something could not be done with a job that isn't open.
pub(super) fn failed_elsewhere(w: Widget, job: &BoardJob, failure: &Failure) {
    let said = say_of(w, job, &[&*failure.sentence(&w.options().words.all(), false)]);
    w.announce(said.clone());
    match w.state().planning.get_untracked() {
        // What is under way is so still.
        Planning::Sent => w.state().said.set(said),
        _ => w.state().planning.set(Planning::FailedElsewhere(said)),
    }
}

/// Something was not done: what was to come after it isn't either, and boxes show again what is.
pub(super) fn stop(w: Widget) {
    w.state().work.due.set_value(Vec::new());
    w.state().work.ticked.set(Vec::new());
}

/// Does what was put off until what was under way had its answer.
pub fn go_on(w: Widget) {
    let next = w.state().work.due.try_update_value(|due| (!due.is_empty()).then(|| due.remove(0)));
    if let Some(next) = next.flatten() {
        next();
    }
}

/// Whether something is under way.
pub fn is_busy(w: Widget) -> bool {
    matches!(w.state().work.doing.get_untracked(), Doing::Sent)
}
