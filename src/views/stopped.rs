//! Where the way ends: the link could not be opened, or the visit has taken place.

use leptos::prelude::*;

use crate::effects::{Widget, begin};
use crate::failure::Failure;
use crate::text;
use crate::views::notice::sentence_of;
use crate::views::parts::{Button, Node, heading, node, say, title, words};

/// The link could not be opened.
pub fn stopped(w: Widget, failure: &Failure) -> AnyView {
    let (heading, can_retry) = match failure {
        Failure::LinkExpired => (text::LINK_EXPIRED_TITLE, false),
        Failure::LinkInvalid => (text::LINK_INVALID_TITLE, false),
        Failure::Unreachable => (text::OFFLINE_TITLE, true),
        _ => (text::SERVER_TITLE, true),
    };
    // No summary stands above it.
    let mut children = vec![title("h1", heading), say("p", "", words(&sentence_of(failure, false)))];
    if can_retry {
        children.push(Button::named(text::RETRY, move || begin(w)).primary().view());
    }
    Node { tag: "section", class: "ended", role: Some("alert"), children, ..Node::default() }.view()
}

/// The visit has taken place.
pub fn done() -> AnyView {
    node("section", "ended", vec![heading(text::DONE_TITLE), say("p", "", words(text::DONE_HINT))])
}
