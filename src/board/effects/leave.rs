//! Deleting the open job: after some seconds, in which it can be kept. What is deleted comes back as another job at best, with
//! another number and without its history, so nothing is deleted before.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::BoardJob;
use slotwright_words::text;

use super::freed::note_freed;
use super::question::{open, reset};
use super::shown::load_again;
use crate::board::widget::Widget;
use crate::ground::deeds::Placing;
use crate::ground::failure::Failure;
use crate::ground::freed::Gaps;
use crate::ground::job::job_path;
use crate::kit::document::later;

/// So long it can be kept.
const KEPT_MS: u64 = 10_000;

/// Begins to delete the open job.
pub fn delete(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let work = w.state().work;
    // The one before has been waited for.
    if work.leaving.get_untracked().is_some() {
        delete_now(w);
    }
    work.leavings.update(|leavings| *leavings += 1);
    let leaving = work.leavings.get_untracked();
    work.leave_failure.set(None);
    work.leaving.set(Some(job));
    reset(w);
    w.announce(w.say(text::JOB_LEAVING));
    w.focus("[data-is=stay]");
    later(KEPT_MS, move || {
        if w.is_mounted() && work.leavings.get_untracked() == leaving && work.leaving.get_untracked().is_some() {
            delete_now(w);
        }
    });
}

/// Keeps it, and opens it again.
pub fn stay(w: Widget) {
    let Some(job) = w.state().work.leaving.get_untracked() else { return };
    w.state().work.leaving.set(None);
    w.announce(w.say(text::JOB_STAYS));
    open(w, job);
}

/// Deletes it now.
pub fn delete_now(w: Widget) {
    let work = w.state().work;
    let Some(job) = work.leaving.get_untracked() else { return };
    work.leaving.set(None);
    spawn_local(async move {
        let answer = w.send(Method::DELETE, &job_path(Some(job.job.id), "")).await;
        if !w.is_mounted() {
            return;
        }
        match answer {
            Ok(_) => {
                w.announce(w.say(text::JOB_DELETED));
                note_freed(w, &Gaps::of_change(job.job.id, Placing::of(&job).as_ref(), None));
                load_again(w);
            }
            Err(failure) => failed(w, job, failure),
        }
    });
}

fn failed(w: Widget, job: Arc<BoardJob>, failure: Failure) {
    w.state().work.leave_failure.set(Some(failure));
    // Another one may be on its way by now.
    if w.state().work.leaving.get_untracked().is_none() {
        w.state().work.leavings.update(|leavings| *leavings += 1);
        w.state().work.leaving.set(Some(job));
    }
}
