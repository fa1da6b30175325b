//! Effects that run by themselves when options or state change.

use leptos::prelude::*;
use slotwright_matching::Day;

use super::age::age;
use super::availability::{need_month, offer_anew};
use super::company::look_up_company;
use super::open::begin;
use super::way::{remember_soon, step_taken};
use crate::booking::widget::Widget;
use crate::events::{Event, dispatch};
use crate::ground::month::Month;
use crate::kit::document::with_rendered;
use crate::kit::reactive::{effect, heed, watch};

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token (another link in the same page), and where it is looked up.
    watch(move || w.options().asked(), move || begin(w));
    // Listens to: what is offered, as the page has it. What is known is cut anew, and what is shown is looked up.
    heed(move || w.options().wanted.track(), move || offer_anew(w));
    // Listens to: which link is looked up.
    effect(move || age(w, w.generation().get()));
    // Listens to: the step. Its heading tells a page that is all ours what to be called.
    effect(move || {
        w.state().step.get();
        let host = w.host();
        with_rendered(&w.host(), "[data-is=heading]", move |heading| {
            dispatch(&host, &Event::StepShown { title: heading.text_content().unwrap_or_default() });
        });
    });
    // Listens to: the step. One without a booking needs to be told whose it is.
    heed(move || w.state().step.track(), move || look_up_company(w));
    // Listens to: the step, and what is typed.
    heed(move || w.state().step.track(), move || step_taken(w));
    heed(
        move || {
            w.state().notes.track();
            w.state().answers.track();
            w.state().wishes.track();
        },
        move || remember_soon(w),
    );
    // Listens to: the wishes. Their months are needed to compute which can be met.
    effect(move || {
        for wish in w.state().wishes.get() {
            need_month(w, Month::of(Day::of(wish.start())));
        }
    });
}
