//! A link of the element's own: staff in a CRM have a token that says nothing of a job, and the page says what is to be booked.

use gloo_net::http::Method;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use slotwright_wire::slotwright::LINKS_PATH;
use wasm_bindgen::JsValue;

use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;

/// Makes a link for what the page wants booked, and opens that. False where there is nothing to make, or the token says it itself.
pub async fn make_link(w: Widget, generation: u32) -> bool {
    let wanted = w.options().wanted.get_untracked().link;
    let endpoint = w.options().endpoint();
    if wanted.is_empty() || endpoint.token.is_empty() || endpoint.token == w.own_link().get_untracked() {
        return false;
    }
    let answer = endpoint.text(Method::POST, LINKS_PATH, body(&wanted)).await;
    if w.is_stale(generation) {
        return true;
    }
    match answer {
        Ok(link) => {
            let handle = handle_of(&link).unwrap_or_default();
            w.own_link().set(handle.clone());
            // Which opens it.
            w.options().token.set(handle);
            true
        }
        // What was to be booked isn't there, or staff's page isn't listed. Other refusals are of a token that may make no links, since it is one's own.
        Err(failure @ (Failure::Refused(_) | Failure::Blocked)) => {
            w.dispatch_error(&failure);
            w.state().step.set(Step::Stopped(failure));
            true
        }
        Err(_) => false,
    }
}

/// It is of no use for longer than somebody sits before it.
const DAYS: u32 = 1;

fn handle_of(link: &JsValue) -> Option<String> {
    let link = JSON::parse(&link.as_string()?).ok()?;
    Reflect::get(&link, &"handle".into()).ok()?.as_string()
}

fn body(wanted: &[(&'static str, String)]) -> JsValue {
    let body = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&body, &name.into(), value);
    let _ = set("expires_in_days", &DAYS.into());
    for (member, text) in wanted {
        // All but the kind of the place are numbers.
        let number = js_sys::parse_float(text);
        let _ = set(member, &if number.is_nan() { text.as_str().into() } else { number.into() });
    }
    JSON::stringify(&body).map(JsValue::from).unwrap_or_default()
}
