//! The days that have times, one below the other: the times of one of them are open.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::time::print_date;
use slotwright_words::{fill, text};

use crate::booking::effects::{select_day, turn};
use crate::booking::views::month::{below, is_busy};
use crate::booking::views::openings::openings;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{self, El, div, li, nothing, reactive, ul};

/// The list, and what leads to later days.
pub fn days(w: Widget) -> El {
    let items = move || {
        let days = w.derived().days_with_openings();
        days.into_iter().map(|day| item(w, day).view()).collect::<Vec<AnyView>>().into_any()
    };
    let later = move || match w.derived().turned(true) {
        Some(_) => button(w.say(text::LIST_MORE), move || turn(w, true)).view(),
        None => nothing(),
    };
    div()
        .class("days")
        .part("nav")
        .attr("aria-busy", move || is_busy(w).to_string())
        .child(ul().class("day-list").child(reactive(items)))
        .child(reactive(move || below(w)))
        .child(reactive(later))
}

fn item(w: Widget, day: Day) -> El {
    let is_open = move || w.state().selected.get().is_some_and(|selected| selected.day == day);
    let label = move || {
        let openings = w.count(text::OPENINGS, w.derived().count(day).unwrap_or_default());
        fill(&w.say(text::LIST_DAY), &[("day", &w.derived().formats().day(day)), ("openings", &openings)])
    };
    let part = move || if is_open() { "day open selected" } else { "day open" }.to_owned();
    let button = el::button()
        .class("day-row")
        .attr("type", "button")
        .is(&print_date(day))
        .part(part)
        .attr("aria-expanded", move || is_open().to_string())
        .on(ev::click, move |_| select_day(w, day))
        .child(label);
    li().child(button).child(reactive(move || if is_open() { openings(w).view() } else { nothing() }))
}
