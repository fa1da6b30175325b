//! The search for everything: what is typed is asked for, and what is found is gone to.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Day;
use slotwright_wire::slotwright::{BOARD_PATH, BoardJob};
use slotwright_wire::sonar::Data;
use slotwright_words::fill;

use super::deed::open_form;
use super::edit::edit;
use super::hand::timeline;
use super::job_link::make_link;
use super::leave::delete;
use super::mover::show_mover;
use super::new_job::begin_job;
use super::out::print;
use super::over::{close_over, lay_over};
use super::plan::{queue, redo, undo};
use super::question::{close, open};
use super::seen::look_at_lanes;
use super::shown::show;
use super::timeline::load_timeline;
use crate::attributes::View;
use crate::board::find_state::{Deed, Over, Way};
use crate::board::job_state::Form;
use crate::board::state::Page;
use crate::board::widget::Widget;
use crate::ground::job_filter::encode;
use crate::ground::timeline::{Place, visits_of};
use crate::kit::document::later;
use crate::kit::fetch::read;

/// So long nobody types before jobs are asked for.
const TYPED_MS: u64 = 200;
/// As many are shown.
const FOUND: &str = "6";

/// Finds what is like this; jobs once nobody types on.
pub fn find(w: Widget, sought: String) {
    let find = w.state().find;
    find.typing.update(|typing| *typing += 1);
    find.marked.set(0);
    let typing = find.typing.get_untracked();
    let is_nothing = sought.trim().is_empty();
    find.jobs.set(Page::Loading);
    find.sought.set(sought);
    if !is_nothing {
        later(TYPED_MS, move || {
            if find.typing.try_get_untracked() == Some(typing) {
                spawn_local(jobs(w, typing));
            }
        });
    }
}

async fn jobs(w: Widget, typing: u32) {
    let find = w.state().find;
    let mut path = fill("{path}?limit={found}&q=", &[("path", BOARD_PATH), ("found", FOUND)]);
    find.sought.with_untracked(|sought| encode(sought.trim(), &mut path));
    let answer = w.get(&path).await.and_then(read::<Data<Vec<BoardJob>>>);
    // The element may be unmounted meanwhile, or something else be typed.
    if find.typing.try_get_untracked() == Some(typing) {
        find.jobs.set(match answer {
            Ok(Data { data, .. }) => Page::Loaded(data.into_iter().map(Arc::new).collect()),
            Err(failure) => Page::Failed(1, failure),
        });
    }
}

/// Marks another of so many that are found, as a key says. Whether it is one that does.
pub fn mark(w: Widget, key: &str, many: usize) -> bool {
    let marked = w.state().find.marked;
    let now = marked.get_untracked().min(many.saturating_sub(1));
    let next = match key {
        "ArrowDown" if now + 1 < many => now + 1,
        "ArrowDown" => 0,
        "ArrowUp" => now.checked_sub(1).unwrap_or(many.saturating_sub(1)),
        _ => return false,
    };
    marked.set(next);
    w.bring_into_view("[role=option][aria-selected=true]");
    true
}

/// Goes where what was found leads.
pub fn go(w: Widget, way: Way) {
    close_over(w);
    match way {
        Way::View(view) => show(w, view),
        Way::Deed(deed) => act(w, deed),
        Way::Day(day) => show_day(w, day),
        Way::Technician(user_id) => show_lane(w, user_id),
        Way::Job(job) => open(w, job),
    }
}

fn act(w: Widget, deed: Deed) {
    match deed {
        Deed::NewJob => begin_job(w),
        Deed::Undo => undo(w),
        Deed::Redo => redo(w),
        Deed::Print => print(w, false),
        // Once the one before has told that it is closed.
        Deed::Keys => later(0, move || lay_over(w, Over::Keys)),
        Deed::End(is_success) => open_form(w, Form::End(is_success)),
        Deed::Edit => edit(w),
        Deed::Move => show_mover(w, true),
        Deed::Queue => queue(w),
        Deed::Link => make_link(w, false),
        Deed::Delete => delete(w),
        Deed::Close => close(w),
    }
}

fn show_day(w: Widget, day: Day) {
    w.state().day.set(Some(day));
    w.announce(untrack(|| w.derived().day(day)));
    match untrack(|| w.derived().shown()) {
        View::Timeline => load_timeline(w),
        _ => show(w, View::Timeline),
    }
}

/// Goes to somebody's lane: to their first visit, or to their name; where there is room for the days of one, it shows theirs.
fn show_lane(w: Widget, user_id: u64) {
    w.state().technician.set(Some(user_id));
    show(w, View::Timeline);
    let Some(timeline) = timeline(w) else { return };
    let visit = visits_of(&timeline, user_id).next();
    let place = visit.map(|visit| Place { user_id, job_id: visit.listed.job.id });
    if place.is_some() {
        w.state().focused.set(place);
    }
    let id = user_id.to_string();
    // It is drawn once it is seen.
    w.bring_into_view(&fill("[data-lane='{id}']", &[("id", &id)]));
    look_at_lanes(w);
    let name = place.map_or_else(|| fill("lane-{id}", &[("id", &id)]), Place::name);
    w.focus(&fill("[data-is={name}]", &[("name", &name)]));
}
