//! Deleting the open job: after some seconds, in which it can be kept. What is deleted comes back as another job at best, with
//! another number and without its history, so nothing is deleted before.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::BoardJob;
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::freed::note_freed;
use super::look::{last_changed_by, one};
use super::names::load_names;
use super::question::{open, reset};
use super::shown::load_again;
use crate::attributes::View;
use crate::board::widget::Widget;
use crate::ground::deeds::Placing;
use crate::ground::freed::Gaps;
use crate::ground::job::job_path;
use crate::kit::document::later;

/// So long it can be kept.
const KEPT_MS: u64 = 10_000;

/// Begins to delete the open job.
pub fn delete(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    // What is told above it of what others made of it is known.
    let told = w.state().meanwhile.get_untracked().and_then(|meanwhile| meanwhile.now);
    let work = w.state().work;
    // The one before has been waited for, unless it stays until that is said again.
    let stays = work.stayed.with_untracked(Option::is_some) || work.leave_failure.with_untracked(Option::is_some);
    if !stays && work.leaving.with_untracked(Option::is_some) {
        delete_now(w);
    }
    work.leave_failure.set(None);
    work.stayed.set(None);
    let leaving = leave(w, told.unwrap_or(job));
    reset(w);
    w.announce(w.say(text::JOB_LEAVING));
    w.focus("[data-is=stay]");
    later(KEPT_MS, move || {
        if w.is_mounted() && work.leavings.get_untracked() == leaving && work.leaving.get_untracked().is_some() {
            delete_now(w);
        }
    });
}

/// A job is to leave: the time of the one before is over.
fn leave(w: Widget, job: Arc<BoardJob>) -> u32 {
    let work = w.state().work;
    work.leavings.update(|leavings| *leavings += 1);
    work.leaving.set(Some(job));
    work.leavings.get_untracked()
}

/// Keeps it, and opens it again.
pub fn stay(w: Widget) {
    let Some(job) = w.state().work.leaving.get_untracked() else { return };
    w.state().work.leaving.set(None);
    w.announce(w.say(text::JOB_STAYS));
    open(w, job);
}

/// Deletes it now, unless others have made another of it since: that is told first.
pub fn delete_now(w: Widget) {
    let work = w.state().work;
    let Some(job) = work.leaving.get_untracked() else { return };
    work.leaving.set(None);
    work.stayed.set(None);
    work.leave_failure.set(None);
    spawn_local(async move {
        if let Some((now, by)) = changed(w, &job).await {
            return stays(w, (job, by), now);
        }
        if !w.is_mounted() {
            return;
        }
        let answer = w.write(Method::DELETE, &job_path(Some(job.job.id), ""), JsValue::UNDEFINED).await;
        if !w.is_mounted() {
            return;
        }
        match answer {
            Ok(_) => {
                w.announce(w.say(text::JOB_DELETED));
                note_freed(w, &Gaps::of_change(job.job.id, Placing::of(&job).as_ref(), None));
                load_again(w);
                w.focus_if_lost(match untrack(|| w.derived().shown()) {
                    View::Timeline => "[data-is=timeline]",
                    _ => "[data-is=new-job]",
                });
            }
            // Another one may be on its way by now.
            Err(failure) if work.leaving.get_untracked().is_some() => {
                w.announce(failure.sentence(&w.options().words.all(), false));
            }
            Err(failure) => {
                work.leave_failure.set(Some(failure));
                leave(w, job);
                w.focus_if_lost("[data-is=stay]");
            }
        }
    });
}

/// Others have changed the job that is about to be deleted: it is told at once.
pub fn look_at_leaving(w: Widget) {
    let Some(job) = w.state().work.leaving.get_untracked() else { return };
    spawn_local(async move {
        if let Some((now, by)) = changed(w, &job).await
            && w.state().work.leaving.with_untracked(|leaving| leaving.as_ref() == Some(&job))
        {
            w.state().work.leaving.set(None);
            stays(w, (job, by), now);
        }
    });
}

/// The job as it is now and who made it so, where it is another than it was.
async fn changed(w: Widget, job: &BoardJob) -> Option<(Arc<BoardJob>, String)> {
    let now = one(w, job.job.id).await.ok()?.0?;
    // Whether the system behind has heard of it is nobody's doing.
    if *job == (BoardJob { confirmation: job.confirmation, ..now.clone() }) {
        return None;
    }
    let by = last_changed_by(w, job.job.id).await;
    load_names(w).await;
    w.is_mounted().then(|| (Arc::new(now), by))
}

/// It is not deleted: what it was, and who changed it, is told beside what can be done now. Where another is about to be deleted by
/// now, that it stays is said alone.
fn stays(w: Widget, was: (Arc<BoardJob>, String), now: Arc<BoardJob>) {
    if w.state().work.leaving.get_untracked().is_some() {
        return w.announce(w.say(text::JOB_STAYS));
    }
    w.state().work.leave_failure.set(None);
    w.state().work.stayed.set(Some(was));
    leave(w, now);
    w.focus_if_lost("[data-is=stay]");
}
