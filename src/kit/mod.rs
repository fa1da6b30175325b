//! What both elements are made of: the signal type, the shapes of their views, and thin hands on the browser.

pub mod document;
pub mod fetch;
pub mod intl;
pub mod live;
pub mod locale;
pub mod parts;
pub mod record;
