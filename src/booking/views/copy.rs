//! The link, for another device or a bookmark; and the way out of a frame that may save no file.

use leptos::prelude::*;
use slotwright_words::text;

use crate::booking::effects::copy_link;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::document::is_framed;
use crate::kit::el::{a, nothing, p, reactive};

/// "Copy my link", and the link itself where it could not be copied.
pub fn copy(w: Widget) -> [AnyView; 2] {
    let label = move || match w.state().link_copied.get() {
        Some(true) => w.say(text::LINK_COPIED),
        _ => w.say(text::LINK_COPY),
    };
    let shown = move || match w.state().link_copied.get() {
        Some(false) => p().class("own-link").child(&*w.link()).view(),
        _ => nothing(),
    };
    [button(label, move || copy_link(w)).class("link").view(), reactive(shown)]
}

/// Where to get the calendar file when the frame does not let one be saved: nobody can ask a frame whether it does.
pub fn calendar_elsewhere(w: Widget) -> AnyView {
    reactive(move || {
        if !w.state().calendar_saved.get() || !is_framed() {
            return nothing();
        }
        let page = a().attr("href", &*w.link()).attr("target", "_blank").attr("rel", "noopener");
        p().class("hint")
            .child(w.say(text::CALENDAR_FRAMED))
            .child(" ")
            .child(page.child(w.say(text::CALENDAR_OPEN)))
            .view()
    })
}
