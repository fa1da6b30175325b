//! A booked visit: when, what, where; what happens next, change and cancel. And a visit that was cancelled.

use chrono::Datelike;
use leptos::prelude::*;
use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::Confirmation;
use slotwright_wire::time::date_of;
use slotwright_words::{fill, text};

use crate::booking::derived::{BOOK, CANCEL, RESCHEDULE};
use crate::booking::effects::{book, cancel, change, go, save_calendar};
use crate::booking::state::{Booking, Step};
use crate::booking::views::calendar::calendar_menu;
use crate::booking::views::cancel::question;
use crate::booking::views::company::call_us;
use crate::booking::views::copy::{calendar_elsewhere, copy};
use crate::booking::views::earlier;
use crate::booking::views::pending::while_pending;
use crate::booking::widget::Widget;
use crate::booking::wording::when_line;
use crate::kit::button::button;
use crate::kit::el::{El, div, li, nothing, p, reactive, section, span, ul};
use crate::kit::parts::{buttons, heading, title};

/// The booked visit.
pub fn booked(w: Widget, moved: bool) -> AnyView {
    let (Some(booking), Some(start)) = (w.booking(), w.derived().scheduled()) else { return nothing() };
    let asking = RwSignal::new(false);
    let confirming = match booking.confirmation {
        Some(Confirmation::Pending) => Some(text::CONFIRMING_HINT),
        Some(Confirmation::Unknown) => Some(text::CONFIRMING_LONG),
        _ => None,
    };
    let heading_text = match confirming {
        Some(_) => w.say(text::CONFIRMING_TITLE),
        None if moved => w.say(text::MOVED_TITLE),
        None => w.say(text::BOOKED_TITLE),
    };
    let notes = booking.job.as_ref().and_then(|job| job.notes.as_deref()).filter(|notes| !notes.is_empty());
    section()
        .class("booked")
        .child(span().class(if confirming.is_some() { "spinner" } else { "tick" }))
        .child(heading(w.options().heading_level, heading_text))
        .child(reactive(move || undo(w)))
        .child(earlier::offer(w))
        .children(confirming.map(|hint| p().class("confirming").child(w.say(hint))))
        .child(
            // What and where stand above, once.
            div()
                .class("booked-card")
                .child(leaf(w, Day::of(start)))
                .child(p().class("booked-when").child(move || when_line(&w.derived(), start))),
        )
        .children(
            notes.map(|notes| p().class("booked-notes").child(fill(&w.say(text::BOOKED_NOTES), &[("notes", notes)]))),
        )
        // What isn't sure yet doesn't belong into a calendar.
        .children(confirming.is_none().then(|| calendar_menu(w, &booking)))
        .child(calendar_elsewhere(w))
        .child(title_of_list(w))
        .child(next(w, &booking))
        .child(earlier::ask(w))
        .child(reactive(move || if asking.get() { question(w, start, asking) } else { actions(w, start, asking) }))
        .children(copy(w))
        .view()
}

/// The day as on the leaf of a calendar, for the eye: it is said beside it.
fn leaf(w: Widget, day: Day) -> El {
    div()
        .class("leaf")
        .attr("aria-hidden", "true")
        .child(span().child(move || w.derived().formats().weekday_short(day)))
        .child(span().class("leaf-day").child(move || w.derived().formats().number(date_of(day).day())))
}

/// Takes back what was booked just now, while that is one press.
fn undo(w: Widget) -> AnyView {
    if w.state().undoable.get() == 0 {
        return nothing();
    }
    let button = button(while_pending(w, text::BOOKED_UNDO, text::CANCELLING), move || cancel(w));
    div().class("booked-undo").child(button.class("link").is("undo")).child(span().class("undo-time")).view()
}

fn title_of_list(w: Widget) -> El {
    title(w.options().heading_level, 2).class("next-title").child(w.say(text::NEXT_TITLE))
}

/// What is to be done until the visit, and what can be.
fn next(w: Widget, booking: &Booking) -> El {
    let until = w.derived().change_until().filter(|_| {
        let may = |right| w.derived().may(right);
        w.derived().is_in_time() && may(RESCHEDULE) && may(CANCEL)
    });
    let until = until.map(|until| fill(&w.say(text::CHANGE_UNTIL), &[("when", &w.derived().formats().moment(until))]));
    ul().class("next")
        .child(li().child(w.say(text::BOOKED_HINT)))
        .children(booking.job_type.prepare.as_deref().map(|prepare| li().child(prepare)))
        .children(until.map(|until| li().child(&*until)))
}

fn actions(w: Widget, start: Minute, asking: RwSignal<bool>) -> AnyView {
    if !w.derived().is_in_time() {
        return call_us(w, &w.say(text::TOO_LATE_TO_CHANGE)).class("hint").view();
    }
    let (may_move, may_cancel) = (w.derived().may(RESCHEDULE), w.derived().may(CANCEL));
    let otherwise = match (may_move, may_cancel) {
        (true, true) => None,
        (false, true) => Some(text::NOT_MOVED_HERE),
        (true, false) => Some(text::NOT_CANCELLED_HERE),
        (false, false) => Some(text::ONLY_SHOWN),
    };
    let ask = move || {
        asking.set(true);
        w.focus("[data-is=question]");
    };
    div()
        .children((may_move || may_cancel).then(|| {
            buttons()
                .children(may_move.then(|| button(w.say(text::CHANGE), move || change(w, start))))
                .children(may_cancel.then(|| button(w.say(text::CANCEL), ask).is("cancel")))
        }))
        .children(otherwise.map(|otherwise| call_us(w, &w.say(otherwise)).class("hint")))
        .view()
}

/// The visit was cancelled; it may be taken back while the time is free.
pub fn cancelled(w: Widget, start: Minute) -> AnyView {
    let may_book = w.derived().may(BOOK);
    section()
        .class("ended")
        .child(heading(w.options().heading_level, w.say(text::CANCELLED_TITLE)))
        .child(p().child(move || fill(&w.say(text::CANCELLED_HINT), &[("when", &w.derived().moment(start))])))
        .children((!may_book).then(|| call_us(w, &w.say(text::NOT_BOOKED_HERE))))
        .child(
            buttons()
                .children(may_book.then(|| button(w.say(text::CANCELLED_AGAIN), move || go(w, Step::Choose)).primary()))
                .children(
                    may_book
                        .then(|| button(while_pending(w, text::CANCELLED_UNDO, text::BOOKING), move || book(w, start))),
                )
                .child(button(w.say(text::CALENDAR_REMOVE), move || save_calendar(w))),
        )
        .child(calendar_elsewhere(w))
        .view()
}
