//! What is laid over the board: a dialog, of which the browser keeps the focus, and which Escape closes.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::{Text, text};

use crate::board::effects::{close_over, closed_over, lay_over};
use crate::board::find_state::Over;
use crate::board::views::{find, keys};
use crate::board::widget::Widget;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, dialog, div, nothing};

/// The ways to it, for who has no keyboard.
pub fn ways(w: Widget) -> El {
    let way = |over, name: &'static Text, sign: &str| -> Button {
        button(sign.to_owned(), move || lay_over(w, over)).class("step").aria_label(w.say(name))
    };
    div().class("over-ways").child(way(Over::Find, text::BOARD_FIND, "⌕")).child(way(Over::Keys, text::KEYS, "?"))
}

/// What is laid over the board, if anything is.
pub fn over(w: Widget) -> AnyView {
    let find = w.state().find;
    match (find.is_keys_shown.get(), find.is_find_shown.get()) {
        (true, _) => untrack(|| keys::keys(w).view()),
        (_, true) => untrack(|| find::find(w).view()),
        _ => nothing(),
    }
}

/// A dialog of this name, with what closes it.
pub fn over_all(w: Widget, class: &str, name: &'static Text) -> El {
    dialog()
        .class(class)
        .aria_label(w.say(name))
        .on(ev::close, move |_| closed_over(w))
        .child(button("×", move || close_over(w)).class("notice-close").aria_label(w.say(text::DISMISS)))
}
