//! The starts of a day, a bit for each.

use crate::{Interval, MINUTES_PER_DAY, Minute, Search};

use super::days::{DAY, Days};

/// At which minutes of a day a visit may start, and how long it takes. A row of bits is a day's starts, in whole words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    length: u32,
    step: u32,
    /// 2³² divided by the step, rounded up: multiplying by it is quicker than dividing, and exact for a day's minutes.
    inverse: u64,
    words_per_day: usize,
}

impl Grid {
    /// `None` for visits of no length and those longer than a day: they never start.
    pub(super) fn new(search: &Search) -> Option<Grid> {
        if !(1..=MINUTES_PER_DAY).contains(&search.length_minutes) {
            return None;
        }
        let step = search.step_minutes.clamp(1, MINUTES_PER_DAY) as u32;
        // One more than there are starts, for the end of the last stretch of them.
        let words_per_day = (DAY / step + 2).div_ceil(64) as usize;
        let inverse = (1u64 << 32).div_ceil(u64::from(step));
        Some(Grid { length: search.length_minutes as u32, step, inverse, words_per_day })
    }

    pub(super) fn words_per_day(&self) -> usize {
        self.words_per_day
    }

    pub(super) fn step(&self) -> u32 {
        self.step
    }

    pub(super) fn length(&self) -> u32 {
        self.length
    }

    /// Sets in `row`, which is all zero, the starts at which a visit fits into `free`.
    pub(super) fn mark(&self, free: &[Interval], days: &Days, row: &mut [u64]) {
        for interval in free {
            let (mut start, end) = (days.since(interval.start), days.since(interval.end));
            while start < end {
                let day = start / DAY;
                let midnight = day * DAY;
                let stop = end.min(midnight + DAY);
                self.flip(start - midnight, stop - midnight, &mut row[day as usize * self.words_per_day..]);
                start = stop;
            }
        }
        fill(row);
    }

    /// Flips the first bit of the stretch of starts between two minutes of a day, and the first one after it. Both are the
    /// same bit when no visit fits.
    fn flip(&self, start: u32, end: u32, row: &mut [u64]) {
        let first = self.first(start);
        for bit in [first, self.after(end).max(first)] {
            row[bit / 64] ^= 1 << (bit % 64);
        }
    }

    /// The bit of the first start from a minute of a day on.
    pub(super) fn first(&self, minute: u32) -> usize {
        self.whole_steps(minute + self.step - 1)
    }

    /// The bit after the last start of a visit that has ended at a minute of a day.
    pub(super) fn after(&self, minute: u32) -> usize {
        self.whole_steps((minute + self.step).saturating_sub(self.length))
    }

    fn whole_steps(&self, minutes: u32) -> usize {
        ((u64::from(minutes) * self.inverse) >> 32) as usize
    }

    /// The bit of a start, if it is one.
    pub(super) fn bit(&self, minute_of_day: u32) -> Option<usize> {
        minute_of_day.is_multiple_of(self.step).then_some((minute_of_day / self.step) as usize)
    }

    /// The minute of a day at which the start with this bit is.
    pub(super) fn minute_of_day(&self, bit: usize) -> Minute {
        (bit as u32 * self.step) as Minute
    }
}

/// From bits where something begins or ends to bits where it is.
fn fill(row: &mut [u64]) {
    let mut inside = 0;
    for word in row {
        let mut filled = *word;
        for distance in [1, 2, 4, 8, 16, 32] {
            filled ^= filled << distance;
        }
        filled ^= inside;
        *word = filled;
        inside = ((filled as i64) >> 63) as u64;
    }
}

/// The bits that are set in a row, ascending.
pub(super) fn bits(row: &[u64]) -> impl Iterator<Item = usize> {
    row.iter().enumerate().flat_map(|(index, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (bit < 64).then_some(index * 64 + bit)
        })
    })
}
