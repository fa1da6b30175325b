//! Where the board is set up: the place of an element of its own, that it is on its way, or that it could not be fetched.

use leptos::prelude::*;
use slotwright_words::text;

use crate::attributes::View;
use crate::board::effects::fetch_setup_again;
use crate::board::state::SetupElement;
use crate::board::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{El, div, nothing, reactive, section};
use crate::kit::parts::{notice, skeleton};

/// The place. It stays while something else is shown, and with it what somebody has typed there.
pub fn place(w: Widget) -> El {
    section()
        .class("setting-up")
        .is("setting-up")
        .aria_label(w.say(text::BOARD_SETUP))
        .tabindex("-1")
        .flag("hidden", Box::new(move || w.derived().shown() != View::Setup))
        .child(reactive(move || match w.state().setup.get() {
            SetupElement::Unasked => nothing(),
            SetupElement::Loading => skeleton(w.options().words).view(),
            SetupElement::Failed => failed(w).view(),
            SetupElement::Here(element) => div().holding(element.take().into()).view(),
        }))
}

fn failed(w: Widget) -> El {
    let again = button(w.say(text::RETRY), move || fetch_setup_again(w));
    notice("danger", &w.say(text::BOARD_SETUP_FAILED)).role("alert").child(again)
}
