//! Effects that run by themselves when options or state change.

use leptos::prelude::*;
use slotwright_matching::Day;

use super::availability::need_month;
use super::link::begin;
use crate::booking::widget::Widget;
use crate::ground::month::Month;
use crate::kit::reactive::watch;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token (another link in the same page), and where it is looked up.
    watch(move || w.options().asked(), move || begin(w));
    // Listens to: the wishes. Their months are needed to compute which can be met.
    Effect::new(move |_: Option<()>| {
        for wish in w.state().wishes.get() {
            need_month(w, Month::of(Day::of(wish.start())));
        }
    });
}
