//! One person's intervals in the order of their starts, however they came.

use super::days::{DAY, Days, Pairs};
use crate::Minute;
use crate::sort::sort;

/// How many intervals of a day are ordered without a branch.
const FEW: usize = 16;

/// A start and an end, counted from the first day's midnight, in one word that compares as the start does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch(u64);

impl Stretch {
    pub(super) fn new(start: u32, end: u32) -> Stretch {
        Stretch(u64::from(start) << 32 | u64::from(end))
    }

    pub(super) fn start(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub(super) fn end(self) -> u32 {
        self.0 as u32
    }
}

/// One person's intervals in the order of their starts, and the room that ordering them takes; used again for the next.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    stretches: Vec<Stretch>,
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// For intervals whose days are in no order.
    by_day: ByDay,
}

impl Ordered {
    /// Intervals of the window in order.
    pub(super) fn read(&mut self, pairs: Pairs, days: &Days) -> &mut [Stretch] {
        let read = |minutes: &[Minute], into: &mut Vec<u32>| {
            into.clear();
            into.extend(minutes.iter().map(|minute| days.since(*minute)));
            // These belong to no day, so that a day's can be read in one go.
            into.extend([u32::MAX; FEW]);
        };
        read(pairs.0, &mut self.starts);
        read(pairs.1, &mut self.ends);
        let count = pairs.0.len();
        self.stretches.resize(count + FEW, Stretch::default());
        // As nearly everything that comes from a database: one day after the other.
        if !order(&self.starts, &self.ends, &mut self.stretches) {
            self.by_day.sort(&mut self.starts, &mut self.ends, count, days);
            order(&self.starts, &self.ends, &mut self.stretches);
        }
        &mut self.stretches[..count]
    }
}

/// Orders the intervals of each day; false, with nothing said about `ordered`, when the days themselves are in no order.
fn order(starts: &[u32], ends: &[u32], ordered: &mut [Stretch]) -> bool {
    let count = starts.len() - FEW;
    let (mut at, mut next_midnight) = (0, 0);
    while at < count {
        if starts[at] < next_midnight {
            return false;
        }
        let midnight = starts[at] - starts[at] % DAY;
        next_midnight = midnight + DAY;
        let mut of_day = rank::<8>(&starts[at..], &ends[at..], midnight, &mut ordered[at..]);
        let is_today = |start: u32| start.wrapping_sub(midnight) < DAY;
        if of_day == 8 && is_today(starts[at + 8]) {
            of_day = rank::<FEW>(&starts[at..], &ends[at..], midnight, &mut ordered[at..]);
        }
        if of_day == FEW && is_today(starts[at + FEW]) {
            of_day += starts[at + FEW..].iter().take_while(|start| is_today(**start)).count();
            for own in at..at + of_day {
                ordered[own] = Stretch::new(starts[own], ends[own]);
            }
            sort(&mut ordered[at..at + of_day]);
        }
        at += of_day;
    }
    true
}

/// Puts the first intervals of a day, up to `N`, where they belong: each goes to the index that is the number of those
/// before it. Tells how many there were. Behind them stands what is not of this day, to be overwritten.
///
/// Quadratic, but without a branch, and each round of the outer loop is a few vector instructions.
fn rank<const N: usize>(starts: &[u32], ends: &[u32], midnight: u32, ordered: &mut [Stretch]) -> usize {
    let (Some(starts), Some(ends), Some(ordered)) =
        (starts.first_chunk::<N>(), ends.first_chunk::<N>(), ordered.first_chunk_mut::<N>())
    else {
        return 0;
    };
    let mut of_day = 0u32;
    for (lane, start) in starts.iter().enumerate() {
        of_day |= u32::from(start.wrapping_sub(midnight) < DAY) << lane;
    }
    let of_day = of_day.trailing_ones() as usize;

    // The index makes each key another one; 1439 * 16 + 15 is less than what stands for another day.
    let mut keys = [0i16; N];
    for lane in 0..N {
        let own = (starts[lane].wrapping_sub(midnight) as i16) << 4;
        keys[lane] = if lane < of_day { own } else { 0x7000 } | lane as i16;
    }
    let mut ranks = [0i16; N];
    for key in keys {
        for lane in 0..N {
            ranks[lane] += i16::from(key < keys[lane]);
        }
    }
    for lane in 0..N {
        ordered[ranks[lane] as usize % N] = Stretch::new(starts[lane], ends[lane]);
    }
    of_day
}

/// The room for sorting by day.
#[derive(Debug, Default)]
struct ByDay {
    /// For each day, where its next interval goes.
    next: Vec<u32>,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl ByDay {
    /// Puts the first `count` intervals in the order of their days, by counting.
    fn sort(&mut self, starts: &mut Vec<u32>, ends: &mut Vec<u32>, count: usize, days: &Days) {
        self.next.clear();
        self.next.resize(days.count() + 1, 0);
        for start in &starts[..count] {
            self.next[(start / DAY) as usize + 1] += 1;
        }
        let mut before = 0;
        for next in &mut self.next {
            before += *next;
            *next = before;
        }
        self.starts.clone_from(starts);
        self.ends.clone_from(ends);
        for at in 0..count {
            let next = &mut self.next[(starts[at] / DAY) as usize];
            self.starts[*next as usize] = starts[at];
            self.ends[*next as usize] = ends[at];
            *next += 1;
        }
        std::mem::swap(starts, &mut self.starts);
        std::mem::swap(ends, &mut self.ends);
    }
}
