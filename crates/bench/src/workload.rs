//! W(U, D, B): U technicians who work from 8 to 18 on D days, with B busy intervals on each.
//!
//! `js/workload.mjs` makes the same, number by number.

use slotwright_matching::{Align, MINUTES_PER_DAY, Minute, Search, Skipped, Times};

/// How large a workload is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Technicians.
    pub people: usize,
    /// Days, the first of which is day 0 of the axis.
    pub days: usize,
    /// Busy intervals of each technician on each day.
    pub busy: usize,
}

impl Size {
    /// The question: an hour's visit on the quarter hour, for somebody, on any of the days.
    #[must_use]
    pub fn search(self) -> Search {
        Search {
            length_minutes: 60,
            crew: 1,
            step_minutes: 15,
            align: Align::Clock,
            earliest: 0,
            latest: self.days as Minute * MINUTES_PER_DAY,
            skipped: Skipped::NONE,
        }
    }
}

/// Intervals of many people in flat arrays; see [`Times`].
#[derive(Clone, Debug, Default)]
pub struct Flat {
    /// Where each starts.
    pub starts: Vec<Minute>,
    /// Where each ends.
    pub ends: Vec<Minute>,
    /// Where those of each person end.
    pub upto: Vec<u32>,
}

impl Flat {
    /// The same, to be asked about.
    #[must_use]
    pub fn times(&self) -> Times<'_> {
        Times { starts: &self.starts, ends: &self.ends, upto: &self.upto }
    }

    fn push(&mut self, start: Minute, end: Minute) {
        self.starts.push(start);
        self.ends.push(end);
    }
}

/// Hours and busy intervals. Three quarters of these lie on the quarter hour; they are in no order within a day, and
/// overlap.
#[must_use]
pub fn workload(size: Size) -> (Flat, Flat) {
    let (mut hours, mut busy) = (Flat::default(), Flat::default());
    let mut dice = Dice(1);
    for _ in 0..size.people {
        for day in 0..size.days as Minute {
            let midnight = day * MINUTES_PER_DAY;
            hours.push(midnight + 480, midnight + 1080);
            for _ in 0..size.busy {
                let (start, length) = match dice.below(4) {
                    0 => (dice.below(570), 5 + dice.below(56)),
                    _ => (15 * dice.below(38), 15 + 15 * dice.below(4)),
                };
                busy.push(midnight + 480 + start, midnight + 480 + (start + length).min(600));
            }
        }
        hours.upto.push(hours.starts.len() as u32);
        busy.upto.push(busy.starts.len() as u32);
    }
    (hours, busy)
}

/// A linear congruential generator; its high bits are the better ones.
struct Dice(u32);

impl Dice {
    fn below(&mut self, bound: u32) -> Minute {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (((self.0 >> 16) * bound) >> 16) as Minute
    }
}
