//! A technician's lane: whose it is, their time, and what would be put down in it.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{Lane, Timeline};
use slotwright_wire::time::parse_date;
use slotwright_words::{fill, text};
use web_sys::Element;

use crate::board::views::beside;
use crate::board::views::hand::{self, Ghosts};
use crate::board::views::visit::Pen;
use crate::board::widget::Widget;
use crate::ground::timeline::{Hours, visits_of};
use crate::kit::el::{El, div, reactive, span};

/// What is drawn of which days.
#[derive(Clone, Copy, PartialEq)]
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

/// What is drawn of a lane.
pub fn lane(w: Widget, timeline: &Arc<Timeline>, nth: usize, sheet: Sheet, pen: &Rc<Pen>, ghosts: Ghosts) -> AnyView {
    let Lane { user_id, name, .. } = &timeline.technicians[nth];
    let user_id = *user_id;
    let name = if name.is_empty() { w.derived().name_of(user_id) } else { name.clone() };
    let planned = w.options().words.count(text::BOARD_VISITS, visits_of(timeline, user_id).count());
    let presences = beside::presences(w, timeline, user_id, sheet);
    let (timeline, pen) = (timeline.clone(), pen.clone());
    let drawn = move |time: Element| pen.draw(w, &timeline, &timeline.technicians[nth], sheet, &time);
    let named = div()
        .class("lane-name")
        .is(&["lane-", &user_id.to_string()].concat())
        .tabindex("-1")
        .attr("title", &*name)
        .child(&*name)
        .child(span().class("more").child(planned));
    let track = div()
        .class("lane-track")
        .child(div().class("lane-time").made(drawn))
        .children(presences)
        .child(reactive(move || hand::suggested(w, user_id, sheet)))
        .child(reactive(move || hand::ghost(user_id, sheet, ghosts)));
    vec![named.view(), track.view()].into_any()
}

/// Something at a place of the track: from so many minutes on, for so many.
pub fn placed(class: &str, (at, length): (i32, i32)) -> El {
    let style = fill("--_at:{at};--_for:{for}", &[("at", &at.to_string()), ("for", &length.to_string())]);
    span().class(class).style(&style)
}
