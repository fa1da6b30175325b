//! Holding the chosen time while the person fills in the rest. All of it may fail: what isn't held can still be booked.

use std::time::Duration;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::{HOLDS_PATH, Hold, NewHold};
use slotwright_wire::time::print_datetime;
use wasm_bindgen::JsValue;

use super::availability::fetch_month;
use super::crew::{crew_for, with_another_crew};
use super::release::{forget_hold, release};
use super::taken::{near, taken};
use crate::booking::state::{Notice, Step};
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::ground::hold::{Held, hold_path};
use crate::ground::month::Month;
use crate::ground::text;
use crate::kit::document::{device_now, instant_ms};
use crate::kit::fetch::{json, read};

/// Chooses a time: shows the details, and holds it meanwhile.
pub fn choose_time(w: Widget, start: Minute, from_wishes: bool) {
    w.state().notice.set(None);
    w.tell_when(Event::OpeningSelected, start);
    w.state().step.set(Step::Details { start, from_wishes });
    hold(w, start);
    w.focus("[data-is=heading]");
}

/// Holds the time at which a visit would start. Whatever was held before is given up for it, by the server.
fn hold(w: Widget, start: Minute) {
    let turn = w.turn().peek();
    forget_hold(w);
    let number = w.holds().peek();
    spawn_local(async move {
        let placed = with_another_crew(w, turn, start, place).await;
        if w.is_over(turn) {
            return;
        }
        let is_wanted = w.holds().peek() == number;
        // Who booked before this answer came asks again for the same, should that answer get lost: it stays as it was sent, and
        // what its own link holds is in nobody's way.
        let is_booking = w.state().pending.peek() || w.once().peek().is_owed();
        match placed {
            Ok(_) if is_wanted && is_booking => {}
            Ok(held) if is_wanted => {
                w.state().held.set(Some(held));
                watch(w, turn, number);
            }
            // Gone on without it: if to another time, the server has given this one up already.
            Ok(held) if w.state().held.peek().is_none() => release(w, held.id).await,
            // A booking that is on its way is told by itself.
            Err(Failure::Taken) if is_wanted && !w.state().pending.peek() => taken(w, turn, start).await,
            _ => {}
        }
    });
}

/// The person is at work: the time is held for longer before that becomes urgent.
pub fn keep_hold(w: Widget) {
    if w.state().held.peek().is_some_and(|held| held.should_last(now_ms())) {
        extend_hold(w);
    }
}

/// Holds the time for longer, as far as may be.
pub fn extend_hold(w: Widget) {
    let Some(held) = w.state().held.peek().filter(Held::may_last) else { return };
    let (turn, number) = (w.turn().peek(), w.holds().peek());
    let is_told = held.is_told;
    w.state().held.set(Some(Held { is_asking: true, ..held.clone() }));
    spawn_local(async move {
        let answer = w.endpoint().text(Method::POST, &hold_path(held.id, "/extend"), JsValue::UNDEFINED).await;
        if w.is_over(turn) || w.holds().peek() != number {
            return;
        }
        let extended = answer.and_then(|answer| held_of(answer, held.start));
        let held = extended.map_or(Held { is_asking: false, ..held }, |extended| Held { is_told, ..extended });
        w.state().held.set(Some(held));
        look(w);
    });
}

/// The page is looked at again, or a minute is over: tells how long the time is still held.
pub fn look(w: Widget) {
    let Some(held) = w.state().held.peek() else { return };
    let minutes = held.minutes_left(now_ms());
    if w.state().minutes_held.peek() != Some(minutes) {
        w.state().minutes_held.set(Some(minutes));
    }
    if minutes == 0 {
        end(w, held.start);
    } else if minutes == 1 && !held.is_told {
        w.state().held.set(Some(Held { is_told: true, ..held }));
        w.say(text::SAY_HELD_SOON.to_owned());
    }
}

/// Looks whenever there is something new to tell, as long as the hold is this one.
fn watch(w: Widget, turn: u32, number: u32) {
    if w.is_over(turn) || w.holds().peek() != number {
        return;
    }
    look(w);
    if let Some(held) = w.state().held.peek() {
        set_timeout(move || watch(w, turn, number), Duration::from_millis(held.changes_in_ms(now_ms())));
    }
}

/// The time is no longer held: says so, and what else there is. The person stays where they are, with all that is typed.
fn end(w: Widget, start: Minute) {
    let turn = w.turn().peek();
    w.state().held.set(None);
    if w.state().pending.peek() {
        return;
    }
    spawn_local(async move {
        // Without an answer, what was known still helps.
        let _ = fetch_month(w, Month::of(Day::of(start))).await;
        let is_here = || matches!(w.state().step.peek(), Step::Details { start: at, .. } if at == start);
        if w.is_over(turn) || !is_here() || w.state().pending.peek() || w.state().held.peek().is_some() {
            return;
        }
        if crew_for(w, start).is_none() {
            return taken(w, turn, start).await;
        }
        let nearest = near(w, start);
        w.state().notice.set(Some(Notice::NotHeld { wanted: start, nearest }));
    });
}

async fn place(w: Widget, start: Minute) -> Result<Held, Failure> {
    let user_ids = crew_for(w, start).ok_or(Failure::Taken)?;
    let body = json(&NewHold { scheduled_datetime: print_datetime(start), user_ids });
    held_of(w.endpoint().text(Method::POST, HOLDS_PATH, body).await?, start)
}

fn held_of(answer: JsValue, start: Minute) -> Result<Held, Failure> {
    let hold: Hold = read(answer)?;
    let span_ms = hold.remaining_seconds as f64 * 1000.0;
    let until_ms = now_ms() + span_ms;
    // Both by the server's clock, so that ours doesn't matter.
    let more_ms = instant_ms(&hold.deadline) - instant_ms(&hold.expires_at);
    Ok(Held {
        id: hold.id,
        start,
        user_ids: hold.user_ids,
        span_ms,
        until_ms,
        deadline_ms: until_ms + more_ms,
        is_asking: false,
        is_told: false,
    })
}

fn now_ms() -> f64 {
    device_now().0 as f64
}
