//! Whose it is, where no booking says it: the link has expired, or what is to be done is still open.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::COMPANY_PATH;
use wasm_bindgen::JsValue;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::ground::company::lines;
use crate::kit::fetch::read;

/// Asks for it at a step without a booking. Who gets no answer sees the step all the same.
pub fn look_up_company(w: Widget) {
    let is_bare = matches!(w.state().step.get_untracked(), Step::Stopped(_) | Step::Kinds(_));
    if !is_bare || !w.state().company.with_untracked(Vec::is_empty) {
        return;
    }
    let generation = w.generation().get_untracked();
    spawn_local(async move {
        let answer = w.options().endpoint().text(Method::GET, COMPANY_PATH, JsValue::UNDEFINED).await;
        if let (false, Ok(company)) = (w.is_stale(generation), answer.and_then(read)) {
            w.state().company.set(lines(company));
        }
    });
}
