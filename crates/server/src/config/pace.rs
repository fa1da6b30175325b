//! How fast a system is spoken to: how long it is waited for, and how long it is let be.

use std::time::Duration;

/// The pace, in milliseconds. What is not set follows from these, so that they keep their proportions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a call may take.
    pub call_timeout_ms: u32,
    /// The pause after a first attempt that failed.
    pub first_pause_ms: u32,
    /// A job whose making was not answered is looked for again after so long before it is sent once more: what was sent may still
    /// be at work there.
    pub settle_ms: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { call_timeout_ms: 8_000, first_pause_ms: 1_000, settle_ms: 60_000 }
    }
}

impl Pace {
    /// How long whoever has taken a message may say nothing of it, in milliseconds: longer than telling a job takes at most, which
    /// may be several calls.
    #[must_use]
    pub fn lease_ms(self) -> i64 {
        i64::from(self.call_timeout_ms) * 6
    }

    /// The pause before the next attempt, in milliseconds: after each twice as long, up to 300 times the first.
    #[must_use]
    pub fn pause_ms(self, attempts: u32) -> i64 {
        let first = i64::from(self.first_pause_ms);
        (first << attempts.saturating_sub(1).min(16)).min(first * 300)
    }

    /// For how long a system is left alone that has failed several times in a row.
    #[must_use]
    pub fn alone(self) -> Duration {
        Duration::from_millis(u64::from(self.first_pause_ms) * 15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_a_second_to_five_minutes() {
        let pauses: Vec<_> = [1, 2, 3, 9, 10, 99].map(|attempts| Pace::default().pause_ms(attempts)).to_vec();
        assert_eq!(pauses, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
    }
}
