//! How full everybody's days are: a table whose cells are filled as far as the day is taken.

use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::slotwright::Timeline;
use slotwright_wire::time::parse_date;
use slotwright_words::{fill, text};

use crate::board::widget::Widget;
use crate::ground::load::{Load, load_of, load_of_all, wished};
use crate::kit::el::{El, div, span, table, tbody, td, th, thead, tr};

/// The days that are shown.
pub fn heat(w: Widget, timeline: &Timeline) -> El {
    let first = parse_date(&timeline.start_date).unwrap_or(Day(0));
    let day = |nth: u32| th().attr("scope", "col").child(w.derived().day_short(first + nth as i32));
    let head = tr().child(th().attr("scope", "col").child(w.say(text::BOARD_CREW)));
    let all = row(w, &w.say(text::HEAT_ALL), &load_of_all(timeline));
    let waiting = w.state().queued.get();
    let counts = wished(timeline, &waiting).into_iter().map(|many| td().child(many.to_string()));
    let waiting = tr().child(th().attr("scope", "row").child(w.say(text::HEAT_WISHED))).children(counts);
    let lanes =
        timeline.technicians.iter().map(|lane| row(w, &w.derived().name_of(lane.user_id), &load_of(timeline, lane)));
    div().class("heat").role("region").aria_label(w.say(text::HEAT)).tabindex("0").child(
        table()
            .class("heat-table")
            .child(thead().child(head.children((0..timeline.days).map(day))))
            .child(tbody().child(waiting).child(all).children(lanes)),
    )
}

fn row(w: Widget, name: &str, loads: &[Load]) -> El {
    let cell = |load: &Load| match load.percent() {
        None => td().class("heat-off").child("–"),
        Some(percent) => {
            let hours = |minutes: i32| w.length_text(minutes);
            let said = fill(&w.say(text::HEAT_OF), &[("taken", &hours(load.taken)), ("working", &hours(load.working))]);
            let text = [&*percent.to_string(), "\u{a0}%"].concat();
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
