//! The last look before a visit is booked or moved.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::{Day, Minute};

use crate::effects::{Widget, book, go};
use crate::state::Step;
use crate::text::{self, fill};
use crate::views::parts::{
    Button, Node, Words, buttons, field, form, heading, node, nothing, say, text as text_of, words,
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
        fact(text::DETAILS_WHEN, Box::new(move || when_line(w, start))),
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
    let on_input = move |event: ev::Event| w.state.notes.set(event_target_value(&event));
    let notes = view! {
        <textarea rows="3" maxlength=max_length aria-describedby="notes-hint" prop:value=notes on:input=on_input></textarea>
    };
    let hint = vec![text_of(words(&hint))];
    let children = vec![
        heading(text::DETAILS_TITLE),
        node("dl", "facts", facts),
        field(text::NOTES, notes.into_any()),
        Node { tag: "p", class: "hint", id: Some("notes-hint"), children: hint, ..Node::default() }.view(),
        buttons(vec![submit.view(), Button::named(text::BACK, back).view()]),
    ];
    form("details", children, move || book(w, start))
}

fn fact(name: &str, value: Words) -> AnyView {
    node("div", "", vec![say("dt", "", words(name)), say("dd", "", value)])
}

/// `Tuesday, December 1, 9:00 AM to 11:00 AM`.
pub fn when_line(w: Widget, start: Minute) -> String {
    let formats = w.derived.formats();
    let (from, to) = (formats.time(start), formats.time(start + w.derived.length()));
    fill(text::WISH_TEXT, &[("day", &formats.day(Day::of(start))), ("from", &from), ("to", &to)])
}
