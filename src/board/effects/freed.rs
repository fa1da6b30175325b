//! Time that is free again: who waits for it is asked of the server, and shown until it is filled or left.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{FREED_PATH, Freed};

use crate::attributes::View;
use crate::board::widget::Widget;
use crate::ground::freed::Gaps;
use crate::kit::document::later;
use crate::kit::fetch::{json, read};

/// So long what was done is said before it is said who waits for what it has left.
const SAID_FIRST_MS: u64 = 2_000;

/// Notes that time is free again. Who waits for it is asked by [`look_for_waiting`].
pub fn note_freed(w: Widget, gaps: &Gaps) {
    if !gaps.is_empty() {
        w.state().freed.gaps.update(|known| known.join(gaps));
    }
}

/// Asks who waits for what is free again, as far as the caller may give it to them.
pub fn look_for_waiting(w: Widget) {
    let state = w.state().freed;
    let asked = state.gaps.with_untracked(|gaps| (!gaps.is_empty()).then(|| gaps.asked()));
    let Some(asked) = asked.filter(|_| untrack(|| w.state().work.may_schedule())) else { return };
    state.turn.update(|turn| *turn += 1);
    let turn = state.turn.get_untracked();
    spawn_local(async move {
        let answer = w.ask(FREED_PATH, json(&asked)).await.and_then(read::<Freed>);
        // What could not be asked is asked again with the next look at the schedule.
        let Ok(found) = answer else { return };
        if !w.is_mounted() || state.turn.get_untracked() != turn {
            return;
        }
        if found.data.is_empty() {
            return end(w);
        }
        if state.found.with_untracked(Option::is_none) {
            say_later(w);
        }
        if state.found.with_untracked(|known| known.as_deref() != Some(&found)) {
            state.found.set(Some(Arc::new(found)));
        }
        if state.is_listed.get_untracked() {
            w.focus_if_lost("[data-is=freed]");
        }
    });
}

/// Says how many wait, once what was done has been said.
fn say_later(w: Widget) {
    later(SAID_FIRST_MS, move || {
        let state = w.is_mounted().then(|| w.state().freed);
        let found =
            state.filter(|state| !state.is_listed.get_untracked()).and_then(|state| state.found.get_untracked());
        if let Some(found) = found {
            w.announce(untrack(|| w.derived().waiting(found.total)));
        }
    });
}

/// Lists who waits, where somebody does. Whether it does.
pub fn list_waiting(w: Widget) -> bool {
    let state = w.state().freed;
    if state.found.with_untracked(Option::is_none) {
        return false;
    }
    state.is_listed.set(true);
    w.focus("[data-is=freed]");
    true
}

/// Leaves the time free.
pub fn leave_freed(w: Widget) {
    w.state().freed.turn.update(|turn| *turn += 1);
    end(w);
}

/// There is nothing more to be filled: the focus goes back to the schedule, where it was in the list.
fn end(w: Widget) {
    let state = w.state().freed;
    let was_listed = state.is_listed.get_untracked();
    state.gaps.set(Gaps::default());
    state.found.set(None);
    state.is_listed.set(false);
    state.is_taken.set(false);
    if was_listed {
        w.focus_if_lost(match untrack(|| w.derived().shown()) {
            View::Timeline => "[data-is=timeline]",
            _ => "[data-is=new-job]",
        });
    }
}
