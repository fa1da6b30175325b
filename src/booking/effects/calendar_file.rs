//! The booked visit as a calendar file.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::VISIT_CALENDAR_PATH;
use slotwright_wire::time::print_datetime;
use wasm_bindgen::JsValue;

use super::link::settle;
use crate::booking::state::{Retry, Step};
use crate::booking::widget::Widget;
use crate::kit::document::download;

/// Downloads the booked visit as a calendar file; of one that was cancelled, what takes it out of the calendar again.
pub fn save_calendar(w: Widget) {
    let generation = w.generation().get_untracked();
    let mut path = String::from(VISIT_CALENDAR_PATH);
    if let Step::Cancelled { start, job_id } = w.state().step.get_untracked() {
        path.push_str("?cancelled_job_id=");
        path.push_str(&job_id.to_string());
        path.push_str("&cancelled_datetime=");
        path.push_str(&print_datetime(start));
    }
    spawn_local(async move {
        let file = w.endpoint().text(Method::GET, &path, JsValue::UNDEFINED).await;
        if w.is_stale(generation) {
            return;
        }
        match file {
            Ok(file) => {
                let _ = download("visit.ics", "text/calendar", &file);
                w.state().calendar_saved.set(true);
            }
            Err(failure) => settle(w, generation, failure, Retry::Calendar),
        }
    });
}
