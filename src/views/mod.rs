//! What is seen. A view gets the widget's signals and calls effects; it asks no server.

pub mod board;
mod booked;
mod choose;
mod details;
mod heading;
mod month;
mod notice;
mod openings;
mod stopped;
mod summary;
mod waiting;
mod wishes;

use leptos::prelude::*;

use crate::effects::Widget;
use crate::state::Step;
use crate::text;

/// The whole booking element.
pub fn root(w: Widget) -> impl IntoView {
    let step = w.state.step;
    view! {
        <div class="root" part="root">
            <div class="unseen" role="status">{move || w.state.announcement.get()}</div>
            {move || w.state.booking.with(Option::is_some).then(|| summary::summary(w))}
            {move || notice::notice(w)}
            {move || match step.get() {
                Step::Opening => opening().into_any(),
                Step::Stopped(failure) => stopped::stopped(w, &failure).into_any(),
                Step::Choose => choose::choose(w).into_any(),
                Step::Details { start, from_wishes } => details::details(w, start, from_wishes).into_any(),
                Step::Wishes => wishes::wishes(w).into_any(),
                Step::Booked { moved } => booked::booked(w, moved).into_any(),
                Step::Waiting => waiting::waiting(w).into_any(),
                Step::Cancelled { start } => booked::cancelled(w, start).into_any(),
                Step::Done => stopped::done().into_any(),
            }}
        </div>
    }
}

fn opening() -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="unseen">{text::LOADING}</p>
        </div>
    }
}
