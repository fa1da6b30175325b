//! Several people at once: when are enough of them free, who is, and whom to send.

use std::cmp::Reverse;

use crate::count::count;
use crate::{Interval, IntervalSet, Minute};

/// The minutes at which at least `k` of `people` are free: `1` is any of them, `people.len()` all of them.
///
/// Nobody is no crew and there can't be more than all: `k = 0` and `k > people.len()` give the empty set.
/// O(n log n) in the number of intervals.
///
/// ```
/// use slotwright_matching::{Interval, IntervalSet, free_for_at_least};
/// let ada: IntervalSet = Interval::new(480, 720).into_iter().collect();
/// let ben: IntervalSet = Interval::new(600, 900).into_iter().collect();
/// assert_eq!(free_for_at_least(2, &[&ada, &ben]).as_slice(), [Interval::new(600, 720).unwrap()]);
/// assert_eq!(free_for_at_least(1, &[&ada, &ben]).as_slice(), [Interval::new(480, 900).unwrap()]);
/// ```
#[must_use]
pub fn free_for_at_least(k: usize, people: &[&IntervalSet]) -> IntervalSet {
    if k == 0 || people.len() < k {
        return IntervalSet::default();
    }
    let intervals: Vec<Interval> = people.iter().copied().flatten().collect();
    count(&intervals).into_iter().filter(|(_, free)| k <= *free as usize).map(|(piece, _)| piece).collect()
}

/// Who is free for the whole of `visit`: indexes into `people`, ascending. Nobody, when it reaches over midnight.
pub fn who(people: &[IntervalSet], visit: Interval) -> impl Iterator<Item = usize> {
    let in_one_day = visit.day().is_some();
    let could_come = move |(_, free): &(usize, &IntervalSet)| in_one_day && free.covers(visit);
    people.iter().enumerate().filter(could_come).map(|(person, _)| person)
}

/// Whom to send: `crew` of those who are free for the whole of `visit`, as indexes into `people`.
///
/// Whoever has the most free minutes that day comes first, of equals the one with the lower index. `None` when fewer
/// than `crew` are free, and for a crew of nobody.
///
/// ```
/// use slotwright_matching::{Interval, choose_crew};
/// let people = [(540, 600), (480, 720), (480, 1020), (700, 1020)]
///     .map(|(start, end)| Interval::new(start, end).into_iter().collect());
/// let visit = Interval::new(540, 600).unwrap();
/// assert_eq!(choose_crew(&people, visit, 2), Some(vec![2, 1]), "they have 9 and 4 hours that day");
/// assert_eq!(choose_crew(&people, visit, 4), None, "only three of them can come");
/// ```
#[must_use]
pub fn choose_crew(people: &[IntervalSet], visit: Interval, crew: usize) -> Option<Vec<usize>> {
    let day = visit.day()?.interval();
    let mut candidates: Vec<(Reverse<Minute>, usize)> =
        who(people, visit).map(|person| (Reverse(people[person].clip(day).total_minutes()), person)).collect();
    if crew == 0 || candidates.len() < crew {
        return None;
    }
    // A crew is small: it is picked one by one, which is less code in the browser than a sort.
    let mut chosen = Vec::new();
    while chosen.len() < crew {
        let best = (0..candidates.len()).min_by_key(|i| candidates[*i])?;
        chosen.push(candidates.swap_remove(best).1);
    }
    Some(chosen)
}
