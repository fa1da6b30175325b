//! A booked visit: when, what, where; the calendar file, change and cancel. And a visit that was cancelled.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::Confirmation;

use crate::booking::effects::{book, cancel, change, go, save_calendar};
use crate::booking::state::Step;
use crate::booking::views::copy::{calendar_elsewhere, copy};
use crate::booking::views::pending::while_pending;
use crate::booking::widget::Widget;
use crate::booking::wording::{place_line, when_line};
use crate::kit::button::button;
use crate::kit::el::{div, nothing, p, reactive, section, span};
use crate::kit::parts::{buttons, heading};
use slotwright_words::{fill, text};

/// The booked visit.
pub fn booked(w: Widget, moved: bool) -> AnyView {
    let (Some(booking), Some(start)) = (w.booking(), w.derived().scheduled()) else { return nothing() };
    let asking = RwSignal::new(false);
    let confirming = match booking.confirmation {
        Some(Confirmation::Pending) => Some(text::CONFIRMING_HINT),
        Some(Confirmation::Unknown) => Some(text::CONFIRMING_LONG),
        _ => None,
    };
    let title = match confirming {
        Some(_) => w.say(text::CONFIRMING_TITLE),
        None if moved => w.say(text::MOVED_TITLE),
        None => w.say(text::BOOKED_TITLE),
    };
    let notes = booking.job.as_ref().and_then(|job| job.notes.as_deref()).filter(|notes| !notes.is_empty());
    section()
        .class("booked")
        .child(span().class(if confirming.is_some() { "spinner" } else { "tick" }))
        .child(heading(w.options().heading_level, title))
        .children(confirming.map(|hint| p().class("confirming").child(w.say(hint))))
        .child(p().class("booked-when").child(move || when_line(&w.derived(), start)))
        .child(p().child(&*booking.job_type.name))
        .child(p().child(place_line(&w.derived(), &booking.place)))
        .children(
            notes.map(|notes| p().class("booked-notes").child(fill(&w.say(text::BOOKED_NOTES), &[("notes", notes)]))),
        )
        // What isn't sure yet doesn't belong into a calendar.
        .children(
            confirming.is_none().then(|| button(w.say(text::ADD_TO_CALENDAR), move || save_calendar(w)).primary()),
        )
        .children(confirming.is_none().then(|| calendar_elsewhere(w)))
        .child(reactive(move || if asking.get() { question(w, start, asking) } else { actions(w, start, asking) }))
        .child(p().class("hint").child(w.say(text::BOOKED_HINT)))
        .children(copy(w))
        .view()
}

fn actions(w: Widget, start: Minute, asking: RwSignal<bool>) -> AnyView {
    if !w.derived().may_change() {
        return p().class("hint").child(w.say(text::TOO_LATE_TO_CHANGE)).view();
    }
    let ask = move || {
        asking.set(true);
        w.focus("[data-is=question]");
    };
    buttons()
        .child(button(w.say(text::CHANGE), move || change(w, start)))
        .child(button(w.say(text::CANCEL), ask).is("cancel"))
        .view()
}

fn question(w: Widget, start: Minute, asking: RwSignal<bool>) -> AnyView {
    let question = fill(&w.say(text::CANCEL_QUESTION), &[("when", &w.derived().moment(start))]);
    let keep = move || {
        asking.set(false);
        w.focus("[data-is=cancel]");
    };
    div()
        .class("question")
        .role("group")
        .aria_label(&*question)
        .child(p().is("question").tabindex("-1").child(&*question))
        .child(
            buttons()
                .child(button(while_pending(w, text::CANCEL_YES, text::CANCELLING), move || cancel(w)).danger())
                .child(button(w.say(text::CANCEL_NO), keep)),
        )
        .view()
}

/// The visit was cancelled; it may be taken back while the time is free.
pub fn cancelled(w: Widget, start: Minute) -> AnyView {
    section()
        .class("ended")
        .child(heading(w.options().heading_level, w.say(text::CANCELLED_TITLE)))
        .child(p().child(move || fill(&w.say(text::CANCELLED_HINT), &[("when", &w.derived().moment(start))])))
        .child(
            buttons()
                .child(button(w.say(text::CANCELLED_AGAIN), move || go(w, Step::Choose)).primary())
                .child(button(while_pending(w, text::CANCELLED_UNDO, text::BOOKING), move || book(w, start)))
                .child(button(w.say(text::CALENDAR_REMOVE), move || save_calendar(w))),
        )
        .child(calendar_elsewhere(w))
        .view()
}
