//! The calendar with the times of a day beside it.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_words::{fill, text};

use crate::attributes::View;
use crate::booking::effects::{go, lay_out, lay_out_again};
use crate::booking::state::Step;
use crate::booking::views::company::call_us;
use crate::booking::views::days::days;
use crate::booking::views::month::month;
use crate::booking::views::openings::openings;
use crate::booking::views::suggested::suggested;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{div, p, reactive, section};
use crate::kit::parts::heading;

/// The step in which a time is chosen.
pub fn choose(w: Widget) -> AnyView {
    let present = w.derived().scheduled();
    if !w.derived().may_choose() {
        // A visit that is there is shown with what may be done to it.
        return section()
            .class("choose")
            .child(heading(w.options().heading_level, w.say(text::CHOOSE_TITLE)))
            .child(reactive(move || call_us(w, &w.say(text::NOT_BOOKED_HERE)).view()))
            .view();
    }
    let has_wishes = present.is_none() && w.booking().is_some_and(|booking| !booking.wishes.is_empty());
    section()
        .class("choose")
        .child(heading(
            w.options().heading_level,
            w.say(if present.is_some() { text::CHANGE_TITLE } else { text::CHOOSE_TITLE }),
        ))
        .children(present.into_iter().flat_map(|start| present_visit(w, start)))
        .children(has_wishes.then(|| stored_wishes(w)).into_iter().flatten())
        .child(reactive(move || match w.options().wanted.get().view {
            View::List => [as_calendar(w), days(w).view()].into_any(),
            _ => [suggested(w).view(), div().class("columns").child(month(w)).child(openings(w)).view(), as_list(w)]
                .into_any(),
        }))
        // Where the office has chosen the times, a preferred time could be none but those.
        .children((!w.derived().has_windows()).then(|| {
            p().class("none-fit")
                .child(w.say(text::NONE_FIT))
                .child(button(w.say(text::NONE_FIT_ACTION), move || go(w, Step::Wishes)).class("link"))
        }))
        .view()
}

/// Leads from the calendar to a list of the days that have times.
fn as_list(w: Widget) -> AnyView {
    button(w.say(text::AS_LIST), move || lay_out(w, View::List)).class("link").is("layout").view()
}

fn as_calendar(w: Widget) -> AnyView {
    button(w.say(text::AS_CALENDAR), move || lay_out_again(w)).class("link").is("layout").view()
}

fn present_visit(w: Widget, start: Minute) -> [AnyView; 2] {
    let hint = move || fill(&w.say(text::CHANGE_HINT), &[("when", &w.derived().moment(start))]);
    [
        p().class("hint").child(hint).view(),
        button(w.say(text::KEEP), move || go(w, Step::Booked { moved: false })).view(),
    ]
}

fn stored_wishes(w: Widget) -> [AnyView; 2] {
    [
        p().class("hint").child(w.say(text::WISHES_STAY)).view(),
        button(w.say(text::WISHES_SEE), move || go(w, Step::Waiting)).view(),
    ]
}
