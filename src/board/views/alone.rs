//! Keys that mean something wherever they are pressed, but where one types.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;

/// Whether a key is pressed alone, and typed into nothing: not into a day, a time or a note.
pub fn is_alone(event: &KeyboardEvent) -> bool {
    let is_held = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_typed = target.is_some_and(|at| matches!(&*at.local_name(), "input" | "textarea" | "select"));
    !is_held && !is_typed
}

/// The digit from 1 to 9 that is pressed alone.
pub fn digit_alone(event: &KeyboardEvent) -> Option<usize> {
    event.key().parse().ok().filter(|digit| (1..=9).contains(digit) && is_alone(event))
}
