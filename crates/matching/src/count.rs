//! How many at once: the one sweep behind crews and openings.

use crate::sort::sort;
use crate::{Interval, Minute};

/// The pieces of the axis in which the same number of `intervals` lie over each other, ascending, where that number is
/// not 0. Neighbouring pieces differ in their number, or in nothing but having been cut where one interval ends and
/// another begins. O(n log n).
pub(crate) fn count(intervals: &[Interval]) -> Vec<(Interval, u32)> {
    let sorted = |boundary: fn(&Interval) -> Minute| {
        let mut minutes: Vec<Minute> = intervals.iter().map(boundary).collect();
        sort(&mut minutes);
        minutes
    };
    let (starts, ends) = (sorted(|interval| interval.start), sorted(|interval| interval.end));

    let mut pieces = Vec::new();
    let (mut started, mut ended) = (0, 0);
    let mut from = Minute::MIN;
    while let Some(&next_end) = ends.get(ended) {
        // No start is left behind when the last end has been passed, since every interval starts before it ends.
        let to = starts.get(started).map_or(next_end, |&next_start| next_start.min(next_end));
        if let Some(piece) = Interval::new(from, to).filter(|_| ended < started) {
            pieces.push((piece, (started - ended) as u32));
        }
        started += starts[started..].iter().take_while(|&&start| start == to).count();
        ended += ends[ended..].iter().take_while(|&&end| end == to).count();
        from = to;
    }
    pieces
}
