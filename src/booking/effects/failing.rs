//! What a failure leads to: a notice where the person can go on, the last step where nobody can.

use leptos::prelude::*;

use super::release::release_hold;
use crate::booking::state::{Notice, Retry, Step};
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;

/// Shows why something was not done, and offers to try again.
pub fn failed(w: Widget, failure: Failure, retry: Retry) {
    if matches!(failure, Failure::LinkExpired | Failure::LinkInvalid) {
        return stop(w, failure);
    }
    w.dispatch_error(&failure);
    w.state().notice.set(Some(Notice::Failed { failure, retry }));
    w.focus("[data-is=notice]");
}

/// Shows that the link can't be used any more, or couldn't be opened.
pub fn stop(w: Widget, failure: Failure) {
    w.dispatch_error(&failure);
    release_hold(w);
    w.state().notice.set(None);
    w.state().step.set(Step::Stopped(failure));
    w.focus("[data-is=heading]");
}
