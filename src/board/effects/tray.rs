//! The jobs that wait for a time, and those that are looked for among them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{BOARD_PATH, BoardJob};
use slotwright_wire::sonar::Data;
use slotwright_words::{fill, text};

use super::hand::shown_job;
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::job_filter::JobFilter;
use crate::ground::timeline::Place;
use crate::kit::document::later;
use crate::kit::fetch::read;
use crate::kit::intl::small;

/// As many jobs without a time are asked for at once.
const QUEUED: usize = 200;
/// What can have the focus among them.
pub(super) const IN_TRAY: &str = ".tray :is(.tray-job, [data-is^=tray-])";
/// So many of them are shown more each time.
const WAITING: usize = 25;
/// So long nobody types before what is typed is asked for. What is shown is looked through at once.
const TYPED_MS: u64 = 120;

/// Loads the jobs that wait for a time, as far as they are seen. What had the focus among them has it again.
pub(super) fn load_queued(w: Widget) {
    let asked = w.options().asked();
    let wanted = wanted(w);
    spawn_local(async move {
        let answer = queued(w, wanted, &JobFilter::default()).await;
        // It is the same whichever days are shown.
        if !w.is_mounted() || untrack(|| w.options().asked()) != asked {
            return;
        }
        let focused = w.focused_name(IN_TRAY);
        let Ok((jobs, count)) = answer else { return };
        // More of them are needed by now.
        if wanted < self::wanted(w) && (jobs.len() as u64) < count {
            return load_queued(w);
        }
        let state = w.state();
        // What is the same stays as it is drawn.
        if state.queued_count.get_untracked() != count || state.queued.with_untracked(|known| **known != jobs) {
            state.queued_count.set(count);
            state.queued.set(Arc::new(jobs));
            keep_focus(w, &focused);
        }
    });
    load_found(w, false);
}

/// As many of the jobs that wait are needed: those that are listed, or all, to say when they would rather have their visits.
fn wanted(w: Widget) -> usize {
    if w.state().is_heat_shown.get_untracked() { usize::MAX } else { w.state().seen_waiting.get_untracked() }
}

/// Lists more of the jobs that wait; the focus stays at the way to still more.
pub fn list_more_waiting(w: Widget) {
    w.state().seen_waiting.update(|seen| *seen += WAITING);
    w.focus("[data-is=tray-more]");
    load_missing(w);
    load_found(w, false);
}

/// Shows how full the days are, or not any more.
pub fn show_heat(w: Widget) {
    w.state().is_heat_shown.update(|is_shown| *is_shown = !*is_shown);
    load_missing(w);
}

/// Loads the jobs that wait, if more of them are needed than are known.
fn load_missing(w: Widget) {
    let state = w.state();
    let known = state.queued.with_untracked(|queued| queued.len());
    if known < wanted(w) && (known as u64) < state.queued_count.get_untracked() {
        load_queued(w);
    }
}

/// Lists those that wait and are like this: of those that are shown at once, of all once nobody types on.
pub fn seek_waiting(w: Widget, change: impl FnOnce(&mut JobFilter)) {
    let tray = w.state().tray;
    tray.filter.update(change);
    let filter = tray.filter.get_untracked();
    tray.unanswered.set(small(filter.text.trim()));
    later(TYPED_MS, move || {
        if w.is_mounted() && tray.filter.with_untracked(|now| *now == filter) {
            load_found(w, true);
        }
    });
}

/// Loads those that are looked for, if some are. `is_told`: whether somebody asks for them just now.
fn load_found(w: Widget, is_told: bool) {
    let tray = w.state().tray;
    let filter = tray.filter.get_untracked();
    if filter.is_empty() {
        if tray.found.with_untracked(Option::is_some) {
            tray.unanswered.set(String::new());
            tray.found.set(None);
        }
        return;
    }
    spawn_local(async move {
        let answer = queued(w, w.state().seen_waiting.get_untracked(), &filter).await;
        // Something else may be looked for by now. Where it could not be asked, what is shown has been looked through.
        if !w.is_mounted() || tray.filter.with_untracked(|now| *now != filter) {
            return;
        }
        let Ok((jobs, count)) = answer else { return };
        let (focused, found) = (w.focused_name(IN_TRAY), Some((Arc::new(jobs), count)));
        tray.unanswered.set(String::new());
        if tray.found.with_untracked(|known| *known != found) {
            tray.found.set(found);
            keep_focus(w, &focused);
        }
        if is_told {
            w.announce(w.options().words.count(text::BOARD_QUEUED_COUNT, count as usize));
        }
    });
}

/// So many of the jobs that wait and are like this, if there are as many, and how many there are.
async fn queued(w: Widget, wanted: usize, filter: &JobFilter) -> Result<(Vec<Arc<BoardJob>>, u64), Failure> {
    let query = JobFilter { status: "queued".to_owned(), ..filter.clone() }.query();
    let mut found = Vec::new();
    loop {
        let page = (found.len() / QUEUED + 1).to_string();
        let values = [("path", BOARD_PATH), ("query", &*query), ("n", &*QUEUED.to_string()), ("page", &*page)];
        let answer = w.get(&fill("{path}?{query}&limit={n}&page={page}", &values)).await?;
        let Data { data, paginator } = read::<Data<Vec<BoardJob>>>(answer)?;
        let is_last = data.len() < QUEUED;
        found.extend(data.into_iter().map(Arc::new));
        if is_last || wanted <= found.len() {
            let count = paginator.map_or(0, |paginator| paginator.total_count);
            return Ok((found, count));
        }
    }
}

/// What had the focus has it again once all is drawn anew: the visit wherever it is by now, what has got a time from the queue, and
/// the schedule itself.
pub(super) fn keep_focus(w: Widget, name: &str) {
    let visit = w.state().focused.get_untracked().map_or_else(|| name.to_owned(), Place::name);
    match name {
        "" => {}
        // The one to which it is led may be drawn now.
        "timeline" if w.state().is_led.get_value() => {
            w.focus_if_lost("[data-is=timeline]");
            w.focus(&fill("[data-is={name}]", &[("name", &visit)]));
        }
        // In whose lane it is then: it may be drawn elsewhere once more before.
        name if name.starts_with("visit") => {
            let job = visit.rsplit('-').next().unwrap_or_default();
            w.focus_if_lost(&fill(".timeline [data-job='{job}'] .visit[tabindex='0']", &[("job", job)]));
            // Where it is on these days no more, the keys are still heard.
            if job.parse().is_ok_and(|id| shown_job(w, id).is_none()) {
                w.focus_if_lost("[data-is=timeline]");
            }
        }
        name => w.focus_if_lost(&fill("[data-is={name}], [data-is={visit}]", &[("name", name), ("visit", &visit)])),
    }
}
