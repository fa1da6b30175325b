//! Undoing a booking: for a few seconds one press is enough, afterwards it is asked whether that is meant.

use leptos::prelude::*;

use crate::booking::derived::CANCEL;
use crate::booking::widget::Widget;
use crate::kit::document::later;

/// For so long: `style/booked.css` shows it pass.
const UNDO_MS: u64 = 10_000;

/// Lets what was booked just now be undone. Screen readers are not told how the time passes: the visit can be cancelled for longer.
pub fn offer_undo(w: Widget) {
    if !w.now(|derived| derived.is_in_time() && derived.may(CANCEL)) {
        return;
    }
    // Each booking ends a hold, so that no two have the same.
    let (generation, booking) = (w.generation().get_untracked(), w.hold_generation().get_untracked());
    w.state().undoable.set(booking);
    later(UNDO_MS, move || {
        if w.is_stale(generation) || w.state().undoable.get_untracked() != booking {
            return;
        }
        if !w.focused("[data-is=undo]").is_empty() {
            w.focus("[data-is=heading]");
        }
        w.state().undoable.set(0);
    });
}
