//! Forms: opened, filled in, closed.

use leptos::prelude::*;

use super::load::form;
use crate::ground::setup::{api_user, breaks, field, job_type, link, policy, rules, schedule, time_off, webhook};
use crate::kit::check::TOOLS;
use crate::setup::state::{Asked, Saving, What};
use crate::setup::widget::Widget;

/// Opens the form of something; the focus goes into it.
pub fn open_form(w: Widget, what: What) {
    let Asked::Loaded(known) = w.state().asked.get_untracked() else { return };
    let words = w.options().words.all();
    let sheet = match &what {
        What::Schedule(found) => schedule::sheet(&known, found.as_ref(), &words),
        What::TimeOff(found) => time_off::sheet(&known, found.as_ref(), &words),
        What::Break(found) => {
            let name = |weekday: usize| (weekday.to_string(), untrack(|| w.dates().weekday(weekday)));
            let weekdays = untrack(|| w.options().weekdays()).into_iter().map(name).collect();
            breaks::sheet(&known, found.as_ref(), weekdays, &words)
        }
        What::Moved(found) => breaks::moved_sheet(&known, found, &words),
        What::JobType(found) => job_type::sheet(&known, found.as_ref(), &words),
        What::Field(job_type_id, place) => field::sheet(known.fields.of_type(*job_type_id), *place, &words, TOOLS),
        What::Rules => rules::sheet(&known, &words),
        What::Policy => policy::sheet(&known, &words),
        What::Webhook(found) => webhook::sheet(found.as_ref(), &words),
        What::ApiUser(found) => api_user::sheet(&known, found.as_ref(), &words),
        What::Link(of) => link::sheet(&known, *of, &words),
    };
    w.state().said.set(String::new());
    w.state().back.set(None);
    w.state().secret.set(None);
    form(w, what, sheet);
    w.focus("[data-is=setup-title]");
}

/// Closes the form; what was typed is gone. The focus goes to the part's beginning.
pub fn close_form(w: Widget) {
    let state = w.state();
    state.open.set(None);
    state.saving.set(Saving::Nothing);
    w.focus("[data-is=setup-part]");
}

/// Takes an answer. What was wrong with the one before isn't any more.
pub fn answer(w: Widget, place: usize, value: String) {
    w.state().sheet.update(|sheet| {
        if let (Some(held), Some(fault)) = (sheet.values.get_mut(place), sheet.faults.get_mut(place)) {
            *held = value;
            fault.clear();
        }
    });
}
