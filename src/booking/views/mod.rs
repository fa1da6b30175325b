//! What customers see. A view reads the widget's signals and calls effects; it sends no request.

mod booked;
mod calendar;
mod cancel;
mod choose;
mod company;
mod copy;
mod days;
mod details;
mod earlier;
mod fields;
mod kinds;
mod month;
mod notice;
mod openings;
mod pending;
mod progress;
mod stopped;
mod suggested;
mod summary;
mod support;
mod waiting;
mod wish;
mod wish_form;
mod wish_rows;
mod wishes;

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::text;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::kit::announce::live_region;
use crate::kit::el::{div, nothing, reactive, slot};
use crate::kit::parts::skeleton;
use crate::kit::reactive::memo;

/// The whole booking element. In another language it is another one.
pub fn root(w: Widget) -> AnyView {
    reactive(move || {
        w.options().words.follow();
        untrack(|| whole(w))
    })
}

/// What the browser shows no more of when it gets the focus than where its text begins, or its edge: more of it may be below what
/// stands at the foot of a phone's page, or beside it. (In a field for a day the button that opens its calendar would no more be under
/// the mouse that presses it.)
const SEEN_WHOLE: &str = ":is(.chip, .details :is(textarea, input:not([type=date]))):focus-visible";

fn whole(w: Widget) -> AnyView {
    // Once it is known what it is about, the panes are others: what was there before them would be seen to move.
    let is_opened = memo(move || w.state().opened.get().is_some());
    div()
        .class("root")
        .part("root")
        // Those of the texts, which dates stand in.
        .attr("lang", w.say(text::LANGUAGE))
        .attr("dir", w.say(text::DIRECTION))
        .on(ev::focusin, move |_| w.bring_into_view(SEEN_WHOLE))
        .child(live_region(w.state().announcement))
        .child(reactive(move || company::company(w)))
        .child(reactive(move || {
            is_opened.track();
            untrack(|| panes(w))
        }))
        .child(slot("footer", ""))
        .view()
}

/// What it is about, and what is done.
fn panes(w: Widget) -> AnyView {
    div()
        .class("panes")
        .child(reactive(move || if w.state().opened.get().is_some() { summary::summary(w) } else { nothing() }))
        .child(
            div()
                .class("pane")
                .child(reactive(move || notice::notice(w)))
                .child(reactive(move || progress::progress(w)))
                .child(reactive(move || step(w, w.state().step.get()))),
        )
        .view()
}

fn step(w: Widget, step: Step) -> AnyView {
    // Views inside a step follow their own signals; the step itself is rendered again only when it changes.
    untrack(|| match step {
        Step::LookingUp => skeleton(w.options().words).view(),
        Step::Kinds(job_types) => kinds::kinds(w, &job_types),
        Step::Stopped(failure) => stopped::stopped(w, &failure),
        Step::Choose => choose::choose(w),
        Step::Details { start, from_wishes } => details::details(w, start, from_wishes),
        Step::Wishes => wishes::wishes(w),
        Step::Booked { moved } => booked::booked(w, moved),
        Step::Waiting => waiting::waiting(w),
        Step::Cancelled { start, .. } => booked::cancelled(w, start),
        Step::Done { failed } => stopped::done(w, failed),
    })
}
