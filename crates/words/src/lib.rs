//! Every word that people read: the widget's, and those of the pages that the server writes itself.
//!
//! English is in the code ([`text`]); each other language is one file in `languages/`, an object of texts by their names. What a
//! language lacks is said in English, text by text. `{name}` in a text is a placeholder; [`fill`] puts the values in. Where a text
//! depends on a number it has a text for each of the language's plural categories, `OPENINGS.one`, `OPENINGS.few`, …: which number
//! belongs to which is for whoever knows the language's rules (`Intl.PluralRules`, CLDR).
//!
//! ```
//! use slotwright_words::{Words, fill, text};
//!
//! let german = Words::new(vec![("RETRY".to_owned(), "Noch einmal versuchen".to_owned())]);
//! assert_eq!(german.say(text::RETRY), "Noch einmal versuchen");
//! assert_eq!(fill(german.say(text::HOURS), &[("n", "2")]), "2 h");
//! ```

mod fill;
mod joined;
mod languages;
mod length;
pub mod text;
mod words;

pub use fill::fill;
pub use joined::joined;
pub use languages::LANGUAGES;
pub use length::length;
pub use text::{Counted, Text};
pub use words::{Plural, Words};
