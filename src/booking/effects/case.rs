//! What the page knows, as a file for support.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::case::{Arrival, Wanted, of_blocks, write};
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::taken::{ALTERNATIVES, MINUTES_PER_DAY_AWAY};
use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::ground::offer::Offer;
use crate::kit::document::download;

/// Downloads a [`case`].
pub fn save_case(w: Widget, wanted: Option<Minute>) {
    let Some(case) = case(w, wanted) else { return };
    if download("slotwright-case.json", "application/json", &JsValue::from_str(&case)).is_some() {
        w.announce(w.say(text::CASE_SAVED));
    }
}

/// A [case](slotwright_wire::case): who is free when, under aliases, the wishes, and what follows. Nothing that names anybody is in
/// it, and no note.
pub fn case(w: Widget, wanted: Option<Minute>) -> Option<String> {
    let search = w.now(Derived::search)?;
    let availability = w.state().availability.get_untracked();
    let wanted = wanted.map(|start| Wanted {
        start: start.into(),
        at_most: ALTERNATIVES as u32,
        minutes_per_day: MINUTES_PER_DAY_AWAY,
    });
    let windows = w.now(Derived::offer).and_then(Offer::windows);
    let arrival = windows.as_ref().map(Arrival::from);
    let case = of_blocks(&availability.user_ids, &availability.free, &search, &w.now(Derived::wishes), wanted, arrival);
    Some(write(&case))
}
