//! Undoing a booking: for a few seconds one press is enough, afterwards it is asked whether that is meant.

use leptos::prelude::*;

use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::kit::document::{device_now, later};

/// For so long: `style/booked.css` shows it pass.
const UNDO_MS: i64 = 10_000;

/// Lets what was booked just now be undone. Screen readers are not told how the time passes: the visit can be cancelled for longer.
pub fn offer_undo(w: Widget) {
    if !w.now(Derived::may_change) {
        return;
    }
    let (generation, until) = (w.generation().get_untracked(), device_now().0 + UNDO_MS);
    w.state().undo_until_ms.set(until);
    later(UNDO_MS as u64, move || {
        if w.is_stale(generation) || w.state().undo_until_ms.get_untracked() != until {
            return;
        }
        if !w.focused("[data-is=undo]").is_empty() {
            w.focus("[data-is=heading]");
        }
        w.state().undo_until_ms.set(0);
    });
}
