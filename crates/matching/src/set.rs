//! Sets of minutes, kept as intervals.

use std::iter::Copied;
use std::slice;

use crate::sort::sort;
use crate::{Interval, Minute};

/// A set of minutes, as half-open intervals which are sorted, disjoint, and merged where they touch.
///
/// Two sets are equal exactly when they have the same minutes.
///
/// ```
/// use slotwright_matching::{Interval, IntervalSet};
/// let set = |pairs: &[(i32, i32)]| pairs.iter().filter_map(|&(start, end)| Interval::new(start, end)).collect();
/// let open: IntervalSet = set(&[(780, 1020), (480, 600), (600, 720)]);
/// let busy: IntervalSet = set(&[(555, 585)]);
/// assert_eq!(open, set(&[(480, 720), (780, 1020)]));
/// assert_eq!(open.difference(&busy), set(&[(480, 555), (585, 720), (780, 1020)]));
/// assert_eq!(open.difference(&busy).at_least(120).total_minutes(), 135 + 240);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct IntervalSet {
    intervals: Vec<Interval>,
}

impl IntervalSet {
    /// The union of `intervals`, which may come in any order, touch and overlap. O(n log n), in place.
    #[must_use]
    pub fn from_unsorted(mut intervals: Vec<Interval>) -> IntervalSet {
        sort(&mut intervals);
        IntervalSet { intervals }.merged(|last, next| next.start <= last.end)
    }

    /// With one interval, and all between them, for neighbours that `merge`.
    pub(crate) fn merged(mut self, merge: impl Fn(Interval, Interval) -> bool) -> IntervalSet {
        self.intervals.dedup_by(|next, last| {
            let merges = merge(*last, *next);
            if merges {
                last.end = last.end.max(next.end);
            }
            merges
        });
        self
    }

    /// The intervals, ascending.
    #[must_use]
    pub fn as_slice(&self) -> &[Interval] {
        &self.intervals
    }

    /// The intervals, ascending.
    pub fn iter(&self) -> Copied<slice::Iter<'_, Interval>> {
        self.intervals.iter().copied()
    }

    /// Whether there is no minute in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// The minutes that are in at least one of the two.
    #[must_use]
    pub fn union(&self, other: &IntervalSet) -> IntervalSet {
        self.sweep(other, |mine, others| mine || others)
    }

    /// The minutes that are in both.
    #[must_use]
    pub fn intersection(&self, other: &IntervalSet) -> IntervalSet {
        self.sweep(other, |mine, others| mine && others)
    }

    /// The minutes that are in this set and not in `other`.
    #[must_use]
    pub fn difference(&self, other: &IntervalSet) -> IntervalSet {
        self.without(other.iter())
    }

    /// The minutes that are in none of `busy`, which come by their starts and may overlap.
    pub(crate) fn without(&self, mut busy: impl Iterator<Item = Interval>) -> IntervalSet {
        let mut intervals = Vec::with_capacity(self.intervals.len());
        let mut next = busy.next();
        let mut from = Minute::MIN;
        for piece in &self.intervals {
            from = from.max(piece.start);
            while let Some(taken) = next.filter(|taken| taken.start < piece.end) {
                intervals.extend(Interval::new(from, taken.start));
                from = from.max(taken.end);
                next = busy.next();
            }
            intervals.extend(Interval::new(from, piece.end));
        }
        IntervalSet { intervals }
    }

    /// The minutes that lie in `window`.
    #[must_use]
    pub fn clip(&self, window: Interval) -> IntervalSet {
        IntervalSet {
            intervals: self.overlapping(window).filter_map(|interval| interval.intersection(window)).collect(),
        }
    }

    /// Without the intervals that are shorter than `minutes`.
    #[must_use]
    pub fn at_least(&self, minutes: Minute) -> IntervalSet {
        IntervalSet { intervals: self.iter().filter(|interval| minutes <= interval.minutes()).collect() }
    }

    /// Whether every minute of `interval` is in the set.
    #[must_use]
    pub fn covers(&self, interval: Interval) -> bool {
        self.overlapping(interval).next().is_some_and(|first| first.covers(interval))
    }

    /// How many minutes are in the set.
    #[must_use]
    pub fn total_minutes(&self) -> Minute {
        self.iter().fold(0, |total: Minute, interval| total.saturating_add(interval.minutes()))
    }

    /// The intervals that overlap `window`, whole and ascending, found without looking at those before it.
    pub(crate) fn overlapping(&self, window: Interval) -> impl Iterator<Item = Interval> {
        let first = self.intervals.partition_point(|interval| interval.end <= window.start);
        self.intervals[first..].iter().copied().take_while(move |interval| interval.start < window.end)
    }

    /// One walk over the boundaries of both sets: being inside flips at each, and `keep` says what inside means for the
    /// result. Union and intersection differ in nothing else. `keep(false, false)` must be false.
    fn sweep(&self, other: &IntervalSet, keep: fn(bool, bool) -> bool) -> IntervalSet {
        let boundaries = |set: &IntervalSet, at: usize| {
            set.intervals.get(at / 2).map(|interval| if at.is_multiple_of(2) { interval.start } else { interval.end })
        };
        let (mut mine, mut others) = (0, 0);
        let mut intervals = Vec::new();
        let mut open = None;
        loop {
            let (next_mine, next_others) = (boundaries(self, mine), boundaries(other, others));
            let minute = match (next_mine, next_others) {
                (Some(one), Some(another)) => one.min(another),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => return IntervalSet { intervals },
            };
            mine += usize::from(next_mine == Some(minute));
            others += usize::from(next_others == Some(minute));
            // An odd number of boundaries passed means inside.
            match (open, keep(!mine.is_multiple_of(2), !others.is_multiple_of(2))) {
                (None, true) => open = Some(minute),
                (Some(start), false) => {
                    intervals.push(Interval { start, end: minute });
                    open = None;
                }
                _ => {}
            }
        }
    }
}

impl FromIterator<Interval> for IntervalSet {
    fn from_iter<I: IntoIterator<Item = Interval>>(intervals: I) -> IntervalSet {
        IntervalSet::from_unsorted(intervals.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a IntervalSet {
    type Item = Interval;
    type IntoIter = Copied<slice::Iter<'a, Interval>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
