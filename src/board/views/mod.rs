//! What staff see. A view reads the widget's signals and calls effects; it sends no request.

mod jobs;
mod why_not;

use leptos::prelude::*;

use crate::board::widget::Widget;
use crate::ground::text;
use crate::kit::announce::live_region;
use crate::kit::el::{div, reactive};
use crate::kit::parts::title;

/// The whole board element: for now a plain list of jobs, page by page, and why one of them can't have some time.
pub fn root(w: Widget) -> AnyView {
    div()
        .class("root")
        .part("root")
        .attr("lang", text::LANGUAGE)
        .attr("dir", text::DIRECTION)
        .child(live_region(w.state().announcement))
        .child(
            div()
                .class("board-head")
                .child(title(w.options().heading_level, 0).class("heading").child(text::BOARD_TITLE))
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
