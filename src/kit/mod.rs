//! What all elements are made of: elements and forms for their views, effects, and thin wrappers of browser APIs.

pub mod announce;
pub mod button;
pub mod check;
pub mod console;
pub mod dates;
pub mod document;
pub mod el;
pub mod faults;
pub mod fetch;
pub mod form;
pub mod intl;
pub mod keys;
pub mod locale;
pub mod parts;
pub mod reactive;
pub mod record;
pub mod tab;
pub mod words;
