//! Time that is free again is given to one who waits for it.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::Refilled;
use slotwright_wire::time::parse_minute;
use slotwright_words::text;

use super::plan::{failed, make_or};
use super::shown::load_again;
use crate::board::state::Planning;
use crate::board::widget::Widget;
use crate::ground::deeds::{Deed, Moved, Placing, Way};
use crate::ground::failure::Failure;

/// Gives it to the one with this digit, if there is one. It can be undone. Whether there is one.
pub fn refill(w: Widget, digit: usize) -> bool {
    let found = w.state().freed.found.get_untracked();
    let chosen = digit.checked_sub(1).and_then(|place| found.as_ref()?.data.get(place));
    let Some(Refilled { job, scheduled_datetime, user_ids, .. }) = chosen else { return false };
    let Some(start) = scheduled_datetime.get(..16).and_then(parse_minute) else { return false };
    // It is offered still when what is sent has its answer.
    if matches!(w.state().planning.get_untracked(), Planning::Sent) {
        return true;
    }
    w.state().freed.is_taken.set(false);
    let to = Placing { start, minutes: job.job.length_in_minutes as Minute, crew: user_ids.clone() };
    make_or(w, Way::Do, vec![Moved { job: Arc::new(job.clone()), from: None, to: Some(to) }], None, was_faster);
    true
}

/// Somebody was faster, with the time or with the job: says so, and looks what is left.
fn was_faster(w: Widget, way: Way, deed: Deed, failure: Failure) {
    if !matches!(failure, Failure::Taken | Failure::Changed | Failure::Gone) {
        return failed(w, way, deed, failure);
    }
    w.state().planning.set(Planning::Nothing);
    w.state().freed.is_taken.set(true);
    w.announce(w.say(text::FREED_TAKEN));
    load_again(w);
}
