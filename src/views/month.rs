//! The month grid, by the ARIA Authoring Practices' grid pattern. Which key leads where: [`keyboard`](crate::keyboard).

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::time::{date_of, print_date};

use crate::browser::document::is_right_to_left;
use crate::effects::{Widget, focus_day, retry, select_day, show_month};
use crate::keyboard::{Pressed, focus_after};
use crate::month::Month;
use crate::state::{Loading, Retry};
use crate::text::{self, fill};

/// The month that is shown, with the number of openings on each day.
pub fn month(w: Widget) -> impl IntoView {
    let shown = w.state.month;
    let title = move || w.derived.formats().month(shown.get().first());
    let step = move |label: &'static str, glyph: &'static str, target: fn(Month) -> Month| {
        let disabled = move || {
            let (first, last) = w.derived.days();
            let month = target(shown.get());
            month.last() < first || last < month.first()
        };
        view! {
            <button class="step" part="button" type="button" aria-label=label disabled=disabled
                on:click=move |_| show_month(w, target(shown.get_untracked()))>
                <span aria-hidden="true">{glyph}</span>
            </button>
        }
    };
    let busy = move || matches!(w.derived.loading(shown.get()), Some(Loading::Asked | Loading::Slow));
    let first_weekday = Memo::new(move |_| w.options.first_day());
    view! {
        <div class="month" part="nav">
            <div class="month-head">
                {step(text::MONTH_PREVIOUS, "‹", Month::previous)}
                <h3 class="month-title">{title}</h3>
                {step(text::MONTH_NEXT, "›", Month::next)}
            </div>
            <table class="grid" part="grid" role="grid" aria-busy=move || busy().to_string()
                aria-label=move || fill(text::DATES, &[("month", &title())])
                on:keydown=move |event| on_key(w, &event, first_weekday.get_untracked())>
                <thead>{move || weekdays(w, first_weekday.get())}</thead>
                <tbody>{move || weeks(w, shown.get(), first_weekday.get())}</tbody>
            </table>
            {move || below(w, shown.get())}
        </div>
    }
}

fn on_key(w: Widget, event: &KeyboardEvent, first_weekday: u8) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let right_to_left = is_right_to_left(&w.host());
    let pressed = Pressed { key: &event.key(), shift: event.shift_key(), right_to_left };
    if let Some(day) = focus_after(pressed, w.state.focused.get_untracked(), first_weekday) {
        event.prevent_default();
        focus_day(w, day);
    }
}

fn weekdays(w: Widget, first_weekday: u8) -> AnyView {
    let formats = w.derived.formats();
    // 1970-01-04, day 3 of the axis, was a Sunday.
    let sunday = Day(3);
    let cells: Vec<AnyView> = (0..7)
        .map(|i| {
            let day = sunday + i32::from(first_weekday) + i;
            view! { <th scope="col" abbr=formats.weekday_long(day)>{formats.weekday_short(day)}</th> }.into_any()
        })
        .collect();
    view! { <tr>{cells}</tr> }.into_any()
}

fn weeks(w: Widget, month: Month, first_weekday: u8) -> Vec<AnyView> {
    let week = |days: [Option<Day>; 7]| {
        let cells: Vec<AnyView> = days
            .into_iter()
            .map(|day| match day {
                Some(day) => cell(w, day),
                None => view! { <td></td> }.into_any(),
            })
            .collect();
        view! { <tr>{cells}</tr> }.into_any()
    };
    month.weeks(first_weekday).into_iter().map(week).collect()
}

/// What a day is, for looks and words.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Past,
    Beyond,
    Unknown,
    Open(usize),
}

fn cell(w: Widget, day: Day) -> AnyView {
    let kind = Memo::new(move |_| {
        let (first, last) = w.derived.days();
        match w.derived.count(day) {
            _ if day < first => Kind::Past,
            _ if last < day => Kind::Beyond,
            None => Kind::Unknown,
            Some(count) => Kind::Open(count),
        }
    });
    let is_today = move || w.derived.today() == day;
    let is_selected = move || w.state.selected.get() == Some(day);
    let bookable = move || matches!(kind.get(), Kind::Open(1..));
    let label = move || {
        let name = w.derived.formats().day(day);
        let label = match kind.get() {
            Kind::Past => fill(text::DAY_PAST, &[("day", &name)]),
            Kind::Beyond => fill(text::DAY_BEYOND, &[("day", &name)]),
            Kind::Unknown => name,
            Kind::Open(count) => fill(text::DAY_LABEL, &[("day", &name), ("openings", &text::OPENINGS.of(count))]),
        };
        if is_today() { fill(text::DAY_TODAY, &[("label", &label)]) } else { label }
    };
    let part = move || {
        let mut part = String::from("day");
        for (is, name) in [(is_today(), " today"), (is_selected(), " selected"), (bookable(), " open")] {
            if is {
                part.push_str(name);
            }
        }
        part
    };
    let count = move || match kind.get() {
        Kind::Open(count @ 1..) => count.to_string(),
        Kind::Unknown => "·".to_owned(),
        _ => String::new(),
    };
    let state = move || match kind.get() {
        Kind::Past | Kind::Beyond => "out",
        Kind::Unknown => "unknown",
        Kind::Open(0) => "none",
        Kind::Open(1..=3) => "few",
        Kind::Open(_) => "open",
    };
    view! {
        <td role="gridcell" aria-selected=move || is_selected().to_string()>
            <button class="day" part=part type="button" data-day=print_date(day) data-state=state
                aria-label=label
                aria-current=move || is_today().then_some("date")
                aria-disabled=move || (!bookable()).to_string()
                tabindex=move || if w.state.focused.get() == day { "0" } else { "-1" }
                on:click=move |_| if matches!(kind.get_untracked(), Kind::Open(_)) { select_day(w, day) }>
                <span class="day-number">{chrono::Datelike::day(&date_of(day))}</span>
                <span class="day-count" aria-hidden="true">{count}</span>
            </button>
        </td>
    }
    .into_any()
}

/// What is to be said of the whole month, under its grid.
fn below(w: Widget, month: Month) -> AnyView {
    let name = move || w.derived.formats().month(month.first());
    match w.derived.loading(month) {
        Some(Loading::Asked) => view! { <p class="month-note">{text::MONTH_LOADING}</p> }.into_any(),
        Some(Loading::Slow) => view! { <p class="month-note">{text::MONTH_STILL_LOADING}</p> }.into_any(),
        Some(Loading::Failed) => view! {
            <p class="month-note">
                <button class="button" part="button" type="button" on:click=move |_| retry(w, Retry::Month(month))>{text::RETRY}</button>
            </p>
        }
        .into_any(),
        Some(Loading::Here) if w.derived.month_count(month) == 0 => {
            let (_, last) = w.derived.days();
            let next = w.derived.next_opening(month.first());
            // Months after this one are still on their way as long as the last of them isn't here.
            let all_known = w.derived.loading(Month::of(last)) == Some(Loading::Here);
            let more = match next {
                Some(opening) => {
                    let day = Day::of(opening.start);
                    let label = fill(text::MONTH_EMPTY_NEXT, &[("day", &w.derived.formats().day(day))]);
                    view! {
                        <button class="button" part="button" type="button" on:click=move |_| { focus_day(w, day); select_day(w, day); }>{label}</button>
                    }
                    .into_any()
                }
                None if all_known => view! { <p>{text::MONTH_EMPTY_NONE}</p> }.into_any(),
                None => view! { <p>{text::MONTH_LOADING}</p> }.into_any(),
            };
            view! {
                <div class="month-note" part="empty">
                    <p>{fill(text::MONTH_EMPTY, &[("month", &name())])}</p>
                    {more}
                </div>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}
