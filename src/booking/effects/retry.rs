//! "Try again".

use leptos::prelude::*;

use super::availability::need_month;
use super::book::book;
use super::calendar_file::save_calendar;
use super::cancel::cancel;
use super::link::renew;
use super::wishes::leave_wishes;
use crate::booking::state::Retry;
use crate::booking::widget::Widget;

/// Repeats what failed.
pub fn retry(w: Widget, retry: Retry) {
    w.state().notice.set(None);
    match retry {
        Retry::Month(month) => need_month(w, month),
        Retry::Book(start) => book(w, start),
        Retry::SaveWishes => leave_wishes(w),
        Retry::Cancel => cancel(w),
        Retry::Calendar => save_calendar(w),
        Retry::Earlier => renew(w),
    }
    w.focus("[data-is=heading]");
}
