//! The month grid, by the ARIA Authoring Practices' grid pattern. Which key leads where: [`keyboard`](crate::ground::keyboard).

use chrono::Datelike;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::time::{date_of, print_date};

use crate::booking::effects::{focus_day, retry, select_day, show_month};
use crate::booking::state::{Loading, Retry};
use crate::booking::widget::Widget;
use crate::ground::keyboard::{Pressed, focus_after};
use crate::ground::month::Month;
use crate::ground::text::{self, fill};
use crate::kit::document::is_right_to_left;
use crate::kit::parts::{Button, Node, Words, live, node, nothing, say, text as text_of, words};

/// The month that is shown, with the number of openings on each day.
pub fn month(w: Widget) -> AnyView {
    let shown = w.state.month;
    let title = move || w.derived.formats().month(shown.get().first());
    let busy = move || matches!(w.derived.loading(shown.get()), Some(Loading::Asked | Loading::Slow));
    let grid = view! {
        <table class="grid" part="grid" role="grid"
            aria-busy=Box::new(move || busy().to_string()) as Words
            aria-label=Box::new(move || fill(text::DATES, &[("month", &title())])) as Words
            on:keydown=move |event| on_key(w, &event)>
            <thead>{live(move || weekdays(w))}</thead>
            <tbody>{live(move || weeks(w, shown.get()))}</tbody>
        </table>
    };
    let head = vec![
        step(w, text::MONTH_PREVIOUS, "‹", Month::previous),
        say("h3", "month-title", Box::new(title)),
        step(w, text::MONTH_NEXT, "›", Month::next),
    ];
    let children = vec![node("div", "month-head", head), grid.into_any(), live(move || below(w, shown.get()))];
    Node { class: "month", part: Some("nav"), children, ..Node::default() }.view()
}

fn step(w: Widget, label: &'static str, glyph: &'static str, target: fn(Month) -> Month) -> AnyView {
    let disabled = move || {
        let (first, last) = w.derived.days();
        let month = target(w.state.month.get());
        month.last() < first || last < month.first()
    };
    let button = Button::named(glyph, move || show_month(w, target(w.state.month.peek())));
    Button { class: "step", label: Some(words(label)), disabled: Box::new(disabled), ..button }.view()
}

fn on_key(w: Widget, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let right_to_left = is_right_to_left(&w.host());
    let pressed = Pressed { key: &event.key(), shift: event.shift_key(), right_to_left };
    let first_weekday = untrack(|| w.options.first_day());
    if let Some(day) = focus_after(pressed, w.state.focused.peek(), first_weekday) {
        event.prevent_default();
        focus_day(w, day);
    }
}

fn weekdays(w: Widget) -> AnyView {
    let formats = w.derived.formats();
    // 1970-01-04, day 3 of the axis, was a Sunday.
    let first = Day(3) + i32::from(w.options.first_day());
    let cells = (0..7).map(|i| {
        let (long, short) = (formats.weekday_long(first + i), formats.weekday_short(first + i));
        let children = vec![text_of(words(&short))];
        Node { tag: "th", scope: Some("col"), label: Some(words(&long)), children, ..Node::default() }.view()
    });
    node("tr", "", cells.collect())
}

fn weeks(w: Widget, month: Month) -> AnyView {
    let (first, _) = w.derived.days();
    let week = |days: [Option<Day>; 7]| {
        node(
            "tr",
            "",
            days.into_iter().map(|day| day.map_or_else(|| node("td", "", vec![]), |day| cell(w, day))).collect(),
        )
    };
    // Weeks that have passed would only push the others down.
    let has_passed = |days: &[Option<Day>; 7]| days.iter().flatten().all(|day| *day < first);
    let weeks = month.weeks(w.options.first_day()).into_iter().skip_while(has_passed);
    weeks.map(week).collect::<Vec<AnyView>>().into_any()
}

/// What a day is, for looks and words.
enum Kind {
    Past,
    Beyond,
    Unknown,
    Open(usize),
}

fn kind(w: Widget, day: Day) -> Kind {
    let (first, last) = w.derived.days();
    match w.derived.count(day) {
        _ if day < first => Kind::Past,
        _ if last < day => Kind::Beyond,
        None => Kind::Unknown,
        Some(count) => Kind::Open(count),
    }
}

fn cell(w: Widget, day: Day) -> AnyView {
    let is_today = move || w.derived.today() == day;
    let is_selected = move || w.state.selected.get().is_some_and(|selected| selected.day == day);
    let is_open = move || matches!(kind(w, day), Kind::Open(1..));
    let label = move || {
        let name = w.derived.formats().day(day);
        let label = match kind(w, day) {
            Kind::Past => fill(text::DAY_PAST, &[("day", &name)]),
            Kind::Beyond => fill(text::DAY_BEYOND, &[("day", &name)]),
            Kind::Unknown => name,
            Kind::Open(count) => fill(text::DAY_LABEL, &[("day", &name), ("openings", &text::OPENINGS.of(count))]),
        };
        if is_today() { fill(text::DAY_TODAY, &[("label", &label)]) } else { label }
    };
    let part = move || {
        let mut part = String::from("day");
        for (is, name) in [(is_today(), " today"), (is_selected(), " selected"), (is_open(), " open")] {
            if is {
                part.push_str(name);
            }
        }
        part
    };
    let count = move || match kind(w, day) {
        Kind::Open(count @ 1..) => count.to_string(),
        Kind::Unknown => "·".to_owned(),
        _ => String::new(),
    };
    let state = move || {
        let state = match kind(w, day) {
            Kind::Past | Kind::Beyond => "out",
            Kind::Unknown => "unknown",
            Kind::Open(0) => "none",
            Kind::Open(1..=3) => "few",
            Kind::Open(_) => "open",
        };
        state.to_owned()
    };
    let current = move || if is_today() { "date" } else { "false" }.to_owned();
    let tab = move || if w.state.focused.get() == day { "0" } else { "-1" }.to_owned();
    let button = view! {
        <button class="day" type="button" data-is=print_date(day)
            part=Box::new(part) as Words
            data-state=Box::new(state) as Words
            aria-label=Box::new(label) as Words
            aria-current=Box::new(current) as Words
            aria-disabled=Box::new(move || (!matches!(kind(w, day), Kind::Open(_))).to_string()) as Words
            tabindex=Box::new(tab) as Words
            on:click=move |_| if matches!(untrack(|| kind(w, day)), Kind::Open(_)) { select_day(w, day) }>
            {say("span", "day-number", words(&date_of(day).day().to_string()))}
            " "
            {say("span", "day-count", Box::new(count))}
        </button>
    };
    let selected = Some(Box::new(move || is_selected().to_string()) as Words);
    Node { tag: "td", role: Some("gridcell"), selected, children: vec![button.into_any()], ..Node::default() }.view()
}

/// What is to be said of the whole month, under its grid.
fn below(w: Widget, month: Month) -> AnyView {
    match w.derived.loading(month) {
        Some(Loading::Asked) => say("p", "month-note", words(text::MONTH_LOADING)),
        Some(Loading::Slow) => say("p", "month-note", words(text::MONTH_STILL_LOADING)),
        Some(Loading::Failed) => {
            node("p", "month-note", vec![Button::named(text::RETRY, move || retry(w, Retry::Month(month))).view()])
        }
        Some(Loading::Here) if w.derived.month_count(month) == 0 => {
            let name = w.derived.formats().month(month.first());
            let sentence = say("p", "", words(&fill(text::MONTH_EMPTY, &[("month", &name)])));
            let children = vec![sentence, after_empty(w, month)];
            Node { class: "month-note", part: Some("empty"), children, ..Node::default() }.view()
        }
        _ => nothing(),
    }
}

/// Where to look when a month has nothing.
fn after_empty(w: Widget, month: Month) -> AnyView {
    let Some(opening) = w.derived.next_opening(month.first()) else {
        // Months after this one are still on their way as long as the last of them isn't here.
        let (_, last) = w.derived.days();
        let all_known = w.derived.loading(Month::of(last)) == Some(Loading::Here);
        let sentence = match (all_known, w.derived.scheduled()) {
            (false, _) => text::MONTH_LOADING,
            (true, None) => text::MONTH_EMPTY_NONE,
            (true, Some(_)) => text::MONTH_EMPTY_NONE_BOOKED,
        };
        return say("p", "", words(sentence));
    };
    let day = Day::of(opening.start);
    let label = fill(text::MONTH_EMPTY_NEXT, &[("day", &w.derived.formats().day(day))]);
    let deed = move || {
        focus_day(w, day);
        select_day(w, day);
    };
    Button::named(&label, deed).view()
}
