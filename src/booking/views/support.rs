//! What helps those who help: the details of what a page offered, as a file.

use slotwright_matching::Minute;

use crate::booking::effects::save_case;
use crate::booking::widget::Widget;
use crate::ground::text;
use crate::kit::button::button;
use crate::kit::el::{El, p, span};

/// A quiet line that saves what the page knows; `wanted` is the start that it is about, if it is about one.
pub fn save_case_line(w: Widget, wanted: Option<Minute>) -> El {
    p().class("support")
        .child(button(text::CASE_SAVE, move || save_case(w, wanted)).class("link"))
        .child(span().class("hint").child(text::CASE_HINT))
}
