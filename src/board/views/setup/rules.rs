//! The rules around jobs, and what customers may book: a form each that is always open.

use leptos::prelude::*;
use slotwright_words::text;

use crate::board::setup_state::What;
use crate::board::views::setup::form::opened;
use crate::board::widget::Widget;
use crate::kit::el::{nothing, reactive};

/// The form.
pub fn rules(w: Widget) -> AnyView {
    reactive(move || match w.state().setup.open.get() {
        Some(What::Rules) => untrack(|| opened(w, &w.say(text::SETUP_RULES_TITLE), true)),
        Some(What::Policy) => untrack(|| opened(w, &w.say(text::SETUP_POLICY_TITLE), true)),
        _ => nothing(),
    })
}
