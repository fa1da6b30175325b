//! `<slotwright-setup>`: what the board is set up by, within it. Its script, `src/setup.js`, calls [`mount`].

#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
use slotwright::element::{self, Mounted};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts what the element shows in `container`. `home` is the address that the script came from, `texts` an object of
/// the texts of the element's language by their names.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn mount(
    host: web_sys::HtmlElement,
    container: web_sys::HtmlElement,
    home: &str,
    texts: &wasm_bindgen::JsValue,
) -> Mounted {
    element::setup(host, container, home, texts)
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this is for a browser: `cargo xtask widget` builds it");
}
