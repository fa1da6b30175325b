//! Eight stretches of hours side by side, each with what is busy on its day: the way of nearly all people, and the quick one.
//!
//! One instruction then finds the minimum of two minutes in all eight. It takes hours and busy times that lie in one day
//! each, days in order, at most eight busy times a day, and not more than 63 starts in a stretch of hours; whoever has
//! others is read the other way.

use super::days::{DAY, Days, Pairs};
use super::grid::Grid;
use crate::{Interval, Minute};

/// How many stretches of hours are looked at together.
const LANES: usize = 8;
/// How many busy times a day may have.
const BUSY: usize = 8;
/// A minute of no day, after all others.
const NEVER: i16 = 0x7000;

/// Minutes of a day, one for each lane.
type Lanes = [i16; LANES];

/// Where what is found goes: free time, as much as [`most_free`], and the bits of starts.
pub(super) struct Found<'a> {
    pub(super) free: &'a mut [Interval],
    pub(super) written: usize,
    pub(super) row: &'a mut [u64],
}

/// How many free intervals can be found.
pub(super) fn most_free(hours: Pairs) -> usize {
    hours.0.len() * (BUSY + 1)
}

/// Finds what is free of `hours` without `busy`. False, with something or other found, for whoever must be read the other
/// way.
pub(super) fn read(hours: Pairs, busy: Pairs, days: &Days, steps: &Steps, found: &mut Found) -> bool {
    let mut batch = Batch::EMPTY;
    // What is to come; what is busy today.
    let (mut left, mut today) = (busy, busy);
    // Yesterday's, so to speak.
    let mut midnight = 0u32.wrapping_sub(DAY);
    // Until here all is said and done.
    let (mut closed, mut done) = (0, 0);
    for (open, close) in hours.0.iter().zip(hours.1) {
        let (open, close) = (days.since(*open), days.since(*close));
        if open < closed {
            return false;
        }
        closed = close + 1;
        if open.wrapping_sub(midnight) < DAY {
            left = today;
        } else {
            midnight = open - open % DAY;
            // Those of days without hours.
            while let (Some(start), Some(end)) = (left.0.first(), left.1.first())
                && days.since(*start) < midnight
            {
                if days.since(*start) < done || midnight < days.since(*end) {
                    return false;
                }
                left = (&left.0[1..], &left.1[1..]);
            }
            today = left;
            done = midnight + DAY;
        }
        if done < close || steps.longest < close - open {
            return false;
        }
        let Some(count) = batch.add(open - midnight, close - midnight, midnight, left, days.minute(midnight)) else {
            return false;
        };
        left = (&left.0[count..], &left.1[count..]);
        if batch.count == LANES {
            batch.find(days, steps, found);
        }
    }
    if 0 < batch.count {
        batch.find(days, steps, found);
    }
    left.0.iter().all(|start| done <= days.since(*start))
}

/// The starts of a day, in numbers of 16 bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steps {
    step: u16,
    length: u16,
    /// 2¹⁶ divided by the step, rounded up.
    inverse: u16,
    words_per_day: usize,
    /// The longest hours whose starts are bits of one word.
    longest: u32,
}

impl Steps {
    pub(super) fn new(grid: &Grid) -> Steps {
        let (step, length) = (grid.step(), grid.length());
        let inverse = (1u32 << 16).div_ceil(step);
        // A product is too large by less than this, which must not reach the next whole number.
        let is_exact = (inverse * step - (1 << 16)) * (DAY + step) < 1 << 16;
        Steps {
            step: step as u16,
            length: length as u16,
            inverse: inverse as u16,
            words_per_day: grid.words_per_day(),
            longest: if is_exact && 1 < step { 63 * step } else { 0 },
        }
    }

    /// The bits of the first starts from minutes of a day on.
    #[inline(always)]
    fn first(&self, minutes: &Lanes, bits: &mut Lanes) {
        for lane in 0..LANES {
            bits[lane] = self.whole_steps(minutes[lane] as u16 + (self.step - 1));
        }
    }

    /// The bits after the last starts of visits that have ended at minutes of a day.
    #[inline(always)]
    fn after(&self, minutes: &Lanes, bits: &mut Lanes) {
        for lane in 0..LANES {
            bits[lane] = self.whole_steps((minutes[lane] as u16 + self.step).saturating_sub(self.length));
        }
    }

    #[inline(always)]
    fn whole_steps(&self, minutes: u16) -> i16 {
        ((u32::from(minutes) * u32::from(self.inverse)) >> 16) as i16
    }

    /// Sets the starts of a day, whose bits are counted from `base`.
    #[inline(always)]
    fn set(&self, bits: u64, base: i16, day: u32, row: &mut [u64]) {
        let (word, shift) = (day as usize * self.words_per_day + base as usize / 64, base as u32 % 64);
        if let Some(word) = row.get_mut(word) {
            *word |= bits << shift;
        }
        if let Some(word) = row.get_mut(word + 1) {
            *word |= (bits >> 1) >> (63 - shift);
        }
    }
}

/// Stretches of hours, and what is busy on the day of each, in minutes of that day.
struct Batch {
    count: usize,
    /// How many busy times there are at most.
    most: usize,
    /// The days' midnights.
    midnights: [u32; LANES],
    open: Lanes,
    close: Lanes,
    starts: [Lanes; BUSY],
    ends: [Lanes; BUSY],
}

impl Batch {
    const EMPTY: Batch = Batch {
        count: 0,
        most: 0,
        midnights: [0; LANES],
        open: [0; LANES],
        close: [0; LANES],
        starts: [[NEVER; LANES]; BUSY],
        ends: [[NEVER; LANES]; BUSY],
    };

    /// Adds a stretch of hours and those of the `busy` times that begin on its day. Tells how many these are; `None` when
    /// they are too many, or last beyond the day.
    #[inline]
    fn add(&mut self, open: u32, close: u32, since: u32, busy: Pairs, midnight: Minute) -> Option<usize> {
        let lane = self.count % LANES;
        self.count += 1;
        self.midnights[lane] = since;
        self.open[lane] = open as i16;
        self.close[lane] = close as i16;
        let of_day = |minute: Minute| minute.wrapping_sub(midnight) as u32;
        let (mut count, mut latest) = (0, 0);
        let rows = self.starts.iter_mut().zip(&mut self.ends);
        for ((start_row, end_row), (start, end)) in rows.zip(busy.0.iter().zip(busy.1)) {
            let (start, end) = (of_day(*start), of_day(*end));
            if DAY <= start {
                break;
            }
            start_row[lane] = start as i16;
            end_row[lane] = end as i16;
            latest = end.max(latest);
            count += 1;
        }
        self.most = self.most.max(count);
        let is_all = count < BUSY || busy.0.get(count).is_none_or(|next| DAY <= of_day(*next));
        (is_all && latest <= DAY).then_some(count)
    }

    /// Finds what is free, and makes room for others.
    ///
    /// As soon as as many busy times have ended as have started, nobody is busy: so starts and ends are sorted each by
    /// themselves, and time is free from each end to the start that has the next index.
    #[inline(never)]
    fn find(&mut self, days: &Days, steps: &Steps, found: &mut Found) {
        sort(&mut self.starts);
        sort(&mut self.ends);
        let (open, close) = (self.open, self.close);
        for row in self.starts.iter_mut().chain(&mut self.ends) {
            limit(row, &open, &close);
        }
        let mut first = [[0; LANES]; BUSY + 1];
        let mut after = [[0; LANES]; BUSY + 1];
        steps.first(&open, &mut first[0]);
        for (row, first) in self.ends.iter().zip(&mut first[1..]) {
            steps.first(row, first);
        }
        for (row, after) in self.starts.iter().chain([&close]).zip(&mut after) {
            steps.after(row, after);
        }
        let base = first[0];
        for (first, after) in first.iter_mut().zip(&mut after) {
            for lane in 0..LANES {
                let (one, other) = (first[lane] - base[lane], after[lane] - base[lane]);
                first[lane] = one;
                after[lane] = other - below(other, one);
            }
        }
        let Found { free, written, row } = found;
        let mut end = *written;
        for lane in 0..self.count.min(LANES) {
            let midnight = days.minute(self.midnights[lane]);
            let mut bits = 0u64;
            let mut from = open[lane];
            let rows =
                self.starts.iter().chain([&close]).zip(self.ends.iter().chain([&close])).zip(first.iter().zip(&after));
            for ((start, row_end), (first, after)) in rows.take(self.most + 1) {
                let upto = start[lane];
                bits ^= (!0u64).wrapping_shl(first[lane] as u32) ^ (!0u64).wrapping_shl(after[lane] as u32);
                // Written first, and kept only if there is something in it: so there is nothing to be guessed.
                free[end] =
                    Interval { start: midnight.wrapping_add(from.into()), end: midnight.wrapping_add(upto.into()) };
                end += usize::from(from < upto);
                from = row_end[lane];
            }
            steps.set(bits, base[lane], self.midnights[lane] / DAY, row);
        }
        *written = end;
        self.count = 0;
        self.most = 0;
        self.starts = [[NEVER; LANES]; BUSY];
        self.ends = [[NEVER; LANES]; BUSY];
    }
}

/// Sorts each lane by itself, in a network of 19 exchanges.
#[rustfmt::skip]
fn sort(rows: &mut [Lanes; BUSY]) {
    exchange::<0, 2>(rows); exchange::<1, 3>(rows); exchange::<4, 6>(rows); exchange::<5, 7>(rows);
    exchange::<0, 4>(rows); exchange::<1, 5>(rows); exchange::<2, 6>(rows); exchange::<3, 7>(rows);
    exchange::<0, 1>(rows); exchange::<2, 3>(rows); exchange::<4, 5>(rows); exchange::<6, 7>(rows);
    exchange::<2, 4>(rows); exchange::<3, 5>(rows);
    exchange::<1, 4>(rows); exchange::<3, 6>(rows);
    exchange::<1, 2>(rows); exchange::<3, 4>(rows); exchange::<5, 6>(rows);
}

/// Puts the sooner minute into one row and the later one into the other.
#[inline(always)]
fn exchange<const SOONER: usize, const LATER: usize>(rows: &mut [Lanes; BUSY]) {
    let (ones, others) = (rows[SOONER], rows[LATER]);
    for lane in 0..LANES {
        let less = below(ones[lane], others[lane]);
        rows[SOONER][lane] = others[lane] + less;
        rows[LATER][lane] = ones[lane] - less;
    }
}

/// Moves what lies outside the hours to their nearer end.
#[inline(always)]
fn limit(row: &mut Lanes, open: &Lanes, close: &Lanes) {
    let mut limited = [0; LANES];
    for lane in 0..LANES {
        let minute = row[lane] - below(row[lane], open[lane]);
        limited[lane] = close[lane] + below(minute, close[lane]);
    }
    *row = limited;
}

/// By how much `one` is below `other`, as a negative number; 0 when it isn't. Of minutes of a day, which can't overflow.
///
/// This instead of `min` and `max`, since compilers know what it costs in vectors of wasm, and dare to use them.
#[inline(always)]
fn below(one: i16, other: i16) -> i16 {
    let difference = one - other;
    difference & (difference >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fleet::grid::Grid;
    use crate::{Align, MINUTES_PER_DAY, Search, Skipped};

    const SEARCH: Search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 15,
        align: Align::Clock,
        earliest: 0,
        latest: 20 * MINUTES_PER_DAY,
        skipped: Skipped::NONE,
    };

    /// Whether somebody with these busy times, who works from 8 to 18 for 20 days, is read in lanes.
    fn is_read(busy: &[(Minute, Minute)]) -> bool {
        let (opens, closes): (Vec<_>, Vec<_>) = (0..20).map(|day| (day * 1440 + 480, day * 1440 + 1080)).unzip();
        let (starts, ends): (Vec<_>, Vec<_>) = busy.iter().copied().unzip();
        let days = Days::new(Interval::new(SEARCH.earliest, SEARCH.latest).unwrap());
        let hours = (&opens[..], &closes[..]);
        let mut free = vec![Interval::new(0, 1).unwrap(); most_free(hours)];
        let mut found = Found { free: &mut free, written: 0, row: &mut [0; 40] };
        let steps = Steps::new(&Grid::new(&SEARCH).unwrap());
        read(hours, (&starts, &ends), &days, &steps, &mut found)
    }

    #[test]
    fn ordinary_days_are_read_in_lanes_and_no_others() {
        assert!(is_read(&[]));
        let eight: Vec<_> = (0..20 * 8).map(|i| (i / 8 * 1440 + 1000 - i % 8 * 60, i / 8 * 1440 + 1080)).collect();
        assert!(is_read(&eight), "in no order within a day");
        assert!(!is_read(&[&eight[..], &[(19 * 1440, 19 * 1440 + 5)]].concat()), "nine on a day");
        assert!(!is_read(&[(1440 + 500, 1440 + 510), (500, 510)]), "days in no order");
        assert!(!is_read(&[(1000, 1441)]), "beyond midnight");
    }

    #[test]
    fn steps_are_counted_as_divisions_count_them() {
        for step in 1..=MINUTES_PER_DAY {
            for length in [1, 7, 60, 1440] {
                let grid = Grid::new(&Search { step_minutes: step, length_minutes: length, ..SEARCH }).unwrap();
                let steps = Steps::new(&grid);
                let (step, length) = (step as usize, length as usize);
                for minute in 0..=MINUTES_PER_DAY as usize {
                    let (first, after) = (minute.div_ceil(step), (minute + step).saturating_sub(length) / step);
                    assert_eq!(
                        (grid.first(minute as u32), grid.after(minute as u32)),
                        (first, after),
                        "{minute} {step}"
                    );
                    if 0 < steps.longest {
                        let (mut own_first, mut own_after) = ([0; LANES], [0; LANES]);
                        steps.first(&[minute as i16; LANES], &mut own_first);
                        steps.after(&[minute as i16; LANES], &mut own_after);
                        assert_eq!((own_first[0], own_after[0]), (first as i16, after as i16), "{minute} {step}");
                    }
                }
            }
        }
    }
}
