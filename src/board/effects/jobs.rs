//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{BOARD_PATH, BoardJob};
use slotwright_wire::sonar::Data;
use slotwright_words::{fill, text};

use super::listing;
use super::question::{open, reset};
use crate::board::widget::Widget;
use crate::kit::fetch::read;

/// Loads a page of the jobs, of those of the account or site that the page asks for.
pub fn load_jobs(w: Widget, number: u64) {
    reset(w);
    listing::load(w, w.state().jobs, jobs_path(w, BOARD_PATH), number, text::BOARD_JOBS);
}

/// Loads the page that is shown again, without a word: others have changed something.
pub(super) fn load_jobs_again(w: Widget) {
    let number = w.state().jobs.paginator.get_untracked().map_or(1, |paginator| paginator.current_page);
    listing::load_again(w, w.state().jobs, jobs_path(w, BOARD_PATH), number);
}

/// Where the jobs are asked for, of those of the account or site that the page asks for; ends with `?` or with `&`.
pub(super) fn jobs_path(w: Widget, path: &str) -> String {
    let mut path = String::from(path);
    path.push('?');
    for (name, value) in &w.options().wanted.get_untracked().link {
        if matches!(*name, "assigned_type" | "assigned_id") {
            path.push_str(&fill("{name}={value}&", &[("name", name), ("value", value)]));
        }
    }
    path
}

/// Opens the job that the page asks for, if it asks for one.
pub fn open_wanted(w: Widget) {
    let wanted = w.options().wanted.get_untracked();
    let Some((_, id)) = wanted.link.into_iter().find(|(name, _)| *name == "job_id") else { return };
    let path = fill("{path}?job_ids%5B%5D={id}", &[("path", BOARD_PATH), ("id", &id)]);
    spawn_local(async move {
        let found = w.get(&path).await.and_then(read::<Data<Vec<BoardJob>>>);
        if let Ok(Data { data, .. }) = found
            && let Some(job) = data.into_iter().next()
            && w.is_mounted()
        {
            open(w, Arc::new(job));
        }
    });
}
