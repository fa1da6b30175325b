//! What a page can do with the elements, for readers: attributes, events, parts, slots, custom properties, each in one table. The
//! tables in `docs/integrator.md`, `custom-elements.json` and the types for TypeScript are written from them by
//! `cargo xtask elements`, and `tests/reference` proves that they are equal. None of it is part of what browsers download.

mod attributes;
mod events;
mod looks;

pub use attributes::{ATTRIBUTES, Attribute};
pub use events::{EVENTS, Event, Member, WHEN};
pub use looks::{PARTS, Part, SLOTS, Slot, TOKENS, Token};

/// Which element something is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Both.
    Both,
    /// `<slotwright-booking>`, for customers.
    Booking,
    /// `<slotwright-board>`, for staff.
    Board,
}

/// The elements, with what each is.
pub const ELEMENTS: [(&str, &str); 2] = [
    ("slotwright-booking", "Shows a customer when a technician can come, and books, moves and cancels the visit"),
    ("slotwright-board", "Shows staff everybody's day and the jobs, with all that is done with one"),
];

/// Whether it is of the element of that name.
#[must_use]
pub fn is_of(of: Of, element: &str) -> bool {
    match of {
        Of::Both => true,
        Of::Booking => element == ELEMENTS[0].0,
        Of::Board => element == ELEMENTS[1].0,
    }
}

/// The name of an attribute's property: `first-day` is `firstDay`.
///
/// ```
/// assert_eq!(slotwright::reference::property("first-day"), "firstDay");
/// ```
#[must_use]
pub fn property(attribute: &str) -> String {
    let mut words = attribute.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(1);
        name + &head.to_uppercase() + tail
    })
}
