//! A day of the week as a bar of 24 hours: painted with the pointer, its stretches' ends moved by keys.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_words::{fill, text};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ground::setup::week::{Edge, Span};
use crate::kit::el::{El, div, nothing, reactive, span};
use crate::kit::reactive::memo;
use crate::setup::effects::{draw, finish, paint_from, step_edge, take_edge};
use crate::setup::state::Stroke;
use crate::setup::widget::Widget;

/// The bar of a day.
pub fn bar(w: Widget, weekday: usize) -> El {
    let state = w.state();
    let rtl = w.say(text::DIRECTION) == "rtl";
    // The minute under the pointer: what has it captured is what it is measured in.
    let minute = move |event: &ev::PointerEvent| {
        let track = event.current_target()?.dyn_into::<HtmlElement>().ok()?;
        let width = f64::from(track.client_width().max(1));
        let along = f64::from(event.offset_x()) / width;
        let along = if rtl { 1.0 - along } else { along };
        Some((along.clamp(0.0, 1.0) * f64::from(MINUTES_PER_DAY)) as Minute)
    };
    let on_down = move |event: ev::PointerEvent| {
        let track = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(track) = track.filter(|_| event.button() == 0) else { return };
        let edge = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        match edge.and_then(|edge| place_in(&edge.get_attribute("data-is")?)) {
            Some((n, edge)) => take_edge(w, weekday, n, edge),
            None => match minute(&event) {
                Some(minute) => paint_from(w, weekday, minute),
                None => return,
            },
        }
        let _ = track.set_pointer_capture(event.pointer_id());
    };
    let on_move = move |event: ev::PointerEvent| {
        if state.stroke.get_untracked().is_some()
            && let Some(minute) = minute(&event)
        {
            draw(w, minute);
        }
    };
    let count = memo(move || state.week.with(|week| week.day(weekday).len()));
    let spans = move || {
        let bars = (0..count.get()).map(|n| stretch(w, weekday, n).view());
        bars.collect::<Vec<_>>().into_any()
    };
    div()
        .class("week-bar")
        .is(&["bar-", &weekday.to_string()].concat())
        .on(ev::pointerdown, on_down)
        .on(ev::pointermove, on_move)
        .on(ev::pointerup, move |_| finish(w, true))
        .on(ev::pointercancel, move |_| finish(w, false))
        .child(reactive(spans))
        .child(reactive(move || stroke(w, weekday)))
}

/// A stretch, with its two ends.
fn stretch(w: Widget, weekday: usize, n: usize) -> El {
    let span_now = move || w.state().week.with(|week| week.day(weekday).get(n).copied());
    let place = move || placed(span_now().and_then(Span::drawn));
    div().class("week-span").styled(place).child(end(w, weekday, n, Edge::Start)).child(end(w, weekday, n, Edge::End))
}

fn end(w: Widget, weekday: usize, n: usize, edge: Edge) -> El {
    let now = move || w.state().week.with(|week| week.day(weekday).get(n).and_then(|span| span.at(edge)));
    let (name, said) = match edge {
        Edge::Start => ("start", text::SETUP_EDGE_FROM),
        Edge::End => ("end", text::SETUP_EDGE_TO),
    };
    let label = fill(&w.say(said), &[("day", &w.dates().weekday(weekday)), ("n", &(n + 1).to_string())]);
    let rtl = w.say(text::DIRECTION) == "rtl";
    let on_key = move |event: ev::KeyboardEvent| {
        let is_plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        if is_plain && step_edge(w, (weekday, n, edge), &event.key(), rtl) {
            event.prevent_default();
        }
    };
    span()
        .class("week-end")
        .is(&[name, "-", &n.to_string()].concat())
        .state(name)
        .role("slider")
        .tabindex("0")
        .aria_label(label)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", MINUTES_PER_DAY.to_string())
        .attr("aria-valuenow", move || now().unwrap_or(0).to_string())
        .attr("aria-valuetext", move || match (now(), edge) {
            (None, _) => String::new(),
            (Some(minute), Edge::Start) => w.dates().time(minute),
            (Some(minute), Edge::End) => w.dates().time_of_end(minute),
        })
        .on(ev::keydown, on_key)
}

/// What is being painted.
fn stroke(w: Widget, weekday: usize) -> AnyView {
    match w.state().stroke.get() {
        Some(Stroke::Paint { weekday: on, from, to, opens }) if on == weekday => {
            let ends = Some((from.min(to), from.max(to)));
            span().class("week-stroke").state(if opens { "opens" } else { "closes" }).style(&placed(ends)).view()
        }
        _ => nothing(),
    }
}

fn placed(ends: Option<(Minute, Minute)>) -> String {
    let (start, end) = ends.unwrap_or_default();
    fill("--_at:{at};--_for:{for}", &[("at", &start.to_string()), ("for", &(end - start).to_string())])
}

/// `start-0`: which end of which stretch.
fn place_in(name: &str) -> Option<(usize, Edge)> {
    let (edge, n) = name.split_once('-')?;
    let edge = match edge {
        "start" => Edge::Start,
        "end" => Edge::End,
        _ => return None,
    };
    Some((n.parse().ok()?, edge))
}
