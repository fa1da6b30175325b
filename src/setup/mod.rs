//! `<slotwright-setup>`: what the board is set up by, within it. Fetched when somebody opens it.

pub mod effects;
pub mod state;
pub mod views;
pub mod widget;
