//! What staff see. A view gets the widget's signals and calls effects; it asks no server.

mod jobs;
mod why_not;

use leptos::prelude::*;

use crate::board::widget::Widget;
use crate::ground::text;
use crate::kit::el::{div, h1, live};

/// The whole board element: for now a plain list of jobs, page by page, and why one of them can't have some time.
pub fn root(w: Widget) -> AnyView {
    div()
        .class("root")
        .part("root")
        .child(div().class("unseen").role("status").child(move || w.state().announcement.get()))
        .child(h1().class("heading").child(text::BOARD_TITLE))
        .child(
            div()
                .class("board")
                .child(div().class("jobs-side").child(live(move || jobs::jobs(w))))
                .child(live(move || why_not::why_not(w))),
        )
        .view()
}
