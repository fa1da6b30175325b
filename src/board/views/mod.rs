//! What staff see. A view reads the widget's signals and calls effects; it sends no request.

mod agenda;
mod alone;
mod asked;
mod beside;
mod filter;
mod find;
mod frame;
mod freed;
mod groups;
mod hand;
mod heat;
mod job;
mod jobs;
mod keys;
mod lane;
mod legend;
mod lengths;
mod links;
mod listing;
mod meanwhile;
mod mover;
mod new_job;
mod numbers;
mod out;
mod over;
mod paper;
mod plan;
mod pointer;
mod setup;
mod timeline;
mod tray;
mod visit;

use leptos::prelude::*;
use slotwright_words::text;

use crate::attributes::View;
use crate::board::widget::Widget;
use crate::kit::announce::live_region;
use crate::kit::el::{div, nothing, reactive};
use crate::kit::reactive::memo;

/// The whole board element: everybody's day, the jobs or the links, and beside them the job that is open.
pub fn root(w: Widget) -> AnyView {
    reactive(move || {
        w.options().words.follow();
        untrack(|| whole(w))
    })
}

fn whole(w: Widget) -> AnyView {
    // What is set up and links are nothing to be taken along.
    let has_out = memo(move || matches!(w.derived().shown(), View::Timeline | View::Jobs));
    div()
        .class("root")
        .part("root")
        .attr("lang", w.say(text::LANGUAGE))
        .attr("dir", w.say(text::DIRECTION))
        .child(live_region(w.state().announcement))
        .child(frame::head(w))
        .child(reactive(move || over::over(w)))
        .child(
            div()
                .class("board")
                .child(
                    div()
                        .class("jobs-side")
                        .child(reactive(move || job::outcome_alone(w)))
                        .child(reactive(move || frame::shown(w)))
                        .child(setup::place(w))
                        .child(reactive(
                            move || if has_out.get() { untrack(|| out::out(w).view()) } else { nothing() },
                        )),
                )
                .child(
                    div()
                        .class("job-side")
                        .child(reactive(move || job::leaving(w)))
                        .child(freed::freed(w))
                        .child(new_job::new_job(w))
                        .child(job::job(w)),
                ),
        )
        .view()
}
