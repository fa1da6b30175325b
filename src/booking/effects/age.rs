//! A page that stays open ages: what has become too late is no longer offered, without anybody asking for it.

use leptos::prelude::*;
use slotwright_matching::Day;

use super::availability::drop_past_openings;
use super::earlier::look_for_earlier;
use super::hold::{too_late, update_countdown};
use super::link::{renew, renew_if_old};
use crate::booking::derived::{Derived, now};
use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::ground::wishes::has_passed;
use crate::kit::document::later;

/// What follows from the present time beside the openings, and changes seldom: the days that may be booked, whether the visit may
/// be changed, and how many wishes are over.
type Follows = ((Day, Day), bool, usize);

/// Has the page age, minute by minute by the server's clock, as long as it shows this link.
pub fn age(w: Widget, generation: u32) {
    age_from(w, generation, None);
}

fn age_from(w: Widget, generation: u32, before: Option<Follows>) {
    let opened = w.state().opened.get_untracked();
    // Until the link is looked up there is no clock to go by.
    let wait_ms = opened.as_ref().map_or(1000, |opened| now(opened).changes_in_ms());
    later(wait_ms, move || {
        if w.is_stale(generation) {
            return;
        }
        let follows = follows(w);
        if let Some((days, ..)) = before
            && before != follows
        {
            // Whatever follows from it is computed again.
            w.state().opened.set(w.state().opened.get_untracked());
            if follows.is_some_and(|follows| follows.0 != days) {
                renew(w);
            }
        }
        grow_old(w);
        look_for_earlier(w);
        age_from(w, generation, follows);
    });
}

/// The page is visible again: timers may have slept meanwhile.
pub fn wake(w: Widget) {
    update_countdown(w);
    grow_old(w);
    look_for_earlier(w);
    renew_if_old(w);
}

fn grow_old(w: Widget) {
    drop_past_openings(w);
    if let Step::Details { start, .. } = w.state().step.get_untracked()
        && w.now(Derived::search).is_some_and(|search| start < search.earliest)
    {
        too_late(w, start);
    }
}

fn follows(w: Widget) -> Option<Follows> {
    let search = w.now(Derived::search)?;
    let past = w.state().wishes.get_untracked().iter().filter(|wish| has_passed(**wish, &search)).count();
    Some((w.now(Derived::days), w.now(Derived::is_in_time), past))
}
