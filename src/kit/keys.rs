//! Keys that are pressed.

use web_sys::KeyboardEvent;

use crate::ground::keys::Pressed;

/// Does something with a key that was pressed, and what was held with it.
pub fn with_pressed<T>(event: &KeyboardEvent, act: impl FnOnce(Pressed) -> T) -> T {
    let key = event.key();
    act(Pressed {
        key: &key,
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    })
}
