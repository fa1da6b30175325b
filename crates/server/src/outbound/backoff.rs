//! When an attempt that failed is repeated.

use crate::edge::random::random_bytes;

/// Seconds after the first attempt, after the second, …: Standard Webhooks' own example. After the last it is given up.
pub const WEBHOOK: [u64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// The same of a callback: whoever asked is waiting for it now, and can ask again.
pub const CALLBACK: [u64; 2] = [5, 30];
/// No recipient is waited for longer, whatever it says.
const MAX_WANTED_SECONDS: u64 = 86_400;

/// How many milliseconds after so many attempts of a plan the next is made; `None` gives up. `wanted` is what the recipient has asked for,
/// in seconds. A tenth is left to chance, so that many don't come back at once.
pub fn after(plan: &[u64], attempts: u32, wanted: Option<u64>) -> Option<i64> {
    let planned = *plan.get((attempts as usize).saturating_sub(1))?;
    let seconds = wanted.map_or(planned, |wanted| wanted.clamp(1, MAX_WANTED_SECONDS));
    let [chance] = random_bytes::<1>();
    let ms = seconds * 1000;
    Some((ms + ms / 10 * u64::from(chance) / 255) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_ten_times_over_three_days_and_then_given_up() {
        let planned: Vec<_> = (1..=10).map(|attempts| after(&WEBHOOK, attempts, None)).collect();
        assert_eq!(planned[9], None);
        for (attempt, ms) in planned[..9].iter().enumerate() {
            let seconds = WEBHOOK[attempt] as i64;
            let ms = ms.unwrap();
            assert!((seconds * 1000..=seconds * 1100).contains(&ms), "{attempt}: {ms}");
        }
        let days = WEBHOOK.iter().sum::<u64>() as f64 / 86_400.0;
        assert!((3.0..3.5).contains(&days), "{days}");
    }

    #[test]
    fn a_callback_is_tried_three_times_within_a_minute() {
        let planned: Vec<_> = (1..=3).map(|attempts| after(&CALLBACK, attempts, None)).collect();
        assert!((5_000..=5_500).contains(&planned[0].unwrap()), "{planned:?}");
        assert!((30_000..=33_000).contains(&planned[1].unwrap()), "{planned:?}");
        assert_eq!(planned[2], None);
    }

    #[test]
    fn a_recipient_is_left_alone_as_long_as_it_wants_but_not_for_ever() {
        assert!((30_000..=33_000).contains(&after(&WEBHOOK, 1, Some(30)).unwrap()));
        assert!(after(&WEBHOOK, 1, Some(u64::MAX)).unwrap() <= 95_040_000);
        assert_eq!(after(&WEBHOOK, 10, Some(30)), None);
    }
}
