//! What stands in a lane: when its technician works, what takes of it, and the visits.
//!
//! There are hundreds, so they are cloned from one that was made by hand, and what changes in them is changed by one effect for all:
//! made by Leptos one by one, each with effects of its own, they take three times as long (`cargo xtask bench board`).

use std::collections::BTreeSet;

use leptos::prelude::*;
use slotwright_wire::slotwright::{ClosedKind, Lane, MarginKind, PlannedVisit, Timeline};
use slotwright_wire::sonar::JobStatus;
use slotwright_words::{fill, text};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::board::views::beside;
use crate::board::views::lane::Sheet;
use crate::board::widget::Widget;
use crate::ground::beside::Presence;
use crate::ground::job::is_open;
use crate::ground::timeline::{Place, visits_of};
use crate::kit::reactive::effect;

/// The elements that those in the lanes are clones of.
#[derive(Clone)]
pub struct Pattern {
    band: Element,
    visit: Element,
}

impl Pattern {
    /// Makes them. `None` outside of a page.
    pub fn new() -> Option<Self> {
        let band = made("span", "")?;
        let visit = made("span", "placed")?;
        set(&visit, "part", "block");
        let button = made("button", "visit")?;
        set(&button, "type", "button");
        set(&button, "part", "button");
        let card = made("span", "visit-card")?;
        let whose = made("span", "visit-whose")?;
        set(&whose, "dir", "auto");
        let _ = card.append_child(&whose);
        // Two lines for the eye, two words for whoever reads them as one.
        let _ = card.append_child(&document().create_text_node(" "));
        let _ = card.append_child(&*made("span", "more")?);
        let _ = button.append_child(&card);
        let _ = visit.append_child(&button);
        Some(Self { band, visit })
    }

    /// Draws a technician's time into an element, in place of what was in it.
    pub fn draw(&self, w: Widget, timeline: &Timeline, technician: &Lane, sheet: Sheet, into: &Element) {
        into.set_text_content(None);
        let now = Now::of(w);
        let parts = |start, end| sheet.hours.drawn(start, end, timeline.days);
        let add = |element: &Element| _ = into.append_child(element);
        for open in &technician.open {
            parts(open.start, open.end)
                .into_iter()
                .filter_map(|part| self.band("open", part))
                .for_each(|band| add(&band));
        }
        for closed in &technician.closed {
            let (kind, said) = match closed.kind {
                ClosedKind::Break => ("break", text::BOARD_BREAK),
                ClosedKind::TimeOff => ("time-off", text::BOARD_TIME_OFF),
                ClosedKind::Held => ("held", text::BOARD_HELD),
            };
            let said = if closed.name.is_empty() { w.say(said) } else { closed.name.clone() };
            let said = if closed.moved { fill(&w.say(text::BOARD_MOVED), &[("name", &said)]) } else { said };
            for band in parts(closed.start, closed.end).into_iter().filter_map(|part| self.band("closed", part)) {
                set(&band, "data-state", kind);
                set(&band, "title", &said);
                band.set_text_content(Some(&said));
                add(&band);
            }
        }
        for margin in &technician.margins {
            let kind = match margin.kind {
                MarginKind::Buffer => "buffer",
                MarginKind::Travel => "travel",
            };
            for end in parts(margin.start, margin.end).into_iter().filter_map(|part| self.band("margin", part)) {
                set(&end, "data-state", kind);
                // What it says stands in the name of its visit.
                set(&end, "aria-hidden", "true");
                add(&end);
            }
        }
        for visit in visits_of(timeline, technician.user_id) {
            let beside = beside::said(w, timeline, technician, visit);
            let drawn = parts(visit.start, visit.end).into_iter().enumerate();
            let drawn =
                drawn.filter_map(|part| self.visit(w, &now, technician.user_id, (visit, &beside), (sheet, part)));
            drawn.for_each(|visit| add(&visit));
        }
    }

    fn band(&self, class: &str, part: (i32, i32)) -> Option<Element> {
        let band = clone(&self.band)?;
        band.set_class_name(class);
        place(&band, part);
        Some(band)
    }

    /// A visit, or the part of one that stands on a day. Tab leads to one of all, the arrows to the others.
    fn visit(
        &self,
        w: Widget,
        now: &Now,
        user_id: u64,
        (visit, beside): (&PlannedVisit, &[String]),
        (sheet, (nth, part)): (Sheet, (usize, (i32, i32))),
    ) -> Option<Element> {
        let job = &visit.listed.job;
        let (state, said, sign) = match job.status {
            JobStatus::Queued => ("queued", text::STATUS_QUEUED, ""),
            JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED, ""),
            JobStatus::Completed => ("completed", text::STATUS_COMPLETED, "✓ "),
            JobStatus::Failed => ("failed", text::STATUS_FAILED, "✕ "),
        };
        let here = Place { user_id, job_id: job.id };
        let (from, to) = (w.derived().time(sheet.first + visit.start), w.derived().time(sheet.first + visit.end));
        let whose = [sign, &*w.derived().whose(&visit.listed)].concat();
        let more = w.options().words.joined([&*from, &*visit.listed.job_type]);
        let until = fill(&w.say(text::BOARD_VISIT), &[("to", &to), ("status", &w.say(said))]);
        let until = std::iter::once(until).chain(beside.iter().cloned()).collect::<Vec<_>>().join(", ");
        let drawn = clone(&self.visit)?;
        place(&drawn, part);
        set(&drawn, "data-job", &job.id.to_string());
        flag(&drawn, "data-chosen", now.chosen.contains(&job.id));
        flag(&drawn, "data-carried", now.carried.contains(&job.id));
        let button = drawn.first_element_child()?;
        set(&button, "tabindex", if now.focused == Some(here) && nth == 0 { "0" } else { "-1" });
        set(&button, "data-is", &if nth == 0 { here.name() } else { String::new() });
        let name = [&*whose, &*more, &*until].join(" ");
        set(&button, "aria-label", &name);
        let card = button.first_element_child()?;
        // For the eye, where the card is too narrow for what stands on it.
        set(&card, "title", &name);
        set(&card, "data-color", &visit.listed.color);
        set(&card, "data-state", state);
        set(&card, "data-presence", Presence::of(visit).name());
        flag(&card, "data-fresh", now.fresh.contains(&job.id));
        let said = card.first_element_child()?;
        said.set_text_content(Some(&whose));
        said.next_element_sibling()?.set_text_content(Some(&more));
        if is_open(job) {
            // Only for the pointer: by key it is made longer in hand.
            let end = made("span", "visit-end")?;
            set(&end, "aria-hidden", "true");
            let _ = drawn.append_child(&end);
        }
        Some(drawn)
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

fn made(tag: &str, class: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

fn clone(pattern: &Element) -> Option<Element> {
    pattern.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// Where it stands: from so many minutes on, for so many. A host's policy that refuses the attribute lets properties pass.
fn place(element: &Element, (at, length): (i32, i32)) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    let _ = style.set_property("--_at", &at.to_string());
    let _ = style.set_property("--_for", &length.to_string());
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

fn flag(element: &Element, name: &str, is: bool) {
    let _ = if is { element.set_attribute(name, "true") } else { element.remove_attribute(name) };
}
