//! The last look before a visit is booked or moved.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;

use crate::booking::effects::{book, extend_hold, go, keep_hold};
use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::booking::wording::when_line;
use crate::ground::text::{self, fill};
use crate::kit::parts::{
    Button, Node, Words, buttons, field, form, heading, live, node, nothing, say, text as text_of, words,
};

/// The chosen time once more, the notes, and the button that books.
pub fn details(w: Widget, start: Minute, from_wishes: bool) -> AnyView {
    let Some(booking) = w.booking() else { return nothing() };
    let is_change = w.derived.scheduled().is_some();
    let max_length = booking.policy.max_notes_length.to_string();
    let label = move || {
        let label = match (w.state.pending.get(), is_change) {
            (true, _) => text::BOOKING,
            (false, true) => text::BOOK_CHANGE,
            (false, false) => text::BOOK,
        };
        label.to_owned()
    };
    let mut facts = vec![
        fact(text::DETAILS_WHEN, Box::new(move || when_line(&w.derived, start))),
        fact(text::DETAILS_NAME, words(&booking.place.name)),
    ];
    if let Some(address) = &booking.place.address {
        facts.push(fact(text::DETAILS_WHERE, words(address)));
    }
    let submit = Button::new(Box::new(label), || {});
    let submit = Button { submits: true, disabled: Box::new(move || w.state.pending.get()), ..submit }.primary();
    let back = move || go(w, if from_wishes { Step::Wishes } else { Step::Choose });
    let hint = fill(text::NOTES_HINT, &[("n", &max_length)]);
    let notes = Box::new(move || w.state.notes.get()) as Words;
    let on_input = move |event: ev::Event| {
        w.state.notes.set(event_target_value(&event));
        keep_hold(w);
    };
    let notes = view! {
        <textarea rows="3" dir="auto" maxlength=max_length aria-describedby="notes-hint" prop:value=notes on:input=on_input></textarea>
    };
    let hint = vec![text_of(words(&hint))];
    let children = vec![
        heading(text::DETAILS_TITLE),
        node("dl", "facts", facts),
        field(text::NOTES, notes.into_any()),
        Node { tag: "p", class: "hint", id: Some("notes-hint"), children: hint, ..Node::default() }.view(),
        held(w),
        buttons(vec![submit.view(), Button::named(text::BACK, back).view()]),
    ];
    form("details", children, move || book(w, start))
}

/// How long the time is kept. Its place is there before that is known, so that nothing moves under the pointer.
fn held(w: Widget) -> AnyView {
    let sentence = move || match w.state.minutes_held.get() {
        None => String::new(),
        Some(0) => text::HELD_NO_MORE.to_owned(),
        Some(1) => text::HELD_SOON.to_owned(),
        Some(minutes) => text::HELD.of(minutes as usize),
    };
    let longer = move || {
        let is_soon = w.state.minutes_held.get() == Some(1);
        if !is_soon || !w.state.held.peek().is_some_and(|held| held.until_ms < held.deadline_ms) {
            return nothing();
        }
        let longer = Button::named(text::HELD_LONGER, move || {
            extend_hold(w);
            // The button is about to go.
            w.focus("[data-is=held]");
        });
        Button { class: "link", ..longer }.view()
    };
    let children = vec![say("span", "", Box::new(sentence)), live(longer)];
    Node { tag: "p", class: "held", is: Some("held"), tab: Some("-1"), children, ..Node::default() }.view()
}

fn fact(name: &str, value: Words) -> AnyView {
    node("div", "", vec![say("dt", "", words(name)), say("dd", "", value)])
}
