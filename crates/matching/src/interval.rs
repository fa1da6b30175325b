//! One stretch of time.

use crate::{Day, Minute};

/// A stretch of time, half-open: its `start` belongs to it, its `end` doesn't. It is never empty, `start < end`.
///
/// ```
/// use slotwright_matching::Interval;
/// let morning = Interval::new(480, 720).unwrap();
/// let afternoon = Interval::new(720, 1020).unwrap();
/// assert_eq!(morning.minutes(), 240);
/// assert!(!morning.overlaps(afternoon), "they touch, which is not overlapping");
/// assert_eq!(Interval::new(720, 720), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    // In this order, so that intervals sort by start.
    pub(crate) start: Minute,
    pub(crate) end: Minute,
}

impl Interval {
    /// From `start` to `end`; `None` unless `start < end`.
    #[must_use]
    pub const fn new(start: Minute, end: Minute) -> Option<Interval> {
        if start < end { Some(Interval { start, end }) } else { None }
    }

    /// The first minute in it.
    #[must_use]
    pub const fn start(self) -> Minute {
        self.start
    }

    /// The first minute after it.
    #[must_use]
    pub const fn end(self) -> Minute {
        self.end
    }

    /// Its length in minutes, at least 1.
    #[must_use]
    pub const fn minutes(self) -> Minute {
        self.end.saturating_sub(self.start)
    }

    /// Whether `minute` lies in it.
    #[must_use]
    pub const fn contains(self, minute: Minute) -> bool {
        self.start <= minute && minute < self.end
    }

    /// Whether all of `other` lies in it.
    #[must_use]
    pub const fn covers(self, other: Interval) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one minute.
    #[must_use]
    pub const fn overlaps(self, other: Interval) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What the two share.
    #[must_use]
    pub fn intersection(self, other: Interval) -> Option<Interval> {
        Interval::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The day in which all of it lies; `None` when it reaches over midnight. An end at midnight does not reach over.
    pub(crate) fn day(self) -> Option<Day> {
        let day = Day::of(self.start);
        (day == Day::of(self.end - 1)).then_some(day)
    }

    /// Cut at each midnight: the days it reaches into, ascending, each with its part of it.
    pub(crate) fn by_day(self) -> impl Iterator<Item = (Day, Interval)> {
        let (first, last) = (Day::of(self.start), Day::of(self.end - 1));
        Day::all(first, last).filter_map(move |day| Some((day, self.intersection(day.interval())?)))
    }
}
