//! Seconds of two kinds, which must not be mixed up: of a wall clock, and instants.

/// Seconds since 1970-01-01 00:00 on the instance's wall clock.
pub type WallSecond = i64;

/// Seconds since 1970-01-01 00:00 UTC: an instant.
pub type UnixSecond = i64;
