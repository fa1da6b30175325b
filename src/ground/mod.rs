//! The pure ground: what needs no browser, and is tested without one.

pub mod availability;
pub mod day_parts;
pub mod failure;
pub mod hold;
pub mod job;
pub mod keyboard;
pub mod month;
pub mod once;
pub mod text;
pub mod why_not;
pub mod wishes;
