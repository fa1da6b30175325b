//! What happens by itself when options or state change.

use leptos::prelude::*;
use slotwright_matching::Day;

use super::availability::need_month;
use super::opening::begin;
use crate::booking::widget::Widget;
use crate::ground::month::Month;
use crate::kit::live::follow;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token (another link in the same page), but not to its first value.
    follow(move || _ = w.options().token.get(), move || begin(w));
    // Listens to: the wishes. Their months are needed to tell which can be met.
    Effect::new(move |_: Option<()>| {
        for wish in w.state().wishes.get() {
            need_month(w, Month::of(Day::of(wish.start())));
        }
    });
}
