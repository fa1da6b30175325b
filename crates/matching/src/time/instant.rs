//! Points in time.

use std::ops::{Add, Sub};

/// A point in time: seconds since 1970-01-01 00:00 UTC, leap seconds not counted.
///
/// It ranges over the 273,790 years either way that a browser's `Date` has (ECMA-262, 21.4.1.1); what lies beyond is read as
/// the first or the last of it.
///
/// ```
/// use slotwright_matching::time::Instant;
/// let starts_at = Instant::from_unix(1_772_956_800);
/// let ends_at = starts_at + 90 * 60;
/// assert_eq!(ends_at - starts_at, 5400);
/// assert_eq!(Instant::from_unix(i64::MAX) + i64::MAX, Instant::LAST);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    second: i64,
}

impl Instant {
    /// The first there is.
    pub const FIRST: Instant = Instant { second: -8_640_000_000_000 };
    /// The last there is.
    pub const LAST: Instant = Instant { second: 8_640_000_000_000 };

    /// So many seconds after 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Instant {
        Instant { second: seconds.clamp(Instant::FIRST.second, Instant::LAST.second) }
    }

    /// Seconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.second
    }
}

/// So many seconds later, on whatever clock.
impl Add<i64> for Instant {
    type Output = Instant;

    fn add(self, seconds: i64) -> Instant {
        Instant::from_unix(self.second.saturating_add(seconds))
    }
}

/// The seconds that pass between the two.
impl Sub for Instant {
    type Output = i64;

    fn sub(self, earlier: Instant) -> i64 {
        self.second - earlier.second
    }
}
