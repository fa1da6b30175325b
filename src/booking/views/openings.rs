//! The openings of the selected day, by part of day.

use leptos::prelude::*;
use slotwright_matching::{Day, Opening};
use slotwright_words::{fill, text};

use crate::booking::effects::{GO_ON, choose_time, opening_button, press_time};
use crate::booking::state::Selected;
use crate::booking::widget::Widget;
use crate::ground::day_parts::{DayPart, by_part};
use crate::ground::offer::Arrival;
use crate::kit::button::button;
use crate::kit::el::{El, div, li, nothing, p, reactive, ul};
use crate::kit::parts::title;

/// The openings of the selected day. Where none is selected there is none to select: the first with openings always is.
pub fn openings(w: Widget) -> El {
    let content = move || match w.state().selected.get() {
        None => nothing(),
        Some(selected) => day_openings(w, &selected),
    };
    div().class("openings").part("openings").child(reactive(content))
}

fn day_openings(w: Widget, selected: &Selected) -> AnyView {
    let (name, length) = (w.derived().formats().day(selected.day), w.derived().length());
    let mut children = vec![title(w.options().heading_level, 2).class("openings-title").child(&*name).view()];
    let is_in_windows =
        selected.openings.first().is_some_and(|first| matches!(w.derived().arrival(first.start), Arrival::Window(_)));
    if is_in_windows {
        let hint = fill(&w.say(text::OPENINGS_WINDOWS), &[("length", &w.length_text(length))]);
        children.push(p().class("hint").child(hint).view());
    }
    let change = |opening: &Opening| w.derived().clock_change(opening.start, opening.start + length);
    if let Some((_, change)) = selected.openings.iter().find_map(change) {
        children.push(p().class("hint").child(fill(&w.say(text::OPENINGS_CLOCKS), &[("change", &change)])).view());
    }
    for (part, openings) in by_part(&selected.openings) {
        children.extend(part_of_day(w, part, openings, is_in_windows));
    }
    if selected.openings.is_empty() {
        children.push(p().class("hint").child(fill(&w.say(text::OPENINGS_NONE), &[("day", &name)])).view());
    }
    children.into_any()
}

fn part_of_day(w: Widget, part: DayPart, openings: &[Opening], is_in_windows: bool) -> [AnyView; 2] {
    let name = match part {
        DayPart::Morning => w.say(text::MORNING),
        DayPart::Afternoon => w.say(text::AFTERNOON),
        DayPart::Evening => w.say(text::EVENING),
    };
    let item = |opening: &Opening| {
        let start = opening.start;
        let day = w.derived().formats().day(Day::of(start));
        // The name begins with what is seen, and says the day too: who hears it may not have heard the heading.
        let (seen, name) = match w.derived().arrival(start) {
            Arrival::Start(start) => {
                (w.derived().formats().time(start), w.derived().visit(text::OPENING_LABEL, &day, start))
            }
            Arrival::Window(window) => {
                let written = |text| w.derived().stretch(text, &day, window);
                (written(text::OPENING_WINDOW), written(text::OPENING_LABEL))
            }
        };
        let is_pressed = move || w.state().pressed.get() == Some(start);
        let on = fill(&w.say(text::CONTINUE_WITH), &[("opening", &name)]);
        let go_on = move || match is_pressed() {
            false => nothing(),
            true => {
                let button = button(w.say(text::CONTINUE), move || choose_time(w, start, false));
                button.primary().aria_label(&*on).is(GO_ON).view()
            }
        };
        let time =
            button(seen, move || press_time(w, start)).class("opening").aria_label(name).is(&opening_button(start));
        li().child(time.pressed(is_pressed)).child(reactive(go_on))
    };
    let list = if is_in_windows { "opening-list wide" } else { "opening-list" };
    [
        title(w.options().heading_level, 3).class("part-title").child(name).view(),
        ul().class(list).children(openings.iter().map(item)).view(),
    ]
}
