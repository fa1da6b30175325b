//! Holding the chosen time while the person fills in the rest. All of it may fail: what isn't held can still be booked.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::{HOLDS_PATH, Hold, HoldFor, NewHold};
use slotwright_wire::time::print_datetime;
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::availability::{fetch_month, invalidate_availability};
use super::crew::{crew_for, with_another_crew};
use super::failing::stop;
use super::link::{reload, show_as_it_is};
use super::release::{clear_hold, delete_hold};
use super::taken::{nearest_to, refused, taken};
use crate::booking::derived::{Derived, HOLD};
use crate::booking::state::{Notice, Retry, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::hold::{Held, UNHEARD_SECONDS, hold_path};
use crate::ground::month::Month;
use crate::kit::document::{device_now, instant_ms, later};
use crate::kit::fetch::{json, read};

/// The name of the button that goes on with the time that is pressed.
pub const GO_ON: &str = "go-on";

/// Presses a time: the button that goes on with it comes up beside it, and has the focus.
pub fn press_time(w: Widget, start: Minute) {
    w.state().pressed.set(Some(start));
    w.focus("[data-is=go-on]");
}

/// Chooses a time: shows the details, and holds it meanwhile.
pub fn choose_time(w: Widget, start: Minute, from_wishes: bool) {
    w.state().notice.set(None);
    w.state().pressed.set(None);
    w.dispatch_when(Event::OpeningSelected, start);
    w.state().step.set(Step::Details { start, from_wishes });
    hold(w, start);
    w.focus("[data-is=heading]");
}

/// Holds the time at which a visit would start. Whatever was held before is given up for it, by the server.
pub fn hold(w: Widget, start: Minute) {
    let generation = w.generation().get_untracked();
    clear_hold(w);
    if !w.now(|derived| derived.may(HOLD)) {
        return;
    }
    let hold_generation = w.hold_generation().get_untracked();
    spawn_local(async move {
        let placed = with_another_crew(w, generation, start, place_hold).await;
        if w.is_stale(generation) {
            return;
        }
        let is_wanted = w.hold_generation().get_untracked() == hold_generation;
        // A booking that was sent before this answer came is sent again unchanged, should its own answer get lost: so it goes on
        // without the hold, and what its own link holds is in nobody's way.
        let is_booking = w.state().pending.get_untracked() || w.idempotency().get_untracked().is_pending();
        match placed {
            Ok(_) if is_wanted && is_booking => {}
            Ok(held) if is_wanted => {
                w.state().held.set(Some(held));
                w.dispatch_when(Event::HoldCreated, start);
                run_countdown(w, generation, hold_generation);
            }
            // The person has gone on without it: if to another time, the server has given this one up already.
            Ok(held) if w.state().held.get_untracked().is_none() => delete_hold(w, held.id),
            // A booking that is on its way reports by itself that the time is taken.
            Err(failure) if is_wanted && !w.state().pending.get_untracked() => {
                hold_refused(w, generation, start, failure).await;
            }
            _ => {}
        }
    });
}

/// Says at once what would be refused anyhow once the rest is filled in. What only could not be held can still be booked.
async fn hold_refused(w: Widget, generation: u32, start: Minute, failure: Failure) {
    let sentence = match failure {
        Failure::Unreachable | Failure::Server(_) | Failure::InProgress => return,
        Failure::LinkInvalid | Failure::LinkExpired => return stop(w, failure),
        Failure::AlreadyBooked => {
            return show_as_it_is(w, generation, failure, Retry::Month(Month::of(Day::of(start)))).await;
        }
        Failure::Taken => None,
        // The server's time has gone on, or its rules have changed: what is offered is requested again.
        _ if reload(w, generation).await.is_ok() => {
            invalidate_availability(w);
            Some(failure.sentence(&w.options().words.all(), false))
        }
        _ => return,
    };
    refused(w, generation, start, sentence).await;
}

/// It has become too late for the chosen time while the person fills in the rest: shows that, and similar times.
pub fn too_late(w: Widget, start: Minute) {
    if !w.state().pending.get_untracked() {
        let generation = w.generation().get_untracked();
        spawn_local(refused(w, generation, start, Some(w.say(text::WISH_FAULT_SOON))));
    }
}

/// The person is at work: the time is held for longer before that becomes urgent.
pub fn keep_hold(w: Widget) {
    if w.state().held.get_untracked().is_some_and(|held| held.should_extend(now_ms())) {
        extend_hold(w);
    }
}

/// Holds the time for longer, as far as may be.
pub fn extend_hold(w: Widget) {
    if w.state().held.get_untracked().is_some_and(|held| held.may_extend()) {
        speak_up(w, true);
    }
}

/// Tells the server that somebody is here still: else it lets the time go long before the person is told that it ends. `is_longer`:
/// the person is told so anew.
fn speak_up(w: Widget, is_longer: bool) {
    let Some(before) = w.state().held.get_untracked().filter(|held| !held.is_extending) else { return };
    let (generation, hold_generation) = (w.generation().get_untracked(), w.hold_generation().get_untracked());
    w.state().held.set(Some(Held { is_extending: true, ..before.clone() }));
    spawn_local(async move {
        let seconds = if is_longer { UNHEARD_SECONDS as u32 } else { before.unheard_seconds(now_ms()) };
        let path = hold_path(before.id, "/extend");
        let answer = w.endpoint().text(Method::POST, &path, json(&HoldFor { seconds })).await;
        if w.is_stale(generation) || w.hold_generation().get_untracked() != hold_generation {
            return;
        }
        let before = Held { is_extending: false, ..before };
        let held = match answer.and_then(|answer| held_of(answer, before.start)) {
            Ok(heard) if is_longer => Held { is_announced: before.is_announced, ..heard },
            Ok(heard) => Held { unheard_ms: heard.unheard_ms, ..before },
            // The device was asleep, and the time was let go: it is taken again, or it is told who has it.
            Err(Failure::Taken | Failure::Gone) if !is_longer => return hold(w, before.start),
            // Again in a few seconds.
            Err(_) => {
                Held { unheard_ms: before.unheard_ms.max(now_ms() + UNHEARD_SECONDS * 600.0 + 5_000.0), ..before }
            }
        };
        w.state().held.set(Some(held));
        update_countdown(w);
    });
}

/// Shows for how many minutes the time is still held: when the page is visible again, and when a minute is over.
pub fn update_countdown(w: Widget) {
    let Some(held) = w.state().held.get_untracked() else { return };
    let minutes = held.minutes_left(now_ms());
    if w.state().minutes_held.get_untracked() != Some(minutes) {
        w.state().minutes_held.set(Some(minutes));
    }
    if minutes == 0 {
        end(w, held.start);
    } else if minutes == 1 && !held.is_announced {
        w.state().held.set(Some(Held { is_announced: true, ..held }));
        w.announce(w.say(text::ANNOUNCE_HELD_SOON));
    }
}

/// Updates the countdown whenever its number of minutes changes, as long as the hold is this one.
fn run_countdown(w: Widget, generation: u32, hold_generation: u32) {
    if w.is_stale(generation) || w.hold_generation().get_untracked() != hold_generation {
        return;
    }
    update_countdown(w);
    if w.state().held.get_untracked().is_some_and(|held| held.heard_in_ms(now_ms()) == Some(1)) {
        speak_up(w, false);
    }
    if let Some(held) = w.state().held.get_untracked() {
        let now_ms = now_ms();
        // While a request is on its way it is looked at again after a second.
        let heard_in_ms = held.heard_in_ms(now_ms).map_or(u64::MAX, |ms| ms.max(1_000));
        let wait_ms = held.changes_in_ms(now_ms).min(heard_in_ms);
        later(wait_ms, move || run_countdown(w, generation, hold_generation));
    }
}

/// The time is no longer held: shows that, and what else is free. The person stays where they are, with all that is typed.
fn end(w: Widget, start: Minute) {
    let generation = w.generation().get_untracked();
    w.state().held.set(None);
    if w.state().pending.get_untracked() {
        return;
    }
    w.dispatch_when(Event::HoldExpired, start);
    spawn_local(async move {
        // Without an answer, what was known before still helps.
        let _ = fetch_month(w, Month::of(Day::of(start))).await;
        let is_here = || matches!(w.state().step.get_untracked(), Step::Details { start: at, .. } if at == start);
        if w.is_stale(generation)
            || !is_here()
            || w.state().pending.get_untracked()
            || w.state().held.get_untracked().is_some()
        {
            return;
        }
        if w.now(Derived::search).is_some_and(|search| start < search.earliest) {
            return too_late(w, start);
        }
        if crew_for(w, start).is_none() {
            return taken(w, generation, start).await;
        }
        let nearest = nearest_to(w, start);
        w.state().notice.set(Some(Notice::NotHeld { wanted: start, nearest }));
    });
}

async fn place_hold(w: Widget, start: Minute) -> Result<Held, Failure> {
    let user_ids = crew_for(w, start).ok_or(Failure::Taken)?;
    let seconds = UNHEARD_SECONDS as u32;
    let body = json(&NewHold { scheduled_datetime: print_datetime(start), user_ids, seconds });
    held_of(w.endpoint().text(Method::POST, HOLDS_PATH, body).await?, start)
}

fn held_of(answer: JsValue, start: Minute) -> Result<Held, Failure> {
    let hold: Hold = read(answer)?;
    // The person is told how long times are usually held; that long this page sees to it.
    let span_ms = hold.usual_seconds as f64 * 1000.0;
    let until_ms = now_ms() + span_ms;
    let unheard_ms = now_ms() + hold.remaining_seconds as f64 * 1000.0;
    // The difference of two times of the server's clock, so that the device's clock doesn't matter.
    let more_ms = instant_ms(&hold.deadline) - instant_ms(&hold.expires_at);
    Ok(Held {
        id: hold.id,
        start,
        user_ids: hold.user_ids,
        span_ms,
        until_ms,
        unheard_ms,
        deadline_ms: unheard_ms + more_ms,
        is_extending: false,
        is_announced: false,
    })
}

fn now_ms() -> f64 {
    device_now().0 as f64
}
