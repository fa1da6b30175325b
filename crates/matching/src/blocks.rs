//! Free time by day.

use crate::{Day, Interval, IntervalSet, Minute};

/// Free time from `first` to `last`, both included, cut at midnight; blocks shorter than `at_least_minutes` are left
/// out, and so are days without a block.
#[must_use]
pub fn blocks(_free: &IntervalSet, _first: Day, _last: Day, _at_least_minutes: Minute) -> Vec<(Day, Vec<Interval>)> {
    Vec::new()
}
