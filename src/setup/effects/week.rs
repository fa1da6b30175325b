//! A schedule's week: painted with the pointer, moved by keys, typed.

use leptos::prelude::*;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_words::fill;

use crate::ground::setup::week::{Edge, GRID, Week, minute_of};
use crate::setup::state::{Asked, Saving, Stroke};
use crate::setup::widget::Widget;

/// Begins to paint at this minute of a day: it opens what is closed there, and closes what is open.
pub fn paint_from(w: Widget, weekday: usize, minute: Minute) {
    let from = minute.div_euclid(GRID) * GRID;
    let opens = !w.state().week.with_untracked(|week| week.is_open(weekday, from));
    w.state().stroke.set(Some(Stroke::Paint { weekday, from, to: from + GRID, opens }));
}

/// Takes hold of an end of a stretch.
pub fn take_edge(w: Widget, weekday: usize, n: usize, edge: Edge) {
    w.state().stroke.set(Some(Stroke::Draw { weekday, n, edge }));
}

/// The pointer is at this minute of the day now.
pub fn draw(w: Widget, minute: Minute) {
    let state = w.state();
    match state.stroke.get_untracked() {
        None => {}
        Some(Stroke::Paint { weekday, from, opens, .. }) => {
            // What the pointer is in belongs to it, forward and back.
            let line = minute.clamp(0, MINUTES_PER_DAY - 1).div_euclid(GRID) * GRID;
            let to = if from <= line { line + GRID } else { line };
            state.stroke.set(Some(Stroke::Paint { weekday, from, to, opens }));
        }
        Some(Stroke::Draw { weekday, n, edge }) => {
            let to = (minute + GRID / 2).div_euclid(GRID) * GRID;
            state.redraw(|week| {
                if let Some(at) = week.day(weekday).get(n).and_then(|span| span.at(edge))
                    && at != to
                {
                    week.step(weekday, n, edge, to - at);
                }
            });
        }
    }
}

/// The pointer is lifted: what was painted is in the week. Lost, it paints nothing.
pub fn finish(w: Widget, is_meant: bool) {
    let state = w.state();
    if let (Some(Stroke::Paint { weekday, from, to, opens }), true) = (state.stroke.get_untracked(), is_meant) {
        state.redraw(|week| week.paint(weekday, (from, to), opens));
    }
    state.stroke.set(None);
}

/// Moves an end of a stretch by a key. Whether it was one that moves it.
pub fn step_edge(w: Widget, (weekday, n, edge): (usize, usize, Edge), key: &str, rtl: bool) -> bool {
    let by = match key {
        "ArrowUp" => GRID,
        "ArrowDown" => -GRID,
        "ArrowRight" => {
            if rtl {
                -GRID
            } else {
                GRID
            }
        }
        "ArrowLeft" => {
            if rtl {
                GRID
            } else {
                -GRID
            }
        }
        "PageUp" => 60,
        "PageDown" => -60,
        "Home" => -MINUTES_PER_DAY,
        "End" => MINUTES_PER_DAY,
        "Delete" | "Backspace" => {
            remove_span(w, weekday, n);
            return true;
        }
        _ => return false,
    };
    w.state().redraw(|week| _ = week.step(weekday, n, edge, by));
    true
}

/// Takes what was typed for an end of a stretch.
pub fn type_edge(w: Widget, weekday: usize, n: usize, edge: Edge, text: &str) {
    w.state().week.update(|week| week.set_edge(weekday, n, edge, minute_of(text)));
}

/// Adds a stretch to a day; the focus goes to where it begins.
pub fn add_span(w: Widget, weekday: usize) {
    let mut n = 0;
    w.state().redraw(|week| n = week.add(weekday));
    w.focus(&fill("[data-is=from-{weekday}-{n}]", &[("weekday", &weekday.to_string()), ("n", &n.to_string())]));
}

/// Takes a stretch away; the focus goes to where another is added.
pub fn remove_span(w: Widget, weekday: usize, n: usize) {
    w.state().redraw(|week| week.remove(weekday, n));
    w.focus(&fill("[data-is=add-{weekday}]", &[("weekday", &weekday.to_string())]));
}

/// Has Monday to Friday as this day is.
pub fn copy_day(w: Widget, weekday: usize) {
    w.state().redraw(|week| week.copy_to_workdays(weekday));
}

/// Has the week as it was.
pub fn discard_week(w: Widget) {
    let state = w.state();
    let Asked::Loaded(known) = state.asked.get_untracked() else { return };
    let chosen = state.schedule.get_untracked();
    let found = known.schedules.iter().find(|(schedule, _)| Some(schedule.id) == chosen);
    let before = found.map(|(_, days)| Week::of(days)).unwrap_or_default();
    state.redraw(|week| *week = before);
    state.saving.set(Saving::Nothing);
    w.focus("[data-is=setup-part]");
}
