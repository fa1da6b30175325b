//! Where the way ends: the link could not be opened, or the visit has taken place.

use leptos::prelude::*;

use crate::booking::effects::begin_again;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::text;
use crate::kit::parts::{Button, Node, heading, node, say, title, words};

/// The link could not be opened.
pub fn stopped(w: Widget, failure: &Failure) -> AnyView {
    let (heading, can_retry) = match failure {
        Failure::LinkExpired => (text::LINK_EXPIRED_TITLE, false),
        Failure::LinkInvalid => (text::LINK_INVALID_TITLE, false),
        Failure::Unreachable => (text::OFFLINE_TITLE, true),
        _ => (text::SERVER_TITLE, true),
    };
    // No summary stands above it.
    let mut children = vec![title("h1", heading), say("p", "", words(&failure.sentence(false)))];
    if can_retry {
        children.push(Button::named(text::RETRY, move || begin_again(w)).primary().view());
    }
    Node { tag: "section", class: "ended", role: Some("alert"), children, ..Node::default() }.view()
}

/// The visit has taken place, or could not be completed.
pub fn done(failed: bool) -> AnyView {
    let (title, hint) =
        if failed { (text::FAILED_TITLE, text::FAILED_HINT) } else { (text::DONE_TITLE, text::DONE_HINT) };
    node("section", "ended", vec![heading(title), say("p", "", words(hint))])
}
