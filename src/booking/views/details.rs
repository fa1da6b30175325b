//! The last look before a visit is booked or moved.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_words::{fill, text};

use crate::booking::effects::{are_answers_good, book, extend_hold, go, keep_hold};
use crate::booking::state::Step;
use crate::booking::views::fields::fields;
use crate::booking::widget::Widget;
use crate::booking::wording::when_line;
use crate::kit::button::{button, submit};
use crate::kit::el::{El, Text, dd, div, dl, dt, nothing, p, reactive, span, textarea};
use crate::kit::form::{fault, field, form, typed};
use crate::kit::parts::{buttons, heading};

/// The chosen time once more, the notes, and the button that books.
pub fn details(w: Widget, start: Minute, from_wishes: bool) -> AnyView {
    let Some(booking) = w.booking() else { return nothing() };
    let is_change = w.derived().scheduled().is_some();
    let label = move || {
        w.say(match (w.state().pending.get(), is_change) {
            (true, _) => text::BOOKING,
            (false, true) => text::BOOK_CHANGE,
            (false, false) => text::BOOK,
        })
    };
    let back = move || go(w, if from_wishes { Step::Wishes } else { Step::Choose });
    form("details", move || book_noted(w, start))
        .child(heading(w.options().heading_level, w.say(text::DETAILS_TITLE)))
        .child(
            dl().class("facts")
                .child(fact(&w.say(text::DETAILS_WHEN), move || when_line(&w.derived(), start)))
                // Who a newcomer is they say below.
                .children(
                    (!booking.place.name.is_empty()).then(|| fact(&w.say(text::DETAILS_NAME), &*booking.place.name)),
                )
                .children(booking.place.address.as_deref().map(|address| fact(&w.say(text::DETAILS_WHERE), address))),
        )
        .child(reactive(move || fields(w)))
        .child(field(&w.say(text::NOTES), notes(w)))
        .child(p().class("hint").id("notes-hint").child(move || notes_line(w, text::NOTES_HINT)))
        .child(fault("notes-fault", move || {
            if w.derived().are_notes_too_long() { notes_line(w, text::NOTES_TOO_LONG) } else { String::new() }
        }))
        .child(held(w))
        .child(
            buttons()
                .child(submit(label).primary().disabled(move || w.state().pending.get()))
                .child(button(w.say(text::BACK), back)),
        )
        .view()
}

/// Books, unless an answer or the note would be refused: then the focus goes there, and nothing of what was typed or pasted is cut off.
fn book_noted(w: Widget, start: Minute) {
    if !are_answers_good(w) {
        return;
    }
    if untrack(|| w.derived().are_notes_too_long()) { w.focus("[data-is=notes]") } else { book(w, start) }
}

fn notes_line(w: Widget, text: &'static slotwright_words::Text) -> String {
    let (count, max) = w.derived().notes_length();
    fill(&w.say(text), &[("n", &count.to_string()), ("max", &max.to_string())])
}

fn notes(w: Widget) -> El {
    textarea()
        .is("notes")
        .attr("rows", "3")
        .attr("dir", "auto")
        .attr("aria-describedby", "notes-hint notes-fault")
        .attr("aria-invalid", move || w.derived().are_notes_too_long().to_string())
        .value(move || w.state().notes.get())
        .on(ev::input, move |event| {
            w.state().notes.set(typed(&event));
            keep_hold(w);
        })
}

/// For how long the time is held. Its room is there before that is known, so that nothing moves under the pointer.
fn held(w: Widget) -> El {
    let sentence = move || match w.state().minutes_held.get() {
        None => String::new(),
        Some(0) => w.say(text::HELD_NO_MORE),
        Some(1) => w.say(text::HELD_SOON),
        Some(minutes) => w.count(text::HELD, minutes as usize),
    };
    let longer = move || {
        let is_soon = w.state().minutes_held.get() == Some(1);
        if !is_soon || !w.state().held.get_untracked().is_some_and(|held| held.until_ms < held.deadline_ms) {
            return nothing();
        }
        let extend = move || {
            extend_hold(w);
            // The button is about to be removed.
            w.focus("[data-is=held]");
        };
        button(w.say(text::HELD_LONGER), extend).class("link").view()
    };
    p().class("held").is("held").tabindex("-1").child(span().child(sentence)).child(reactive(longer))
}

fn fact(name: &str, value: impl Text) -> El {
    // A house's number before its street stays there, whichever way the rest is read.
    div().child(dt().child(name)).child(dd().child(span().attr("dir", "auto").child(value)))
}
