//! `<slotwright-booking>`: when a customer can be visited.

pub mod derived;
pub mod effects;
pub mod state;
pub mod views;
pub mod widget;
pub mod wording;
