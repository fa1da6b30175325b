//! The way through a booking, as the tab's history has it: one entry a step, so that "back" and "forward" walk the steps, and a
//! reload comes back to where the person was, with what they had typed.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Minute};

use super::availability::fetch_month;
use super::hold::{hold, update_countdown};
use super::link::enter;
use super::release::release_hold;
use super::steps::{go, show};
use crate::booking::derived::Derived;
use crate::booking::state::{LoadState, Step};
use crate::booking::widget::Widget;
use crate::ground::kept::{Kept, digest};
use crate::ground::month::Month;
use crate::kit::tab;

/// After this long without a further key what was typed is written: browsers allow few writes in a row.
const SETTLED_MS: u64 = 300;

/// The step has changed: it gets its entry, or goes back to the one from which the person came to the step before.
pub fn step_taken(w: Widget) {
    let Some(kept) = present(w) else { return };
    let host = w.host();
    let Some(before) = read(w) else {
        tab::keep(&host, &kept.write(), false);
        return;
    };
    if before.step == kept.step {
        tab::keep(&host, &Kept { from: before.from, ..kept }.write(), false);
    } else if before.from == kept.step && !is_end(before.step) && tab::is_made_by(&host) {
        tab::back();
    } else if is_end(kept.step) {
        // What a request has led to takes the place of the step that asked for it: nobody wants to go back to that.
        tab::keep(&host, &Kept { from: before.from, ..kept }.write(), false);
    } else {
        tab::keep(&host, &Kept { from: before.step, ..kept }.write(), true);
    }
}

/// Writes what was typed into the present entry, once that has come to rest.
pub fn remember_soon(w: Widget) {
    w.typed().update(|typed| *typed += 1);
    let (typed, generation) = (w.typed().get_untracked(), w.generation().get_untracked());
    let write = move || {
        if !w.is_stale(generation) && w.typed().get_untracked() == typed {
            remember(w);
        }
    };
    set_timeout(write, Duration::from_millis(SETTLED_MS));
}

fn remember(w: Widget) {
    if let Some((kept, before)) = present(w).zip(read(w)).filter(|(kept, before)| kept.step == before.step) {
        tab::keep(&w.host(), &Kept { from: before.from, ..kept }.write(), false);
    }
}

/// What the tab tells: "back" or "forward" was pressed, the page is being left, or it is shown again as it was left.
pub fn tell(w: Widget, event: &str) {
    match event {
        "popstate" => travel(w),
        "pagehide" => leave(w),
        _ => come_back(w),
    }
}

fn travel(w: Widget) {
    let (Some(kept), Some(now)) = (read(w), present(w)) else { return };
    if (kept.step, kept.start) != (now.step, now.start) {
        walk_to(w, &kept, true);
    }
    remember(w);
}

/// After a reload: where the person was, as long as the visit is what it was. Else the way begins here.
pub fn restore(w: Widget) {
    let is_new = tab::is_new(&w.host());
    if let Some(kept) = read(w).filter(|kept| is_new && kept.scheduled == w.now(Derived::scheduled)) {
        if matches!(kept.step, Some('c' | 'd' | 'D' | 'w')) {
            w.state().notes.set(kept.notes.clone());
            // Of another number of fields they are those of others.
            if w.state().answers.with_untracked(Vec::len) == kept.answers.len() {
                w.state().answers.set(kept.answers.clone());
            }
        }
        if matches!(kept.step, Some('D' | 'w')) {
            w.state().wishes.set(kept.wishes.clone());
            w.state().rather_not.set(kept.rather_not.clone());
        }
        if present(w).is_none_or(|now| now.step != kept.step) {
            walk_to(w, &kept, false);
        }
    }
    // Before the step's own effect runs: nothing was gone on or back to.
    if let Some(now) = present(w) {
        let from = read(w).filter(|before| before.step == now.step).and_then(|before| before.from);
        tab::keep(&w.host(), &Kept { from, ..now }.write(), false);
    }
}

fn leave(w: Widget) {
    remember(w);
    release_hold(w);
}

/// The time that was chosen is held again.
fn come_back(w: Widget) {
    update_countdown(w);
    if let Step::Details { start, .. } = w.state().step.get_untracked()
        && w.state().held.get_untracked().is_none()
        && !w.state().pending.get_untracked()
    {
        hold(w, start);
    }
}

fn walk_to(w: Widget, kept: &Kept, takes_focus: bool) {
    let is_booked = w.now(Derived::scheduled).is_some();
    let has_wishes = w.booking().is_some_and(|booking| !booking.wishes.is_empty());
    let (start, job_id) = (kept.start, kept.job_id);
    let step = match kept.step {
        Some('c') => Step::Choose,
        Some('w') => Step::Wishes,
        Some('d') => return look_again(w, start, false, takes_focus),
        Some('D') => return look_again(w, start, true, takes_focus),
        Some('b') if is_booked => Step::Booked { moved: false },
        Some('q') if !is_booked && has_wishes => Step::Waiting,
        Some('x') if !is_booked => Step::Cancelled { start, job_id },
        // What it was about is no more.
        _ => return enter(w),
    };
    turn_to(w, step, takes_focus);
}

fn turn_to(w: Widget, step: Step, takes_focus: bool) {
    if takes_focus { go(w, step) } else { show(w, step) }
}

/// Shows the details again and holds the time, as soon as it is known who is free then.
fn look_again(w: Widget, start: Minute, from_wishes: bool, takes_focus: bool) {
    let step = Step::Details { start, from_wishes };
    turn_to(w, step.clone(), takes_focus);
    let (generation, month) = (w.generation().get_untracked(), Month::of(Day::of(start)));
    spawn_local(async move {
        let is_known = w.now(|derived| derived.load_state(month)) == Some(LoadState::Loaded);
        let is_known = is_known || fetch_month(w, month).await.is_ok();
        if is_known && !w.is_stale(generation) && w.state().step.get_untracked() == step {
            hold(w, start);
        }
    });
}

/// Whether a step is where a way ends: booked, waiting, cancelled. What comes after it is another way.
fn is_end(step: Option<char>) -> bool {
    matches!(step, Some('b' | 'q' | 'x'))
}

/// What the present entry has of this link.
fn read(w: Widget) -> Option<Kept> {
    let kept = Kept::read(&tab::kept(&w.host())?)?;
    Some(kept).filter(|kept| kept.link == link(w))
}

/// What is to be kept now; `None` at a step that is not come back to.
fn present(w: Widget) -> Option<Kept> {
    let (step, start, job_id) = match w.state().step.get_untracked() {
        Step::LookingUp | Step::Kinds(_) | Step::Stopped(_) | Step::Done { .. } => return None,
        Step::Choose => ('c', 0, 0),
        Step::Details { start, from_wishes: false } => ('d', start, 0),
        Step::Details { start, from_wishes: true } => ('D', start, 0),
        Step::Wishes => ('w', 0, 0),
        Step::Booked { .. } => ('b', 0, 0),
        Step::Waiting => ('q', 0, 0),
        Step::Cancelled { start, job_id } => ('x', start, job_id),
    };
    Some(Kept {
        link: link(w),
        scheduled: w.now(Derived::scheduled),
        step: Some(step),
        from: None,
        start,
        job_id,
        wishes: w.state().wishes.get_untracked(),
        rather_not: w.state().rather_not.get_untracked(),
        answers: w.state().answers.get_untracked(),
        notes: w.state().notes.get_untracked(),
    })
}

fn link(w: Widget) -> u32 {
    digest(&w.options().token.get_untracked())
}
