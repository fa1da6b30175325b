//! The days that are asked about, and their minutes counted from the first midnight.

use std::ops::Range;

use crate::{Day, Interval, MINUTES_PER_DAY, Minute};

/// A day's minutes.
pub(super) const DAY: u32 = MINUTES_PER_DAY as u32;

/// Starts, and as many ends.
pub(super) type Pairs<'a> = (&'a [Minute], &'a [Minute]);

/// A window and the days it reaches into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    window: Interval,
    first: Day,
    count: usize,
    /// The first day's midnight. On the axis' first day it lies before the axis, so all sums with it may wrap.
    midnight: Minute,
}

impl Days {
    pub(super) fn new(window: Interval) -> Days {
        let (first, last) = (Day::of(window.start()), Day::of(window.end() - 1));
        Days { window, first, count: (last - first) as usize + 1, midnight: first.0.wrapping_mul(MINUTES_PER_DAY) }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Those days that lie wholly on the axis, as indexes: all but at its very ends.
    pub(super) fn whole(&self) -> Range<usize> {
        let index = |day: Day| (day - self.first).clamp(0, self.count as i32) as usize;
        index(Day::FIRST)..index(Day::LAST + 1)
    }

    /// A day by its index.
    pub(super) fn day(&self, index: usize) -> Day {
        self.first + index as i32
    }

    /// Minutes from the first midnight to one of the window.
    #[inline]
    pub(super) fn since(&self, minute: Minute) -> u32 {
        minute.wrapping_sub(self.midnight) as u32
    }

    /// Whether all pairs of a start and an end are intervals in the window.
    pub(super) fn have_all(&self, (starts, ends): Pairs) -> bool {
        let (first, last) = (self.window.start(), self.window.end());
        let is_out = |(start, end): (&Minute, &Minute)| (*start < first) | (*end <= *start) | (last < *end);
        !starts.iter().zip(ends).fold(false, |out, pair| out | is_out(pair))
    }

    /// A minute of the window or its end that is nearest.
    pub(super) fn cut(&self, minute: Minute) -> Minute {
        minute.clamp(self.window.start(), self.window.end())
    }

    /// The minute that lies so many after the first midnight.
    #[inline]
    pub(super) fn minute(&self, since: u32) -> Minute {
        self.midnight.wrapping_add(since as Minute)
    }
}
