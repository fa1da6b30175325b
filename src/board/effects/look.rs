//! What is known of the job that is open: as it is now, what is to be done, who did what.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use slotwright_wire::slotwright::{BOARD_PATH, Board, BoardJob, CLOCK_PATH, Clock, HISTORY_PATH, JobPhotos};
use slotwright_wire::sonar::{Data, ROOT, Task};
use slotwright_words::fill;

use super::typed::{is_open, take_up, typed_on};
use crate::board::job_state::Known;
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::kit::document::later;
use crate::kit::fetch::read;

/// So long what is known of a job is drawn before more of it is asked for: each request takes time to be sent.
pub const DRAWN_MS: u64 = 20;
/// As many of the last deeds are shown.
const DEEDS: &str = "50";

/// The member of a deed by which is told who did it.
#[derive(Deserialize)]
struct LastDeed {
    actor: String,
}

/// Begins with a job that was opened; `before` is what it was, where it was open already: then what is typed stays.
pub fn look(w: Widget, id: u64, before: Option<Arc<BoardJob>>) {
    match before {
        Some(before) => {
            w.state().work.settle();
            typed_on(w, &before);
        }
        None => {
            w.state().work.forget();
            take_up(w, id);
        }
    }
    later(DRAWN_MS, move || {
        if is_open(w, id) {
            ask_about(w, id);
        }
    });
}

fn ask_about(w: Widget, id: u64) {
    spawn_local(async move {
        job_again(w, id).await;
        if w.is_mounted() && w.state().work.zone.get_untracked().is_empty() {
            let clock = w.get(CLOCK_PATH).await.and_then(read::<Clock>);
            if let Some(clock) = clock.ok().filter(|_| w.is_mounted()) {
                w.state().work.zone.set(clock.time_zone);
            }
        }
    });
    spawn_local(tasks_again(w, id));
    spawn_local(history_again(w, id));
    spawn_local(async move {
        let path = fill("/v1/jobs/{id}/photos", &[("id", &id.to_string())]);
        let photos = w.get(&path).await.and_then(read::<JobPhotos>);
        if let Some(photos) = photos.ok().filter(|_| is_open(w, id)) {
            w.state().work.photos.set(Arc::new(photos.photos));
        }
    });
}

/// Reads how far what may be done goes, where no list has said it.
pub async fn scope(w: Widget) {
    if !w.is_mounted() || !w.state().work.scope.get_untracked().is_empty() {
        return;
    }
    let board = w.get(&[BOARD_PATH, "?limit=1"].concat()).await.and_then(read::<Board>);
    if let Some(board) = board.ok().filter(|_| w.is_mounted()) {
        w.state().work.learn_scope(board.scope);
    }
}

/// A job with its names, and how far what may be done goes; none where there is no such job any more.
pub(super) async fn one(w: Widget, id: u64) -> Result<(Option<BoardJob>, String), Failure> {
    let path = fill("{path}?job_ids%5B%5D={id}", &[("path", BOARD_PATH), ("id", &id.to_string())]);
    let Board { data, scope, sends_links, arrival_window_minutes, .. } = read(w.get(&path).await?)?;
    if w.is_mounted() {
        w.state().work.learn_policy(sends_links, arrival_window_minutes);
    }
    Ok((data.into_iter().next(), scope))
}

/// Reads the job as it is now, and shows it if it is open: what it was stays where it is the same, and so does the focus in it.
pub async fn job_again(w: Widget, id: u64) -> Option<Arc<BoardJob>> {
    // Where the line is broken what was known is shown on.
    let (now, scope) = one(w, id).await.ok()?;
    if is_open(w, id) {
        w.state().work.learn_scope(scope);
    }
    let now = Arc::new(now?);
    if is_open(w, id) {
        // What others made of it is shown by now.
        w.state().meanwhile.set(None);
        if let Some(before) = w.state().job.get_untracked().filter(|before| *before != now) {
            w.state().job.set(Some(now.clone()));
            typed_on(w, &before);
        }
    }
    Some(now)
}

/// Reads what is to be done. Where that fails, what was known stays.
pub async fn tasks_again(w: Widget, id: u64) {
    let path = fill("{root}/jobs/{id}/tasks?limit=200", &[("root", ROOT), ("id", &id.to_string())]);
    let tasks = list(w, &path).await;
    let is_known = |tasks: &Known<Task>| matches!(tasks, Known::Here(_));
    if is_open(w, id) && (is_known(&tasks) || !w.state().work.tasks.with_untracked(is_known)) {
        keep_box(w, || w.state().work.tasks.set(tasks));
    }
}

/// Changes what boxes are drawn by; the one that has the focus has it again.
pub fn keep_box(w: Widget, change: impl FnOnce()) {
    let focused = w.focused_name(".tasks input");
    change();
    if !focused.is_empty() {
        w.focus_if_lost(&["[data-is=", &focused, "]"].concat());
    }
}

/// Who has changed a job last; empty where nobody can be asked.
pub(super) async fn last_changed_by(w: Widget, id: u64) -> String {
    let path = fill("{path}?job_id={id}&limit=1", &[("path", HISTORY_PATH), ("id", &id.to_string())]);
    let deeds = w.get(&path).await.and_then(read::<Data<Vec<LastDeed>>>);
    deeds.ok().and_then(|deeds| deeds.data.into_iter().next()).map(|deed| deed.actor).unwrap_or_default()
}

/// Reads who did what.
pub async fn history_again(w: Widget, id: u64) {
    let path =
        fill("{path}?job_id={id}&limit={deeds}", &[("path", HISTORY_PATH), ("id", &id.to_string()), ("deeds", DEEDS)]);
    let deeds = list(w, &path).await;
    if is_open(w, id) {
        w.state().work.history.set(deeds);
    }
}

async fn list<T: DeserializeOwned>(w: Widget, path: &str) -> Known<T> {
    match w.get(path).await.and_then(read::<Data<Vec<T>>>) {
        Ok(Data { data, .. }) => Known::Here(Arc::new(data)),
        Err(failure) => Known::Failed(failure),
    }
}
