//! Every word that the widget shows or has read out. `{name}` is a placeholder; [`fill`] puts the values in.
//!
//! Whole sentences, no blame, and what to do now. Dates and times are not here: the browser's `Intl` formats them.

/// Declares texts. Their names say where they stand; a sentence of documentation for each would only repeat the text.
macro_rules! texts {
    ($($name:ident = $text:expr;)*) => { $(#[allow(missing_docs)] pub const $name: &str = $text;)* };
}

/// Declares texts with a count: the one for exactly one thing, then the one for other numbers.
macro_rules! counted {
    ($($name:ident = $one:expr, $other:expr;)*) => {
        $(#[allow(missing_docs)] pub const $name: Counted = Counted { one: $one, other: $other };)*
    };
}

mod board;
mod booking;
mod fill;
mod length;
mod shared;

pub use board::*;
pub use booking::*;
pub use fill::{Counted, fill};
pub use length::length;
pub use shared::*;
