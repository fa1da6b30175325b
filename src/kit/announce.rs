//! Announcements: sentences that a screen reader says though the focus stays where it is.

use leptos::prelude::*;

use crate::kit::document::later;
use crate::kit::el::{El, div};

/// After so long a sentence leaves the live region: whoever reads through a later step is not told of a former one. What
/// a screen reader has begun to say it says to the end.
const FORGOTTEN_AFTER_MS: u64 = 7_000;

/// The live region that a screen reader watches. It is there from the start: one that is added together with its sentence is
/// often not heard.
pub fn live_region(announcement: RwSignal<String>) -> El {
    div().class("unseen").role("status").child(move || announcement.get())
}

/// Has a screen reader say a sentence, by way of the element's live region.
pub fn announce(announcement: RwSignal<String>, mut sentence: String) {
    // The same text again must differ, or nothing is said.
    if announcement.get_untracked() == sentence {
        sentence.push('\u{a0}');
    }
    announcement.set(sentence.clone());
    later(FORGOTTEN_AFTER_MS, move || {
        // Another sentence has a time of its own, and the element may be gone.
        if announcement.try_get_untracked() == Some(sentence) {
            announcement.set(String::new());
        }
    });
}
