//! The openings of the selected day, by part of day.

use leptos::prelude::*;
use slotwright_matching::{Interval, Minute, Opening};

use crate::booking::effects::choose_time;
use crate::booking::state::Selected;
use crate::booking::widget::Widget;
use crate::ground::day_parts::{DayPart, by_part};
use crate::ground::offer::Arrival;
use crate::ground::text::{self, fill};
use crate::kit::button::button;
use crate::kit::el::{El, div, li, p, reactive, ul};
use crate::kit::parts::title;

/// The openings of the selected day.
pub fn openings(w: Widget) -> El {
    let content = move || match w.state().selected.get() {
        None => p().class("hint").child(text::OPENINGS_PICK_DAY).view(),
        Some(selected) => day_openings(w, &selected),
    };
    div().class("openings").part("openings").child(reactive(content))
}

fn day_openings(w: Widget, selected: &Selected) -> AnyView {
    let name = w.derived().formats().day(selected.day);
    let mut children = vec![title(w.options().heading_level, 2).class("openings-title").child(&*name).view()];
    let is_in_windows =
        selected.openings.first().is_some_and(|first| matches!(w.derived().arrival(first.start), Arrival::Window(_)));
    if is_in_windows {
        let hint = fill(text::OPENINGS_WINDOWS, &[("length", &text::length(w.derived().length()))]);
        children.push(p().class("hint").child(hint).view());
    }
    for (part, openings) in by_part(&selected.openings) {
        children.extend(part_of_day(w, part, openings, is_in_windows));
    }
    if selected.openings.is_empty() {
        children.push(p().class("hint").child(fill(text::OPENINGS_NONE, &[("day", &name)])).view());
    }
    children.into_any()
}

fn part_of_day(w: Widget, part: DayPart, openings: &[Opening], is_in_windows: bool) -> [AnyView; 2] {
    let name = match part {
        DayPart::Morning => text::MORNING,
        DayPart::Afternoon => text::AFTERNOON,
        DayPart::Evening => text::EVENING,
    };
    let item = |opening: &Opening| {
        let start = opening.start;
        let choose = move || choose_time(w, start, false);
        let button = match w.derived().arrival(start) {
            Arrival::Start(start) => {
                button(w.derived().formats().time(start), choose).aria_label(stretch(w, start, w.derived().length()))
            }
            Arrival::Window(window) => button(stretch(w, window.start(), window.minutes()), choose),
        };
        li().child(button.class("opening"))
    };
    let list = if is_in_windows { "opening-list wide" } else { "opening-list" };
    [
        title(w.options().heading_level, 3).class("part-title").child(name).view(),
        ul().class(list).children(openings.iter().map(item)).view(),
    ]
}

/// `8:00 AM to 10:00 AM`.
fn stretch(w: Widget, start: Minute, minutes: Minute) -> String {
    Interval::new(start, start + minutes)
        .map_or_else(String::new, |stretch| w.derived().stretch(text::OPENING_LABEL, "", stretch))
}
