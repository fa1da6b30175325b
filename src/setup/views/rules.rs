//! The rules around jobs, and what customers may book: a form each that is always open.

use leptos::prelude::*;
use slotwright_words::text;

use crate::kit::el::{nothing, reactive};
use crate::setup::state::What;
use crate::setup::views::form::opened;
use crate::setup::widget::Widget;

/// The form.
pub fn rules(w: Widget) -> AnyView {
    reactive(move || match w.state().open.get() {
        Some(What::Rules) => untrack(|| opened(w, &w.say(text::SETUP_RULES_TITLE), true)),
        Some(What::Policy) => untrack(|| opened(w, &w.say(text::SETUP_POLICY_TITLE), true)),
        _ => nothing(),
    })
}
