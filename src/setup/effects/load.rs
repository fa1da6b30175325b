//! The part that is shown, and what is chosen in it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_words::text;

use super::ask::ask;
use crate::attributes::View;
use crate::ground::failure::Failure;
use crate::ground::setup::known::Known;
use crate::ground::setup::sheet::Sheet;
use crate::ground::setup::week::Week;
use crate::ground::setup::{field, policy, rules};
use crate::kit::check::TOOLS;
use crate::setup::state::{Asked, Painted, Part, Saving, Typed, What};
use crate::setup::widget::Widget;

/// Loads all from its beginning: with another link it is another board, and nothing of the former is left.
pub fn begin(w: Widget) {
    let state = w.state();
    state.looks_only.set(false);
    state.technician.set(None);
    state.schedule.set(None);
    state.job_type.set(None);
    state.painted.set(Vec::new());
    state.typed.set(Vec::new());
    clear(w);
    state.asked.set(Asked::Loading);
    load(w);
}

/// Shows another part.
pub fn show_part(w: Widget, part: Part) {
    if w.state().part.get_untracked() != part {
        put_by(w);
        put_form_by(w);
        w.state().part.set(part);
        clear(w);
        w.state().asked.set(Asked::Loading);
        load(w);
    }
}

/// Loads what is shown, if that is seen, and begins anew with it; where somebody has typed or painted what isn't saved, that stays.
pub fn load(w: Widget) {
    if is_seen(w) {
        load_again(w, !has_unsaved(w));
    }
}

/// Whether setting up is what the board shows.
fn is_seen(w: Widget) -> bool {
    w.options().wanted.with_untracked(|wanted| wanted.view == View::Setup)
}

fn has_unsaved(w: Widget) -> bool {
    is_typed(w) || painted(w).is_some()
}

/// Whether a form is open in which something was typed.
pub(super) fn is_typed(w: Widget) -> bool {
    let state = w.state();
    state.open.with_untracked(Option::is_some)
        && state.sheet.with_untracked(|sheet| state.sheet_before.with_untracked(|before| sheet.values != before.values))
}

/// The week that is drawn, and whose it is, if it was painted and isn't saved.
fn painted(w: Widget) -> Option<Painted> {
    let state = w.state();
    let Asked::Loaded(known) = state.asked.get_untracked() else { return None };
    let (chosen, week) = (state.schedule.get_untracked()?, state.week.get_untracked());
    let (_, days) = known.schedules.iter().find(|(schedule, _)| schedule.id == chosen)?;
    let before = Week::of(days);
    let is_painted = state.part.get_untracked() == Part::Week && week != before;
    is_painted.then_some(Painted { schedule_id: chosen, before, week })
}

/// What is painted waits until its schedule is chosen again.
pub(super) fn put_by(w: Widget) {
    if let Some(painted) = painted(w) {
        w.state().painted.update(|all| {
            all.retain(|other| other.schedule_id != painted.schedule_id);
            all.push(painted);
        });
    }
}

/// What is typed waits until its part is shown again.
fn put_form_by(w: Widget) {
    let state = w.state();
    if let Some(what) = state.open.get_untracked().filter(|_| is_typed(w)) {
        let (part, before, sheet) =
            (state.part.get_untracked(), state.sheet_before.get_untracked(), state.sheet.get_untracked());
        state.typed.update(|all| all.push(Typed { part, what, before, sheet }));
    }
}

/// Loads what is shown; what somebody is about to change stays as it is, unless it is to begin anew.
pub(super) fn load_again(w: Widget, begins: bool) {
    load_as(w, if begins { |_| true } else { |_| false });
}

/// Loads what is shown after a form was saved that stays open; what was typed on in it since then stays.
pub(super) fn load_saved(w: Widget) {
    load_as(w, |w| !is_typed(w));
}

/// Loads what is shown, and begins anew with it if it is so when it is here.
fn load_as(w: Widget, begins: fn(Widget) -> bool) {
    let state = w.state();
    state.turn.update(|turn| *turn += 1);
    let (turn, part) = (state.turn.get_untracked(), state.part.get_untracked());
    if w.options().token.get_untracked().is_empty() {
        return state.asked.set(Asked::Failed(Failure::LinkInvalid));
    }
    spawn_local(async move {
        let known = ask(w, part).await;
        // The element may be unmounted meanwhile, or show another part.
        if state.turn.try_get_untracked() != Some(turn) {
            return;
        }
        match known {
            Ok(known) => {
                let (known, begins) = (Arc::new(known), begins(w));
                if begins {
                    begin_part(w, part, &known);
                }
                // A field's form stays open over what was asked for anew, and follows it.
                if !begins || part == Part::JobTypes {
                    take_over(w, &known);
                }
                // All is drawn anew, and somebody may be typing in it.
                let focused = w.focused_name();
                state.asked.set(Asked::Loaded(known));
                if !focused.is_empty() {
                    w.focus_if_lost(&["[data-is=\"", &focused, "\"]"].concat());
                }
            }
            Err(failure) => {
                state.looks_only.update(|looks_only| *looks_only |= matches!(failure, Failure::NotAllowed));
                state.asked.set(Asked::Failed(failure));
            }
        }
    });
}

/// Lists the schedules of a technician alone, or those of all.
pub fn choose_technician(w: Widget, user_id: Option<u64>) {
    let state = w.state();
    put_by(w);
    state.technician.set(user_id);
    let Asked::Loaded(known) = state.asked.get_untracked() else { return };
    let of = known.schedules.iter().find(|(schedule, _)| user_id.is_none_or(|id| schedule.user_ids.contains(&id)));
    choose(w, &known, of.map(|(schedule, _)| schedule.id));
}

/// Draws the week of a schedule. What was painted for another is kept.
pub fn choose_schedule(w: Widget, id: Option<u64>) {
    put_by(w);
    if let Asked::Loaded(known) = w.state().asked.get_untracked() {
        choose(w, &known, id);
    }
}

/// Previews somebody else's four weeks.
pub fn preview_of(w: Widget, user_id: Option<u64>) {
    w.state().previewed.set(user_id);
}

fn begin_part(w: Widget, part: Part, known: &Known) {
    let state = w.state();
    let words = w.options().words.all();
    match part {
        Part::Week => {
            let chosen = state.schedule.get_untracked();
            let is_there = known.schedules.iter().any(|(schedule, _)| Some(schedule.id) == chosen);
            let first = known.schedules.first().map(|(schedule, _)| schedule.id);
            choose(w, known, if is_there { chosen } else { first });
        }
        Part::JobTypes => {
            let chosen = state.job_type.get_untracked();
            let is_there = known.job_types.iter().any(|job_type| Some(job_type.id) == chosen);
            let first = known.job_types.first().map(|job_type| job_type.id);
            state.job_type.set(if is_there { chosen } else { first });
        }
        Part::Rules => form(w, What::Rules, rules::sheet(known, &words)),
        Part::Policy => form(w, What::Policy, policy::sheet(known, &words)),
        Part::TimeOff | Part::Webhooks | Part::ApiUsers | Part::Links => {}
    }
    let of_part = |all: &mut Vec<Typed>| Some(all.remove(all.iter().position(|typed| typed.part == part)?));
    if let Some(Typed { what, before, sheet, .. }) = state.typed.try_update(of_part).flatten() {
        form(w, what, before);
        state.sheet.set(sheet);
        take_over(w, known);
    }
}

/// What others have saved comes into the form that is open for a document that is replaced as a whole; what was typed stays. What
/// is another by now is told.
fn take_over(w: Widget, known: &Known) {
    let state = w.state();
    let words = w.options().words.all();
    let (before, typed) = (state.sheet_before.get_untracked(), state.sheet.get_untracked());
    let (what, present) = match state.open.get_untracked() {
        Some(What::Rules) => (What::Rules, rules::sheet(known, &words)),
        Some(What::Policy) => (What::Policy, policy::sheet(known, &words)),
        Some(What::Field(job_type_id, Some(_))) => {
            // It may stand elsewhere by now; what was taken away is saved as a new one.
            let fields = known.fields.of_type(job_type_id);
            let place = fields.iter().position(|field| field.key == before.value("fields.key"));
            let present = place.map_or_else(|| before.clone(), |_| field::sheet(fields, place, &words, TOOLS));
            (What::Field(job_type_id, place), present)
        }
        _ => return,
    };
    let (merged, others) = present.merged(&before, &typed);
    if !others.is_empty() {
        let told = others.iter().map(|place| present.told(*place, &words));
        state.saving.set(Saving::Failed([w.say(text::SETUP_CHANGED)].into_iter().chain(told).collect()));
        // The form is drawn anew.
        w.focus_if_lost("[data-is=setup-title]");
    }
    state.sheet_before.set(present);
    state.sheet.set(merged);
    state.open.set(Some(what));
}

/// Opens a form.
pub(super) fn form(w: Widget, what: What, sheet: Sheet) {
    let state = w.state();
    // What was said stays as it is drawn: somebody may be pressing what takes it back.
    if state.saving.get_untracked() != Saving::Nothing {
        state.saving.set(Saving::Nothing);
    }
    state.sheet_before.set(sheet.clone());
    state.sheet.set(sheet);
    state.open.set(Some(what));
}

fn choose(w: Widget, known: &Known, id: Option<u64>) {
    let state = w.state();
    let found = known.schedules.iter().find(|(schedule, _)| Some(schedule.id) == id);
    state.schedule.set(id);
    let mut drawn = found.map(|(_, days)| Week::of(days)).unwrap_or_default();
    state.painted.update(|painted| {
        if let Some(place) = painted.iter().position(|one| Some(one.schedule_id) == id) {
            let Painted { before, week, .. } = painted.remove(place);
            drawn = week.onto(&before, &drawn);
        }
    });
    state.redraw(|week| *week = drawn);
    let users = found.map(|(schedule, _)| schedule.user_ids.clone()).unwrap_or_default();
    let wanted = state.technician.get_untracked().or(state.previewed.get_untracked());
    let previewed = wanted.filter(|user_id| users.contains(user_id)).or(users.first().copied());
    state.previewed.set(previewed);
}

fn clear(w: Widget) {
    let state = w.state();
    state.open.set(None);
    state.saving.set(Saving::Nothing);
    state.said.set(String::new());
    state.back.set(None);
    state.secret.set(None);
    state.removing.set(None);
    state.stroke.set(None);
}
