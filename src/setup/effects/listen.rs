//! Effects that run by themselves when options change.

use leptos::prelude::*;

use super::load::{begin, load};
use crate::kit::reactive::watch;
use crate::setup::widget::Widget;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token, and where it is sent.
    watch(move || w.options().asked(), move || begin(w));
    // Listens to: whether it is what the board shows.
    watch(move || (w.options().wanted.with(|wanted| wanted.view as u8)).to_string(), move || load(w));
}
