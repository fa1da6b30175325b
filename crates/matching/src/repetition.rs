//! Which weeks a rule holds in.

use crate::Day;

/// Which weeks a schedule or a blocker is active in: one active week, then `weeks - 1` idle ones, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repetition {
    /// Never active before this day.
    pub start: Day,
    /// Every how many weeks; 0 counts as 1.
    pub weeks: u32,
    /// How many active weeks follow the first; 0 means that the rule never repeats.
    pub repetitions: u32,
    /// Active for ever: `repetitions` is ignored.
    pub infinite: bool,
}

/// Where weeks are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekAnchor {
    /// Runs of seven days from the rule's start.
    #[default]
    Start,
    /// Calendar weeks, Sunday to Saturday, from the one that holds the rule's start.
    Sunday,
}
