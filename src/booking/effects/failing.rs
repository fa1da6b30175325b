//! What is done when something was not: a notice where the person can go on, the end of the way where nobody can.

use super::release::let_go;
use crate::booking::state::{Notice, Retry, Step};
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;

/// Says why something was not done, and what can be done about it.
pub fn failed(w: Widget, failure: Failure, retry: Retry) {
    if matches!(failure, Failure::LinkExpired | Failure::LinkInvalid) {
        return stop(w, failure);
    }
    w.tell_error(&failure);
    w.state().notice.set(Some(Notice::Failed { failure, retry }));
    w.focus("[data-is=notice]");
}

/// The link can't be used any more, or couldn't be opened.
pub fn stop(w: Widget, failure: Failure) {
    w.tell_error(&failure);
    let_go(w);
    w.state().notice.set(None);
    w.state().step.set(Step::Stopped(failure));
    w.focus("[data-is=heading]");
}
