//! Minutes and days of the axis.

use std::ops::{Add, Sub};

use crate::Interval;

/// A wall-clock minute: minutes since 1970-01-01 00:00 in the instance's own time zone, about 4,000 years either way.
///
/// Other kinds of time have types of their own and come here through [`time`](crate::time).
pub type Minute = i32;

/// Every day of the axis has as many: nothing is converted, so a clock change makes no day longer or shorter.
pub const MINUTES_PER_DAY: Minute = 1440;

/// A calendar day: days since 1970-01-01.
///
/// Days beyond the axis of [`Minute`] are read as its first or its last whole day; nothing here panics.
///
/// ```
/// use slotwright_matching::Day;
/// let day = Day(19_856); // 2024-05-13, a Monday
/// assert_eq!(day.weekday(), 1);
/// assert_eq!(Day::of(day.start() + 600), day);
/// assert_eq!((day + 7) - day, 7);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The first day that lies wholly on the axis.
    pub(crate) const FIRST: Day = Day(Minute::MIN / MINUTES_PER_DAY);
    /// The last day that lies wholly on the axis.
    pub(crate) const LAST: Day = Day(Minute::MAX / MINUTES_PER_DAY - 1);

    /// The day that `minute` belongs to; midnight belongs to the day it begins.
    #[must_use]
    pub const fn of(minute: Minute) -> Day {
        Day(minute.div_euclid(MINUTES_PER_DAY))
    }

    /// The day's first minute, 00:00.
    #[must_use]
    pub fn start(self) -> Minute {
        self.clamp(Day::FIRST, Day::LAST).0 * MINUTES_PER_DAY
    }

    /// The whole day, `[00:00, 24:00)`.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval { start: self.start(), end: self.start() + MINUTES_PER_DAY }
    }

    /// 0 = Sunday, 1 = Monday, …, 6 = Saturday.
    #[must_use]
    pub const fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0.rem_euclid(7) + 4).rem_euclid(7) as u8
    }

    /// The days from `first` to `last`, both included, as far as they lie on the axis.
    pub(crate) fn all(first: Day, last: Day) -> impl Iterator<Item = Day> {
        (first.max(Day::FIRST).0..=last.min(Day::LAST).0).map(Day)
    }

    /// From `start` to `end` minutes of this day; what lies outside the day is cut off. `None` when nothing is left.
    pub(crate) fn between(self, start: Minute, end: Minute) -> Option<Interval> {
        let midnight = self.start();
        Interval::new(midnight + start.clamp(0, MINUTES_PER_DAY), midnight + end.clamp(0, MINUTES_PER_DAY))
    }
}

impl Add<i32> for Day {
    type Output = Day;

    fn add(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl Sub for Day {
    type Output = i32;

    fn sub(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}
