//! How often somebody may ask: so many requests a minute, and as many at once.
//!
//! A bucket for each who asks, filled bit by bit; a request takes one from it. The table of buckets is bounded: those that are full
//! again say nothing and go first, then those that are fullest.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How often each may ask.
#[derive(Debug)]
pub struct Quota<K> {
    a_minute: u32,
    /// How many may be asked for at once.
    at_once: u32,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

/// More than ask within a minute; bounds the memory.
const MOST: usize = 20_000;

impl<K: Eq + Hash + Clone> Quota<K> {
    /// So many a minute; 0 is without bound.
    #[must_use]
    pub fn new(a_minute: u32, at_once: u32) -> Self {
        Self { a_minute, at_once, buckets: Mutex::default() }
    }

    /// Takes one.
    ///
    /// # Errors
    ///
    /// None is left, and after that long there is one again.
    pub fn take(&self, key: K) -> Result<(), Duration> {
        self.with_bucket(key, |left| {
            if *left < 1.0 {
                return Err(1.0 - *left);
            }
            *left -= 1.0;
            Ok(())
        })
    }

    /// Whether one is left.
    ///
    /// # Errors
    ///
    /// As [`Quota::take`].
    pub fn check(&self, key: K) -> Result<(), Duration> {
        self.with_bucket(key, |left| if *left < 1.0 { Err(1.0 - *left) } else { Ok(()) })
    }

    fn with_bucket(&self, key: K, take: impl Fn(&mut f64) -> Result<(), f64>) -> Result<(), Duration> {
        if self.a_minute == 0 {
            return Ok(());
        }
        let (most, a_second) = (f64::from(self.at_once), f64::from(self.a_minute) / 60.0);
        let now = Instant::now();
        let filled = |bucket: &Bucket| (bucket.left + (now - bucket.at).as_secs_f64() * a_second).min(most);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST <= buckets.len() && !buckets.contains_key(&key) {
            let mut fill: Vec<f64> = buckets.values().map(filled).collect();
            let middle = fill.len() / 2;
            let (_, middle, _) = fill.select_nth_unstable_by(middle, f64::total_cmp);
            let middle = *middle;
            buckets.retain(|_, bucket| filled(bucket) < middle);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { left: most, at: now });
        *bucket = Bucket { left: filled(bucket), at: now };
        take(&mut bucket.left).map_err(|missing| Duration::from_secs_f64(missing / a_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn so_many_at_once_and_then_so_many_a_minute_and_each_for_themselves() {
        let quota = Quota::new(60, 3);
        for _ in 0..3 {
            assert_eq!(quota.take("one"), Ok(()));
        }
        assert_eq!(quota.take("one"), Err(Duration::from_secs(1)));
        assert_eq!(quota.take("other"), Ok(()));
        tokio::time::advance(Duration::from_millis(2500)).await;
        assert_eq!((quota.take("one"), quota.take("one")), (Ok(()), Ok(())));
        assert_eq!(quota.take("one"), Err(Duration::from_millis(500)));
    }

    #[tokio::test(start_paused = true)]
    async fn the_table_is_bounded_and_whoever_has_used_it_up_is_not_forgotten_for_newcomers() {
        let quota = Quota::new(60, 2);
        assert_eq!((quota.take(0), quota.take(0)), (Ok(()), Ok(())));
        for newcomer in 1..=(MOST as u64 * 2) {
            let _ = quota.take(newcomer);
        }
        assert!(quota.buckets.lock().unwrap().len() <= MOST);
        assert!(quota.take(0).is_err());
    }

    #[test]
    fn a_quota_of_nothing_bounds_nobody() {
        let quota = Quota::new(0, 0);
        assert!((0..1000).all(|_| quota.take(()).is_ok()));
    }
}
