//! Open minus busy, and what several people share: sweeps that write first and decide afterwards whether it counts, so
//! that nothing is to be guessed by the processor.

use super::days::Days;
use super::order::Stretch;
use crate::{Interval, Minute};

/// What stands where nothing has been written yet.
pub(super) const UNWRITTEN: Interval = Interval { start: 0, end: 0 };

/// Joins ordered stretches where they touch or overlap, in place; gives how many are left.
pub(super) fn join(stretches: &mut [Stretch]) -> usize {
    let Some(first) = stretches.first() else {
        return 0;
    };
    let (mut last, mut joined) = (*first, 0);
    for at in 1..stretches.len() {
        let next = stretches[at];
        let apart = last.end() < next.start();
        stretches[joined] = last;
        joined += usize::from(apart);
        last = if apart { next } else { Stretch::new(last.start(), last.end().max(next.end())) };
    }
    stretches[joined] = last;
    joined + 1
}

/// Appends what is in `open`, which is ordered and joined, and not in `busy`, which is ordered.
pub(super) fn subtract(open: &[Stretch], busy: &[Stretch], days: &Days, free: &mut Vec<Interval>) {
    let before = free.len();
    free.resize(before + open.len() + busy.len(), UNWRITTEN);
    let into = &mut free[before..];
    let (mut written, mut from) = (0, 0);
    let mut busy = busy.iter().peekable();
    for open in open {
        // All that was busy before is over at `from`.
        from = open.start().max(from);
        while let Some(next) = busy.next_if(|next| next.start() < open.end()) {
            into[written] = Interval { start: days.minute(from), end: days.minute(next.start()) };
            written += usize::from(from < next.start());
            from = from.max(next.end());
        }
        into[written] = Interval { start: days.minute(from), end: days.minute(open.end()) };
        written += usize::from(from < open.end());
    }
    free.truncate(before + written);
}

/// Appends what both have, of which each is sorted and disjoint.
///
/// Each step along the two lists waits for the one before. So there are two walks at a time, along the earlier and the later
/// half, which don't wait for each other.
pub(super) fn intersect(one: &[Interval], other: &[Interval], both: &mut Vec<Interval>) {
    let (earlier, later) = one.split_at(one.len() / 2);
    let middle = later.first().map_or(Minute::MAX, |first| first.start);
    let until_middle = &other[..other.partition_point(|interval| interval.start < middle)];
    let from_middle = &other[other.partition_point(|interval| interval.end <= middle)..];

    let before = both.len();
    let room = earlier.len() + until_middle.len();
    both.resize(before + room + later.len() + from_middle.len(), UNWRITTEN);
    let (into_earlier, into_later) = both[before..].split_at_mut(room);
    let mut walk = Walk { one: earlier, other: until_middle, into: into_earlier, mine: 0, others: 0, written: 0 };
    let mut second = Walk { one: later, other: from_middle, into: into_later, mine: 0, others: 0, written: 0 };
    while walk.step() & second.step() {}
    while walk.step() {}
    while second.step() {}

    let (end, written) = (before + walk.written, second.written);
    both.copy_within(before + room..before + room + written, end);
    both.truncate(end + written);
}

/// Along two lists.
struct Walk<'a> {
    one: &'a [Interval],
    other: &'a [Interval],
    into: &'a mut [Interval],
    mine: usize,
    others: usize,
    written: usize,
}

impl Walk<'_> {
    /// Goes on where the sooner of two intervals ends. False at the end of a list.
    #[inline(always)]
    fn step(&mut self) -> bool {
        let (Some(a), Some(b)) = (self.one.get(self.mine), self.other.get(self.others)) else {
            return false;
        };
        let shared = Interval { start: a.start.max(b.start), end: a.end.min(b.end) };
        self.into[self.written] = shared;
        self.written += usize::from(shared.start < shared.end);
        self.mine += usize::from(a.end <= b.end);
        self.others += usize::from(b.end <= a.end);
        true
    }
}
