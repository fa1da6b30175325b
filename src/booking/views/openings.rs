//! The openings of the selected day, by part of day.

use leptos::prelude::*;
use slotwright_matching::{Interval, Minute, Opening};

use crate::booking::effects::choose_time;
use crate::booking::state::Selected;
use crate::booking::widget::Widget;
use crate::ground::availability::Told;
use crate::ground::day_parts::{DayPart, by_part};
use crate::ground::text::{self, fill};
use crate::kit::parts::{Button, Node, live, node, say, words};

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
    let is_in_windows =
        selected.openings.first().is_some_and(|first| matches!(w.derived.told(first.start), Told::Window(_)));
    if is_in_windows {
        let hint = fill(text::OPENINGS_WINDOWS, &[("length", &text::length(w.derived.length()))]);
        children.push(say("p", "hint", words(&hint)));
    }
    for (part, openings) in by_part(&selected.openings) {
        children.extend(part_of_day(w, part, openings, is_in_windows));
    }
    if selected.openings.is_empty() {
        children.push(say("p", "hint", words(&fill(text::OPENINGS_NONE, &[("day", &name)]))));
    }
    children.into_any()
}

fn part_of_day(w: Widget, part: DayPart, openings: &[Opening], is_in_windows: bool) -> [AnyView; 2] {
    let name = match part {
        DayPart::Morning => text::MORNING,
        DayPart::Afternoon => text::AFTERNOON,
        DayPart::Evening => text::EVENING,
    };
    let buttons = openings.iter().map(|opening| {
        let start = opening.start;
        let (from, label) = match w.derived.told(start) {
            Told::Start(start) => {
                (w.derived.formats().time(start), Some(words(&stretch(w, start, w.derived.length()))))
            }
            Told::Window(window) => (stretch(w, window.start(), window.minutes()), None),
        };
        let button = Button::named(&from, move || choose_time(w, start, false));
        node("li", "", vec![Button { class: "opening", label, ..button }.view()])
    });
    let list = if is_in_windows { "opening-list wide" } else { "opening-list" };
    [say("h4", "part-title", words(name)), node("ul", list, buttons.collect())]
}

/// `8:00 AM to 10:00 AM`.
fn stretch(w: Widget, start: Minute, minutes: Minute) -> String {
    Interval::new(start, start + minutes)
        .map_or_else(String::new, |stretch| w.derived.stretch(text::OPENING_LABEL, "", stretch))
}
