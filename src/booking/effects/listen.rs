//! Effects that run by themselves when options or state change.

use leptos::prelude::*;
use slotwright_matching::Day;

use super::availability::need_month;
use super::open::begin;
use super::way::{remember_soon, step_taken};
use crate::booking::widget::Widget;
use crate::ground::month::Month;
use crate::kit::reactive::watch;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token (another link in the same page), but not to its first value.
    watch(move || _ = w.options().token.get(), move || begin(w));
    // Listens to: the step, and what is typed.
    watch(move || w.state().step.track(), move || step_taken(w));
    watch(
        move || {
            w.state().notes.track();
            w.state().wishes.track();
        },
        move || remember_soon(w),
    );
    // Listens to: the wishes. Their months are needed to compute which can be met.
    Effect::new(move |_: Option<()>| {
        for wish in w.state().wishes.get() {
            need_month(w, Month::of(Day::of(wish.start())));
        }
    });
}
