//! What helps those who help: the details of what a page offered, as a file.

use leptos::prelude::*;
use slotwright_matching::Minute;

use crate::booking::effects::save_case;
use crate::booking::widget::Widget;
use crate::ground::text;
use crate::kit::parts::{Button, node, say, words};

/// A quiet line that saves what the page knows; `wanted` is the start that it is about, if it is about one.
pub fn save_case_line(w: Widget, wanted: Option<Minute>) -> AnyView {
    let save = Button::named(text::CASE_SAVE, move || save_case(w, wanted));
    node("p", "support", vec![Button { class: "link", ..save }.view(), say("span", "hint", words(text::CASE_HINT))])
}
