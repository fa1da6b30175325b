//! The world: everything a scheduling instance starts with, as data.
//!
//! A [`World`] comes from a world file ([`read`]) or from the [`demo`]'s generator, and goes into an empty database. It is
//! checked: ids are unique, every reference leads somewhere, every interval has a length. [`print()`] writes a file that
//! reads back as the same world.
//!
//! No clock and no zone data in here: all times are wall-clock times of the instance's zone.

pub mod demo;
mod file;
mod world;

pub use file::{
    Faults, Loaded, MAX_ANSWER_HOURS, MAX_CHOICES, MAX_FIELD_LENGTH, MAX_FIELD_NUMBER, MAX_FIELDS, MAX_HORIZON_DAYS,
    MAX_NOTICE_MINUTES, MAX_PREPARE, MAX_START_STEP_MINUTES, print, read, read_fields, read_file, read_policy,
    read_rules, whole_text,
};
pub use world::*;
