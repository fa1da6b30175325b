//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use slotwright_wire::slotwright::{BOARD_PATH, StatusCounts};
use slotwright_words::{fill, text};
use wasm_bindgen::JsValue;

use super::kinds::load_kinds;
use super::listing;
use super::look::one;
use super::names::load_names;
use super::question::open;
use crate::board::widget::Widget;
use crate::ground::job_filter::JobFilter;
use crate::kit::fetch::read;

/// Loads a page of the jobs, of those of the account or site that the page asks for.
pub fn load_jobs(w: Widget, number: u64) {
    page(w, number, true);
}

/// Loads the page that is shown once more, since something has changed. Nobody is told: what has changed was.
pub fn jobs_again(w: Widget) {
    page(w, w.state().jobs.paginator.get_untracked().map_or(1, |paginator| paginator.current_page), false);
}

/// Where the jobs are asked for, by the filter and of those of the account or site that the page asks for; ends with `&`.
pub(super) fn jobs_path(w: Widget, path: &str) -> String {
    let filter = w.state().list.filter.with_untracked(JobFilter::query);
    let mut path = fill("{path}?{filter}&", &[("path", path), ("filter", &filter)]);
    for (name, value) in &w.options().wanted.get_untracked().link {
        if matches!(*name, "assigned_type" | "assigned_id") {
            path.push_str(&fill("{name}={value}&", &[("name", name), ("value", value)]));
        }
    }
    path
}

fn page(w: Widget, number: u64, is_told: bool) {
    let list = w.state().list;
    let path = [&*jobs_path(w, BOARD_PATH), "counts=true&"].concat();
    let asked = list.filter.with_untracked(|filter| filter.text.clone());
    let answered = move |answer: &JsValue| {
        if list.filter.with_untracked(|filter| filter.text == asked) {
            list.unanswered.set(String::new());
        }
        if let Ok(Beside { scope, counts }) = read::<Beside>(answer.clone()) {
            w.state().work.learn_scope(scope);
            list.counts.set(counts);
        }
    };
    listing::load_and(w, w.state().jobs, path, number, (text::BOARD_JOBS, is_told), answered);
    spawn_local(async move {
        load_names(w).await;
        load_kinds(w).await;
    });
}

/// What is answered beside the jobs.
#[derive(Deserialize)]
struct Beside {
    scope: String,
    counts: Option<StatusCounts>,
}

/// Opens the job that the page asks for, if it asks for one.
pub fn open_wanted(w: Widget) {
    let wanted = w.options().wanted.get_untracked();
    let Some((_, id)) = wanted.link.into_iter().find(|(name, _)| *name == "job_id") else { return };
    let Ok(id) = id.parse() else { return };
    spawn_local(async move {
        if let Ok((Some(job), _)) = one(w, id).await
            && w.is_mounted()
        {
            open(w, Arc::new(job));
        }
    });
}
