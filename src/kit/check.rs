//! What the browser knows of numbers and patterns, so that nobody has to download it.

use js_sys::{JSON, Reflect, RegExp};
use wasm_bindgen::JsValue;

use crate::ground::fields::Tools;

/// By JavaScript's own means.
pub const TOOLS: Tools = Tools { number, print, is_match };

/// What JSON has no such number for (`007`) is left to the server, as no bound is above or below it.
fn number(text: &str) -> f64 {
    JSON::parse(text).ok().and_then(|number| number.as_f64()).unwrap_or(f64::NAN)
}

fn print(number: f64) -> String {
    JSON::stringify(&number.into()).map(String::from).unwrap_or_default()
}

/// A pattern is the server's, whose expressions are a little different: one that the browser doesn't know is left to it.
fn is_match(pattern: &str, text: &str) -> bool {
    let mut whole = String::from("^(?:");
    whole.push_str(pattern);
    whole.push_str(")$");
    // The constructor of wasm-bindgen throws; by way of `Reflect` what it throws can be caught.
    let arguments = js_sys::Array::of2(&whole.into(), &JsValue::from_str("u"));
    let constructor = Reflect::get(&js_sys::global(), &"RegExp".into());
    let made = constructor.and_then(|constructor| Reflect::construct(&constructor.into(), &arguments));
    made.map_or(true, |made| RegExp::from(made).test(text))
}
