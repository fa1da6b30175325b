//! What the pointer and the keys do with jobs on the schedule and beside it.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::BoardJob;
use slotwright_words::text;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, ShadowRoot};

use crate::board::effects::{
    Over, carry_by_key, choose, drag, hover, open, pick_up, pick_up_waiting, press, put_back, release,
};
use crate::board::hand::Pressed;
use crate::board::state::Planned;
use crate::board::widget::Widget;
use crate::ground::keys::{self, Does, does};
use crate::ground::timeline::{Hours, Place};
use crate::kit::el::El;
use crate::kit::keys::with_pressed;

/// So near its edge, in pixels, a drag scrolls the timeline.
const EDGE: f64 = 32.0;
/// And so far each time.
const SCROLLED: i32 = 16;

/// Lets jobs in it be carried.
pub fn carrying(w: Widget, planned: El) -> El {
    planned
        .on(ev::keydown, move |event| on_key(w, &event))
        .on(ev::keyup, |event| {
            // Firefox presses a button when Space is let go.
            if event.key() == " " && at(event.target(), ".visit, .tray .tray-job").is_some() {
                event.prevent_default();
            }
        })
        .on(ev::capture(ev::click), move |event| on_click(w, &event))
        .on(ev::pointerdown, move |event| on_down(w, &event))
        .on(ev::pointermove, move |event| on_move(w, &event))
        .on(ev::pointerup, move |event| {
            let over = at(under(&event), ".timeline").is_some();
            release(w, over);
        })
        .on(ev::pointercancel, move |_| _ = release(w, false))
        .on(ev::pointerleave, move |_| hover(w, None))
}

fn on_key(w: Widget, event: &KeyboardEvent) {
    let is_held = event.ctrl_key() || event.meta_key() || event.alt_key();
    let is_carrying = !is_held && w.state().hand.carried.with_untracked(Option::is_some);
    let is_done = match with_pressed(event, |pressed| does(keys::Place::Schedule, pressed)) {
        _ if is_carrying => carry_by_key(w, &event.key(), event.shift_key()),
        Some(does @ (Does::TakeUp | Does::Choose)) => match at(event.target(), ".visit, .tray .tray-job") {
            Some(pressed) if does == Does::TakeUp => take_up(w, &pressed),
            Some(pressed) => place_of(&pressed).map(|place| choose(w, place)).is_some(),
            None => false,
        },
        _ => false,
    };
    if is_done {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn take_up(w: Widget, pressed: &Element) -> bool {
    if let Some(place) = place_of(pressed) {
        w.state().focused.set(Some(place));
        pick_up(w, place);
    } else if let Some(job) = waiting(w, pressed) {
        pick_up_waiting(w, job);
    }
    true
}

/// With Ctrl a visit is chosen rather than opened.
fn on_click(w: Widget, event: &MouseEvent) {
    let is_command = event.ctrl_key() || event.meta_key();
    if let Some(place) = at(event.target(), ".visit").filter(|_| is_command).and_then(|visit| place_of(&visit)) {
        event.prevent_default();
        event.stop_propagation();
        choose(w, place);
    }
}

/// Opens the visit that was pressed. The second click of a double click was not meant for what has been drawn in between.
pub fn open_pressed(w: Widget, event: &MouseEvent) {
    let Planned::Loaded(timeline) = w.state().planned.get_untracked() else { return };
    let Some(place) = at(event.target(), ".visit").and_then(|visit| place_of(&visit)) else { return };
    let visit = timeline.visits.iter().find(|visit| visit.listed.job.id == place.job_id);
    if let Some(visit) = visit.filter(|_| event.detail() <= 1) {
        w.state().focused.set(Some(place));
        open(w, Arc::new(visit.listed.clone()));
    }
}

/// The visit that gets the focus, however it comes there, is the one that keys and Tab lead on from.
pub fn note_focus(w: Widget, event: &FocusEvent) {
    let place = at(event.target(), ".visit").and_then(|visit| place_of(&visit));
    let state = w.state();
    // The schedule itself is no place, and on the way to one.
    if place.is_none() {
        return;
    }
    if state.focused.get_untracked() == place {
        state.is_led.set_value(false);
    } else if !state.is_led.get_value() {
        state.focused.set(place);
    }
}

fn on_down(w: Widget, event: &PointerEvent) {
    hover(w, None);
    // A finger scrolls; it moves by the form.
    let is_meant = event.button() == 0 && event.pointer_type() != "touch" && !(event.ctrl_key() || event.meta_key());
    if w.state().hand.carried.with_untracked(Option::is_some) {
        put_back(w);
    }
    let Some(element) = at(event.target(), ".placed[data-job], .tray .tray-job").filter(|_| is_meant) else { return };
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let is_end = at(event.target(), ".visit-end").is_some();
    let pressed = match place_of(&element) {
        Some(Place { user_id, job_id }) => {
            let before = minutes_along(w, &element, x).unwrap_or_default();
            Pressed { x, y, before, job_id, lane: Some(user_id), is_end }
        }
        None => {
            let Some(job) = waiting(w, &element) else { return };
            Pressed { x, y, before: 0, job_id: job.job.id, lane: None, is_end: false }
        }
    };
    press(w, pressed);
}

fn on_move(w: Widget, event: &PointerEvent) {
    let is_pressed = w.state().hand.pressed.get_untracked().is_some();
    // A finger is over nothing unless it presses.
    if !is_pressed && (w.state().job.with_untracked(Option::is_none) || event.pointer_type() == "touch") {
        return;
    }
    let x = f64::from(event.client_x());
    let lane = at(under(event), "[data-lane]");
    let over = lane.and_then(|lane| {
        let track = lane.query_selector(".lane-track").ok().flatten()?;
        Some(Over { lane: lane.get_attribute("data-lane")?.parse().ok()?, at: minutes_along(w, &track, x)? })
    });
    if !is_pressed {
        return hover(w, over.filter(|_| at(event.target(), ".placed").is_none()));
    }
    if drag(w, (x, f64::from(event.client_y())), over, event.shift_key()) {
        event.prevent_default();
        if let Some(planned) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            let _ = planned.set_pointer_capture(event.pointer_id());
            scroll(&planned, event);
        }
    }
}

/// Scrolls the timeline while something is dragged along its edges.
fn scroll(planned: &Element, event: &PointerEvent) {
    let Some(timeline) = planned.query_selector(".timeline").ok().flatten() else { return };
    let (within, x, y) = (timeline.get_bounding_client_rect(), event.client_x().into(), event.client_y().into());
    let by = |from: f64, at: f64, to: f64| match at {
        at if at < from || to < at => 0,
        at if at < from + EDGE => -SCROLLED,
        at if to - EDGE < at => SCROLLED,
        _ => 0,
    };
    timeline.set_scroll_left(timeline.scroll_left() + by(within.left(), x, within.right()));
    timeline.set_scroll_top(timeline.scroll_top() + by(within.top(), y, within.bottom()));
}

/// How many minutes the pointer is behind the beginning of an element.
fn minutes_along(w: Widget, element: &Element, x: f64) -> Option<Minute> {
    // A day of the ruler says how wide a minute is.
    let ruler = root_of(element)?.query_selector(".ruler-day").ok().flatten()?;
    let Planned::Loaded(timeline) = w.state().planned.get_untracked() else { return None };
    let minute = ruler.get_bounding_client_rect().width() / f64::from(Hours::of(&timeline).length());
    let drawn = element.get_bounding_client_rect();
    let along = if w.say(text::DIRECTION) == "rtl" { drawn.right() - x } else { x - drawn.left() };
    Some((along / minute) as Minute)
}

/// The element under the pointer, whoever has captured it.
fn under(event: &PointerEvent) -> Option<EventTarget> {
    let planned = event.current_target()?.dyn_into::<Element>().ok()?;
    let element = root_of(&planned)?.element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    Some(element.into())
}

fn root_of(element: &Element) -> Option<ShadowRoot> {
    element.get_root_node().dyn_into().ok()
}

/// The nearest element around a target that matches.
fn at(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// Where a visit is drawn.
fn place_of(element: &Element) -> Option<Place> {
    let number = |element: Element, name: &str| element.get_attribute(name)?.parse().ok();
    let job_id = number(element.closest("[data-job]").ok().flatten()?, "data-job")?;
    let user_id = number(element.closest("[data-lane]").ok().flatten()?, "data-lane")?;
    Some(Place { user_id, job_id })
}

/// The job of the queue that an element shows.
fn waiting(w: Widget, element: &Element) -> Option<Arc<BoardJob>> {
    let name = element.get_attribute("data-is")?;
    let id: u64 = name.rsplit('-').next()?.parse().ok()?;
    w.state().waiting(id)
}
