//! The visits that a change collides with, before it is saved: they stay, and somebody has to look after them.

use leptos::prelude::*;
use slotwright_words::{joined, text};

use crate::ground::job::{crew_of, whose};
use crate::ground::setup::known::Planned;
use crate::ground::setup::{breaks, preview, schedule, time_off};
use crate::kit::el::{El, div, li, nothing, ul};
use crate::kit::parts::notice;
use crate::setup::state::What;
use crate::setup::widget::Widget;

/// Those that the open form would collide with.
pub fn of_form(w: Widget) -> AnyView {
    let state = w.state();
    let (Some(known), Some(what)) = (state.known(), state.open.get()) else { return nothing() };
    let visits = state.sheet.with(|sheet| match &what {
        What::TimeOff(_) => match (time_off::interval(sheet), time_off::whose(sheet)) {
            (Some(interval), Some(user_id)) => preview::during(&known.visits, interval, user_id),
            _ => Vec::new(),
        },
        What::Break(found) => {
            preview::in_breaks(&known.visits, &breaks::wanted(found.as_ref().map_or(0, |found| found.id), sheet))
        }
        What::Schedule(Some(found)) => {
            let wanted = schedule::wanted(found, sheet);
            preview::outside_of(&known, |schedules| {
                schedules.iter_mut().filter(|(of, _)| of.id == wanted.id).for_each(|(of, _)| of.clone_from(&wanted));
            })
        }
        What::JobType(Some(found)) => {
            let done_in = sheet.ids("schedules");
            preview::outside_of(&known, |schedules| {
                let left = schedules.iter_mut().filter(|(of, _)| !done_in.contains(&of.id));
                left.for_each(|(of, _)| of.job_type_ids.retain(|id| *id != found.id));
            })
        }
        _ => Vec::new(),
    });
    collisions(w, &visits).map_or_else(nothing, El::view)
}

/// The visits, with names and times; nothing where there are none.
pub fn collisions(w: Widget, visits: &[Planned]) -> Option<El> {
    if visits.is_empty() {
        return None;
    }
    let visit = |visit: &Planned| {
        let (when, words) = (w.dates().moment(visit.start), w.options().words.all());
        li().child(joined(&words, [when, whose(&visit.listed, &words), crew_of(&visit.listed, &words)]))
    };
    let said = w.options().words.count(text::SETUP_COLLIDES, visits.len());
    Some(div().class("collisions").is("collisions").child(
        notice("warn", &said).child(ul().class("collision-list").role("list").children(visits.iter().map(visit))),
    ))
}
