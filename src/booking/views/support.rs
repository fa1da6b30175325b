//! A file for support: the details of what a page offered.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_words::text;

use crate::booking::effects::save_case;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{nothing, p, reactive, span};

/// A line in small print with the button that saves what the page knows, where support's tools are wanted; `wanted` is the start
/// that it is about, if any.
pub fn save_case_line(w: Widget, wanted: Option<Minute>) -> AnyView {
    let line = move || {
        p().class("support")
            .child(button(w.say(text::CASE_SAVE), move || save_case(w, wanted)).class("link"))
            .child(span().class("hint").child(w.say(text::CASE_HINT)))
            .view()
    };
    reactive(move || if w.options().support.get() { line() } else { nothing() })
}
