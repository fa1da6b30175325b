//! A technician's lane: when they work, what takes of it, and their visits.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{BoardJob, ClosedKind, Lane, PlannedVisit, Timeline};
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::parse_date;
use slotwright_words::{fill, text};

use crate::board::effects::open;
use crate::board::views::{beside, hand};
use crate::board::widget::Widget;
use crate::ground::beside::Presence;
use crate::ground::job::is_open;
use crate::ground::moving::Carried;
use crate::ground::timeline::{Hours, Place, visits_of};
use crate::kit::button::button;
use crate::kit::el::{El, div, li, reactive, span};

/// What is drawn of which days.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The first minute of the first day.
    pub first: Minute,
    /// The hours of each day.
    pub hours: Hours,
    /// How many days.
    pub days: u32,
}

impl Sheet {
    /// Of these days.
    pub fn of(timeline: &Timeline) -> Self {
        let first = parse_date(&timeline.start_date).map_or(0, |day| day.start());
        Self { first, hours: Hours::of(timeline), days: timeline.days }
    }

    /// Where so many minutes from a start on are drawn.
    pub fn parts(self, start: Minute, minutes: Minute) -> Vec<(i32, i32)> {
        let start = start - self.first;
        self.hours.drawn(start, start + minutes, self.days)
    }
}

/// A lane.
pub fn lane(w: Widget, timeline: &Timeline, technician: &Lane, sheet: Sheet) -> El {
    let Lane { user_id, name, open, closed, .. } = technician;
    let user_id = *user_id;
    let name = if name.is_empty() { w.derived().name_of(user_id) } else { name.clone() };
    let Sheet { first, hours, .. } = sheet;
    let parts = |start, end| hours.drawn(start, end, timeline.days);
    let working = open.iter().flat_map(|open| parts(open.start, open.end)).map(|part| placed("open", part));
    let taken = closed.iter().flat_map(|closed| {
        let (kind, said) = match closed.kind {
            ClosedKind::Break => ("break", text::BOARD_BREAK),
            ClosedKind::TimeOff => ("time-off", text::BOARD_TIME_OFF),
            ClosedKind::Held => ("held", text::BOARD_HELD),
        };
        let said = if closed.name.is_empty() { w.say(said) } else { closed.name.clone() };
        let said = if closed.moved { fill(&w.say(text::BOARD_MOVED), &[("name", &said)]) } else { said };
        let draw = move |part| placed("closed", part).state(kind).attr("title", &*said).child(&*said);
        parts(closed.start, closed.end).into_iter().map(draw).collect::<Vec<_>>()
    });
    let visits: Vec<&PlannedVisit> = visits_of(timeline, user_id).collect();
    let drawn = visits.iter().flat_map(|visit| {
        let parts = parts(visit.start, visit.end).into_iter().enumerate();
        let said = beside::said(w, timeline, technician, visit);
        parts.map(|(nth, part)| placed_visit(w, user_id, visit, (first, nth, part), &said)).collect::<Vec<_>>()
    });
    let planned = w.options().words.count(text::BOARD_VISITS, visits.len());
    li().class("lane")
        .part("lane")
        .attr("data-lane", user_id.to_string())
        .child(div().class("lane-name").attr("title", &*name).child(&*name).child(span().class("more").child(planned)))
        .child(
            div()
                .class("lane-track")
                .children(working)
                .children(taken)
                .children(beside::margins(technician, sheet))
                .children(drawn)
                .children(beside::presences(w, timeline, user_id, sheet))
                .child(reactive(move || hand::suggested(w, user_id, sheet)))
                .child(reactive(move || hand::ghost(w, user_id, sheet))),
        )
}

/// Something at a place of the track: from so many minutes on, for so many.
pub fn placed(class: &str, (at, length): (i32, i32)) -> El {
    let style = fill("--_at:{at};--_for:{for}", &[("at", &at.to_string()), ("for", &length.to_string())]);
    span().class(class).style(&style)
}

/// A visit, or the part of one that stands on a day. Tab leads to one of all, the arrows to the others.
fn placed_visit(
    w: Widget,
    user_id: u64,
    visit: &PlannedVisit,
    (first, nth, part): (i32, usize, (i32, i32)),
    beside: &[String],
) -> El {
    let listed: Arc<BoardJob> = Arc::new(visit.listed.clone());
    let (state, said) = match listed.job.status {
        JobStatus::Queued => ("queued", text::STATUS_QUEUED),
        JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED),
        JobStatus::Completed => ("completed", text::STATUS_COMPLETED),
        JobStatus::Failed => ("failed", text::STATUS_FAILED),
    };
    let place = Place { user_id, job_id: listed.job.id };
    let (from, to) = (w.derived().time(first + visit.start), w.derived().time(first + visit.end));
    let whose = w.derived().whose(&listed);
    let state_said = w.say(said);
    let until = fill(&w.say(text::BOARD_VISIT), &[("to", &to), ("status", &state_said)]);
    let until = std::iter::once(until).chain(beside.iter().cloned()).collect::<Vec<_>>().join(", ");
    let is_here = move || w.state().focused.get() == Some(place) && nth == 0;
    let sign = match state {
        "completed" => "✓ ",
        "failed" => "✕ ",
        _ => "",
    };
    let is_movable = is_open(&listed.job);
    let (color, line) = (listed.color.clone(), [sign, &whose].concat());
    let drawn = span()
        .class("visit-card")
        .attr("data-color", &*color)
        .attr("data-presence", Presence::of(visit).name())
        .attr("data-fresh", move || w.derived().freshness(place.job_id))
        .state(state)
        .child(span().class("visit-whose").child(line))
        .child(span().class("more").child([&*from, &listed.job_type].join(" · ")))
        .child(span().class("unseen").child(until));
    let button = button("", move || {
        w.state().focused.set(Some(place));
        open(w, listed.clone());
    });
    let button = button
        .class("visit")
        .child(drawn)
        .tabindex(move || if is_here() { "0".to_owned() } else { "-1".to_owned() })
        .is(&if nth == 0 { place.name() } else { String::new() });
    let is_chosen = move || w.state().hand.chosen.with(|chosen| chosen.iter().any(|one| one.job_id == place.job_id));
    let is_carried = move || {
        let is_in = |carried: &Carried| carried.jobs.iter().any(|job| job.job.id == place.job_id);
        w.state().hand.carried.with(|carried| carried.as_ref().is_some_and(is_in))
    };
    // Only for the pointer: by key it is made longer in hand.
    let end = is_movable.then(|| span().class("visit-end").attr("aria-hidden", "true"));
    placed("placed", part)
        .part("block")
        .attr("data-job", place.job_id.to_string())
        .flag("data-chosen", Box::new(is_chosen))
        .flag("data-carried", Box::new(is_carried))
        .child(button)
        .children(end)
}
