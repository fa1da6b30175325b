//! Instants as other systems count them.

use super::Instant;

/// Seconds since 1970-01-01 00:00 UTC, as another system counts them.
///
/// ```
/// use slotwright_matching::time::{EpochSeconds, Instant};
/// assert_eq!(EpochSeconds(1_772_956_800).to_instant(), Instant::from_unix(1_772_956_800));
/// assert_eq!(EpochSeconds::of(Instant::from_unix(-1)), EpochSeconds(-1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochSeconds(pub i64);

/// Milliseconds since 1970-01-01 00:00 UTC, as another system counts them: JavaScript, Java, most databases' drivers.
///
/// ```
/// use slotwright_matching::time::{EpochMillis, Instant};
/// assert_eq!(EpochMillis(1_999).to_instant(), Instant::from_unix(1), "the second it lies in");
/// assert_eq!(EpochMillis(-1).to_instant(), Instant::from_unix(-1), "before 1970 too");
/// assert_eq!(EpochMillis::of(Instant::from_unix(2)), EpochMillis(2_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochMillis(pub i64);

impl EpochSeconds {
    /// As the other system writes an instant.
    #[must_use]
    pub const fn of(instant: Instant) -> EpochSeconds {
        EpochSeconds(instant.unix())
    }

    /// The instant.
    #[must_use]
    pub fn to_instant(self) -> Instant {
        Instant::from_unix(self.0)
    }
}

impl EpochMillis {
    /// As the other system writes an instant.
    #[must_use]
    pub const fn of(instant: Instant) -> EpochMillis {
        // 8.64e15 at most, which fits.
        EpochMillis(instant.unix() * 1000)
    }

    /// The second it lies in.
    #[must_use]
    pub fn to_instant(self) -> Instant {
        Instant::from_unix(self.0.div_euclid(1000))
    }
}
