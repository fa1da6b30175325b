//! The form that moves the open job: to a day, a time, for so long, with these people.

use leptos::prelude::*;
use slotwright_matching::Search;
use slotwright_words::text;

use super::plan::move_one;
use crate::board::hand::Wanted;
use crate::board::widget::Widget;
use crate::ground::deeds::Placing;
use crate::ground::suggestions::Space;

/// Opens the form, with what is so now, or folds it away.
pub fn show_mover(w: Widget, is_shown: bool) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let wanted = Placing::of(&job).map_or_else(
        || {
            let minutes = job.job.length_in_minutes.to_string();
            Wanted { fields: w.state().fields.get_untracked(), minutes, is_untouched: true, ..Wanted::default() }
        },
        Wanted::of,
    );
    w.state().hand.wanted.set(is_shown.then_some(wanted));
    w.focus(if is_shown { "[data-is=move-date]" } else { "[data-is=move-to]" });
}

/// Changes what is filled in.
pub fn fill_mover(w: Widget, change: impl FnOnce(&mut Wanted)) {
    w.state().hand.wanted.update(|wanted| {
        if let Some(wanted) = wanted {
            wanted.is_untouched = false;
            change(wanted);
        }
    });
}

/// Has somebody come, or not.
pub fn toggle_crew(w: Widget, user_id: u64) {
    fill_mover(w, |wanted| match wanted.crew.iter().position(|known| *known == user_id) {
        Some(place) => drop(wanted.crew.remove(place)),
        None => wanted.crew.push(user_id),
    });
}

/// Chooses who is free then, as many as are to come: of those who are named, where these are more, and else of all.
pub fn choose_crew(w: Widget) {
    let come = w.state().come.get_untracked();
    let space = w.state().space.get_untracked();
    fill_mover(w, |wanted| {
        let named = if come < wanted.crew.len() { wanted.crew.as_slice() } else { &[] };
        let minutes = wanted.minutes.parse().ok();
        let found = space.zip(wanted.fields.start()).zip(minutes).and_then(|((space, start), length_minutes)| {
            let search = Search { crew: come, length_minutes, ..space.search };
            Space { search, ..(*space).clone() }.crew(start, named)
        });
        wanted.is_too_few = found.is_none();
        if let Some(crew) = found {
            wanted.crew = crew;
        }
    });
    if w.state().hand.wanted.with_untracked(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.is_too_few)) {
        w.announce(w.say(text::MOVE_TOO_FEW));
    }
}

/// Moves the open job as the form says.
pub fn send_mover(w: Widget) {
    let Some((job, wanted)) = w.state().job.get_untracked().zip(w.state().hand.wanted.get_untracked()) else { return };
    if let Some(to) = wanted.filled() {
        return move_one(w, job, Some(to));
    }
    fill_mover(w, |wanted| wanted.is_incomplete = true);
    w.focus("[data-is=move-date]");
}
