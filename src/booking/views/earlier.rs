//! A sooner time: asked for by a quiet button, and on a card what is kept.

use leptos::prelude::*;
use slotwright_words::text;

use crate::booking::effects::{decline_earlier, stop_waiting, take_earlier, wait_for_earlier};
use crate::booking::views::pending::while_pending;
use crate::booking::widget::Widget;
use crate::booking::wording::sooner_line;
use crate::kit::button::button;
use crate::kit::el::{div, nothing, p, reactive};
use crate::kit::parts::{buttons, title};
use crate::kit::reactive::memo;

/// What is kept for whoever waits.
pub fn offer(w: Widget) -> AnyView {
    // It is asked for again and again: what is shown stays, and so does the focus in it, until it is another.
    let line =
        memo(move || w.derived().sooner().offer.map(|offer| sooner_line(&w.derived(), offer)).unwrap_or_default());
    reactive(move || {
        let line = line.get();
        if line.is_empty() {
            return nothing();
        }
        div()
            .class("earlier")
            .role("group")
            .aria_label(w.say(text::EARLIER_TITLE))
            .child(title(w.options().heading_level, 2).class("earlier-title").child(w.say(text::EARLIER_TITLE)))
            .child(p().child(line))
            .child(
                buttons()
                    .child(
                        button(while_pending(w, text::EARLIER_TAKE, text::BOOKING), move || take_earlier(w)).primary(),
                    )
                    .child(button(w.say(text::KEEP), move || decline_earlier(w))),
            )
            .view()
    })
}

/// Asks for one, or says that it is looked for. While something is kept, that is what is to be decided.
pub fn ask(w: Widget) -> AnyView {
    let is_shown = memo(move || w.derived().sooner().is_possible && w.derived().sooner().offer.is_none());
    let is_asked = memo(move || w.derived().sooner().is_asked);
    reactive(move || {
        if !is_shown.get() {
            return nothing();
        }
        if !is_asked.get() {
            let ask = button(w.say(text::EARLIER_ASK), move || wait_for_earlier(w));
            return p().child(ask.class("link").is("earlier")).view();
        }
        div()
            .child(p().class("hint").is("earlier").tabindex("-1").child(w.say(text::EARLIER_WAITING)))
            .child(button(w.say(text::EARLIER_STOP), move || stop_waiting(w)).class("link"))
            .view()
    })
}
