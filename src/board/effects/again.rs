//! Something that was changed of a job is undone, or done again. The job needn't be open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::change::{failed_elsewhere, keep, say_of, stop, write};
use super::freed::note_freed;
use super::look::{history_again, job_again, one, tasks_again};
use super::shown::load_again;
use super::typed::is_open;
use crate::board::job_state::{Doing, Done};
use crate::board::state::Planning;
use crate::board::widget::Widget;
use crate::ground::changes::{Change, Held};
use crate::ground::deeds::{Entry, Placing, Way};
use crate::ground::failure::Failure;
use crate::ground::freed::Gaps;

/// Says why something was not done.
pub type Tell = Box<dyn FnOnce()>;

/// Undoes it, or does it again; or how it is told why not.
pub async fn change_again(w: Widget, way: Way, change: Change) -> Option<Tell> {
    let (work, hand, id) = (w.state().work, w.state().hand, change.job.job.id);
    work.doing.set(Doing::Sent);
    let answer = change_unless(w, &change).await;
    if !w.is_mounted() {
        return None;
    }
    let before = w.state().job.get_untracked().and_then(|job| Placing::of(&job));
    let now = job_again(w, id).await;
    if is_open(w, id) {
        tasks_again(w, id).await;
    }
    if !w.is_mounted() {
        return None;
    }
    work.doing.set(Doing::Nothing);
    load_again(w);
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => {
            stop(w);
            if failure.is_passing() || failure == Failure::InProgress {
                hand.deeds.update(|deeds| deeds.give_back(way, Entry::Change(Box::new(change.clone()))));
            }
            return Some(Box::new(move || not_changed(w, &change, failure)));
        }
    };
    let said = w.say(if way == Way::Undo { text::UNDONE_PLANNED } else { text::REDONE_PLANNED });
    if is_open(w, id) {
        let after = now.as_ref().and_then(|now| Placing::of(now));
        note_freed(w, &Gaps::of_change(id, before.as_ref(), after.as_ref()));
        w.announce(said.clone());
        w.state().said.set(String::new());
        work.done.set(Some(Done { said, has_back: false }));
        w.focus_if_lost("[data-is=heading]");
        spawn_local(history_again(w, id));
    } else {
        let said = say_of(w, &change.job, &[&*change.said, &*said]);
        w.announce(said.clone());
        w.state().said.set(said);
    }
    keep(w, way, change, answer, now);
    None
}

/// Sends a change, unless others have changed the same since.
async fn change_unless(w: Widget, change: &Change) -> Result<JsValue, Failure> {
    if !matches!(change.held, Held::Nothing) {
        let (now, _) = one(w, change.job.job.id).await?;
        if change.collides(&now.ok_or(Failure::Gone)?) {
            return Err(Failure::Changed);
        }
    }
    // What it is about is gone, but the job needn't be.
    write(w, &change.request).await.map_err(|failure| if failure == Failure::Gone { Failure::Changed } else { failure })
}

/// Says why not.
fn not_changed(w: Widget, change: &Change, failure: Failure) {
    if !is_open(w, change.job.job.id) {
        return failed_elsewhere(w, &change.job, &failure);
    }
    w.announce(failure.sentence(&w.options().words.all(), false));
    w.state().planning.set(Planning::Failed(failure));
}
