//! The answer as a file.

use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::WHY_NOT_CASE_PATH;

use crate::board::widget::Widget;
use crate::ground::text;
use crate::ground::why_not::{file_name, query};
use crate::kit::document::download;

/// Gives the dispatcher the question and its answer as a [case](slotwright_wire::case).
pub fn save_case(w: Widget, start: Minute) {
    let Some(job) = w.state().job.peek() else { return };
    let turn = w.turn().peek();
    w.state().unsaved.set(None);
    spawn_local(async move {
        let case = w.get(&[WHY_NOT_CASE_PATH, &query(&job, start)].concat()).await;
        if !w.is_now(turn) {
            return;
        }
        match case {
            Ok(case) => {
                if download(&file_name(start), "application/json", &case).is_some() {
                    w.say(text::WHY_NOT_SAVED.to_owned());
                }
            }
            Err(failure) => w.state().unsaved.set(Some(failure)),
        }
    });
}
