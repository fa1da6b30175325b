//! World files: JSON that people write, read with all that is wrong with it, and printed.

mod definitions;
mod fields;
mod json;
mod node;
mod numbers;
mod policy;
mod print;
mod read;
mod rules;
#[cfg(test)]
mod tests;

pub use fields::{MAX_CHOICES, MAX_FIELD_LENGTH, MAX_FIELD_NUMBER, MAX_FIELDS, read_fields, whole_text};
pub use policy::{
    MAX_ANSWER_HOURS, MAX_HORIZON_DAYS, MAX_NOTICE_MINUTES, MAX_PREPARE, MAX_START_STEP_MINUTES, read_policy,
};
pub use print::print;
pub use read::{Faults, Loaded, read, read_file};
pub use rules::read_rules;

/// The flags of a blocker, in the order of the days.
const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
