//! Wishes that are stored and wait for an answer.

use leptos::prelude::*;

use crate::booking::effects::go;
use crate::booking::state::Step;
use crate::booking::views::wish::{wish_item, wish_list};
use crate::booking::widget::Widget;
use crate::ground::text;
use crate::kit::parts::{Button, buttons, heading, live, node, say, words};

/// The stored wishes, each with whether it can be met now.
pub fn waiting(w: Widget) -> AnyView {
    let list = move || {
        let wishes = w.state.wishes.get();
        wish_list(wishes.into_iter().map(|wish| wish_item(w, wish, vec![])).collect())
    };
    node(
        "section",
        "waiting",
        vec![
            node("span", "tick", vec![]),
            heading(text::WAITING_TITLE),
            say("p", "", words(text::WAITING_HINT)),
            live(list),
            buttons(vec![
                Button::named(text::WAITING_CHANGE, move || go(w, Step::Wishes)).view(),
                Button::named(text::WAITING_CHOOSE, move || go(w, Step::Choose)).view(),
            ]),
        ],
    )
}
