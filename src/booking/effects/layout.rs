//! How the times are laid out, as the person likes it.

use leptos::prelude::*;

use super::availability::{focus_day, need_shown};
use crate::attributes::View;
use crate::booking::widget::Widget;

/// Lays the times out as the calendar that stood there before the list: of months or of weeks.
pub fn lay_out_again(w: Widget) {
    lay_out(w, if w.state().was_weekly.get_untracked() { View::Week } else { View::Month });
}

/// Lays the times out as a list, or as a calendar.
pub fn lay_out(w: Widget, view: View) {
    w.state().was_weekly.set(w.options().wanted.with_untracked(|wanted| wanted.view == View::Week));
    w.options().wanted.update(|wanted| wanted.view = view);
    need_shown(w);
    match view {
        View::List => w.focus("[data-is=layout]"),
        _ => focus_day(w, w.state().focused.get_untracked()),
    }
}
