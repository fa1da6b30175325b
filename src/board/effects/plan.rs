//! Giving jobs their time, taking it back, and moving them: what is done at once is done together or not at all. And what was done last
//! with any job is undone, and done again.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{BoardJob, MOVES_PATH};
use slotwright_words::{fill, text};

use super::again::{Tell, change_again};
use super::change::{go_on, is_busy};
use super::freed::note_freed;
use super::look::one;
use super::question::{ask, open};
use super::shown::load_again;
use super::suggestions::suggest;
use super::timeline::draw_under_way;
use super::typed::is_open;
use crate::board::state::{Planning, Suggested};
use crate::board::widget::Widget;
use crate::events::Event;
use crate::ground::deeds::{Deed, Deeds, Entry, Moved, Placing, Way, written};
use crate::ground::failure::Failure;
use crate::ground::freed::Gaps;
use crate::ground::job::job_path;
use crate::ground::moved::move_in;
use crate::ground::moving::Carried;
use crate::ground::timeline::Place;
use crate::ground::why_not::Fields;
use crate::kit::document::device_now;
use crate::kit::fetch::json;

/// Plans the open job for this time and this crew. It can be undone.
pub fn plan(w: Widget, start: Minute, crew: Vec<u64>) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let minutes = job.job.length_in_minutes as Minute;
    move_one(w, job, Some(Placing { start, minutes, crew }));
}

/// Takes the open job's time away: it waits for one again. It can be undone.
pub fn queue(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    move_one(w, job, None);
}

/// Moves a job.
pub fn move_one(w: Widget, job: Arc<BoardJob>, to: Option<Placing>) {
    let from = Placing::of(&job);
    make(w, Way::Do, vec![Moved { job, from, to }], None);
}

/// Takes the suggestion with this digit, if there is one.
pub fn take(w: Widget, digit: usize) -> bool {
    let Suggested::Loaded(all) = w.state().suggested.get_untracked() else { return false };
    let Some(chosen) = digit.checked_sub(1).and_then(|place| all.get(place)) else { return false };
    plan(w, chosen.start, chosen.crew.clone());
    true
}

/// Takes the last deed back.
pub fn undo(w: Widget) {
    again(w, Way::Undo);
}

/// Does again what was undone last.
pub fn redo(w: Widget) {
    again(w, Way::Redo);
}

fn again(w: Widget, way: Way) {
    // Who may only look is offered no button, but has the keys.
    if untrack(|| w.state().work.only_looks()) {
        return;
    }
    let (deeds, due) = (w.state().hand.deeds, w.state().work.due);
    let is_moving = matches!(w.state().planning.get_untracked(), Planning::Sent);
    // What is under way comes first: then there may be something else to undo.
    if is_moving || is_busy(w) {
        if is_moving {
            deeds.update(|deeds| _ = deeds.put_off(way, Deed::new()));
        } else {
            // It is meant for that alone: where it can't be taken back, nothing is.
            let turns = deeds.with_untracked(Deeds::turns);
            let then = move || match deeds.with_untracked(Deeds::turns) == turns {
                true => go_on(w),
                false => again(w, way),
            };
            due.update_value(|due| due.push(Box::new(then)));
        }
        return w.announce(w.say(if way == Way::Undo { text::UNDO_DUE } else { text::REDO_DUE }));
    }
    match deeds.try_update(|deeds| deeds.take(way)).flatten() {
        Some(entry) => run(w, way, entry, None, failed),
        None => go_on(w),
    }
}

/// Does what was refused all the same, for the reason that is typed.
pub fn override_refusal(w: Widget) {
    let reason = w.state().hand.reason.get_untracked();
    if let Some(deed) = w.state().hand.refused.get_untracked()
        && !reason.trim().is_empty()
    {
        make(w, Way::Do, deed, Some(reason.trim().to_owned()));
    }
}

/// Makes all the moves of a deed.
pub fn make(w: Widget, way: Way, deed: Deed, override_reason: Option<String>) {
    make_or(w, way, deed, override_reason, failed);
}

/// Makes all the moves of a deed, or does this with why not.
pub fn make_or(w: Widget, way: Way, deed: Deed, override_reason: Option<String>, failed: Failed) {
    // Who may only look is offered no button, but has the keys.
    if untrack(|| w.state().work.only_looks()) || deed.is_empty() {
        return;
    }
    let hand = w.state().hand;
    // One after the other: what follows may be of the same job.
    if matches!(w.state().planning.get_untracked(), Planning::Sent) {
        if override_reason.is_none() {
            let mut has_room = false;
            hand.deeds.update(|deeds| has_room = deeds.put_off(way, deed));
            if has_room {
                let said = w.say(text::MOVE_DUE);
                w.announce(said.clone());
                w.state().said.set(said);
                draw_under_way(w);
            }
        }
        return;
    }
    run(w, way, Entry::Moves(deed), override_reason, failed);
}

type Failed = fn(Widget, Way, Deed, Failure);

/// Does it, and then what was put off meanwhile.
fn run(w: Widget, way: Way, entry: Entry, override_reason: Option<String>, failed: Failed) {
    let deeds = w.state().hand.deeds;
    w.state().planning.set(Planning::Sent);
    spawn_local(async move {
        let mut next = Some((way, entry, override_reason, failed));
        let mut refused: Option<Tell> = None;
        while let Some((way, entry, override_reason, failed)) = next {
            let tell = match entry {
                Entry::Moves(deed) => move_all(w, way, deed, override_reason, failed).await,
                Entry::Change(change) => change_again(w, way, *change).await,
            };
            if !w.is_mounted() {
                return;
            }
            if let Some(tell) = tell {
                deeds.update(Deeds::put_off_no_more);
                if let Some(before) = refused.replace(tell) {
                    before();
                }
            }
            next = deeds.try_update(Deeds::due).flatten().map(|(way, entry)| (way, entry, None, self::failed as _));
            w.state().planning.set(if next.is_some() { Planning::Sent } else { Planning::Nothing });
            // What was refused is told last, so that it is seen.
            if let Some(tell) = refused.take_if(|_| next.is_none()) {
                tell();
            }
            if next.is_none() && !is_busy(w) {
                go_on(w);
            }
        }
    });
}

/// Moves jobs; or how it is told why not.
async fn move_all(w: Widget, way: Way, deed: Deed, override_reason: Option<String>, failed: Failed) -> Option<Tell> {
    w.state().hand.deeds.update_untracked(|deeds| deeds.begin(&deed));
    draw_under_way(w);
    let asked = untrack(|| w.options().asked());
    let answer = send(w, &deed, override_reason).await;
    if !w.is_mounted() {
        return None;
    }
    if untrack(|| w.options().asked()) != asked {
        // By now it is another board.
        load_again(w);
        return None;
    }
    let Err(failure) = answer else {
        done(w, way, deed).await;
        return None;
    };
    let hand = w.state().hand;
    hand.deeds.update_untracked(Deeds::not_done);
    draw_under_way(w);
    // It may have been taken up where it is not.
    leave_alone(w, &deed);
    // What was done to what others have changed is over.
    if !matches!(failure, Failure::Changed | Failure::Gone) {
        w.state().hand.deeds.update(|deeds| deeds.give_back(way, Entry::Moves(deed.clone())));
    }
    Some(Box::new(move || failed(w, way, deed, failure)))
}

/// What is in hand of these jobs is in it no longer.
fn leave_alone(w: Widget, deed: &Deed) {
    let hand = w.state().hand;
    let is_of_deed = |carried: &Option<Carried>| {
        let mut jobs = carried.iter().flat_map(|carried| &carried.jobs);
        jobs.any(|job| deed.iter().any(|moved| moved.job.job.id == job.job.id))
    };
    if hand.carried.with_untracked(is_of_deed) {
        hand.carried.set(None);
        hand.pressed.set(None);
    }
}

async fn send(w: Widget, deed: &Deed, override_reason: Option<String>) -> Result<(), Failure> {
    let body = json(&written(deed, override_reason));
    // What is heard of them is no news here.
    let paths: Vec<String> = deed.iter().map(|moved| job_path(Some(moved.job.job.id), "")).collect();
    w.state().own.update_untracked(|own| paths.iter().for_each(|path| own.begin(path)));
    let answer = w.write(Method::POST, MOVES_PATH, body).await;
    if w.is_mounted() {
        w.state().own.update_untracked(|own| paths.iter().for_each(|path| own.end(path, device_now().0)));
    }
    answer.map(drop)
}

/// Says what was done, and shows the jobs as they are now.
async fn done(w: Widget, way: Way, deed: Deed) {
    let said = said(w, way, &deed);
    w.announce(said.clone());
    let hand = w.state().hand;
    hand.refused.set(None);
    hand.reason.set(String::new());
    hand.chosen.set(Vec::new());
    let ids: Vec<u64> = deed.iter().map(|moved| moved.job.job.id).collect();
    if let (true, [Moved { job, to: Some(to), .. }, ..]) = (w.state().is_led.get_value(), &deed[..])
        && let Some(user_id) = to.crew.first()
    {
        // Other days may have been drawn meanwhile, without it.
        w.state().focused.set(Some(Place { user_id: *user_id, job_id: job.job.id }));
    }
    let of_form = w.state().job.get_untracked().and_then(|job| {
        let moved = deed.iter().find(|moved| moved.job.job.id == job.job.id)?;
        Some(hand.wanted.get_untracked()?.after(moved))
    });
    if let Some(left) = of_form {
        hand.wanted.set(left);
    }
    // So are those that wait with their jobs.
    w.state().work.aside.update(|all| {
        for aside in all {
            if let Some(moved) = deed.iter().find(|moved| moved.job.job.id == aside.job.job.id) {
                aside.wanted = aside.wanted.take().and_then(|wanted| wanted.after(moved));
            }
        }
    });
    note_freed(w, &Gaps::of_deed(&deed));
    hand.deeds.update(|deeds| deeds.keep(way, Entry::Moves(deed)));
    w.state().work.done.set(None);
    ids.iter().for_each(|id| w.dispatch(&Event::JobChanged { job_id: *id }));
    let open_one = w.state().job.get_untracked().filter(|job| ids.contains(&job.job.id));
    let now = match open_one {
        Some(job) => one(w, job.job.id).await.map(|(job, _)| job),
        None => Ok(None),
    };
    if !w.is_mounted() {
        return;
    }
    w.state().said.set(said);
    // What is loaded from now on knows it, and days that are known from before are shown with it until they are.
    let moved = hand.deeds.try_update_untracked(Deeds::end).unwrap_or_default();
    w.state().near.update_value(|near| near.each(|known| move_in(known, &moved)));
    // Or before it went to the queue.
    leave_alone(w, &moved.into_iter().filter(|moved| moved.to.is_none()).collect());
    load_again(w);
    // Another one may be open by now.
    if let Ok(Some(now)) = now
        && is_open(w, now.job.id)
    {
        open(w, Arc::new(now));
    }
}

fn said(w: Widget, way: Way, deed: &Deed) -> String {
    match (way, &deed[..]) {
        (Way::Undo, _) => w.say(text::UNDONE_PLANNED),
        (Way::Redo, _) => w.say(text::REDONE_PLANNED),
        (Way::Do, [Moved { to: None, .. }]) => w.say(text::QUEUED_AGAIN),
        (Way::Do, [Moved { to: Some(to), .. }]) => untrack(|| {
            let who = w.derived().names_of(&to.crew);
            fill(&w.say(text::PLANNED), &[("when", &w.derived().moment(to.start)), ("who", &who)])
        }),
        (Way::Do, many) => w.options().words.count(text::PLANNED_MANY, many.len()),
    }
}

/// Says why not, and shows what is there by now.
pub fn failed(w: Widget, way: Way, deed: Deed, failure: Failure) {
    let hand = w.state().hand;
    w.state().is_led.set_value(false);
    let (is_taken, is_another) =
        (matches!(failure, Failure::Taken), matches!(failure, Failure::Changed | Failure::Gone));
    w.announce(match is_taken {
        true => w.say(text::BOARD_TAKEN),
        false => failure.sentence(&w.options().words.all(), false),
    });
    w.state().planning.set(Planning::Failed(failure));
    if is_taken || is_another {
        load_again(w);
    }
    if is_taken {
        hand.refused.set((way == Way::Do).then(|| deed.clone()));
        if let [Moved { job, to: Some(to), .. }] = &deed[..] {
            explain(w, job.clone(), to.start);
        }
    }
}

/// Somebody is in the way: says who it was and what, and looks for other times.
fn explain(w: Widget, job: Arc<BoardJob>, start: Minute) {
    if !is_open(w, job.job.id) {
        let planning = w.state().planning.get_untracked();
        open(w, job.clone());
        w.state().planning.set(planning);
    }
    w.state().fields.set(Fields::of(start));
    ask(w);
    let generation = w.generation().get_untracked();
    spawn_local(async move { suggest(w, job, generation).await });
}
