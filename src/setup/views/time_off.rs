//! Time off and breaks: lists, and a form for one.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::sonar::{ScheduleBlocker, ScheduledTimeOff};
use slotwright_words::{fill, text};

use crate::ground::setup::known::Known;
use crate::ground::setup::preview::{interval_of, weekdays_of};
use crate::ground::setup::week::{minute_of, minute_of_end};
use crate::ground::setup::{breaks, time_off as off};
use crate::kit::button::button;
use crate::kit::el::{El, div, reactive};
use crate::setup::effects::open_form;
use crate::setup::state::What;
use crate::setup::views::empty;
use crate::setup::views::form::{is_open, name_of, opened};
use crate::setup::views::list::{head, list, removing, row, small};
use crate::setup::widget::Widget;

/// The lists, or the form that is open.
pub fn time_off(w: Widget, known: &Arc<Known>) -> AnyView {
    let known = known.clone();
    reactive(move || {
        if is_open(w, |what| matches!(what, What::TimeOff(_) | What::Break(_) | What::Moved(_))) {
            return untrack(|| form(w));
        }
        untrack(|| div().child(time_offs(w, &known)).child(all_breaks(w, &known)).view())
    })
}

fn form(w: Widget) -> AnyView {
    let name = match w.state().open.get_untracked() {
        Some(What::TimeOff(found)) => name_of(w, found.as_ref().map(|found| &*found.name), text::SETUP_NEW_TIME_OFF),
        Some(What::Break(found)) => name_of(w, found.as_ref().map(|found| &*found.name), text::SETUP_NEW_BREAK),
        Some(What::Moved(found)) => fill(&w.say(text::SETUP_MOVE_OF), &[("name", &found.name)]),
        _ => String::new(),
    };
    opened(w, &name, false)
}

fn time_offs(w: Widget, known: &Known) -> El {
    let add = button(w.say(text::SETUP_NEW_TIME_OFF), move || open_form(w, What::TimeOff(None))).class("small");
    // What is over is history.
    let ahead = known.time_offs.iter().filter(|off| interval_of(off).is_none_or(|interval| known.now < interval.end()));
    let mut in_order: Vec<&ScheduledTimeOff> = Vec::new();
    for off in ahead {
        let place = in_order.iter().position(|other| off.start_time < other.start_time);
        in_order.insert(place.unwrap_or(in_order.len()), off);
    }
    let ahead = in_order;
    let rows = ahead.iter().map(|found| {
        let whose = match found.user_id {
            None => w.say(text::SETUP_EVERYBODY),
            Some(id) => known.name_of(id).to_owned(),
        };
        let when = interval_of(found).map(|interval| time(w, interval)).unwrap_or_default();
        let (edited, gone) = ((*found).clone(), (*found).clone());
        let edit = small(w, text::SETUP_EDIT, text::SETUP_EDIT_OF, &found.name, move || {
            open_form(w, What::TimeOff(Some(edited.clone())));
        });
        let deeds = div().class("setup-deeds").child(edit).child(removing(w, &found.name, move || off::delete(&gone)));
        row(&found.name, &[whose, when], deeds)
    });
    let listed = if ahead.is_empty() { empty(w, text::SETUP_NO_TIME_OFF) } else { list(rows) };
    div().class("setup-block").child(head(w, &w.say(text::BOARD_TIME_OFF), add)).child(listed)
}

fn all_breaks(w: Widget, known: &Known) -> El {
    let add = button(w.say(text::SETUP_NEW_BREAK), move || open_form(w, What::Break(None))).class("small");
    let rows = known.breaks.iter().map(|found| {
        let names: Vec<&str> = found.user_ids.iter().map(|id| known.name_of(*id)).collect();
        let (edited, moved, gone) = (found.clone(), found.clone(), found.clone());
        let once = (!found.user_ids.is_empty()).then(|| {
            small(w, text::SETUP_MOVE, text::SETUP_MOVE_OF, &found.name, move || {
                open_form(w, What::Moved(moved.clone()))
            })
        });
        let edit = small(w, text::SETUP_EDIT, text::SETUP_EDIT_OF, &found.name, move || {
            open_form(w, What::Break(Some(edited.clone())));
        });
        let deeds = div()
            .class("setup-deeds")
            .children(once)
            .child(edit)
            .child(removing(w, &found.name, move || breaks::delete(&gone)));
        row(&found.name, &[when(w, found), names.join(", ")], deeds)
    });
    let listed = if known.breaks.is_empty() { empty(w, text::SETUP_NO_BREAK) } else { list(rows) };
    div().class("setup-block").child(head(w, &w.say(text::SETUP_BREAKS), add)).child(listed)
}

/// Whole days by their dates, else with the times.
fn time(w: Widget, interval: Interval) -> String {
    let (start, end) = (interval.start(), interval.end());
    let is_midnight = |minute: Minute| Day::of(minute).start() == minute;
    let (from, to) = match is_midnight(start) && is_midnight(end) {
        true => (w.dates().day(Day::of(start)), w.dates().day(Day::of(end - 1))),
        false => (w.dates().moment(start), w.dates().moment(end)),
    };
    if from == to { from } else { fill(&w.say(text::SETUP_FROM_TO), &[("from", &from), ("to", &to)]) }
}

/// `Mon, Tue · 12:00 PM–12:45 PM`.
fn when(w: Widget, found: &ScheduleBlocker) -> String {
    let on = weekdays_of(found);
    let days = w.options().weekdays().into_iter().filter(|weekday| on[*weekday]);
    let days: Vec<String> = days.map(|weekday| w.dates().weekday_short(weekday)).collect();
    let start = minute_of(&found.start_timestamp).map(|minute| w.dates().time(minute)).unwrap_or_default();
    let end = minute_of_end(&found.end_timestamp).map(|minute| w.dates().time_of_end(minute)).unwrap_or_default();
    w.options().words.joined([days.join(", "), [start, end].join("–")])
}
