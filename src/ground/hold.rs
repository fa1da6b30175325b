//! A time that is held for somebody who fills in the rest: how long still, and when to extend the hold.

use slotwright_matching::Minute;
use slotwright_wire::slotwright::HOLDS_PATH;

const MINUTE_MS: f64 = 60_000.0;
/// For how long the server keeps a time for a page that it does not hear of.
pub const UNHEARD_SECONDS: f64 = 60.0;

/// A time that the server holds for this page. When it ends is counted in milliseconds of the device's clock, from when the
/// server answered how long remains: so it doesn't matter whether that clock is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its number.
    pub id: u64,
    /// When the visit would start.
    pub start: Minute,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// For how long it was held when it was placed or extended last.
    pub span_ms: f64,
    /// When it ends, as the person is told.
    pub until_ms: f64,
    /// When the server lets it go unless it hears of this page again, which is sooner: so that a page that is closed or lost keeps
    /// nobody waiting.
    pub unheard_ms: f64,
    /// When it ends at the latest, however often it is extended.
    pub deadline_ms: f64,
    /// Whether a request to extend it is on its way.
    pub is_extending: bool,
    /// Whether it was announced that it ends soon.
    pub is_announced: bool,
}

impl Held {
    /// A time that is kept for somebody who waits for it, when they take it: nothing is to be counted of it.
    #[must_use]
    pub fn offered(id: u64, start: Minute, user_ids: Vec<u64>) -> Self {
        let (span_ms, until_ms, unheard_ms, deadline_ms) = (0.0, 0.0, 0.0, 0.0);
        let (is_extending, is_announced) = (false, true);
        Self { id, start, user_ids, span_ms, until_ms, unheard_ms, deadline_ms, is_extending, is_announced }
    }

    /// For how many minutes it is still held, rounded up; 0 when it has ended.
    ///
    /// ```
    /// use slotwright::ground::hold::Held;
    /// let held = Held {
    ///     id: 1,
    ///     start: 0,
    ///     user_ids: vec![7],
    ///     span_ms: 300_000.0,
    ///     until_ms: 300_000.0,
    ///     unheard_ms: 60_000.0,
    ///     deadline_ms: 900_000.0,
    ///     is_extending: false,
    ///     is_announced: false,
    /// };
    /// assert_eq!(held.minutes_left(0.0), 5);
    /// assert_eq!(held.minutes_left(240_001.0), 1);
    /// assert_eq!(held.minutes_left(300_000.0), 0);
    /// ```
    #[must_use]
    pub fn minutes_left(&self, now_ms: f64) -> u32 {
        ((self.until_ms - now_ms) / MINUTE_MS).ceil().max(0.0) as u32
    }

    /// After how many milliseconds [`minutes_left`](Held::minutes_left) will be another number; at least 1.
    #[must_use]
    pub fn changes_in_ms(&self, now_ms: f64) -> u64 {
        let next = self.until_ms - f64::from(self.minutes_left(now_ms).saturating_sub(1)) * MINUTE_MS;
        (next - now_ms).ceil().max(1.0) as u64
    }

    /// After how many milliseconds the server is to hear of this page again; `None` where the hold lasts as long as it is to.
    #[must_use]
    pub fn heard_in_ms(&self, now_ms: f64) -> Option<u64> {
        // Twice before it is let go: a request may get lost.
        let is_short = self.unheard_ms + 1_000.0 < self.until_ms;
        is_short.then(|| (self.unheard_ms - now_ms - UNHEARD_SECONDS * 600.0).max(1.0) as u64)
    }

    /// For how many seconds from now on the server is to hold it without hearing of this page.
    #[must_use]
    pub fn unheard_seconds(&self, now_ms: f64) -> u32 {
        ((self.until_ms - now_ms) / 1000.0).ceil().clamp(1.0, UNHEARD_SECONDS) as u32
    }

    /// Whether it can be extended at all.
    #[must_use]
    pub fn may_extend(&self) -> bool {
        !self.is_extending && self.until_ms < self.deadline_ms
    }

    /// Whether it is time to extend it while the person is at work: a third of it has passed.
    #[must_use]
    pub fn should_extend(&self, now_ms: f64) -> bool {
        self.may_extend() && (self.until_ms - now_ms) * 3.0 < self.span_ms * 2.0
    }
}

/// The path of a hold, or of an operation on it (`rest`).
#[must_use]
pub fn hold_path(id: u64, rest: &str) -> String {
    let mut path = String::from(HOLDS_PATH);
    path.push('/');
    path.push_str(&id.to_string());
    path.push_str(rest);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELD: Held = Held {
        id: 1,
        start: 600,
        user_ids: Vec::new(),
        span_ms: 300_000.0,
        until_ms: 400_000.0,
        unheard_ms: 160_000.0,
        deadline_ms: 1_000_000.0,
        is_extending: false,
        is_announced: false,
    };

    #[test]
    fn whoever_looks_when_told_sees_each_number_of_minutes_once_and_then_the_end() {
        for odd_ms in [0.0, 0.5, 1.0, 59_999.0] {
            let held = Held { until_ms: 400_000.0 - odd_ms, ..HELD };
            let (mut now, mut seen) = (100_000.0, Vec::new());
            while seen.last() != Some(&0) {
                seen.push(held.minutes_left(now));
                now += held.changes_in_ms(now) as f64;
            }
            let most = *seen.first().unwrap();
            assert!((4..=5).contains(&most));
            assert_eq!(seen, (0..=most).rev().collect::<Vec<_>>(), "{odd_ms}");
        }
    }

    #[test]
    fn a_hold_that_has_long_ended_has_nothing_left_and_is_looked_at_no_sooner_than_can_be() {
        assert_eq!(HELD.minutes_left(9e9), 0);
        assert_eq!(HELD.changes_in_ms(9e9), 1);
    }

    #[test]
    fn the_server_hears_of_the_page_twice_before_it_lets_a_time_go_and_not_when_it_keeps_it_to_the_end() {
        assert_eq!(HELD.heard_in_ms(100_000.0), Some(24_000));
        assert_eq!(HELD.heard_in_ms(150_000.0), Some(1));
        assert_eq!(HELD.unheard_seconds(124_000.0), 60);
        assert_eq!(HELD.unheard_seconds(370_000.0), 30);
        assert_eq!(HELD.unheard_seconds(500_000.0), 1);
        assert_eq!(Held { unheard_ms: 400_000.0, ..HELD }.heard_in_ms(100_000.0), None);
    }

    #[test]
    fn longer_is_asked_for_when_a_third_has_passed_once_at_a_time_and_not_beyond_the_deadline() {
        assert!(!HELD.should_extend(200_000.0));
        assert!(HELD.should_extend(200_001.0));
        assert!(!Held { is_extending: true, ..HELD }.should_extend(300_000.0));
        assert!(!Held { deadline_ms: 400_000.0, ..HELD }.should_extend(300_000.0));
    }
}
