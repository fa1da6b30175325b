//! What both elements are made of: the signal type, the shapes of their views, and thin hands on the browser.

pub mod button;
pub mod document;
pub mod el;
pub mod fetch;
pub mod form;
pub mod intl;
pub mod live;
pub mod locale;
pub mod parts;
pub mod record;
