//! What stands in a lane: when its technician works, what takes of it, and the visits.
//!
//! There are hundreds, so they are drawn at once by `src/lanes.js`, and what changes in them is changed by one effect for all: made by
//! Leptos one by one, each with effects of its own, they take many times as long (`cargo xtask bench board`).

use std::cell::RefCell;
use std::collections::BTreeSet;

use leptos::prelude::*;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright::{ClosedKind, Lane, MarginKind, PlannedVisit, Timeline};
use slotwright_wire::sonar::JobStatus;
use slotwright_words::{fill, text};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use crate::board::views::beside;
use crate::board::views::lane::Sheet;
use crate::board::widget::Widget;
use crate::ground::beside::Presence;
use crate::ground::job::is_open;
use crate::ground::timeline::{Place, visits_of};
use crate::kit::reactive::effect;

#[wasm_bindgen(raw_module = "./lanes.js")]
extern "C" {
    /// Draws lines into an element, in place of what was in it. Each is ended by [`LINE`], its fields by [`FIELD`]: from which minute
    /// on, for how many, the class; then of a visit what `visit` in `lanes.js` takes, of all else its state and what stands in it.
    fn draw(into: &Element, lines: &str);
}

/// What ends a line: no text that people write has it.
const LINE: char = '\u{1e}';
/// What ends a field in it.
const FIELD: char = '\u{1f}';

/// Draws what stands in lanes.
#[derive(Default)]
pub struct Pen {
    /// How times of a day are written: the same few are written hundreds of times.
    times: RefCell<Vec<(Minute, String)>>,
}

/// Lines that are being written.
struct Lines(String);

impl Lines {
    fn push(&mut self, (at, length): (i32, i32), fields: &[&str]) {
        let numbers = [at, length].map(|number| number.to_string());
        for field in numbers.iter().map(|number| &**number).chain(fields.iter().copied()) {
            self.0.extend(field.chars().filter(|c| ![LINE, FIELD].contains(c)));
            self.0.push(FIELD);
        }
        self.0.pop();
        self.0.push(LINE);
    }
}

impl Pen {
    /// Draws a technician's time into an element, in place of what was in it.
    pub fn draw(&self, w: Widget, timeline: &Timeline, technician: &Lane, sheet: Sheet, into: &Element) {
        let now = Now::of(w);
        let parts = |start, end| sheet.hours.drawn(start, end, timeline.days);
        let mut lines = Lines(String::new());
        for open in &technician.open {
            parts(open.start, open.end).into_iter().for_each(|part| lines.push(part, &["open"]));
        }
        for closed in &technician.closed {
            let (kind, said) = match closed.kind {
                ClosedKind::Break => ("break", text::BOARD_BREAK),
                ClosedKind::TimeOff => ("time-off", text::BOARD_TIME_OFF),
                ClosedKind::Held => ("held", text::BOARD_HELD),
            };
            let said = if closed.name.is_empty() { w.say(said) } else { closed.name.clone() };
            let said = if closed.moved { fill(&w.say(text::BOARD_MOVED), &[("name", &said)]) } else { said };
            parts(closed.start, closed.end).into_iter().for_each(|part| lines.push(part, &["closed", kind, &said]));
        }
        for margin in &technician.margins {
            let kind = match margin.kind {
                MarginKind::Buffer => "buffer",
                MarginKind::Travel => "travel",
            };
            parts(margin.start, margin.end).into_iter().for_each(|part| lines.push(part, &["margin", kind]));
        }
        for visit in visits_of(timeline, technician.user_id) {
            let beside = beside::said(w, timeline, technician, visit);
            let drawn = parts(visit.start, visit.end);
            self.visit(w, &now, technician.user_id, (visit, &beside), (sheet, &drawn), &mut lines);
        }
        draw(into, &lines.0);
    }

    /// A visit: a part for each day that it stands on. Tab leads to one of all, the arrows to the others.
    fn visit(
        &self,
        w: Widget,
        now: &Now,
        user_id: u64,
        (visit, beside): (&PlannedVisit, &[String]),
        (sheet, parts): (Sheet, &[(i32, i32)]),
        lines: &mut Lines,
    ) {
        let job = &visit.listed.job;
        let (state, said, sign) = match job.status {
            JobStatus::Queued => ("queued", text::STATUS_QUEUED, ""),
            JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED, ""),
            JobStatus::Completed => ("completed", text::STATUS_COMPLETED, "✓ "),
            JobStatus::Failed => ("failed", text::STATUS_FAILED, "✕ "),
        };
        let here = Place { user_id, job_id: job.id };
        let (from, to) = (self.time(w, sheet.first + visit.start), self.time(w, sheet.first + visit.end));
        let whose = [sign, &*w.derived().whose(&visit.listed)].concat();
        let more = w.options().words.joined([&*from, &*visit.listed.job_type]);
        let until = fill(&w.say(text::BOARD_VISIT), &[("to", &to), ("status", &w.say(said))]);
        let until = std::iter::once(until).chain(beside.iter().cloned()).collect::<Vec<_>>().join(", ");
        let name = [&*whose, &*more, &*until].join(" ");
        let marks = [("data-chosen", &now.chosen), ("data-carried", &now.carried), ("data-fresh", &now.fresh)];
        let marks = marks.into_iter().filter(|(_, jobs)| jobs.contains(&job.id)).map(|(mark, _)| mark);
        let marks = marks.collect::<Vec<_>>().join(" ");
        for (nth, part) in parts.iter().enumerate() {
            let place = if nth == 0 { here.name() } else { String::new() };
            let is_led = if nth == 0 && now.focused == Some(here) { "true" } else { "" };
            let is_open = if is_open(job) { "true" } else { "" };
            let (id, presence) = (job.id.to_string(), Presence::of(visit).name());
            let said = [&*id, &*place, is_led, &*name, &*visit.listed.color, state, presence, &*marks, &*whose, &*more];
            lines.push(*part, &[&["visit"], &said[..], &[is_open]].concat());
        }
    }

    fn time(&self, w: Widget, minute: Minute) -> String {
        let of_day = minute.rem_euclid(MINUTES_PER_DAY);
        let mut times = self.times.borrow_mut();
        if let Some((_, written)) = times.iter().find(|(known, _)| *known == of_day) {
            return written.clone();
        }
        let written = w.derived().time(of_day);
        times.push((of_day, written.clone()));
        written
    }
}

/// What marks visits now, by their jobs.
struct Now {
    focused: Option<Place>,
    chosen: BTreeSet<u64>,
    carried: BTreeSet<u64>,
    fresh: BTreeSet<u64>,
}

impl Now {
    fn of(w: Widget) -> Self {
        untrack(|| Self {
            focused: w.state().focused.get(),
            chosen: chosen(w),
            carried: carried(w),
            fresh: w.state().fresh.with(|fresh| fresh.iter().copied().collect()),
        })
    }
}

fn chosen(w: Widget) -> BTreeSet<u64> {
    w.state().hand.chosen.with(|chosen| chosen.iter().map(|job| job.job.id).collect())
}

fn carried(w: Widget) -> BTreeSet<u64> {
    w.state()
        .hand
        .carried
        .with(|carried| carried.iter().flat_map(|carried| &carried.jobs).map(|job| job.job.id).collect())
}

/// Keeps the visits that are drawn marked as they are: which one Tab leads to, which are chosen, in hand, changed by others.
pub fn keep_marked(w: Widget) {
    effect(move || {
        let focused = w.state().focused.get();
        for visit in w.rendered(".visit[tabindex='0']") {
            set(&visit, "tabindex", "-1");
        }
        for visit in focused.map(|place| w.rendered(&named(place))).into_iter().flatten() {
            set(&visit, "tabindex", "0");
        }
    });
    effect(move || mark(w, "data-chosen", ".placed", &chosen(w)));
    effect(move || mark(w, "data-carried", ".placed", &carried(w)));
    effect(move || {
        let fresh = w.state().fresh.with(|fresh| fresh.iter().copied().collect());
        mark(w, "data-fresh", ".placed .visit-card", &fresh);
    });
}

fn named(place: Place) -> String {
    fill(".visit[data-is={name}]", &[("name", &place.name())])
}

fn mark(w: Widget, name: &'static str, marked: &str, jobs: &BTreeSet<u64>) {
    let job = |element: &Element| {
        element.closest("[data-job]").ok().flatten()?.get_attribute("data-job")?.parse().ok().map(|id: u64| id)
    };
    for element in w.rendered(&fill("{marked}[{name}]", &[("marked", marked), ("name", name)])) {
        flag(&element, name, job(&element).is_some_and(|id| jobs.contains(&id)));
    }
    for id in jobs {
        let of_job = marked.replacen(".placed", &fill(".placed[data-job='{id}']", &[("id", &id.to_string())]), 1);
        w.rendered(&of_job).iter().for_each(|element| flag(element, name, true));
    }
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

fn flag(element: &Element, name: &str, is: bool) {
    let _ = if is { element.set_attribute(name, "true") } else { element.remove_attribute(name) };
}
