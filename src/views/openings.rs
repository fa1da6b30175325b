//! The openings of the selected day, by part of day.

use leptos::prelude::*;
use slotwright_matching::Opening;

use crate::day_parts::{DayPart, by_part};
use crate::effects::{Widget, go};
use crate::state::{Selected, Step};
use crate::text::{self, fill};
use crate::views::parts::{Button, Node, live, node, say, words};

/// The openings of the selected day.
pub fn openings(w: Widget) -> AnyView {
    let content = move || match w.state.selected.get() {
        None => say("p", "hint", words(text::OPENINGS_PICK_DAY)),
        Some(selected) => day_openings(w, &selected),
    };
    Node { class: "openings", part: Some("openings"), children: vec![live(content)], ..Node::default() }.view()
}

fn day_openings(w: Widget, selected: &Selected) -> AnyView {
    let name = w.derived.formats().day(selected.day);
    let mut children = vec![say("h3", "openings-title", words(&name))];
    for (part, openings) in by_part(&selected.openings) {
        children.extend(part_of_day(w, part, openings));
    }
    if children.len() == 1 {
        children.push(say("p", "hint", words(&fill(text::OPENINGS_NONE, &[("day", &name)]))));
    }
    children.into_any()
}

fn part_of_day(w: Widget, part: DayPart, openings: &[Opening]) -> [AnyView; 2] {
    let name = match part {
        DayPart::Morning => text::MORNING,
        DayPart::Afternoon => text::AFTERNOON,
        DayPart::Evening => text::EVENING,
    };
    let (formats, length) = (w.derived.formats(), w.derived.length());
    let buttons = openings.iter().map(|opening| {
        let start = opening.start;
        let (from, to) = (formats.time(start), formats.time(start + length));
        let label = Some(words(&fill(text::OPENING_LABEL, &[("from", &from), ("to", &to)])));
        let button = Button::named(&from, move || go(w, Step::Details { start, from_wishes: false }));
        node("li", "", vec![Button { class: "opening", label, ..button }.view()])
    });
    [say("h4", "part-title", words(name)), node("ul", "opening-list", buttons.collect())]
}
