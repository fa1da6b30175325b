//! From step to step by hand.

use slotwright_matching::{Day, Minute};

use super::availability::choose;
use super::release::let_go;
use crate::booking::state::Step;
use crate::booking::widget::Widget;

/// Goes to another step, and puts the focus where it begins. What was held is given up: [`choose_time`] leads to the details.
///
/// [`choose_time`]: super::hold::choose_time
pub fn go(w: Widget, step: Step) {
    w.state().notice.set(None);
    let_go(w);
    if step == Step::Choose {
        choose(w)
    } else {
        w.state().step.set(step)
    }
    w.focus("[data-is=heading]");
}

/// Shows the calendar where the booked visit stands, to choose another time for it.
pub fn change(w: Widget, start: Minute) {
    w.state().focused.set(Day::of(start));
    go(w, Step::Choose);
}
