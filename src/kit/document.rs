//! The document and the window: focus, direction, time, downloads.

use leptos::prelude::*;
use slotwright_matching::time::EpochMillis;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};

use crate::ground::idempotency::key_of;

/// Focuses the first element of the widget that matches, once pending changes are rendered.
pub fn focus_soon(host: &HtmlElement, selector: &str) {
    with_rendered(host, selector, |element| _ = element.focus());
}

/// Focuses the first element of the widget that matches where nothing has the focus any more, once pending changes are rendered:
/// what had it was rendered anew. Who has gone elsewhere meanwhile stays there.
pub fn focus_if_lost_soon(host: &HtmlElement, selector: &str) {
    with_rendered(host, selector, |element| {
        if document().active_element().is_none_or(|focused| focused.tag_name() == "BODY") {
            let _ = element.focus();
        }
    });
}

/// Scrolls as little as needed for the first element of the widget that matches to be seen, once pending changes are rendered.
pub fn bring_into_view_soon(host: &HtmlElement, selector: &str) {
    with_rendered(host, selector, |element| {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    });
}

/// The `data-is` name of the widget's element that has the focus, if it matches; empty for another.
pub fn focused_name(host: &HtmlElement, selector: &str) -> String {
    let mut focused = String::from(selector);
    focused.push_str(":focus");
    let found = host.shadow_root().and_then(|root| root.query_selector(&focused).ok().flatten());
    found.and_then(|element| element.get_attribute("data-is")).unwrap_or_default()
}

/// Does something with the first element of the widget that matches, once pending changes are rendered.
pub fn with_rendered(host: &HtmlElement, selector: &str, act: impl FnOnce(HtmlElement) + 'static) {
    let (host, selector) = (host.clone(), selector.to_owned());
    let act: Box<dyn FnOnce(HtmlElement)> = Box::new(act);
    // A task of its own: all the reactive updates are microtasks, which come before.
    later(0, move || {
        let root: Option<ShadowRoot> = host.shadow_root();
        let found = root.and_then(|root| root.query_selector(&selector).ok().flatten());
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            act(element);
        }
    });
}

/// Does something in so many milliseconds: the timer of Leptos, whose code is there once for all that is done so.
pub fn later(ms: u64, act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    set_timeout(act, std::time::Duration::from_millis(ms));
}

/// Does something now, or once somebody sees the tab.
pub fn when_looked_at(act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    if !document().hidden() {
        return act();
    }
    // Seldom enough that nobody minds, and no listener stays behind.
    later(1000, move || when_looked_at(act));
}

/// Returns after so many milliseconds.
pub async fn wait(milliseconds: i32) {
    let mut begin = |done: js_sys::Function, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
    };
    let _ = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::new(&mut begin)).await;
}

/// The device's clock: only for how much time has passed. (`performance.now()` stands still while a device sleeps.)
pub fn device_now() -> EpochMillis {
    EpochMillis(js_sys::Date::now() as i64)
}

/// An instant, RFC 3339, in milliseconds since 1970; NaN for another text.
pub fn instant_ms(text: &str) -> f64 {
    js_sys::Date::parse(text)
}

/// An idempotency key of 128 random bits; `randomUUID` is there only on encrypted pages.
pub fn random_key() -> String {
    let mut bytes = [0; 16];
    // Without a source of randomness (no browser of this century) two writes have the same key, and the second is refused.
    let _ = window().crypto().map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    key_of(&bytes)
}

/// Whether the page stands in a frame, where it may not be allowed to save files.
pub fn is_framed() -> bool {
    window().top().ok().flatten().is_none_or(|top| top != window())
}

/// Downloads a text as a file.
pub fn download(name: &str, kind: &str, content: &JsValue) -> Option<()> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(content), &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url).ok()
}
