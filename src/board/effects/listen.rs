//! Effects that run by themselves when options change.

use leptos::prelude::*;

use super::jobs::begin;
use crate::board::widget::Widget;
use crate::kit::reactive::watch;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token, but not to its first value.
    watch(move || _ = w.options().token.get(), move || begin(w));
}
