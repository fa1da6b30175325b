//! What staff see. A view reads the widget's signals and calls effects; it sends no request.

mod frame;
mod jobs;
mod lane;
mod links;
mod listing;
mod meanwhile;
mod out;
mod plan;
mod timeline;
mod why_not;

use leptos::prelude::*;
use slotwright_words::text;

use crate::board::widget::Widget;
use crate::kit::announce::live_region;
use crate::kit::el::{div, reactive};

/// The whole board element: everybody's day, the jobs or the links, and beside them why a job can't have some time.
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
        .child(frame::head(w))
        .child(
            div()
                .class("board")
                .child(div().class("jobs-side").child(reactive(move || frame::shown(w))).child(out::out(w)))
                .child(reactive(move || why_not::why_not(w))),
        )
        .view()
}
