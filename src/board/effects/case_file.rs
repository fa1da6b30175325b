//! The answer as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::WHY_NOT_CASE_PATH;
use slotwright_words::text;

use crate::board::widget::Widget;
use crate::ground::why_not::{file_name, query};
use crate::kit::document::download;

/// Downloads the question and its answer as a [case](slotwright_wire::case).
pub fn save_case(w: Widget, start: Minute) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let generation = w.generation().get_untracked();
    w.state().save_failure.set(None);
    spawn_local(async move {
        let case = w.get(&[WHY_NOT_CASE_PATH, &query(&job.job, start)].concat()).await;
        if !w.is_current(generation) {
            return;
        }
        match case {
            Ok(case) => {
                if download(&file_name(start), "application/json", &case).is_some() {
                    w.announce(w.say(text::WHY_NOT_SAVED));
                }
            }
            Err(failure) => w.state().save_failure.set(Some(failure)),
        }
    });
}
