//! Announcements: sentences that a screen reader says though the focus stays where it is.

use leptos::prelude::*;

use crate::kit::el::{El, div};

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
    announcement.set(sentence);
}
