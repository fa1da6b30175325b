//! Last steps: the link could not be opened, or the visit has taken place.

use leptos::prelude::*;

use crate::booking::effects::begin_again;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::text;
use crate::kit::button::button;
use crate::kit::el::{p, section};
use crate::kit::parts::{first_heading, heading};

/// The link could not be opened.
pub fn stopped(w: Widget, failure: &Failure) -> AnyView {
    let (title, can_retry) = match failure {
        Failure::LinkExpired => (text::LINK_EXPIRED_TITLE, false),
        Failure::LinkInvalid => (text::LINK_INVALID_TITLE, false),
        Failure::Unreachable => (text::OFFLINE_TITLE, true),
        Failure::Blocked | Failure::WrongAddress => (text::SETUP_TITLE, false),
        _ => (text::SERVER_TITLE, true),
    };
    section()
        .class("ended")
        .role("alert")
        // No summary is above it.
        .child(first_heading(w.options().heading_level, title))
        .child(p().child(failure.sentence(false)))
        .children(can_retry.then(|| button(text::RETRY, move || begin_again(w)).primary()))
        .view()
}

/// The visit has taken place, or could not be completed.
pub fn done(w: Widget, failed: bool) -> AnyView {
    let (title, hint) =
        if failed { (text::FAILED_TITLE, text::FAILED_HINT) } else { (text::DONE_TITLE, text::DONE_HINT) };
    section().class("ended").child(heading(w.options().heading_level, title)).child(p().child(hint)).view()
}
