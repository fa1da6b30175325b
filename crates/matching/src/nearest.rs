//! What else there is when the wanted start is gone.

use crate::{Minute, Opening};

/// The `at_most` openings nearest to `wanted`, nearest first; of two equally near the earlier comes first.
///
/// `openings` ascend, as [`openings`](crate::openings()) gives them.
///
/// ```
/// use slotwright_matching::{Opening, nearest};
/// let openings = [540, 600, 660, 720].map(|start| Opening { start, people: 1 });
/// let starts: Vec<_> = nearest(&openings, 630, 3).iter().map(|opening| opening.start).collect();
/// assert_eq!(starts, [600, 660, 540]);
/// ```
#[must_use]
pub fn nearest(openings: &[Opening], wanted: Minute, at_most: usize) -> Vec<Opening> {
    let (mut before, mut after) = openings.split_at(openings.partition_point(|opening| opening.start < wanted));
    let away = |opening: &Opening| opening.start.abs_diff(wanted);
    std::iter::from_fn(|| match (before.split_last(), after.split_first()) {
        (Some((earlier, rest)), later) if later.is_none_or(|(later, _)| away(earlier) <= away(later)) => {
            before = rest;
            Some(*earlier)
        }
        (_, Some((later, rest))) => {
            after = rest;
            Some(*later)
        }
        _ => None,
    })
    .take(at_most)
    .collect()
}
