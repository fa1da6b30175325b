//! One technician's days as lists: what the schedule is on a phone.

use std::sync::Arc;

use leptos::ev::{self, PointerEvent};
use leptos::prelude::*;
use slotwright_wire::slotwright::{ClosedKind, Lane, PlannedVisit, Timeline};
use slotwright_wire::sonar::JobStatus;
use slotwright_words::{fill, text};

use crate::board::effects::{open, show_technician};
use crate::board::state::Planned;
use crate::board::views::beside;
use crate::board::views::lane::Sheet;
use crate::board::widget::Widget;
use crate::ground::agenda::{Entry, beside, day_of, shown_of};
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, label, li, nothing, ol, option, p, reactive, select, span};
use crate::kit::form::typed;
use crate::kit::parts::{buttons, title};
use crate::kit::reactive::memo;

/// So many pixels a finger goes to the side to turn to another technician.
const SWIPE: f64 = 60.0;

/// The days of whoever is chosen, and the way to the others.
pub fn agenda(w: Widget) -> El {
    let days = move || {
        let chosen = w.state().technician.get();
        let Planned::Loaded(timeline) = w.state().planned.get() else { return nothing() };
        let Some(lane) = shown_of(&timeline, chosen) else { return nothing() };
        let sheet = Sheet::of(&timeline);
        let of_day = |day| of_day(w, &timeline, lane, day, sheet).view();
        untrack(|| (0..timeline.days).map(of_day).collect::<Vec<AnyView>>().into_any())
    };
    let began = RwSignal::new(None);
    let at = |event: &PointerEvent| (f64::from(event.client_x()), f64::from(event.client_y()));
    let on_down = move |event: PointerEvent| began.set((event.pointer_type() == "touch").then(|| at(&event)));
    let on_up = move |event: PointerEvent| {
        let Some((from_x, from_y)) = began.get_untracked() else { return };
        began.set(None);
        let (x, y) = at(&event);
        let (aside, along) = (x - from_x, (y - from_y).abs());
        if SWIPE < aside.abs() && along < aside.abs() / 2.0 {
            let is_rtl = w.say(text::DIRECTION) == "rtl";
            turn(w, (aside < 0.0) != is_rtl);
        }
    };
    div().class("agenda").on(ev::pointerdown, on_down).on(ev::pointerup, on_up).child(head(w)).child(reactive(days))
}

/// Whose days are shown. Drawn anew only when it is another, or could be: the same few are there day by day.
fn head(w: Widget) -> AnyView {
    let shown = memo(move || {
        let chosen = w.state().technician.get();
        let Planned::Loaded(timeline) = w.state().planned.get() else { return None };
        let all = timeline.technicians.iter().map(|lane| (lane.user_id, w.derived().name_of(lane.user_id)));
        Some((shown_of(&timeline, chosen)?.user_id, all.collect::<Vec<_>>()))
    });
    reactive(move || {
        let Some((user_id, all)) = shown.get() else { return nothing() };
        let step = |is_next: bool, name, sign: &str| -> Button {
            let step = button(sign.to_owned(), move || turn(w, is_next)).class("step").aria_label(w.say(name));
            step.is(if is_next { "technician-next" } else { "technician-before" })
        };
        let one =
            |(id, name): (u64, String)| option().attr("value", id.to_string()).selected(id == user_id).child(name);
        let chosen = select().on(ev::change, move |event| {
            if let Ok(id) = typed(&event).parse() {
                show_technician(w, id);
            }
        });
        buttons()
            .child(step(false, text::AGENDA_BEFORE, "‹"))
            .child(
                label()
                    .class("agenda-whose")
                    .child(span().class("unseen").child(w.say(text::AGENDA_WHOSE)))
                    .child(chosen.is("technician").children(all.into_iter().map(one))),
            )
            .child(step(true, text::AGENDA_NEXT, "›"))
            .view()
    })
}

fn turn(w: Widget, is_next: bool) {
    let Planned::Loaded(timeline) = w.state().planned.get_untracked() else { return };
    let shown = shown_of(&timeline, w.state().technician.get_untracked()).map(|lane| lane.user_id);
    if let Some(user_id) = shown.and_then(|shown| beside(&timeline, shown, is_next)) {
        show_technician(w, user_id);
    }
}

fn of_day(w: Widget, timeline: &Timeline, lane: &Lane, day: u32, sheet: Sheet) -> El {
    let entries = day_of(timeline, lane.user_id, day);
    let name = w.derived().day(slotwright_matching::Day::of(sheet.first) + day as i32);
    let listed = match entries.is_empty() {
        true => p().class("hint").child(w.say(text::AGENDA_EMPTY)),
        false => ol()
            .class("agenda-day")
            .role("list")
            .children(entries.iter().map(|entry| row(w, timeline, lane, entry, sheet))),
    };
    div().child(title(w.options().heading_level, 1).class("tray-title").child(name)).child(listed)
}

fn row(w: Widget, timeline: &Timeline, lane: &Lane, entry: &Entry, sheet: Sheet) -> El {
    let (start, end) = entry.time();
    let times = fill(
        "{from}–{to}",
        &[("from", &w.derived().time(sheet.first + start)), ("to", &w.derived().time(sheet.first + end))],
    );
    let times = span().class("agenda-time").child(times);
    match entry {
        Entry::Visit(visit) => li().child(of_visit(w, lane, visit, (times, beside::said(w, timeline, lane, visit)))),
        Entry::Closed(closed) => {
            let kind = match closed.kind {
                ClosedKind::Break => text::BOARD_BREAK,
                ClosedKind::TimeOff => text::BOARD_TIME_OFF,
                ClosedKind::Held => text::BOARD_HELD,
            };
            let name = if closed.name.is_empty() { w.say(kind) } else { closed.name.clone() };
            let name = if closed.moved { fill(&w.say(text::BOARD_MOVED), &[("name", &name)]) } else { name };
            li().class("agenda-closed").child(times).child(span().child(name))
        }
    }
}

fn of_visit(w: Widget, lane: &Lane, visit: &PlannedVisit, (times, beside): (El, Vec<String>)) -> Button {
    let user_id = lane.user_id;
    let listed = Arc::new(visit.listed.clone());
    let (state, said) = match listed.job.status {
        JobStatus::Queued => ("queued", text::STATUS_QUEUED),
        JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED),
        JobStatus::Completed => ("completed", text::STATUS_COMPLETED),
        JobStatus::Failed => ("failed", text::STATUS_FAILED),
    };
    let more = w.options().words.joined([&*listed.job_type, &*listed.address]);
    let name = fill("agenda-{user}-{job}", &[("user", &user_id.to_string()), ("job", &listed.job.id.to_string())]);
    let card = span()
        .class("type-bar")
        .attr("data-color", &*listed.color)
        .child(times)
        .child(span().class("tray-whose").attr("dir", "auto").child(w.derived().whose(&listed)))
        .child(span().class("more").child(more))
        .children((!beside.is_empty()).then(|| span().class("more").child(beside.join(", "))))
        .child(span().class("status").state(state).child(w.say(said)));
    button("", move || open(w, listed.clone())).class("tray-job").is(&name).child(card)
}
