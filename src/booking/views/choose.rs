//! The calendar with the times of a day beside it.

use leptos::prelude::*;

use crate::booking::effects::go;
use crate::booking::state::Step;
use crate::booking::views::{month, openings};
use crate::booking::widget::Widget;
use crate::ground::text::{self, fill};
use crate::kit::parts::{Button, heading, node, say, text as text_node, words};

/// The step in which a time is chosen.
pub fn choose(w: Widget) -> AnyView {
    let scheduled = w.derived.scheduled();
    let mut children = vec![heading(if scheduled.is_some() { text::CHANGE_TITLE } else { text::CHOOSE_TITLE })];
    if let Some(start) = scheduled {
        let hint = move || fill(text::CHANGE_HINT, &[("when", &w.derived.moment(start))]);
        children.push(say("p", "hint", Box::new(hint)));
        children.push(Button::named(text::KEEP, move || go(w, Step::Booked { moved: false })).view());
    }
    if w.booking().is_some_and(|booking| scheduled.is_none() && !booking.wishes.is_empty()) {
        children.push(say("p", "hint", words(text::WISHES_STAY)));
        children.push(Button::named(text::WISHES_SEE, move || go(w, Step::Waiting)).view());
    }
    let tell_us = Button::named(text::NONE_FIT_ACTION, move || go(w, Step::Wishes));
    children.push(node("div", "columns", vec![month::month(w), openings::openings(w)]));
    children.push(node(
        "p",
        "none-fit",
        vec![text_node(words(text::NONE_FIT)), Button { class: "link", ..tell_us }.view()],
    ));
    node("section", "choose", children)
}
