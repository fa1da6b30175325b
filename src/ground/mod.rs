//! The pure ground: functions and types that need no browser, and are tested without one.

pub mod availability;
pub mod calendar_links;
pub mod clocks;
pub mod company;
pub mod day_parts;
pub mod failure;
pub mod fields;
pub mod handle;
pub mod hold;
pub mod idempotency;
pub mod job;
pub mod kept;
pub mod keyboard;
pub mod live;
pub mod month;
pub mod offer;
pub mod phone;
pub mod recommended;
pub mod sooner;
pub mod suggestions;
pub mod timeline;
pub mod why_not;
pub mod wishes;
