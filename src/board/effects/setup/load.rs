//! The part that is shown, and what is chosen in it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ask::ask;
use crate::board::setup_state::{Asked, Part, Saving, What};
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::setup::known::Known;
use crate::ground::setup::sheet::Sheet;
use crate::ground::setup::week::Week;
use crate::ground::setup::{policy, rules};

/// With another link it is another board: nothing of the former is left.
pub fn begin_setup(w: Widget) {
    let setup = w.state().setup;
    setup.looks_only.set(false);
    setup.technician.set(None);
    setup.schedule.set(None);
    setup.job_type.set(None);
    clear(w);
    setup.asked.set(Asked::Loading);
}

/// Shows another part.
pub fn show_part(w: Widget, part: Part) {
    if w.state().setup.part.get_untracked() != part {
        w.state().setup.part.set(part);
        clear(w);
        w.state().setup.asked.set(Asked::Loading);
        load_setup(w);
    }
}

/// Loads what is shown, and begins anew with it; where somebody has typed or painted what isn't saved, that stays.
pub fn load_setup(w: Widget) {
    load(w, !has_unsaved(w));
}

fn has_unsaved(w: Widget) -> bool {
    let setup = w.state().setup;
    let Asked::Loaded(known) = setup.asked.get_untracked() else { return false };
    let is_typed = || {
        setup.sheet.with_untracked(|sheet| setup.sheet_before.with_untracked(|before| sheet.values != before.values))
    };
    let chosen = setup.schedule.get_untracked();
    let drawn = known.schedules.iter().find(|(schedule, _)| Some(schedule.id) == chosen);
    let is_painted = || drawn.is_some_and(|(_, days)| setup.week.with_untracked(|week| *week != Week::of(days)));
    setup.open.get_untracked().is_some() && is_typed() || setup.part.get_untracked() == Part::Week && is_painted()
}

/// Loads what is shown; what somebody is about to change stays as it is, unless it is to begin anew.
pub(super) fn load(w: Widget, begins: bool) {
    let setup = w.state().setup;
    setup.turn.update(|turn| *turn += 1);
    let (turn, part) = (setup.turn.get_untracked(), setup.part.get_untracked());
    if w.options().token.get_untracked().is_empty() {
        return setup.asked.set(Asked::Failed(Failure::LinkInvalid));
    }
    spawn_local(async move {
        let known = ask(w, part).await;
        // The element may be unmounted meanwhile, or show another part.
        if setup.turn.try_get_untracked() != Some(turn) {
            return;
        }
        match known {
            Ok(known) => {
                let known = Arc::new(known);
                if begins {
                    begin(w, part, &known);
                }
                setup.asked.set(Asked::Loaded(known));
            }
            Err(failure) => {
                setup.looks_only.update(|looks_only| *looks_only |= matches!(failure, Failure::NotAllowed));
                setup.asked.set(Asked::Failed(failure));
            }
        }
    });
}

/// Lists the schedules of a technician alone, or those of all.
pub fn choose_technician(w: Widget, user_id: Option<u64>) {
    let setup = w.state().setup;
    setup.technician.set(user_id);
    let Asked::Loaded(known) = setup.asked.get_untracked() else { return };
    let of = known.schedules.iter().find(|(schedule, _)| user_id.is_none_or(|id| schedule.user_ids.contains(&id)));
    choose(w, &known, of.map(|(schedule, _)| schedule.id));
}

/// Draws the week of a schedule. What was painted for another is gone.
pub fn choose_schedule(w: Widget, id: Option<u64>) {
    if let Asked::Loaded(known) = w.state().setup.asked.get_untracked() {
        choose(w, &known, id);
    }
}

/// Previews somebody else's four weeks.
pub fn preview_of(w: Widget, user_id: Option<u64>) {
    w.state().setup.previewed.set(user_id);
}

fn begin(w: Widget, part: Part, known: &Known) {
    let setup = w.state().setup;
    let words = w.options().words.all();
    match part {
        Part::Week => {
            let chosen = setup.schedule.get_untracked();
            let is_there = known.schedules.iter().any(|(schedule, _)| Some(schedule.id) == chosen);
            let first = known.schedules.first().map(|(schedule, _)| schedule.id);
            choose(w, known, if is_there { chosen } else { first });
        }
        Part::JobTypes => {
            let chosen = setup.job_type.get_untracked();
            let is_there = known.job_types.iter().any(|job_type| Some(job_type.id) == chosen);
            let first = known.job_types.first().map(|job_type| job_type.id);
            setup.job_type.set(if is_there { chosen } else { first });
        }
        Part::Rules => form(w, What::Rules, rules::sheet(known, &words)),
        Part::Policy => form(w, What::Policy, policy::sheet(known, &words)),
        Part::TimeOff | Part::Webhooks | Part::ApiUsers => {}
    }
}

/// Opens a form.
pub(super) fn form(w: Widget, what: What, sheet: Sheet) {
    let setup = w.state().setup;
    setup.saving.set(Saving::Nothing);
    setup.sheet_before.set(sheet.clone());
    setup.sheet.set(sheet);
    setup.open.set(Some(what));
}

fn choose(w: Widget, known: &Known, id: Option<u64>) {
    let setup = w.state().setup;
    let found = known.schedules.iter().find(|(schedule, _)| Some(schedule.id) == id);
    setup.schedule.set(id);
    let week_of = found.map(|(_, days)| Week::of(days)).unwrap_or_default();
    setup.redraw(|week| *week = week_of);
    let users = found.map(|(schedule, _)| schedule.user_ids.clone()).unwrap_or_default();
    let wanted = setup.technician.get_untracked().or(setup.previewed.get_untracked());
    let previewed = wanted.filter(|user_id| users.contains(user_id)).or(users.first().copied());
    setup.previewed.set(previewed);
}

fn clear(w: Widget) {
    let setup = w.state().setup;
    setup.open.set(None);
    setup.saving.set(Saving::Nothing);
    setup.said.set(String::new());
    setup.back.set(None);
    setup.secret.set(None);
    setup.removing.set(None);
    setup.stroke.set(None);
}
