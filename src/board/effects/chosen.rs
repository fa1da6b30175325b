//! Visits that are chosen together: to change places, or to go back into the queue.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::BoardJob;
use slotwright_words::text;

use super::hand::{chosen, shown_job};
use super::plan::make;
use crate::board::widget::Widget;
use crate::ground::deeds::{Deed, Deeds, Moved, Placing, Way};
use crate::ground::timeline::Place;

/// Chooses a visit to be moved with others, or no longer.
pub fn choose(w: Widget, place: Place) {
    let Some(job) = shown_job(w, place.job_id) else { return };
    let chosen = w.state().hand.chosen;
    chosen.update(|chosen| match chosen.iter().position(|one| one.job.id == place.job_id) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(job),
    });
    let count = chosen.with_untracked(Vec::len);
    w.announce(w.options().words.count(text::MOVE_CHOSEN, count));
}

/// Chooses none any more.
pub fn choose_none(w: Widget) {
    w.state().hand.chosen.set(Vec::new());
    w.focus("[data-is=timeline]");
}

/// Has the two that are chosen change places: each gets the other's time and crew, and keeps its length.
pub fn swap(w: Widget) {
    if let [one, other] = &chosen(w)[..]
        && let (Some(from), Some(to)) = (Placing::of(one), Placing::of(other))
    {
        let under_way = w.state().hand.deeds.with_untracked(Deeds::under_way);
        let is_moving = |id| under_way.iter().any(|moved| moved.job.job.id == id);
        // Pressed again they would change back.
        if is_moving(one.job.id) && is_moving(other.job.id) {
            return w.announce(w.say(text::MOVE_DUE));
        }
        let moved = |job: &Arc<BoardJob>, from: &Placing, to: &Placing| Moved {
            job: job.clone(),
            from: Some(from.clone()),
            to: Some(Placing { minutes: from.minutes, ..to.clone() }),
        };
        make(w, Way::Do, vec![moved(one, &from, &to), moved(other, &to, &from)], None);
    }
}

/// Puts all that are chosen back into the queue.
pub fn queue_chosen(w: Widget) {
    let deed: Deed = chosen(w).into_iter().map(|job| Moved { from: Placing::of(&job), job, to: None }).collect();
    make(w, Way::Do, deed, None);
}
