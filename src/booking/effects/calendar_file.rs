//! The booked visit as a calendar file.

use gloo_net::http::Method;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::VISIT_CALENDAR_PATH;
use wasm_bindgen::JsValue;

use super::failing::failed;
use crate::booking::state::Retry;
use crate::booking::widget::Widget;
use crate::kit::document::download;

/// Gives the visitor the booked visit as a calendar file.
pub fn save_calendar(w: Widget) {
    let turn = w.turn().peek();
    spawn_local(async move {
        let file = w.endpoint().text(Method::GET, VISIT_CALENDAR_PATH, JsValue::UNDEFINED).await;
        if w.is_over(turn) {
            return;
        }
        match file {
            Ok(file) => _ = download("visit.ics", "text/calendar", &file),
            Err(failure) => failed(w, failure, Retry::Calendar),
        }
    });
}
