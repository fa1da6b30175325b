//! Chance that falls the same way on every machine.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;

/// A seeded generator with the few questions that the demo asks it.
///
/// Drawn by hand from the generator's own words: the ranges of the rand crate may change from version to version.
pub(super) struct Dice(Pcg32);

impl Dice {
    /// The generator of a seed; other streams of the same seed are independent of it.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        Self(Pcg32::new(seed, stream))
    }

    /// A whole number from 0 to `end - 1`; 0 for an `end` of 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The bias of at most end / 2^32 is of no account here.
        ((u64::from(self.0.next_u32()) * end as u64) >> 32) as usize
    }

    /// A whole number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: i32, last: i32) -> i32 {
        first + self.below((last - first + 1).max(0) as usize) as i32
    }

    /// Whether something happens that happens in `percent` of all cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, which must not be empty.
    pub(super) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Brings `items` into any order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
