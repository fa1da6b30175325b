//! What is seen. A view gets the widget's signals and calls effects; it asks no server.

mod booked;
mod choose;
mod details;
mod month;
mod notice;
mod openings;
mod pending;
mod stopped;
mod summary;
mod support;
mod waiting;
mod wish;
mod wish_form;
mod wish_rows;
mod wishes;

use leptos::prelude::*;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::kit::parts::{Node, Words, live, nothing, skeleton, text};

/// The whole booking element.
pub fn root(w: Widget) -> AnyView {
    let announcement = text(Box::new(move || w.state.announcement.get()));
    let children = vec![
        Node { class: "unseen", role: Some("status"), children: vec![announcement], ..Node::default() }.view(),
        live(move || if w.state.opened.get().is_some() { summary::summary(w) } else { nothing() }),
        live(move || notice::notice(w)),
        live(move || step(w, w.state.step.get())),
    ];
    let language = Some(Box::new(move || w.options.locale.get()) as Words);
    Node { class: "root", part: Some("root"), language, children, ..Node::default() }.view()
}

fn step(w: Widget, step: Step) -> AnyView {
    // What a step shows follows its own signals; the step itself is drawn anew only when it changes.
    untrack(|| match step {
        Step::Opening => skeleton(),
        Step::Stopped(failure) => stopped::stopped(w, &failure),
        Step::Choose => choose::choose(w),
        Step::Details { start, from_wishes } => details::details(w, start, from_wishes),
        Step::Wishes => wishes::wishes(w),
        Step::Booked { moved } => booked::booked(w, moved),
        Step::Waiting => waiting::waiting(w),
        Step::Cancelled { start } => booked::cancelled(w, start),
        Step::Done { failed } => stopped::done(failed),
    })
}
