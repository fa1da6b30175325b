//! A wish as it is shown, with whether it can be met.

use leptos::prelude::*;
use slotwright_matching::Interval;

use crate::booking::widget::Widget;
use crate::booking::wording::{feasibility_line, wish_line};
use crate::ground::text;
use crate::kit::parts::{Node, say, text as text_of, words};

/// The list of wishes, best first.
pub fn wish_list(items: Vec<AnyView>) -> AnyView {
    let label = Some(words(text::WISHES_LIST));
    Node { tag: "ol", class: "wish-list", label, children: items, ..Node::default() }.view()
}

/// One wish of the list, with what can be done to it and about it.
pub fn wish_item(w: Widget, wish: Interval, more: Vec<AnyView>) -> AnyView {
    let state = move || {
        let state = match w.derived.feasibility(wish) {
            None => "unknown",
            Some(found) if found.best.is_some() => "yes",
            Some(_) => "no",
        };
        state.to_owned()
    };
    let feasibility = vec![text_of(Box::new(move || feasibility_line(&w.derived, wish)))];
    let mut children = vec![
        say("p", "wish-text", Box::new(move || wish_line(&w.derived, wish))),
        Node { tag: "p", class: "feasibility", state: Some(Box::new(state)), children: feasibility, ..Node::default() }
            .view(),
    ];
    children.extend(more);
    Node { tag: "li", class: "wish", part: Some("wish"), children, ..Node::default() }.view()
}
