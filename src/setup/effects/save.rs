//! What is saved, and taken back.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use slotwright_wire::slotwright::Collision;
use slotwright_words::{Text, fill, text};
use wasm_bindgen::JsValue;

use super::ask::days_of;
use super::load::{is_typed, load_again, load_saved, put_by};
use crate::ground::failure::Failure;
use crate::ground::setup::deed::{Deed, Save};
use crate::ground::setup::sheet::Sheet;
use crate::ground::setup::week::Week;
use crate::ground::setup::{api_user, breaks, field, job_type, link, policy, rules, schedule, time_off, webhook};
use crate::ground::verb::Verb;
use crate::kit::check::TOOLS;
use crate::kit::fetch::{Tag, method, read};
use crate::setup::state::{Asked, Back, Part, Saving, What};
use crate::setup::widget::Widget;

/// What is read of an answer, whatever was done.
#[derive(Default, Deserialize)]
struct Answer {
    data: Option<Made>,
    /// Of a webhook or a link, whose answers have no envelope.
    id: Option<u64>,
    secret: Option<String>,
    /// Of an API user.
    password: Option<String>,
    /// Of a link, whose address has it.
    handle: Option<String>,
    url: Option<String>,
    #[serde(default)]
    collisions: Vec<Collision>,
}

#[derive(Deserialize)]
struct Made {
    id: Option<u64>,
}

/// What became of a row of requests.
#[derive(Default)]
struct Done {
    /// The tag of what is replaced: as it was read, and then as it was left.
    tag: Tag,
    /// The number of what the first has made.
    created: u64,
    /// The secret that one has answered.
    secret: Option<String>,
    /// How many visits stand where somebody is not to work any more.
    collisions: usize,
}

/// Saves the week that is drawn.
pub fn save_week(w: Widget) {
    let state = w.state();
    let (Asked::Loaded(known), Some(id)) = (state.asked.get_untracked(), state.schedule.get_untracked()) else {
        return;
    };
    let Some((_, days)) = known.schedules.iter().find(|(schedule, _)| schedule.id == id) else { return };
    let week = state.week.get_untracked();
    if let Some((weekday, n, _)) = week.faults(&Week::of(days)).first() {
        let place = [("weekday", &*weekday.to_string()), ("n", &n.to_string())];
        return w.focus(&fill("[data-is=from-{weekday}-{n}]", &place));
    }
    run(w, week.deeds(id, days), "", text::SETUP_SAVED, Then::Offer(Back::Week(id, days.clone())));
}

/// Saves what stands in the form.
pub fn save_form(w: Widget) {
    let state = w.state();
    let (Asked::Loaded(known), Some(what)) = (state.asked.get_untracked(), state.open.get_untracked()) else { return };
    let words = w.options().words.all();
    let mut is_good = false;
    state.sheet.update(|sheet| is_good = sheet.judge(&words, TOOLS));
    if !is_good {
        return focus_fault(w);
    }
    let sheet = state.sheet.get_untracked();
    let save = match &what {
        What::Schedule(found) => schedule::save(found.as_ref(), &sheet),
        What::TimeOff(found) => match time_off::save(found.as_ref(), &sheet) {
            Some(save) => save,
            None => {
                let last = sheet.questions.iter().position(|question| question.member == "end_time").unwrap_or(0);
                state.sheet.update(|sheet| sheet.faults[last] = words.say(text::SETUP_ORDER).to_owned());
                return focus_fault(w);
            }
        },
        What::Break(found) => breaks::save(found.as_ref(), &sheet),
        What::Moved(found) => breaks::save_moved(found, &sheet),
        What::JobType(found) => job_type::save(&known, found.as_ref(), &sheet),
        What::Field(job_type_id, place) => field::save(&known.fields, *job_type_id, *place, &sheet, TOOLS),
        What::Rules => rules::save(&known, &sheet),
        What::Policy => policy::save(&known, &sheet),
        What::Webhook(found) => webhook::save(found.as_ref(), &sheet),
        What::ApiUser(found) => api_user::save(found.as_ref(), &sheet),
        What::Link(of) => link::save(*of, &sheet),
    };
    keep(w, save, text::SETUP_SAVED);
}

/// Sends what was decided by a button alone, and says what was done.
pub fn keep(w: Widget, save: Save, said: &'static Text) {
    let tag = match w.state().asked.get_untracked() {
        Asked::Loaded(known) => known.tag.clone(),
        _ => String::new(),
    };
    let then = if save.undo.is_empty() { Then::Nothing } else { Then::Offer(Back::Deeds(save.undo, String::new())) };
    run(w, save.deeds, &tag, said, then);
}

/// Asks whether something is to be taken away for good, or takes the question back.
pub fn remove(w: Widget, name: Option<String>) {
    let focus = name.as_deref().unwrap_or("setup-part").to_owned();
    w.state().removing.set(name);
    w.focus(&["[data-is=\"", &focus, "\"]"].concat());
}

/// Takes the last save back.
pub fn take_back(w: Widget) {
    let Some(back) = w.state().back.get_untracked() else { return };
    match back {
        Back::Deeds(deeds, tag) => run(w, deeds, &tag, text::UNDONE_PLANNED, Then::Nothing),
        Back::Week(id, before) => spawn_local(async move {
            // The days have other numbers by now.
            let days = days_of(w, id).await;
            if !w.is_mounted() {
                return;
            }
            match days {
                Ok(days) => run(w, Week::of(&before).deeds(id, &days), "", text::UNDONE_PLANNED, Then::Nothing),
                Err(failure) => refused(w, failure),
            }
        }),
    }
}

/// What follows a save.
enum Then {
    /// Nothing takes it back.
    Nothing,
    /// This does.
    Offer(Back),
}

/// Sends a row of requests; what is replaced as a whole is what has this tag.
fn run(w: Widget, deeds: Vec<Deed>, tag: &str, said: &'static Text, then: Then) {
    let state = w.state();
    // One after the other: what is sent twice would be there twice.
    if state.saving.get_untracked() == Saving::Sent {
        return;
    }
    state.saving.set(Saving::Sent);
    state.secret.set(None);
    let (sent, part) = (state.sheet.get_untracked(), state.part.get_untracked());
    let mut done = Done { tag: Tag::new(tag.to_owned().into()), ..Done::default() };
    spawn_local(async move {
        for (n, deed) in deeds.iter().enumerate() {
            let answer = send(w, deed, &mut done).await;
            if !w.is_mounted() {
                return;
            }
            if let Err(failure) = answer {
                refused(w, failure);
                // Some of it is done: what is shown as it was must be what is.
                if 0 < n {
                    load_again(w, false);
                }
                return;
            }
        }
        finished(w, done, (part, sent), said, then);
    });
}

async fn send(w: Widget, deed: &Deed, done: &mut Done) -> Result<(), Failure> {
    let body = deed.body.as_ref().map_or(JsValue::UNDEFINED, |body| body.print(done.created, TOOLS.print).into());
    let tag = matches!(deed.verb, Verb::Put).then(|| done.tag.clone());
    let answer = w.settle(method(deed.verb), &deed.path_with(done.created), body, tag).await?;
    let Answer { data, id, secret, password, handle, url, collisions } = read(answer).unwrap_or_default();
    if done.created == 0 && matches!(deed.verb, Verb::Post) {
        done.created = id.or(data.and_then(|made| made.id)).unwrap_or_default();
    }
    done.secret = secret.or(password).or(url.filter(|_| handle.is_some())).or(done.secret.take());
    done.collisions = done.collisions.max(collisions.len());
    Ok(())
}

fn finished(w: Widget, done: Done, (part, sent): (Part, Sheet), said: &'static Text, then: Then) {
    let state = w.state();
    // What another part has by now is no form of this one.
    let is_here = state.part.get_untracked() == part;
    // The rules and the policy stay open.
    let stays = is_here && matches!(part, Part::Rules | Part::Policy);
    let is_form = stays && matches!(then, Then::Offer(_));
    let mut said = w.say(said);
    if 0 < done.collisions {
        let count = w.options().words.count(text::SETUP_COLLIDED, done.collisions);
        said = [said, count].join(" ");
    }
    // What is painted stays beside whatever else was saved or taken back.
    let week_of = |back: &Back| if let Back::Week(id, _) = back { Some(*id) } else { None };
    let saved = match &then {
        Then::Offer(back) => week_of(back),
        Then::Nothing => state.back.with_untracked(|back| back.as_ref().and_then(week_of)),
    };
    state.painted.update(|all| all.retain(|one| Some(one.schedule_id) != saved));
    if saved.is_none() || saved != state.schedule.get_untracked() {
        put_by(w);
    }
    state.saving.set(Saving::Nothing);
    state.removing.set(None);
    state.looks_only.set(false);
    state.secret.set(done.secret);
    state.back.set(match then {
        Then::Nothing => None,
        Then::Offer(Back::Deeds(deeds, _)) => {
            let deeds: Vec<Deed> = deeds.into_iter().map(|deed| made(deed, done.created)).collect();
            let tag = done.tag.take();
            // What is saved next replaces this, also before it has been read again.
            state.asked.update_untracked(|asked| match asked {
                Asked::Loaded(known) if stays && !tag.is_empty() => Arc::make_mut(known).tag.clone_from(&tag),
                _ => {}
            });
            // An answer that is told once more has no tag, and without it what others have saved since would be replaced.
            let is_sure = !tag.is_empty() || deeds.iter().all(|deed| deed.verb != Verb::Put);
            is_sure.then_some(Back::Deeds(deeds, tag))
        }
        Then::Offer(back) => Some(back),
    });
    state.said.set(said.clone());
    if is_here && !stays {
        state.open.set(None);
    }
    if is_form {
        state.sheet_before.set(sent);
        load_saved(w);
    } else {
        load_again(w, is_here);
    }
    w.announce(said);
    if is_here {
        w.focus("[data-is=setup-said]");
    }
}

/// With the number of what was made, which what takes it back begins with.
fn made(deed: Deed, created: u64) -> Deed {
    if created == 0 { deed } else { Deed { path: deed.path_with(created), ..deed } }
}

fn refused(w: Widget, failure: Failure) {
    let state = w.state();
    let sentences = match failure {
        Failure::WrongFields(faults) => {
            let mut left = faults.iter().map(|(_, sentence)| sentence.clone()).collect();
            if state.open.get_untracked().is_some() {
                state.sheet.update(|sheet| left = sheet.place(&faults));
            }
            if left.is_empty() {
                state.saving.set(Saving::Nothing);
                return focus_fault(w);
            }
            left
        }
        Failure::NotAllowed => {
            state.looks_only.set(true);
            vec![w.say(text::SETUP_LOOK_ONLY)]
        }
        // What is said of visits and to customers would be no answer here.
        Failure::Gone => vec![w.say(text::SETUP_GONE)],
        // What is there now comes into the form, beside what was typed.
        Failure::Changed => {
            state.back.set(None);
            load_again(w, false);
            vec![w.say(if is_typed(w) { text::SETUP_CHANGED } else { text::SETUP_CHANGED_BY_OTHERS })]
        }
        Failure::LinkInvalid | Failure::LinkExpired => vec![w.say(text::BOARD_LINK)],
        other => vec![other.sentence(&w.options().words.all(), false)],
    };
    state.saving.set(Saving::Failed(sentences));
}

fn focus_fault(w: Widget) {
    if let Some(place) = w.state().sheet.with_untracked(|sheet| sheet.first_fault()) {
        w.focus(&["[data-is=setup-field-", &place.to_string(), "]"].concat());
    }
}
