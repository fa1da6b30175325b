//! When a visit can start.

use crate::{IntervalSet, Minute};

/// Where the starts of visits are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// From midnight: with a step of 30 visits start at the full and the half hour.
    #[default]
    Clock,
    /// From the start of each free block of each person, so that visits follow each other without gaps.
    Block,
}

/// What is looked for. All times are minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// How long the visit takes. Nothing is found for less than 1 and more than a day.
    pub length_minutes: Minute,
    /// How many people must be free for the whole visit. Nothing is found for nobody.
    pub crew: usize,
    /// The distance between starts; less than 1 counts as 1.
    pub step_minutes: Minute,
    /// Where starts are counted from.
    pub align: Align,
    /// The visit starts here at the soonest: now and the notice.
    pub earliest: Minute,
    /// The visit has ended here at the latest: the horizon.
    pub latest: Minute,
}

/// A start at which enough people are free for the whole visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// When the visit starts.
    pub start: Minute,
    /// How many could come, at least [`Search::crew`].
    pub people: u32,
}

/// All openings of `search`, ascending. A visit never reaches over midnight, an end at midnight is allowed.
#[must_use]
pub fn openings(_people: &[IntervalSet], _search: &Search) -> Vec<Opening> {
    Vec::new()
}
