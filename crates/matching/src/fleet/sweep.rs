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
pub(super) fn intersect(one: &[Interval], other: &[Interval], both: &mut Vec<Interval>) {
    let before = both.len();
    both.resize(before + one.len() + other.len(), UNWRITTEN);
    let into = &mut both[before..];
    let (mut written, mut mine, mut others) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(mine), other.get(others)) {
        let shared: (Minute, Minute) = (a.start.max(b.start), a.end.min(b.end));
        into[written] = Interval { start: shared.0, end: shared.1 };
        written += usize::from(shared.0 < shared.1);
        mine += usize::from(a.end <= b.end);
        others += usize::from(b.end <= a.end);
    }
    both.truncate(before + written);
}
