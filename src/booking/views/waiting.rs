//! Wishes that are stored and wait for an answer.

use leptos::prelude::*;

use crate::booking::effects::go;
use crate::booking::state::Step;
use crate::booking::views::copy::copy;
use crate::booking::views::wish::{wish_item, wish_list};
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{p, reactive, section, span};
use crate::kit::parts::{buttons, heading};
use slotwright_words::text;

/// The stored wishes, each with whether it can be met now.
pub fn waiting(w: Widget) -> AnyView {
    let list = move || {
        let wishes = w.state().wishes.get();
        wish_list(w).children(wishes.into_iter().map(|wish| wish_item(w, wish))).view()
    };
    section()
        .class("waiting")
        .child(span().class("tick"))
        .child(heading(w.options().heading_level, w.say(text::WAITING_TITLE)))
        .child(p().child(w.say(text::WAITING_HINT)))
        .child(reactive(list))
        .child(
            buttons()
                .child(button(w.say(text::WAITING_CHANGE), move || go(w, Step::Wishes)))
                .child(button(w.say(text::WAITING_CHOOSE), move || go(w, Step::Choose))),
        )
        .children(copy(w))
        .view()
}
