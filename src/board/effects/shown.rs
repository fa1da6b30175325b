//! What the board shows: everybody's day, the jobs, the links, or what it is set up by.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::freed::{leave_freed, look_for_waiting};
use super::jobs::{jobs_again, load_jobs, open_wanted};
use super::links::load_links;
use super::look::scope;
use super::question::reset;
use super::setup::fetch_setup;
use super::timeline::load_timeline;
use crate::attributes::View;
use crate::board::rows::Came;
use crate::board::state::{Page, Planned};
use crate::board::widget::Widget;
use crate::ground::deeds::Deeds;
use crate::ground::job_filter::JobFilter;
use crate::ground::near_days::NearDays;

/// Loads all from its beginning: with another link it is another board.
pub fn begin(w: Widget) {
    let state = w.state();
    state.list.rows.came.set(Came::Loading);
    state.links.page.set(Page::Loading);
    state.links.paginator.set(None);
    state.planned.set(Planned::Loading);
    state.outdated.set(None);
    state.near.set_value(NearDays::default());
    reset(w);
    state.work.aside.set(Vec::new());
    leave_freed(w);
    state.list.draft.set(None);
    state.hand.chosen.set(Vec::new());
    state.hand.carried.set(None);
    state.tray.filter.set(JobFilter::default());
    state.hand.deeds.set(Deeds::default());
    state.work.scope.set(String::new());
    load(w);
    open_wanted(w);
}

/// Loads again what is shown, where it stands, and who waits for what is free again: something has changed.
pub fn load_again(w: Widget) {
    match untrack(|| w.derived().shown()) {
        View::Links | View::Setup => look_for_waiting(w),
        View::Jobs => {
            jobs_again(w);
            look_for_waiting(w);
        }
        // With what has become free since.
        _ => load_timeline(w),
    }
}

/// Shows something else.
pub fn show(w: Widget, view: View) {
    w.options().wanted.update(|wanted| wanted.view = view);
}

/// Loads what is shown, from its beginning.
pub fn load(w: Widget) {
    match untrack(|| w.derived().shown()) {
        View::Links => {
            load_links(w, 1);
            spawn_local(scope(w));
        }
        View::Setup => fetch_setup(w),
        View::Jobs => {
            // It is shown from its top on.
            w.state().list.rows.near.set(Arc::new(vec![0]));
            load_jobs(w);
        }
        _ => {
            load_timeline(w);
            spawn_local(scope(w));
        }
    }
}
