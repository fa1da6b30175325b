//! What a time on the clocks means.

use super::{Instant, Wall};

/// What a [`Wall`] means: clocks that are changed skip some times, and show others twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local<C> {
    /// The clocks show it once, then.
    Unique(Instant),
    /// They never show it: they are moved past it.
    Gap {
        /// The first time that is skipped with it.
        from: Wall<C>,
        /// What the clocks show instead of `from`, as soon as they are moved.
        to: Wall<C>,
        /// When they are moved.
        change: Instant,
        /// The instant by the offset before the change: as long after it as the time is after `from`. RFC 5545 reads it so.
        before: Instant,
        /// The instant by the offset after the change: as long before it as the time is before `to`.
        after: Instant,
    },
    /// They show it, are moved back, and show it again.
    Overlap {
        /// At first.
        first: Instant,
        /// And again.
        second: Instant,
    },
}

/// What is done with times that clocks skip or show twice.
///
/// | | skipped | shown twice | for |
/// |---|---|---|---|
/// | [`Exact`](Policy::Exact) | refused | refused | writing to systems that know no offset; asking which is meant |
/// | [`First`](Policy::First) | refused | the first | booking by wall-clock time |
/// | [`Second`](Policy::Second) | refused | the second | the answer of somebody who was asked |
/// | [`Rfc5545`](Policy::Rfc5545) | by the offset before | the first | reading what is there already: it has to be some time |
/// | [`Bound`](Policy::Bound) | when the clocks are moved | the first | where a day or another stretch begins or ends |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Only what the clocks show once.
    Exact,
    /// No time that is skipped; of two the first.
    First,
    /// No time that is skipped; of two the second.
    Second,
    /// Any time, as calendars have it. Source: RFC 5545, 3.3.5, form 3.
    Rfc5545,
    /// Any time, and, as long as changes lie days apart, what is later on the clocks is never sooner: a day whose midnight is
    /// skipped begins with its first instant.
    Bound,
}

impl<C: Copy> Local<C> {
    /// The instant that is meant.
    ///
    /// # Errors
    ///
    /// What the time is, when the policy has no answer for that.
    ///
    /// ```
    /// use slotwright_matching::time::{Instance, Instant, Local, Policy};
    /// let [first, second] = [1_793_512_800, 1_793_516_400].map(Instant::from_unix);
    /// let twice: Local<Instance> = Local::Overlap { first, second };
    /// assert_eq!(twice.resolve(Policy::First), Ok(first));
    /// assert_eq!(twice.resolve(Policy::Exact), Err(twice));
    /// ```
    pub fn resolve(self, policy: Policy) -> Result<Instant, Local<C>> {
        match (self, policy) {
            (Local::Unique(instant), _) => Ok(instant),
            (Local::Gap { before, .. }, Policy::Rfc5545) => Ok(before),
            (Local::Gap { change, .. }, Policy::Bound) => Ok(change),
            (Local::Overlap { second, .. }, Policy::Second) => Ok(second),
            (Local::Overlap { first, .. }, Policy::First | Policy::Rfc5545 | Policy::Bound) => Ok(first),
            (Local::Gap { .. } | Local::Overlap { .. }, _) => Err(self),
        }
    }
}
