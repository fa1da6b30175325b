//! The tab: each element's own text in each entry of its history, handing an address on, and requests that outlive the page.
//! `src/tab.js` does it.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen(raw_module = "./tab.js")]
extern "C" {
    /// The element's text in the present entry.
    pub fn kept(host: &HtmlElement) -> Option<String>;

    /// Whether the element is asked about for the first time: one that was taken out of the page and comes back begins anew.
    #[wasm_bindgen(js_name = isNew)]
    pub fn is_new(host: &HtmlElement) -> bool;

    /// Whether the element has made the present entry.
    #[wasm_bindgen(js_name = isMadeBy)]
    pub fn is_made_by(host: &HtmlElement) -> bool;

    /// Writes the element's text into the present entry, or into a new one.
    pub fn keep(host: &HtmlElement, text: &str, into_new: bool);

    /// Hands an address on by the device's own means, or by the clipboard: whether it was copied, `undefined` where it need not be.
    #[wasm_bindgen(js_name = handOn)]
    pub async fn hand_on(url: &str) -> JsValue;

    /// Copies an address: whether it could.
    pub async fn copy(url: &str) -> JsValue;

    /// Draws pictures into the list `list`, each from `url` and its number in `numbers`; `text` names one, `{n}` is which.
    pub fn pictures(list: &HtmlElement, url: &str, authorization: &str, numbers: &str, text: &str);

    /// Has the address of the page, where one link stands in it, have another instead.
    #[wasm_bindgen(js_name = goOnWith)]
    pub fn go_on_with(before: &str, after: &str);

    /// Gets a challenge for a proof of work and solves it: what is to be sent, or nothing.
    pub async fn prove(source: &str) -> JsValue;

    /// Begins with a field of photos: a list, a file chooser and a hidden answer in `field`, which hears of each change, the numbers
    /// of the photos and behind a line break what a screen reader is to say. They are sent to `url`; `texts` are lines.
    pub fn photos(host: &HtmlElement, field: &HtmlElement, url: &str, authorization: &str, most: u32, texts: &str);

    /// Sends a `DELETE` that goes on when the page is left.
    #[wasm_bindgen(js_name = sendOff)]
    pub fn send_off(url: &str, authorization: &str);
}

#[wasm_bindgen]
extern "C" {
    /// Goes one entry of the history back.
    #[wasm_bindgen(js_namespace = history)]
    pub fn back();
}
