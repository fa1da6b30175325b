//! The month grid, by the ARIA Authoring Practices' grid pattern. Which key leads where: [`keyboard`](crate::ground::keyboard).

use chrono::Datelike;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::time::{date_of, print_date};
use slotwright_words::{fill, text};

use crate::attributes::View;
use crate::booking::effects::{focus_day, retry, select_day, turn};
use crate::booking::state::{LoadState, Retry};
use crate::booking::widget::Widget;
use crate::ground::keyboard::{Pressed, focus_after};
use crate::ground::month::{self, Month};
use crate::kit::button::{Button, button};
use crate::kit::el::{self, El, div, nothing, p, reactive, slot, span, table, tbody, td, th, thead, tr};
use crate::kit::parts;
use crate::kit::reactive::memo;

/// The month that is shown, with the number of openings on each day.
pub fn month(w: Widget) -> El {
    let title = move || w.derived().shown_name();
    div()
        .class("month")
        .part("nav")
        .child(
            div()
                .class("month-head")
                .child(step(w, false))
                .child(parts::title(w.options().heading_level, 2).class("month-title").child(title))
                .child(step(w, true)),
        )
        .child(
            table()
                .class("grid")
                .part("grid")
                .role("grid")
                .attr("aria-busy", move || is_busy(w).to_string())
                .aria_label(move || fill(&w.say(text::DATES), &[("month", &title())]))
                .on(ev::keydown, move |event| on_key(w, &event))
                .child(thead().child(reactive(move || weekdays(w))))
                .child(tbody().child(reactive(move || weeks(w, w.derived().shown())))),
        )
        .child(reactive(move || below(w)))
}

/// Whether the days that are shown are being looked up.
pub fn is_busy(w: Widget) -> bool {
    matches!(w.derived().shown_load_state().1, Some(LoadState::Requested | LoadState::Slow))
}

fn step(w: Widget, is_next: bool) -> Button {
    let label = move || {
        w.say(match (w.options().wanted.get().view, is_next) {
            (View::Week, false) => text::WEEK_PREVIOUS,
            (View::Week, true) => text::WEEK_NEXT,
            (_, false) => text::MONTH_PREVIOUS,
            (_, true) => text::MONTH_NEXT,
        })
    };
    let sign = if is_next { slot("next", "›") } else { slot("previous", "‹") };
    let is_beyond = move || w.derived().turned(is_next).is_none();
    button("", move || turn(w, is_next)).child(sign).class("step").aria_label(label).disabled(is_beyond)
}

fn on_key(w: Widget, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let right_to_left = w.say(text::DIRECTION) == "rtl";
    let pressed = Pressed { key: &event.key(), shift: event.shift_key(), right_to_left };
    let first_weekday = untrack(|| w.options().first_day());
    if let Some(day) = focus_after(pressed, w.state().focused.get_untracked(), first_weekday) {
        event.prevent_default();
        focus_day(w, day);
    }
}

/// So many letters fit above a column on a small phone.
const LONGEST_HEAD: usize = 5;

fn weekdays(w: Widget) -> AnyView {
    let formats = w.derived().formats();
    // 1970-01-04, day 3 of the axis, was a Sunday.
    let first = Day(3) + i32::from(w.options().first_day());
    // Some languages have no short names: whole ones would be broken in the middle.
    let is_long = (0..7).any(|i| LONGEST_HEAD < formats.weekday_short(first + i).chars().count());
    let name = |day| if is_long { formats.weekday_narrow(day) } else { formats.weekday_short(day) };
    let head = |day| th().attr("scope", "col").aria_label(formats.weekday_long(day)).child(name(day));
    tr().children((0..7).map(|i| head(first + i))).view()
}

fn weeks(w: Widget, (first, last): (Day, Day)) -> AnyView {
    let week = |days: [Option<Day>; 7]| tr().children(days.map(|day| day.map_or_else(td, |day| cell(w, day)))).view();
    month::weeks(first, last, w.options().first_day()).into_iter().map(week).collect::<Vec<AnyView>>().into_any()
}

/// What a day is, for its style and its label.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Past,
    Beyond,
    Unknown,
    Open(usize),
}

fn kind(w: Widget, day: Day) -> Kind {
    let (first, last) = w.derived().days();
    match w.derived().count(day) {
        _ if day < first => Kind::Past,
        _ if last < day => Kind::Beyond,
        None => Kind::Unknown,
        Some(count) => Kind::Open(count),
    }
}

fn cell(w: Widget, day: Day) -> El {
    // Computed once for all that is seen of the day, of which there are up to 42: a press is to be answered within a frame or two.
    let known = memo(move || (kind(w, day), w.derived().today() == day));
    let (kind, is_today) = (move || known.get().0, move || known.get().1);
    let is_selected =
        move || w.state().selected.with(|selected| selected.as_ref().is_some_and(|selected| selected.day == day));
    let label = move || {
        let name = w.derived().formats().day(day);
        let label = match kind() {
            Kind::Past => fill(&w.say(text::DAY_PAST), &[("day", &name)]),
            Kind::Beyond => fill(&w.say(text::DAY_BEYOND), &[("day", &name)]),
            Kind::Unknown => name,
            Kind::Open(count) => {
                fill(&w.say(text::DAY_LABEL), &[("day", &name), ("openings", &w.count(text::OPENINGS, count))])
            }
        };
        if is_today() { fill(&w.say(text::DAY_TODAY), &[("label", &label)]) } else { label }
    };
    let part = move || {
        let is_open = matches!(kind(), Kind::Open(1..));
        let mut part = String::from("day");
        for (is, name) in [(is_today(), " today"), (is_selected(), " selected"), (is_open, " open")] {
            if is {
                part.push_str(name);
            }
        }
        part
    };
    let openings = move || match kind() {
        Kind::Open(count @ 1..) => w.count(text::OPENINGS, count),
        _ => String::new(),
    };
    let state = move || {
        let state = match kind() {
            Kind::Past | Kind::Beyond => "out",
            Kind::Unknown => "unknown",
            Kind::Open(0) => "none",
            Kind::Open(1..=3) => "few",
            Kind::Open(_) => "open",
        };
        state.to_owned()
    };
    let select = move |_| {
        if matches!(known.get_untracked().0, Kind::Open(_)) {
            select_day(w, day);
        }
    };
    let button = el::button()
        .class("day")
        .attr("type", "button")
        .is(&print_date(day))
        .part(part)
        .state(state)
        .aria_label(label)
        .attr("aria-current", move || if is_today() { "date" } else { "false" }.to_owned())
        .attr("aria-disabled", move || (!matches!(kind(), Kind::Open(_))).to_string())
        .tabindex(move || if w.state().focused.get() == day { "0" } else { "-1" }.to_owned())
        .on(ev::click, select)
        .child(span().class("day-number").child(w.derived().formats().number(date_of(day).day())))
        // How many there are is seen by who points at it, and said in its name.
        .attr("title", openings);
    td().role("gridcell").attr("aria-selected", move || is_selected().to_string()).child(button)
}

/// The note about all the days that are shown, under them.
pub fn below(w: Widget) -> AnyView {
    let note = p().class("month-note");
    match w.derived().shown_load_state() {
        (_, Some(LoadState::Requested)) => note.child(w.say(text::MONTH_LOADING)).view(),
        (_, Some(LoadState::Slow)) => note.child(w.say(text::MONTH_STILL_LOADING)).view(),
        (month, Some(LoadState::Failed)) => {
            note.child(button(w.say(text::RETRY), move || retry(w, Retry::Month(month)))).view()
        }
        (_, Some(LoadState::Loaded)) if w.derived().openings_in(w.derived().shown()) == 0 => div()
            .class("month-note")
            .part("empty")
            .child(p().child(slot("empty", &fill(&w.say(text::MONTH_EMPTY), &[("month", &w.derived().shown_name())]))))
            .child(after_empty(w))
            .view(),
        _ => nothing(),
    }
}

/// Where to look when the days that are shown have nothing.
fn after_empty(w: Widget) -> AnyView {
    let Some(opening) = w.derived().next_opening(w.derived().shown().0) else {
        // Months after this one are still being loaded as long as the last of them isn't.
        let (_, last) = w.derived().days();
        let all_known = w.derived().load_state(Month::of(last)) == Some(LoadState::Loaded);
        let sentence = match (all_known, w.derived().scheduled()) {
            (false, _) => w.say(text::MONTH_LOADING),
            (true, None) if w.derived().has_windows() => w.say(text::MONTH_EMPTY_CHOSEN),
            (true, None) => w.say(text::MONTH_EMPTY_NONE),
            (true, Some(_)) => w.say(text::MONTH_EMPTY_NONE_BOOKED),
        };
        return p().child(sentence).view();
    };
    let day = Day::of(opening.start);
    let look = move || {
        focus_day(w, day);
        select_day(w, day);
    };
    button(fill(&w.say(text::MONTH_EMPTY_NEXT), &[("day", &w.derived().formats().day(day))]), look).view()
}
