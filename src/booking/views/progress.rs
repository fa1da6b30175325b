//! How far one is on the way to a visit: a time, a last look, done.

use leptos::prelude::*;
use slotwright_words::text;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::kit::el::{li, nothing, ol};

/// The three steps, the present one marked; nothing at a step that is none of them.
pub fn progress(w: Widget) -> AnyView {
    let present = match w.state().step.get() {
        Step::Choose => 0,
        Step::Details { .. } => 1,
        Step::Booked { .. } => 2,
        _ => return nothing(),
    };
    let step = |place: usize, name| {
        let step = li().child(w.say(name));
        if place == present { step.attr("aria-current", "step") } else { step }
    };
    ol().class("progress")
        .aria_label(w.say(text::PROGRESS))
        .child(step(0, text::PROGRESS_TIME))
        .child(step(1, text::PROGRESS_CHECK))
        .child(step(2, text::PROGRESS_DONE))
        .view()
}
