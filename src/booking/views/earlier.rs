//! A sooner time: asked for by a quiet button, and on a card what is kept.

use leptos::prelude::*;
use slotwright_words::text;

use crate::booking::effects::{decline_earlier, stop_waiting, take_earlier, wait_for_earlier};
use crate::booking::views::pending::while_pending;
use crate::booking::widget::Widget;
use crate::booking::wording::sooner_line;
use crate::ground::sooner::Sooner;
use crate::kit::button::button;
use crate::kit::el::{div, nothing, p};
use crate::kit::parts::{buttons, title};

/// What is kept for whoever waits.
pub fn offer(w: Widget, sooner: Sooner) -> AnyView {
    let Some(offer) = sooner.offer else { return nothing() };
    div()
        .class("earlier")
        .role("group")
        .aria_label(w.say(text::EARLIER_TITLE))
        .child(title(w.options().heading_level, 2).class("earlier-title").child(w.say(text::EARLIER_TITLE)))
        .child(p().child(move || sooner_line(&w.derived(), offer)))
        .child(
            buttons()
                .child(button(while_pending(w, text::EARLIER_TAKE, text::BOOKING), move || take_earlier(w)).primary())
                .child(button(w.say(text::KEEP), move || decline_earlier(w))),
        )
        .view()
}

/// Asks for one, or says that it is looked for.
pub fn ask(w: Widget, sooner: Sooner) -> AnyView {
    if !sooner.is_possible {
        return nothing();
    }
    if !sooner.is_asked {
        let ask = button(w.say(text::EARLIER_ASK), move || wait_for_earlier(w));
        return p().child(ask.class("link").is("earlier")).view();
    }
    div()
        .child(p().class("hint").is("earlier").tabindex("-1").child(w.say(text::EARLIER_WAITING)))
        .child(button(w.say(text::EARLIER_STOP), move || stop_waiting(w)).class("link"))
        .view()
}
