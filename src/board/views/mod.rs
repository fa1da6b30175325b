//! What staff see. A view reads the widget's signals and calls effects; it sends no request.

mod jobs;
mod why_not;

use leptos::prelude::*;
use slotwright_words::text;

use crate::board::widget::Widget;
use crate::kit::announce::live_region;
use crate::kit::el::{div, reactive};
use crate::kit::parts::title;

/// The whole board element: for now a plain list of jobs, page by page, and why one of them can't have some time.
pub fn root(w: Widget) -> AnyView {
    reactive(move || {
        w.options().words.follow();
        untrack(|| whole(w))
    })
}

fn whole(w: Widget) -> AnyView {
    div()
        .class("root")
        .part("root")
        .attr("lang", w.say(text::LANGUAGE))
        .attr("dir", w.say(text::DIRECTION))
        .child(live_region(w.state().announcement))
        .child(
            div()
                .class("board-head")
                .child(title(w.options().heading_level, 0).class("heading").child(w.say(text::BOARD_TITLE)))
                .child(jobs::pages(w)),
        )
        .child(
            div()
                .class("board")
                .child(div().class("jobs-side").child(reactive(move || jobs::jobs(w))))
                .child(reactive(move || why_not::why_not(w))),
        )
        .view()
}
