//! The booked visit as a calendar file.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::VISIT_CALENDAR_PATH;
use wasm_bindgen::JsValue;

use super::failing::failed;
use crate::booking::state::Retry;
use crate::booking::widget::Widget;
use crate::kit::document::download;

/// Downloads the booked visit as a calendar file.
pub fn save_calendar(w: Widget) {
    let generation = w.generation().get_untracked();
    spawn_local(async move {
        let file = w.endpoint().text(Method::GET, VISIT_CALENDAR_PATH, JsValue::UNDEFINED).await;
        if w.is_stale(generation) {
            return;
        }
        match file {
            Ok(file) => _ = download("visit.ics", "text/calendar", &file),
            Err(failure) => failed(w, failure, Retry::Calendar),
        }
    });
}
