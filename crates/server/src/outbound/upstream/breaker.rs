//! A system that doesn't answer is left alone for a while, and then asked once before it is asked by all again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// After so many failures in a row it is left alone.
const FAILURES: u32 = 5;

/// How the system has answered last.
pub struct Breaker {
    last: Mutex<Last>,
    /// For how long it is left alone.
    pause: Duration,
}

#[derive(Default)]
struct Last {
    failures: u32,
    failed_at: Option<Instant>,
}

impl Breaker {
    /// Of a system that is left alone for so long.
    pub fn new(pause: Duration) -> Self {
        Self { last: Mutex::default(), pause }
    }

    /// How many calls may be made now: none while it is left alone, one to see whether it is back.
    pub fn allows(&self) -> u32 {
        self.allows_at(Instant::now())
    }

    fn allows_at(&self, now: Instant) -> u32 {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match last.failed_at {
            Some(failed_at) if FAILURES <= last.failures => u32::from(self.pause <= now.duration_since(failed_at)),
            _ => u32::MAX,
        }
    }

    /// It has answered, whatever it said.
    pub fn answered(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Last::default();
    }

    /// It has not answered, or is too busy.
    pub fn failed(&self) {
        self.failed_at(Instant::now());
    }

    fn failed_at(&self, now: Instant) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.failures = last.failures.saturating_add(1);
        last.failed_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(15);

    #[test]
    fn after_five_failures_it_is_left_alone_and_then_asked_once() {
        let (breaker, start) = (Breaker::new(PAUSE), Instant::now());
        for _ in 0..4 {
            breaker.failed_at(start);
        }
        assert_eq!(breaker.allows_at(start), u32::MAX);
        breaker.failed_at(start);
        assert_eq!(breaker.allows_at(start + PAUSE - Duration::from_millis(1)), 0);
        assert_eq!(breaker.allows_at(start + PAUSE), 1);
        breaker.failed_at(start + PAUSE);
        assert_eq!(breaker.allows_at(start + PAUSE), 0, "it is not back");
        breaker.answered();
        assert_eq!(breaker.allows_at(start + PAUSE), u32::MAX);
    }
}
