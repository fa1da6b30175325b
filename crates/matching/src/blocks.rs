//! Free time by day.

use crate::{Day, Interval, IntervalSet, Minute};

/// Free time from `first` to `last`, both included, cut at midnight; blocks shorter than `at_least_minutes` are left
/// out, and so are days without a block. Days and blocks ascend.
///
/// ```
/// use slotwright_matching::{Day, Interval, IntervalSet, blocks};
/// let day = Day(19_849);
/// let night = Interval::new(day.start() + 1200, day.start() + 1440 + 240).unwrap();
/// let free = IntervalSet::from_unsorted(vec![night]);
/// let of = |at_least| blocks(&free, day, day + 6, at_least);
/// assert_eq!(of(240).len(), 2, "a night is two blocks");
/// assert_eq!(of(241), [], "each must be long enough by itself");
/// ```
#[must_use]
pub fn blocks(free: &IntervalSet, first: Day, last: Day, at_least_minutes: Minute) -> Vec<(Day, Vec<Interval>)> {
    let mut days: Vec<(Day, Vec<Interval>)> = Vec::new();
    for (day, block) in each_block(free, first, last, at_least_minutes) {
        match days.last_mut() {
            Some((known, blocks)) if *known == day => blocks.push(block),
            _ => days.push((day, vec![block])),
        }
    }
    days
}

/// The [`blocks`] one after the other, each with its day.
pub fn each_block(
    free: &IntervalSet,
    first: Day,
    last: Day,
    at_least_minutes: Minute,
) -> impl Iterator<Item = (Day, Interval)> {
    let asked = Interval::new(first.start(), last.interval().end());
    // Most free time between visits is too short, whatever is cut from it.
    let is_long = move |interval: &Interval| at_least_minutes <= interval.minutes();
    let within = asked.into_iter().flat_map(move |asked| {
        free.overlapping(asked).filter(is_long).filter_map(move |interval| interval.intersection(asked))
    });
    within.flat_map(Interval::by_day).filter(move |(_, block)| at_least_minutes <= block.minutes())
}
