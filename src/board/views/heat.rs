//! How full everybody's days are, and which wishes are unmet: a small picture of each, and on demand the table behind it.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::slotwright::Timeline;
use slotwright_wire::time::parse_date;
use slotwright_words::{Text, fill, text};

use crate::board::effects::show_figure;
use crate::board::views::lane::Sheet;
use crate::board::widget::Widget;
use crate::ground::figures::{Figure, ROW, loads, stairs, wishes};
use crate::ground::load::{Load, Wished, by_half_hour, load_of, load_of_all, wished};
use crate::kit::button::button;
use crate::kit::el::{El, div, nothing, p, reactive, span, table, tbody, td, th, thead, tr};
use crate::kit::parts::title;

/// What the figures and their tables are made of.
struct Numbers {
    first: Day,
    names: Vec<String>,
    each: Vec<Vec<Load>>,
    all: Vec<Load>,
    wished: Vec<Wished>,
}

/// The days that are shown.
pub fn heat(w: Widget, timeline: &Timeline, sheet: Sheet) -> El {
    let each: Vec<Vec<Load>> = timeline.technicians.iter().map(|lane| load_of(timeline, lane)).collect();
    let numbers = Arc::new(Numbers {
        first: parse_date(&timeline.start_date).unwrap_or(Day(0)),
        names: timeline.technicians.iter().map(|lane| w.derived().name_of(lane.user_id)).collect(),
        all: load_of_all(timeline, &each),
        wished: wished(timeline, &w.state().queued.get()),
        each,
    });
    let counts = by_half_hour(timeline, sheet.hours);
    let drawn = [
        (text::HEAT_EACH, loads(&numbers.each, timeline.days as usize), fullest(w, &numbers)),
        (
            text::HEAT_USED,
            stairs(&counts),
            by_day(w, &numbers, |nth| numbers.all[nth].percent().map(written), text::HEAT_NOBODY),
        ),
        (
            text::HEAT_UNMET,
            wishes(&numbers.wished),
            by_day(w, &numbers, |nth| room(w, numbers.wished[nth]), text::HEAT_NO_WISHES),
        ),
    ];
    let figures = drawn.into_iter().enumerate().map(|(nth, (name, drawn, words))| {
        let of = numbers.clone();
        figure(w, nth, (name, drawn, words), move || match nth {
            0 => of_each(w, &of),
            1 => of_all(w, &of),
            _ => of_wishes(w, &of),
        })
    });
    div().class("heat").role("group").aria_label(w.say(text::HEAT)).children(figures)
}

/// A picture with what it is, what it says, and its table.
fn figure(
    w: Widget,
    nth: usize,
    (name, drawn, words): (&'static Text, Figure, String),
    of: impl Fn() -> El + Send + 'static,
) -> El {
    let place = ["figure-", &nth.to_string()].concat();
    let rows_drawn = drawn.height / ROW;
    show_figure(w, &place, drawn, w.say(name), words.clone());
    let shown = w.state().heat_tables[nth];
    let is_shown = move || shown.get();
    let turn = move || shown.update(|shown| *shown = !*shown);
    let named = [w.say(text::HEAT_TABLE), w.say(name)].join(": ");
    let rows = move || if is_shown() { untrack(|| scrolled(w, name, of())) } else { nothing() };
    div()
        .class("figure")
        .child(title(w.options().heading_level, 1).class("tray-title").child(w.say(name)))
        .child(div().class("figure-drawn").is(&place).style(&["--_rows:", &rows_drawn.to_string()].concat()))
        // The picture says it.
        .child(p().class("hint").attr("aria-hidden", "true").child(words))
        .child(button(w.say(text::HEAT_TABLE), turn).class("link").aria_label(named).expanded(is_shown))
        .child(reactive(rows))
}

fn scrolled(w: Widget, name: &'static Text, rows: El) -> AnyView {
    div().class("heat-rows").role("region").aria_label(w.say(name)).tabindex("0").child(rows.class("heat-table")).view()
}

/// Who has the fullest day.
fn fullest(w: Widget, numbers: &Numbers) -> String {
    let all = numbers.each.iter().enumerate().flat_map(|(who, loads)| {
        loads.iter().enumerate().filter_map(move |(day, load)| Some((load.percent()?, who, day)))
    });
    // Of equally full ones the first.
    let Some((percent, who, day)) =
        all.max_by_key(|(percent, who, day)| (*percent, usize::MAX - who, usize::MAX - day))
    else {
        return w.say(text::HEAT_NOBODY);
    };
    let day = w.derived().day_short(numbers.first + day as i32);
    let values = [("who", &*numbers.names[who]), ("day", &day), ("percent", &written(percent))];
    fill(&w.say(text::HEAT_FULLEST), &values)
}

/// What there is to say of each day; of days without anything nothing.
fn by_day(w: Widget, numbers: &Numbers, said: impl Fn(usize) -> Option<String>, none: &'static Text) -> String {
    let mut days: Vec<String> = Vec::new();
    for nth in 0..numbers.all.len() {
        if let Some(said) = said(nth) {
            days.push([w.derived().day_short(numbers.first + nth as i32), said].join(": "));
        }
    }
    if days.is_empty() { w.say(none) } else { days.join("; ") }
}

fn written(percent: i32) -> String {
    [&*percent.to_string(), "\u{a0}%"].concat()
}

fn room(w: Widget, Wished { jobs, with_room }: Wished) -> Option<String> {
    let said = fill(&w.say(text::HEAT_ROOM), &[("room", &with_room.to_string()), ("jobs", &jobs.to_string())]);
    (0 < jobs).then_some(said)
}

/// A column for each day.
fn head(w: Widget, numbers: &Numbers, first: &'static Text) -> El {
    let day = |nth: usize| th().attr("scope", "col").child(w.derived().day_short(numbers.first + nth as i32));
    thead().child(tr().child(th().attr("scope", "col").child(w.say(first))).children((0..numbers.all.len()).map(day)))
}

fn of_each(w: Widget, numbers: &Numbers) -> El {
    let rows = numbers.names.iter().zip(&numbers.each).map(|(name, loads)| row(w, name, loads));
    table().child(head(w, numbers, text::BOARD_CREW)).child(tbody().children(rows))
}

fn of_all(w: Widget, numbers: &Numbers) -> El {
    table().child(head(w, numbers, text::BOARD_CREW)).child(tbody().child(row(w, &w.say(text::HEAT_ALL), &numbers.all)))
}

fn of_wishes(w: Widget, numbers: &Numbers) -> El {
    let row = |name: &'static Text, number: fn(&Wished) -> usize| {
        let cells = numbers.wished.iter().map(|day| td().child(number(day).to_string()));
        tr().child(th().attr("scope", "row").child(w.say(name))).children(cells)
    };
    table().child(head(w, numbers, text::BOARD_WISHES)).child(
        tbody().child(row(text::HEAT_WISHED, |day| day.jobs)).child(row(text::HEAT_WITH_ROOM, |day| day.with_room)),
    )
}

fn row(w: Widget, name: &str, loads: &[Load]) -> El {
    let cell = |load: &Load| match load.percent() {
        None => td().class("heat-off").child("–"),
        Some(percent) => {
            let hours = |minutes: i32| w.length_text(minutes);
            let said = fill(&w.say(text::HEAT_OF), &[("taken", &hours(load.taken)), ("working", &hours(load.working))]);
            let text = written(percent);
            let bar = span().class("heat-bar").style(&["--_load:", &percent.min(100).to_string()].concat());
            let is_over = 100 < percent;
            td().attr("title", said)
                .state(if is_over { "over" } else { "within" })
                .child(bar.attr("aria-hidden", "true"))
                .child(span().child(if is_over { ["! ", &text].concat() } else { text }))
        }
    };
    tr().child(th().attr("scope", "row").child(name)).children(loads.iter().map(cell))
}
