//! Waiting for a sooner time: asked for, given up, looked after, declined.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{EARLIER_DECLINE_PATH, EARLIER_PATH, EarlierDeclined};
use slotwright_words::{Text, text};
use wasm_bindgen::JsValue;

use super::failing::failed;
use super::link::{reload, renew, settle};
use crate::booking::derived::Derived;
use crate::booking::state::{Retry, Step};
use crate::booking::widget::Widget;
use crate::booking::wording::sooner_line;
use crate::ground::failure::Failure;
use crate::kit::fetch::json;

/// Has the server look for a sooner time from now on.
pub fn wait_for_earlier(w: Widget) {
    say(w, Method::PUT, EARLIER_PATH, JsValue::UNDEFINED, None);
}

/// It need not look any more.
pub fn stop_waiting(w: Widget) {
    say(w, Method::DELETE, EARLIER_PATH, JsValue::UNDEFINED, None);
}

/// What is kept is let go, for others; the server looks for another.
pub fn decline_earlier(w: Widget) {
    let booking = w.booking();
    let offer = booking.as_ref().and_then(|booking| booking.earlier.as_ref()?.offer.as_ref());
    let Some(hold_id) = offer.map(|offer| offer.hold_id) else { return };
    say(w, Method::POST, EARLIER_DECLINE_PATH, json(&EarlierDeclined { hold_id }), Some(text::EARLIER_KEPT));
}

/// Tells the server, and shows how it stands then. What has the focus then is read; `then` is said before it.
fn say(w: Widget, method: Method, path: &'static str, body: JsValue, then: Option<&'static Text>) {
    if w.state().pending.get_untracked() {
        return;
    }
    let generation = w.generation().get_untracked();
    w.state().pending.set(true);
    w.state().notice.set(None);
    spawn_local(async move {
        let said = w.write(method, path, body).await;
        // What is shown is asked for also where it was refused: it may have lapsed meanwhile.
        let reloaded = reload(w, generation).await;
        if w.is_stale(generation) {
            return;
        }
        w.state().pending.set(false);
        match said {
            // What isn't there any more has lapsed, and is not shown any more.
            Ok(_) | Err(Failure::Gone) if reloaded.is_ok() => {
                if let Some(then) = then {
                    w.announce(w.say(then));
                }
                w.focus("[data-is=earlier]");
            }
            Ok(_) => failed(w, Failure::Unreachable, Retry::Earlier),
            Err(failure) => settle(w, generation, failure, Retry::Earlier),
        }
    });
}

/// Looks whether something is kept for somebody who waits, and says so once.
pub fn look_for_earlier(w: Widget) {
    let before = w.now(Derived::sooner);
    let is_shown = matches!(w.state().step.get_untracked(), Step::Booked { .. });
    if !before.is_asked || !is_shown || w.state().pending.get_untracked() {
        return;
    }
    let generation = w.generation().get_untracked();
    let scheduled = w.now(Derived::scheduled);
    spawn_local(async move {
        // Without an answer it is looked again in a minute.
        if reload(w, generation).await.is_err() || w.is_stale(generation) {
            return;
        }
        if w.now(Derived::scheduled) != scheduled {
            // It is another visit by now, which is shown as such.
            return renew(w);
        }
        let offer = w.now(Derived::sooner).offer;
        if offer != before.offer
            && let Some(offer) = offer
        {
            w.announce(w.now(|derived| sooner_line(derived, offer)));
        }
    });
}
