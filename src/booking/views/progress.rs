//! How far one is on the way to a visit: a time, a last look, done.

use leptos::prelude::*;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::kit::el::{li, nothing, ol};
use slotwright_words::text;

/// The three steps, the present one marked; nothing at a step that is none of them.
pub fn progress(w: Widget) -> AnyView {
    let present = match w.state().step.get() {
        Step::Choose => 0,
        Step::Details { .. } => 1,
        Step::Booked { .. } => 2,
        _ => return nothing(),
    };
    let steps = [text::PROGRESS_TIME, text::PROGRESS_CHECK, text::PROGRESS_DONE];
    let step = |(place, name)| {
        let step = li().child(w.say(name));
        if place == present { step.attr("aria-current", "step") } else { step }
    };
    ol().class("progress").aria_label(w.say(text::PROGRESS)).children(steps.into_iter().enumerate().map(step)).view()
}
