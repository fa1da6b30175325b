//! Effects that run by themselves when options change.

use super::jobs::begin;
use crate::board::widget::Widget;
use crate::kit::reactive::watch;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token, and where it is sent.
    watch(move || w.options().asked(), move || begin(w));
}
