//! Thin hands on the browser: requests, `Intl`, the document.

pub mod document;
pub mod fetch;
pub mod intl;
pub mod locale;
pub mod record;
