//! Several people at once: when are enough of them free, who is, and whom to send.

use crate::{Interval, IntervalSet};

/// The minutes at which at least `k` of `people` are free: `1` is any of them, `people.len()` all of them.
///
/// Nobody is no crew and there can't be more than all: `k = 0` and `k > people.len()` give the empty set.
/// O(n log n) in the number of intervals.
#[must_use]
pub fn free_for_at_least(_k: usize, _people: &[&IntervalSet]) -> IntervalSet {
    IntervalSet::default()
}

/// Who is free for the whole of `visit`: indexes into `people`, ascending. Nobody, when it reaches over midnight.
pub fn who(people: &[IntervalSet], visit: Interval) -> impl Iterator<Item = usize> {
    let in_one_day = visit.day().is_some();
    (0..people.len()).filter(move |&person| in_one_day && people[person].covers(visit))
}

/// Whom to send: `crew` of those who are free for the whole of `visit`, as indexes into `people`.
///
/// Whoever has the most free minutes that day comes first, of equals the one with the lower index. `None` when fewer
/// than `crew` are free, and for a crew of nobody.
#[must_use]
pub fn choose_crew(_people: &[IntervalSet], _visit: Interval, _crew: usize) -> Option<Vec<usize>> {
    None
}
