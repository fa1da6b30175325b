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

impl Repetition {
    /// Whether `day` lies in an active week.
    pub(crate) fn is_active(&self, day: Day, anchor: WeekAnchor) -> bool {
        if day < self.start {
            return false;
        }
        let into_week = match anchor {
            WeekAnchor::Start => 0,
            WeekAnchor::Sunday => i64::from(self.start.weekday()),
        };
        let week = (i64::from(day.0) - i64::from(self.start.0) + into_week) / 7;
        let weeks = i64::from(self.weeks.max(1));
        week % weeks == 0 && (self.infinite || week / weeks <= i64::from(self.repetitions))
    }
}
