//! Taking the sooner time that is kept: the visit is moved there, as to any other.

use leptos::prelude::*;

use super::book::book;
use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::ground::hold::Held;

/// Moves the visit to the time that is kept for whoever waits.
pub fn take_earlier(w: Widget) {
    let booking = w.booking();
    let offer = booking.as_ref().and_then(|booking| booking.earlier.as_ref()?.offer.as_ref());
    let (Some(offer), Some((start, _))) = (offer, w.now(Derived::sooner).offer) else { return };
    if w.state().pending.get_untracked() {
        return;
    }
    // As if it had been held while they chose: with those who are kept for it.
    w.state().held.set(Some(Held::offered(offer.hold_id, start, offer.user_ids.clone())));
    book(w, start);
}
