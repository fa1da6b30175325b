//! Releasing a hold.

use leptos::prelude::*;

use crate::booking::widget::Widget;
use crate::ground::hold::hold_path;

/// Releases the time that is held, if one is.
pub fn release_hold(w: Widget) {
    let held = w.state().held.get_untracked();
    clear_hold(w);
    if let Some(held) = held {
        delete_hold(w, held.id);
    }
}

/// Forgets the hold without releasing it: it is booked, or the server has replaced it by another.
pub fn clear_hold(w: Widget) {
    w.hold_generation().update(|generation| *generation += 1);
    w.state().held.set(None);
    w.state().minutes_held.set(None);
}

/// Has the server release a hold, also when the page is just being left.
pub fn delete_hold(w: Widget, id: u64) {
    // A hold that isn't released expires by itself.
    w.endpoint().send_off(&hold_path(id, ""));
}
