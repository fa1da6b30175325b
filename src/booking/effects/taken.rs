//! A time can't be had, since somebody else was faster or it is refused: similar times that are free.

use leptos::prelude::*;
use slotwright_matching::{Day, Minute, Near, Opening, alternatives};

use super::availability::{fetch_month, select, set_load_state};
use super::steps::go;
use crate::booking::state::{LoadState, Notice, Step};
use crate::booking::widget::Widget;
use crate::ground::month::Month;

/// How many alternatives are offered for a time that was taken.
pub const ALTERNATIVES: usize = 3;
/// A day sooner or later is as far away as so many minutes on the same day: whoever wanted nine o'clock is more likely to be
/// at home at nine tomorrow than in the afternoon.
pub const MINUTES_PER_DAY_AWAY: Minute = 60;

/// Shows that somebody else has the time, and similar times that are free.
pub fn taken(w: Widget, generation: u32, start: Minute) -> impl Future<Output = ()> {
    refused(w, generation, start, None)
}

/// Shows why the time can't be had, by a sentence that says it, and similar times that are free; without one, as [`taken`].
pub async fn refused(w: Widget, generation: u32, start: Minute, sentence: Option<String>) {
    let month = Month::of(Day::of(start));
    let refreshed = fetch_month(w, month).await;
    if w.is_stale(generation) {
        return;
    }
    if refreshed.is_err() {
        set_load_state(w, month, LoadState::Failed);
    }
    let nearest = nearest_to(w, start);
    let day = Day::of(nearest.first().map_or(start, |opening| opening.start));
    w.state().focused.set(day);
    select(w, day);
    go(w, Step::Choose);
    w.state().notice.set(Some(match sentence {
        Some(sentence) => Notice::Refused { sentence, wanted: start, nearest },
        None => Notice::Taken { wanted: start, nearest },
    }));
    w.focus("[data-is=notice]");
}

/// The openings nearest to a time, but not that time itself.
pub fn nearest_to(w: Widget, start: Minute) -> Vec<Opening> {
    let availability = w.state().availability.get_untracked();
    let by_the_clock = Near::Clock { minutes_per_day: MINUTES_PER_DAY_AWAY };
    let nearest = alternatives(&availability.openings, start, by_the_clock, ALTERNATIVES + 1);
    nearest.filter(|opening| opening.start != start).take(ALTERNATIVES).collect()
}
