//! A schedule's week, drawn and typed, with what it leads to.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::sonar::Schedule;
use slotwright_words::{fill, text};

use crate::ground::setup::known::Known;
use crate::ground::setup::schedule;
use crate::ground::setup::week::{Edge, Week, Wrong, field_of};
use crate::kit::button::button;
use crate::kit::el::{El, div, input, li, nothing, option, p, reactive, select, span, ul};
use crate::kit::form::{field, typed};
use crate::kit::parts::buttons;
use crate::kit::reactive::memo;
use crate::setup::effects::{
    add_span, choose_schedule, choose_technician, copy_day, discard_week, open_form, remove_span, save_week, type_edge,
};
use crate::setup::state::{Saving, What};
use crate::setup::views::form::{is_open, name_of, opened};
use crate::setup::views::list::{Removed, removing_asked};
use crate::setup::views::{bars, empty, preview};
use crate::setup::widget::Widget;

/// The schedules, and the week of the one that is chosen.
pub fn week(w: Widget, known: &Arc<Known>) -> AnyView {
    let known = known.clone();
    reactive(move || {
        if is_open(w, |what| matches!(what, What::Schedule(_))) {
            return untrack(|| schedule_form(w));
        }
        untrack(|| chosen(w, &known))
    })
}

fn schedule_form(w: Widget) -> AnyView {
    let open = w.state().open.get_untracked();
    let name = match &open {
        Some(What::Schedule(Some(schedule))) => Some(&*schedule.name),
        _ => None,
    };
    opened(w, &name_of(w, name, text::SETUP_NEW_SCHEDULE), false)
}

fn chosen(w: Widget, known: &Arc<Known>) -> AnyView {
    let (listed, drawn) = (known.clone(), known.clone());
    div()
        .child(reactive(move || choice(w, &listed)))
        .child(reactive(move || {
            let id = w.state().schedule.get();
            match drawn.schedules.iter().find(|(schedule, _)| Some(schedule.id) == id) {
                Some((schedule, days)) => untrack(|| editor(w, &drawn, schedule, &Week::of(days))).view(),
                None => empty(w, text::SETUP_NO_SCHEDULE).view(),
            }
        }))
        .view()
}

/// Which schedule: of a technician, or of all.
fn choice(w: Widget, known: &Arc<Known>) -> AnyView {
    let state = w.state();
    let (technician, id) = (state.technician.get(), state.schedule.get());
    let everybody = option().attr("value", "").selected(technician.is_none()).child(w.say(text::SETUP_ALL_PEOPLE));
    let people = known.users.iter().map(|(user_id, name)| {
        option().attr("value", user_id.to_string()).selected(technician == Some(*user_id)).child(&**name)
    });
    let of = known.schedules.iter().filter(|(schedule, _)| technician.is_none_or(|id| schedule.user_ids.contains(&id)));
    let schedules = of.map(|(schedule, _)| {
        let closes = (!schedule.available).then(|| w.say(text::SETUP_CLOSES));
        let unsaved = state.painted.with(|painted| painted.iter().any(|one| one.schedule_id == schedule.id));
        let unsaved = unsaved.then(|| w.say(text::SETUP_UNSAVED));
        let parts = [Some(schedule.name.clone()), closes, unsaved];
        let said = w.options().words.joined(parts.into_iter().flatten());
        option().attr("value", schedule.id.to_string()).selected(id == Some(schedule.id)).child(said)
    });
    let of_whom = move |event: web_sys::Event| choose_technician(w, typed(&event).parse().ok());
    let which = move |event: web_sys::Event| choose_schedule(w, typed(&event).parse().ok());
    let found = known.schedules.iter().find(|(schedule, _)| Some(schedule.id) == id).cloned();
    let deeds = found.map(|(schedule, days)| {
        let (name, edited) = (schedule.name.clone(), schedule.clone());
        let removed = Removed {
            is: schedule.id.to_string(),
            what: name.clone(),
            question: text::SETUP_SCHEDULE_QUESTION,
            visits: preview::outside_without(known, schedule.id),
        };
        let edit = button(w.say(text::SETUP_EDIT), move || open_form(w, What::Schedule(Some(edited.clone()))));
        div()
            .class("setup-deeds")
            .child(edit.class("small").aria_label(fill(&w.say(text::SETUP_EDIT_OF), &[("name", &name)])))
            .child(removing_asked(w, removed, schedule::delete(&schedule, &days)))
    });
    div()
        .class("setup-choice")
        .child(field(
            &w.say(text::SETUP_WHOSE_SCHEDULES),
            select().on(ev::change, of_whom).child(everybody).children(people),
        ))
        .child(field(&w.say(text::SETUP_SCHEDULE), select().on(ev::change, which).children(schedules)))
        .children(deeds)
        .child(button(w.say(text::SETUP_NEW_SCHEDULE), move || open_form(w, What::Schedule(None))).class("small"))
        .view()
}

fn editor(w: Widget, known: &Arc<Known>, schedule: &Schedule, before: &Week) -> El {
    let state = w.state();
    let names = schedule.user_ids.iter().map(|id| known.name_of(*id)).collect::<Vec<_>>().join(", ");
    let (for_same, for_said) = (before.clone(), before.clone());
    let is_same = move || state.week.with(|week| *week == for_same);
    let is_same_too = is_same.clone();
    let is_sent = move || state.saving.get() == Saving::Sent;
    let save =
        button(move || w.say(if is_sent() { text::SETUP_SAVING } else { text::SETUP_SAVE }), move || save_week(w));
    let changes = move || {
        let changed = state.week.with(|week| week.changed(&for_said));
        if changed.is_empty() {
            return nothing();
        }
        let days = w.options().weekdays().into_iter().filter(|weekday| changed.contains(weekday));
        let line = |weekday: usize| {
            let was = hours_of(w, &for_said, weekday);
            let is = state.week.with(|week| hours_of(w, week, weekday));
            let values = [("day", &*w.dates().weekday(weekday)), ("was", &was), ("is", &is)];
            li().child(fill(&w.say(text::SETUP_CHANGE), &values))
        };
        ul().class("week-changes")
            .is("week-changes")
            .attr("aria-label", w.say(text::SETUP_CHANGES))
            .children(days.map(line))
            .view()
    };
    let rows = w.options().weekdays().into_iter().map(|weekday| day(w, weekday, before));
    div()
        .class("week-editor")
        .child(p().class("hint").child(names))
        .child(p().class("hint").child(w.say(text::SETUP_PAINT_HINT)))
        .child(ul().class("week").role("list").children(rows))
        .child(reactive(changes))
        .child(preview::whose(w, known))
        .child(preview::preview(w, known))
        .child(
            buttons()
                .child(save.primary().disabled(move || is_same() || is_sent()))
                .child(button(w.say(text::SETUP_DISCARD), move || discard_week(w)).disabled(is_same_too)),
        )
}

/// A day: what it is called, its bar, and its stretches to be typed.
fn day(w: Widget, weekday: usize, before: &Week) -> El {
    let state = w.state();
    let before = before.clone();
    let name = w.dates().weekday(weekday);
    let count = memo(move || state.week.with(|week| week.day(weekday).len()));
    let total = move || match state.week.with(|week| week.minutes(weekday)) {
        0 => w.say(text::SETUP_NO_HOURS),
        minutes => w.length_text(minutes),
    };
    let spans = move || {
        let spans = (0..count.get()).map(|n| typed_span(w, weekday, n, &before).view());
        spans.collect::<Vec<_>>().into_any()
    };
    let add = button("+", move || add_span(w, weekday)).class("small").is(&["add-", &weekday.to_string()].concat());
    let copy = button(w.say(text::SETUP_COPY), move || copy_day(w, weekday)).class("small");
    div_row(&name)
        .child(div().class("week-name").child(span().child(&*name)).child(span().class("more").child(total)))
        .child(bars::bar(w, weekday))
        .child(
            div()
                .class("week-typed")
                .child(reactive(spans))
                .child(add.aria_label(fill(&w.say(text::SETUP_ADD_HOURS), &[("day", &name)])))
                .child(copy.aria_label(fill(&w.say(text::SETUP_COPY_OF), &[("day", &name)]))),
        )
}

fn div_row(name: &str) -> El {
    li().class("week-day").aria_label(name)
}

/// A stretch in its two fields.
fn typed_span(w: Widget, weekday: usize, n: usize, before: &Week) -> El {
    let state = w.state();
    let before = before.clone();
    let place = [weekday, n].map(|n| n.to_string()).join("-");
    let wrong = ["span-fault-", &place].concat();
    let wrong_now = memo(move || {
        let faults = state.week.with(|week| week.faults(&before));
        faults.into_iter().find(|(day, span, _)| (*day, *span) == (weekday, n)).map(|(.., wrong)| wrong)
    });
    let said = move || {
        let text = match wrong_now.get() {
            None => return String::new(),
            Some(Wrong::Missing) => text::SETUP_SPAN_MISSING,
            Some(Wrong::Order) => text::SETUP_SPAN_ORDER,
            Some(Wrong::OffGrid) => text::SETUP_SPAN_GRID,
        };
        w.say(text)
    };
    let day = w.dates().weekday(weekday);
    let edge = |edge: Edge, is: &str, name| {
        // Followed where it was painted or moved, not where it is typed: what is typed in stays as it is typed.
        let value = move || {
            state.drawn.track();
            field_of(state.week.with_untracked(|week| week.day(weekday).get(n).and_then(|span| span.at(edge))))
        };
        let set = move |event: web_sys::Event| type_edge(w, weekday, n, edge, &typed(&event));
        let label_text = fill(&w.say(name), &[("day", &day), ("n", &(n + 1).to_string())]);
        input()
            .attr("type", "time")
            .attr("step", "900")
            .is(&[is, "-", &place].concat())
            .aria_label(label_text)
            .attr("aria-describedby", wrong.clone())
            .attr("aria-invalid", move || wrong_now.get().is_some().to_string())
            .value(value)
            .on(ev::input, set)
    };
    let away = button("×", move || remove_span(w, weekday, n)).class("small");
    let values = [("day", &*day), ("n", &(n + 1).to_string())];
    div()
        .class("week-fields")
        .child(edge(Edge::Start, "from", text::SETUP_EDGE_FROM))
        .child(span().attr("aria-hidden", "true").child("–"))
        .child(edge(Edge::End, "to", text::SETUP_EDGE_TO))
        .child(away.aria_label(fill(&w.say(text::SETUP_REMOVE_HOURS), &values)))
        .child(p().class("fault").id(&wrong).child(said))
}

/// `8:00 AM–12:00 PM, 1:00 PM–5:00 PM`.
fn hours_of(w: Widget, week: &Week, weekday: usize) -> String {
    let drawn = week.day(weekday).iter().filter_map(|span| span.drawn());
    let said = |(start, end): (Minute, Minute)| [w.dates().time(start), w.dates().time_of_end(end)].join("–");
    let hours: Vec<String> = drawn.map(said).collect();
    if hours.is_empty() { w.say(text::SETUP_NO_HOURS) } else { hours.join(", ") }
}
