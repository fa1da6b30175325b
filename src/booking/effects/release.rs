//! Giving up a time that is held.

use gloo_net::http::Method;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use crate::booking::widget::Widget;
use crate::ground::hold::hold_path;

/// Gives up what is held.
pub fn let_go(w: Widget) {
    let held = w.state().held.peek();
    forget_hold(w);
    if let Some(held) = held {
        spawn_local(release(w, held.id));
    }
}

/// The time is booked, or another one is to be held: nothing is left to give up.
pub fn forget_hold(w: Widget) {
    w.holds().update(|holds| *holds += 1);
    w.state().held.set(None);
    w.state().minutes_held.set(None);
}

/// Has the server give up a hold.
pub async fn release(w: Widget, id: u64) {
    // One that isn't released ends by itself.
    let _ = w.endpoint().text(Method::DELETE, &hold_path(id, ""), JsValue::UNDEFINED).await;
}
