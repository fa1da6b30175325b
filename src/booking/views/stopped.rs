//! Last steps: the link could not be opened, or the visit has taken place.

use leptos::prelude::*;
use slotwright_words::text;

use crate::booking::effects::begin_again;
use crate::booking::views::company::call_us;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::kit::button::button;
use crate::kit::el::{reactive, section};
use crate::kit::parts::{first_heading, heading};

/// The link could not be opened.
pub fn stopped(w: Widget, failure: &Failure) -> AnyView {
    let (title, can_retry) = match failure {
        Failure::LinkExpired => (w.say(text::LINK_EXPIRED_TITLE), false),
        Failure::LinkInvalid => (w.say(text::LINK_INVALID_TITLE), false),
        Failure::Unreachable => (w.say(text::OFFLINE_TITLE), true),
        Failure::Blocked | Failure::WrongAddress => (w.say(text::SETUP_TITLE), false),
        _ => (w.say(text::SERVER_TITLE), true),
    };
    let sentence = failure.sentence(&w.options().words.all(), false);
    section()
        .class("ended")
        .role("alert")
        // No summary is above it.
        .child(first_heading(w.options().heading_level, title))
        .child(reactive(move || call_us(w, &sentence).view()))
        .children(can_retry.then(|| button(w.say(text::RETRY), move || begin_again(w)).primary()))
        .view()
}

/// The visit has taken place, or could not be completed.
pub fn done(w: Widget, failed: bool) -> AnyView {
    let (title, hint) = if failed {
        (w.say(text::FAILED_TITLE), w.say(text::FAILED_HINT))
    } else {
        (w.say(text::DONE_TITLE), w.say(text::DONE_HINT))
    };
    section().class("ended").child(heading(w.options().heading_level, title)).child(call_us(w, &hint)).view()
}
