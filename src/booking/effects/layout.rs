//! How the times are laid out, as the person likes it.

use leptos::prelude::*;

use super::availability::{focus_day, need_shown};
use crate::attributes::View;
use crate::booking::widget::Widget;

/// Lays the times out as a list, or as the calendar again.
pub fn lay_out(w: Widget, view: View) {
    w.options().wanted.update(|wanted| wanted.view = view);
    need_shown(w);
    match view {
        View::List => w.focus("[data-is=layout]"),
        _ => focus_day(w, w.state().focused.get_untracked()),
    }
}
