//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use slotwright_wire::slotwright::{BOARD_PATH, BoardJob, StatusCounts};
use slotwright_wire::sonar::Data;
use slotwright_words::{fill, text};

use super::kinds::load_kinds;
use super::look::one;
use super::names::load_names;
use super::question::open;
use crate::board::rows::{Came, Known, PAGE};
use crate::board::widget::Widget;
use crate::ground::asked::Asked;
use crate::ground::failure::Failure;
use crate::ground::job_filter::JobFilter;
use crate::kit::fetch::read;

/// Loads the jobs from the first on, of the account or site that the page asks for. What was there stays until they are.
pub fn load_jobs(w: Widget) {
    ask_page(w, 0, true);
    spawn_local(async move {
        load_names(w).await;
        load_kinds(w).await;
    });
}

/// Loads what is looked at once more, since something has changed. Nobody is told: what has changed was.
pub fn jobs_again(w: Widget) {
    let rows = w.state().list.rows;
    if rows.asked.with_value(Asked::is_anew) || !matches!(rows.came.get_untracked(), Came::Here(_)) {
        // The answer that is on its way may be older.
        return load_jobs(w);
    }
    let near = rows.near.get_untracked();
    // All else is asked for when somebody looks at it.
    rows.known.update(|known| {
        let others = Arc::make_mut(known).iter_mut().enumerate().filter(|(page, _)| !near.contains(page));
        others.for_each(|(_, known)| *known = None);
    });
    rows.asked.update_value(Asked::forget);
    near.iter().for_each(|page| ask_page(w, *page, false));
}

/// Draws these pages, and loads what isn't known of them.
pub fn see_pages(w: Widget, near: Vec<usize>) {
    let rows = w.state().list.rows;
    if *rows.near.get_untracked() != near {
        rows.near.set(Arc::new(near));
        load_missing(w);
    }
}

/// Loads a page once more that could not be.
pub fn load_page(w: Widget, page: usize) {
    ask_page(w, page, false);
    w.focus("[data-is=list]");
}

/// Loads what isn't known of what is looked at, and of what comes after it: Tab leads on into it.
fn load_missing(w: Widget) {
    let rows = w.state().list.rows;
    let near = rows.near.get_untracked();
    let after = near.iter().max().map(|last| last + 1);
    for page in near.iter().copied().chain(after) {
        let is_missing = rows.known.with_untracked(|known| known.get(page).is_some_and(Option::is_none));
        if is_missing && !rows.asked.with_value(|asked| asked.is_asked(page)) {
            ask_page(w, page, false);
        }
    }
}

fn ask_page(w: Widget, page: usize, is_anew: bool) {
    let list = w.state().list;
    let rows = list.rows;
    if w.options().token.get_untracked().is_empty() {
        return rows.came.set(Came::Failed(Failure::LinkInvalid));
    }
    // What is listed now is listed no longer in a moment.
    if !is_anew && rows.asked.with_value(Asked::is_anew) {
        return;
    }
    let Some(request) = rows.asked.try_update_value(|asked| asked.begin(page, is_anew)) else { return };
    let values = [("limit", PAGE.to_string()), ("page", (page + 1).to_string())];
    let values = values.each_ref().map(|(name, value)| (*name, &**value));
    let path = [&*jobs_path(w, BOARD_PATH), &*fill("counts=true&limit={limit}&page={page}", &values)].concat();
    let sought = list.filter.with_untracked(|filter| filter.text.clone());
    spawn_local(async move {
        let answer = w.get(&path).await;
        if !w.is_mounted() || rows.asked.try_update_value(|asked| asked.end(page, request)) != Some(true) {
            return;
        }
        if list.filter.with_untracked(|filter| filter.text == sought) && answer.is_ok() {
            list.unanswered.set(String::new());
        }
        let beside = answer.as_ref().ok().and_then(|answer| read::<Beside>(answer.clone()).ok());
        if let Some(Beside { scope, counts }) = beside {
            w.state().work.learn_scope(scope);
            list.counts.set(counts);
        }
        match answer.and_then(read::<Data<Vec<Arc<BoardJob>>>>) {
            Ok(Data { data, paginator }) => {
                let total = paginator.map_or(data.len(), |paginator| paginator.total_count as usize);
                show_page(w, page, is_anew, (data, total));
            }
            Err(failure) if is_anew => rows.came.set(Came::Failed(failure)),
            // What is there is better than nothing.
            Err(failure) => rows.known.update(|known| {
                if let Some(known @ None) = Arc::make_mut(known).get_mut(page) {
                    *known = Some(Known::Failed(failure));
                }
            }),
        }
    });
}

fn show_page(w: Widget, page: usize, is_anew: bool, (jobs, total): (Vec<Arc<BoardJob>>, usize)) {
    let rows = w.state().list.rows;
    let had_failed = matches!(rows.came.get_untracked(), Came::Failed(_));
    let mut known = if is_anew { Arc::default() } else { rows.known.get_untracked() };
    let (many, pages) = (jobs.len(), total.div_ceil(PAGE));
    let jobs = Some(Known::Jobs(Arc::new(jobs)));
    if known.len() != pages || known.get(page) != Some(&jobs) {
        let all = Arc::make_mut(&mut known);
        all.resize(pages, None);
        if let Some(known) = all.get_mut(page) {
            *known = jobs;
        }
        rows.known.set(known);
    }
    rows.total.set(total);
    let here = Came::Here(pages);
    if rows.came.get_untracked() != here {
        // With another number of pages all are made anew: one goes on where one was.
        let top = w.rendered("[data-is=list]").first().map_or(0, |list| list.scroll_top());
        let focused = w.focused_name("[data-is=list] [data-is]");
        rows.came.set(here);
        if !focused.is_empty() {
            w.focus_if_lost(&fill("[data-is={name}]", &[("name", &focused)]));
        }
        // What gets the focus is scrolled to.
        w.with_rendered("[data-is=list]", move |list| list.set_scroll_top(top));
    }
    // Where the list is shorter by now, the last page is where one looks.
    if !is_anew && rows.near.with_untracked(|near| near.iter().any(|page| pages <= *page)) {
        let near = rows.near.get_untracked();
        let there = near.iter().copied().filter(|page| *page < pages).collect::<Vec<_>>();
        rows.near.set(Arc::new(if there.is_empty() { vec![pages.saturating_sub(1)] } else { there }));
    }
    if is_anew {
        rows.near.set(Arc::new(vec![0]));
        rows.heights.set_value(Vec::new());
        w.with_rendered("[data-is=list]", |list| list.set_scroll_top(0));
        w.with_rendered("[data-is=list] tbody", move |first| {
            let _ = rows.first_height.try_set((first.offset_height(), many));
        });
        w.announce(w.options().words.count(text::BOARD_JOBS, total));
    }
    // A button that was pressed went away with the failure; where others' news had it loaded, one may be elsewhere.
    if had_failed {
        w.focus_if_lost("[data-is=list]");
    }
    load_missing(w);
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
