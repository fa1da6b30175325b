//! Other days at about the same time.

use crate::sort::sort;
use crate::{Day, Minute, Opening};

/// The `at_most` openings that are nearest to `wanted` for somebody who lives by the clock, nearest first: what a start is
/// away is the difference of the times of day, and `minutes_per_day` for each day between them. Of two equally near the
/// earlier comes first.
///
/// With 60, tomorrow at the same time is as near as an hour later today. With 0, days don't matter; with
/// [`MINUTES_PER_DAY`](crate::MINUTES_PER_DAY) or more, the other times of the wanted day all come first. Less than 0 counts as
/// 0. Where only the time between the two matters, [`nearest`](crate::nearest()) is quicker.
///
/// ```
/// use slotwright_matching::{Opening, alternatives};
/// // Wanted on day 1 at 09:00; there are 15:00 and 10:30 that day, and 09:00 and 18:00 on the next.
/// let openings = [2070, 2340, 3420, 3960].map(|start| Opening { start, people: 1 });
/// let starts = |minutes_per_day| alternatives(&openings, 1980, minutes_per_day, 3).map(|opening| opening.start);
/// assert!(starts(60).eq([3420, 2070, 2340]), "rather tomorrow at nine than today at half past ten");
/// assert!(starts(1440).eq([2070, 2340, 3420]));
/// ```
pub fn alternatives(
    openings: &[Opening],
    wanted: Minute,
    minutes_per_day: Minute,
    at_most: usize,
) -> impl Iterator<Item = Opening> {
    // Days are few thousands at most, and their minutes as many as asked for: both fit into 64 bits, whatever comes in.
    let split = |minute: Minute| (i64::from(Day::of(minute).0), i64::from(minute.rem_euclid(crate::MINUTES_PER_DAY)));
    let (wanted_day, wanted_time) = split(wanted);
    let away = move |opening: &Opening| {
        let (day, time) = split(opening.start);
        (time - wanted_time).abs() + (day - wanted_day).abs() * i64::from(minutes_per_day.max(0))
    };
    let mut ranked: Vec<(i64, Minute, u32)> =
        openings.iter().map(|opening| (away(opening), opening.start, opening.people)).collect();
    sort(&mut ranked);
    ranked.into_iter().take(at_most).map(|(_, start, people)| Opening { start, people })
}
