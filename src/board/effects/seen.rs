//! Which lanes are drawn, as one looks at them.

use leptos::prelude::*;

use crate::board::widget::Widget;
use crate::ground::seen::{Rows, drawn_at_once, drawn_next};
use crate::kit::document::later;

/// So long it is waited between two lanes that are drawn ahead: what one does is drawn first.
const BETWEEN_MS: u64 = 16;

/// Looks which lanes are seen, once pending changes are rendered.
pub fn look_at_lanes(w: Widget) {
    w.with_rendered("[data-is=timeline]", move |timeline| {
        // A group's head is as high.
        let lane = timeline.query_selector(".lane, .group-head").ok().flatten();
        let height = lane.map_or(0, |lane| lane.get_bounding_client_rect().height() as usize);
        let within = timeline.client_height().max(0) as usize;
        // Where nothing of it is shown it is not known what will be.
        if 0 < height && 0 < within && w.is_mounted() {
            let first = timeline.scroll_top().max(0) as usize / height;
            see(w, (first, first + within / height + 1));
        }
    });
}

/// Lanes that are seen are drawn now, and those near them in a while.
fn see(w: Widget, seen: Rows) {
    let state = w.state();
    if state.seen_lanes.get_untracked() != seen {
        state.seen_lanes.set(seen);
        let drawn = state.drawn_lanes.get_untracked();
        let wanted = drawn_at_once(drawn, seen);
        if wanted != drawn {
            state.drawn_lanes.set(wanted);
        }
        draw_ahead(w);
    }
}

/// Draws no more than is seen, and all else after it: for days that are about to be drawn.
pub fn draw_seen_first(w: Widget) {
    let state = w.state();
    state.drawn_lanes.set(state.seen_lanes.get_untracked());
    draw_ahead(w);
}

fn draw_ahead(w: Widget) {
    let is_drawing = w.state().is_drawing_ahead;
    if !is_drawing.get_value() {
        is_drawing.set_value(true);
        later(BETWEEN_MS, move || draw_next(w));
    }
}

fn draw_next(w: Widget) {
    if !w.is_mounted() {
        return;
    }
    let state = w.state();
    match drawn_next(state.drawn_lanes.get_untracked(), state.seen_lanes.get_untracked()) {
        Some(next) => {
            state.drawn_lanes.set(next);
            later(BETWEEN_MS, move || draw_next(w));
        }
        None => state.is_drawing_ahead.set_value(false),
    }
}
