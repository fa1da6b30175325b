//! What editors make of a roster, as it is kept.

use std::collections::HashMap;

use slotwright_domain::PlaceRef;
use slotwright_matching::{Around, Blocker, BlockerOverride, Interval, MINUTES_PER_DAY, Minute, Schedule, WeekAnchor};

use super::busy_times::Facts;

/// What editors make: who works when, week by week, and when they don't, and what is kept around jobs.
#[derive(Debug, PartialEq)]
pub(crate) struct RosterDefinition {
    /// How often it had changed when it was read.
    pub(crate) version: u64,
    pub(crate) schedules: Vec<Schedule>,
    pub(crate) blockers: Vec<Blocker>,
    pub(crate) week_anchor: WeekAnchor,
    /// By number: whose, or everybody's, and when.
    pub(crate) time_offs: Vec<(Option<u64>, Interval)>,
    /// By number: of two for the same day the later one holds.
    pub(crate) overrides: Vec<BlockerOverride>,
    /// The rules, which know nothing of the jobs yet, but where they may be.
    pub(crate) around: Around,
    /// By which index the rules know places, as far as it is known where those are and there are ways.
    pub(crate) places: HashMap<PlaceRef, u32>,
}

impl RosterDefinition {
    /// What a question under these rules has to see.
    pub(crate) fn scope(&self) -> Scope {
        let Around { buffers, travel, .. } = &self.around;
        let longest = |minutes: Minute| minutes.clamp(0, MINUTES_PER_DAY);
        let buffer = buffers.iter().map(|buffer| longest(buffer.before_minutes.max(buffer.after_minutes))).max();
        let way = travel.map_or(0, |_| MINUTES_PER_DAY);
        let minutes = 2 * buffer.unwrap_or(0) + way;
        let reach = if minutes == 0 { 0 } else { minutes + SKIPPED };
        Scope { reach, has_facts: travel.is_some() || !buffers.is_empty() }
    }

    /// By which index the rules know where something is.
    pub(crate) fn place(&self, facts: Facts) -> Option<u32> {
        self.places.get(&facts.place?).copied()
    }
}

/// As many minutes more lie between two times, where the clocks are put forward between them: no zone does so by more, but for
/// those that went without a day.
const SKIPPED: Minute = 120;

/// What of people's jobs a question has to see. Without rules it is the days asked for, and nothing but the times.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scope {
    /// How many minutes before and after the days asked for a job can still keep time in them.
    pub(crate) reach: Minute,
    /// Whether it matters what a job is and where.
    pub(crate) has_facts: bool,
}

impl Scope {
    /// What this sees and what the other sees.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { reach: self.reach.max(other.reach), has_facts: self.has_facts || other.has_facts }
    }
}
