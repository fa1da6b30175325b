//! What else there is on other days.

use crate::sort::sort;
use crate::{Day, MINUTES_PER_DAY, Minute, Opening};

/// What is near to a start that somebody wanted.
///
/// Where only the time between the two matters, [`nearest`](crate::nearest()) is quicker and less code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near<'n> {
    /// The time between the two, for somebody who doesn't care what time of day it is.
    Time,
    /// The difference of the times of day, and `minutes_per_day` for each day between, for somebody who lives by the clock.
    ///
    /// With 60, tomorrow at the same time is as near as an hour later today. With 0, days don't matter; with
    /// [`MINUTES_PER_DAY`] or more, the other times of the wanted day all come first.
    Clock {
        /// Less than 0 counts as 0.
        minutes_per_day: Minute,
    },
    /// The same part of the day, day by day away, and then the other parts, day by day away; on one day the difference of
    /// the times. For somebody who has mornings off.
    PartOfDay {
        /// Where the parts begin, in minutes of the day, in any order: `[0, 720, 1020]` are morning, afternoon and evening. What
        /// lies before the first is a part too.
        begin: &'n [Minute],
    },
}

/// The `at_most` openings that are nearest to `wanted`, nearest first; of two equally near the earlier comes first.
///
/// ```
/// use slotwright_matching::{Near, Opening, alternatives};
/// // Wanted on day 1 at 09:00; there are 15:00 and 10:30 that day, and 09:00 and 18:00 on the next.
/// let openings = [2070, 2340, 3420, 3960].map(|start| Opening { start, people: 1 });
/// let starts = |near| alternatives(&openings, 1980, near, 3).map(|opening| opening.start);
/// assert!(starts(Near::Time).eq([2070, 2340, 3420]));
/// assert!(starts(Near::Clock { minutes_per_day: 60 }).eq([3420, 2070, 2340]), "rather tomorrow at nine than at half past ten");
/// assert!(starts(Near::PartOfDay { begin: &[0, 720] }).eq([2070, 3420, 2340]), "first the mornings");
/// ```
pub fn alternatives(openings: &[Opening], wanted: Minute, near: Near, at_most: usize) -> impl Iterator<Item = Opening> {
    // Days are few millions at most, and their minutes as many as asked for: both fit into 64 bits, whatever comes in.
    let split = |minute: Minute| (i64::from(Day::of(minute).0), minute.rem_euclid(MINUTES_PER_DAY));
    let part = |time: Minute, begin: &[Minute]| begin.iter().filter(|begin| **begin <= time).count();
    let (wanted_day, wanted_time) = split(wanted);
    let away = |opening: &Opening| -> (bool, i64, i64) {
        let (day, time) = split(opening.start);
        let (days, minutes) = ((day - wanted_day).abs(), i64::from((time - wanted_time).abs()));
        match near {
            Near::Time => (false, 0, i64::from(opening.start.abs_diff(wanted))),
            Near::Clock { minutes_per_day } => (false, 0, minutes + days * i64::from(minutes_per_day.max(0))),
            Near::PartOfDay { begin } => (part(time, begin) != part(wanted_time, begin), days, minutes),
        }
    };
    let mut ranked: Vec<((bool, i64, i64), Minute, u32)> =
        openings.iter().map(|opening| (away(opening), opening.start, opening.people)).collect();
    sort(&mut ranked);
    ranked.into_iter().take(at_most).map(|(_, start, people)| Opening { start, people })
}
