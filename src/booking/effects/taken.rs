//! Somebody else was faster: what there is instead.

use slotwright_matching::{Day, Minute, Near, Opening, alternatives};

use super::availability::{fetch_month, select, set_loading};
use super::steps::go;
use crate::booking::state::{Loading, Notice, Step};
use crate::booking::widget::Widget;
use crate::ground::month::Month;

/// How many alternatives are offered for a time that was taken.
pub const ALTERNATIVES: usize = 3;
/// A day sooner or later is as far away as so many minutes on the same day: whoever wanted nine o'clock is more likely to be
/// at home at nine tomorrow than in the afternoon.
pub const MINUTES_PER_DAY_AWAY: Minute = 60;

/// Says that somebody else has the time, and shows what is near it.
pub async fn taken(w: Widget, turn: u32, start: Minute) {
    let month = Month::of(Day::of(start));
    let refreshed = fetch_month(w, month).await;
    if w.is_over(turn) {
        return;
    }
    if refreshed.is_err() {
        set_loading(w, month, Loading::Failed);
    }
    let nearest = near(w, start);
    let day = Day::of(nearest.first().map_or(start, |opening| opening.start));
    w.state().focused.set(day);
    select(w, day);
    go(w, Step::Choose);
    w.state().notice.set(Some(Notice::Taken { wanted: start, nearest }));
    w.focus("[data-is=notice]");
}

/// The openings nearest to a time, but not that time itself.
pub fn near(w: Widget, start: Minute) -> Vec<Opening> {
    let availability = w.state().availability.peek();
    let by_the_clock = Near::Clock { minutes_per_day: MINUTES_PER_DAY_AWAY };
    let nearest = alternatives(&availability.openings, start, by_the_clock, ALTERNATIVES + 1);
    nearest.filter(|opening| opening.start != start).take(ALTERNATIVES).collect()
}
