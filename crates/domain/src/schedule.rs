//! When people work: schedules, blockers, time off; each without its number.

use slotwright_matching::{Minute, Repetition};

/// Hours in which jobs of some types may, or may not, be scheduled; its days say when.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// For people.
    pub name: String,
    /// Whose hours.
    pub user_ids: Vec<u64>,
    /// For jobs of which types.
    pub job_type_ids: Vec<u64>,
    /// Whether it opens or closes.
    pub available: bool,
    /// In which weeks.
    pub repetition: Repetition,
}

/// A repeating break.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocker {
    /// For people.
    pub name: String,
    /// Whose break; may be nobody's.
    pub user_ids: Vec<u64>,
    /// On which days of the week, Sunday first.
    pub weekdays: [bool; 7],
    /// From which minute of the day.
    pub start: Minute,
    /// Until which minute of the day, after `start`, up to 1440.
    pub end: Minute,
    /// In which weeks.
    pub repetition: Repetition,
}

/// Leave.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeOff {
    /// For people.
    pub name: String,
    /// Whose; everybody's where nobody is named, also of who comes later.
    pub user_id: Option<u64>,
    /// From when.
    pub start: Minute,
    /// Until when, after `start`.
    pub end: Minute,
}
