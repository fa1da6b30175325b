//! A visit that is booked with us and not yet confirmed by the system behind the server: asked after until it is known.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::Confirmation;
use slotwright_words::text;

use super::link::{enter, reload};
use super::taken::refused;
use crate::booking::derived::Derived;
use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::kit::document::later;

/// How long to wait before it is asked again: most are confirmed within a second or two, others when that system is back.
const SOON_MS: u64 = 1500;
const LATER_MS: u64 = 15_000;

/// Asks whether the visit is confirmed until it is, or is refused.
pub fn follow(w: Widget, generation: u32) {
    let Some(start) = w.now(Derived::scheduled) else { return };
    let wait_ms = match w.booking().and_then(|booking| booking.confirmation) {
        Some(Confirmation::Pending) => SOON_MS,
        Some(Confirmation::Unknown) => LATER_MS,
        _ => return,
    };
    later(wait_ms, move || {
        // Whoever books another time meanwhile asks after that one.
        if !w.is_stale(generation) && w.now(Derived::scheduled) == Some(start) {
            spawn_local(ask(w, generation, start));
        }
    });
}

async fn ask(w: Widget, generation: u32, start: Minute) {
    let before = w.booking().and_then(|booking| booking.confirmation);
    // Without an answer it is asked once more.
    let _ = reload(w, generation).await;
    if w.is_stale(generation) {
        return;
    }
    let now = w.booking().and_then(|booking| booking.confirmation);
    let is_shown = matches!(w.state().step.get_untracked(), Step::Booked { .. });
    match now {
        Some(Confirmation::Refused) if w.now(Derived::scheduled).is_none() => {
            refused(w, generation, start, Some(w.say(text::NOT_CONFIRMED))).await;
        }
        Some(Confirmation::Refused) => enter(w),
        _ if now == before || !is_shown => follow(w, generation),
        _ => {
            // The same step once more, so that it is rendered again.
            w.state().step.update(|_| ());
            w.announce(w.say(text::BOOKED_TITLE));
            follow(w, generation);
        }
    }
}
