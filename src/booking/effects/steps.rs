//! From step to step, as the person chooses.

use leptos::prelude::*;
use slotwright_matching::{Day, Minute};

use super::availability::choose;
use super::release::release_hold;
use crate::booking::state::Step;
use crate::booking::widget::Widget;

/// Goes to another step, and puts the focus where it begins. What was held is released: only [`choose_time`] leads to the details.
///
/// [`choose_time`]: super::hold::choose_time
pub fn go(w: Widget, step: Step) {
    show(w, step);
    w.focus("[data-is=heading]");
}

/// Goes to another step, and leaves the focus where it is.
pub fn show(w: Widget, step: Step) {
    w.state().notice.set(None);
    w.state().link_copied.set(None);
    w.state().calendar_saved.set(false);
    w.state().undoable.set(0);
    w.state().reason.set(String::new());
    release_hold(w);
    if step == Step::Choose { choose(w) } else { w.state().step.set(step) }
}

/// Shows the calendar at the day of the booked visit, to choose another time for it.
pub fn change(w: Widget, start: Minute) {
    w.state().focused.set(Day::of(start));
    go(w, Step::Choose);
}
