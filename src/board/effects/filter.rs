//! Which jobs are listed: asked of the server, and told to the page, which may keep it in its address.

use leptos::prelude::*;

use super::jobs::load_jobs;
use crate::board::widget::Widget;
use crate::events::Event;
use crate::ground::job_filter::JobFilter;
use crate::kit::document::later;
use crate::kit::intl::small;

/// So long nobody types before what is typed is asked for. What is shown is looked through at once.
const TYPED_MS: u64 = 120;

/// Lists other jobs.
pub fn filter_by(w: Widget, change: impl FnOnce(&mut JobFilter)) {
    set(w, change);
    w.state().list.unanswered.set(String::new());
    // What waits was typed before.
    w.state().list.next_typing();
    apply(w);
}

/// Lists those with what is typed: of those that are shown at once, of all once nobody types on.
pub fn filter_by_text(w: Widget, text: String) {
    w.state().list.unanswered.set(small(text.trim()));
    set(w, |filter| filter.text = text);
    let typing = w.state().list.next_typing();
    later(TYPED_MS, move || {
        if w.is_mounted() && w.state().list.typing.get_untracked() == typing {
            apply(w);
        }
    });
}

/// Takes what the page says about it.
pub fn take_filter(w: Widget) {
    let wanted = JobFilter::of(&w.options().wanted.get_untracked().filter);
    if w.state().list.filter.get_untracked() != wanted {
        w.state().list.filter.set(wanted);
    }
}

fn set(w: Widget, change: impl FnOnce(&mut JobFilter)) {
    let mut filter = w.state().list.filter.get_untracked();
    change(&mut filter);
    w.state().list.filter.set(filter);
}

fn apply(w: Widget) {
    tell_filter(w);
    load_jobs(w);
}

/// Tells the page which jobs are listed, and in which groups technicians stand.
pub(super) fn tell_filter(w: Widget) {
    let parts = [w.state().list.filter.get_untracked().query(), w.state().grouping.get_untracked()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    w.dispatch(&Event::JobsFiltered { filter: parts.join("&") });
}
