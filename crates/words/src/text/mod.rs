//! The texts in English. Their names say where they stand; a sentence of documentation for each would only repeat the text.
//!
//! Whole sentences, no blame, and what to do now. Dates and times are not here: the browser's `Intl` formats them.

/// A text.
#[derive(Debug)]
pub struct Text {
    /// What it is called in the files of the languages.
    pub name: &'static str,
    /// What it says in English.
    pub english: &'static str,
}

/// A text that depends on a number, which is `{n}` in it.
#[derive(Debug)]
pub struct Counted {
    /// What it is called in the files of the languages, before the plural category: `OPENINGS.few`.
    pub name: &'static str,
    /// For exactly one.
    pub one: &'static str,
    /// For all others.
    pub other: &'static str,
}

/// The texts of one part: `NAME = "…"`, or `NAME = "…" | "…"` for exactly one thing and for other numbers.
macro_rules! texts {
    ($($name:ident = $text:literal $(| $other:literal)?;)*) => {
        $(texts!(@text $name = $text $(| $other)?);)*
        /// All of them: what each is called, and what it says in English; the names of those with a number end in a full stop.
        pub const ALL: &[(&str, &str)] = &[$((texts!(@name $name $(| $other)?), texts!(@last $text $(| $other)?))),*];
    };
    (@text $name:ident = $one:literal | $other:literal) => {
        #[allow(missing_docs)]
        pub const $name: &$crate::Counted = &$crate::Counted { name: stringify!($name), one: $one, other: $other };
    };
    (@text $name:ident = $text:literal) => {
        #[allow(missing_docs)]
        pub const $name: &$crate::Text = &$crate::Text { name: stringify!($name), english: $text };
    };
    (@name $name:ident | $other:literal) => { concat!(stringify!($name), ".") };
    (@name $name:ident) => { stringify!($name) };
    (@last $one:literal | $other:literal) => { $other };
    (@last $text:literal) => { $text };
}

pub mod board;
pub mod booking;
pub mod plain;
pub mod setup;
pub mod shared;
pub mod staff;

// By name, so that each is written `text::RETRY`.
#[allow(ambiguous_glob_reexports)]
pub use {board::*, booking::*, plain::*, setup::*, shared::*, staff::*};
