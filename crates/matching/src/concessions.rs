//! What would have to give, so that a wish can be met.

use crate::wishes::within;
use crate::{
    Align, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Opening, Search, Wishes, feasibility, openings,
};

/// Something that would have to give, so that a wish can be met: as little as possible of its kind, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Concession {
    /// The visit takes less time. Whether that is of use only the kind of job tells.
    Shorter {
        /// The longest that is possible, in minutes: at least 1.
        minutes: Minute,
        /// A start for it in the wish.
        opening: Opening,
    },
    /// The customer is at home at another time, on a day that the wish reaches into.
    OtherTime {
        /// By how many minutes the window would have to be longer, before or after, to hold the visit: at least 1.
        minutes: Minute,
        /// The start.
        opening: Opening,
    },
    /// The customer is at home at the same time on another day.
    OtherDay {
        /// How many days later; less than 0 is sooner, and never 0.
        days: i32,
        /// A start in the window of that day.
        opening: Opening,
    },
    /// Fewer people come.
    SmallerCrew {
        /// The most that can: at least 1.
        crew: usize,
        /// A start for them in the wish.
        opening: Opening,
    },
}

impl Wishes {
    /// What would have to give so that this window could be met: at most one [`Concession`] of each kind, in the order of
    /// its variants. None where it can be met as it is, and none where nothing would help.
    ///
    /// Of two ways to give equally little that which is better by the order of [`Wishes`] is returned. Linear in the openings of
    /// `search`.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let at = |day: i32, from: Minute, to: Minute| Interval::new(day * 1440 + from * 60, day * 1440 + to * 60).unwrap();
    /// let ada: IntervalSet = [at(0, 9, 11), at(0, 13, 17), at(1, 9, 12)].into_iter().collect();
    /// let ben: IntervalSet = [at(0, 8, 17)].into_iter().collect();
    /// let search = Search {
    ///     length_minutes: 120, crew: 2, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 2880,
    ///     skipped: Skipped::NONE,
    /// };
    /// // At home from 10 to 13 today; Ada and Ben can't both be there for two hours.
    /// let found = Wishes::default().concessions(at(0, 10, 13), &[ada, ben], &search);
    /// let opening = |hour: Minute, people| Opening { start: hour * 60, people };
    /// assert_eq!(found, [
    ///     Concession::Shorter { minutes: 60, opening: opening(10, 2) },
    ///     Concession::OtherTime { minutes: 60, opening: opening(9, 2) },
    ///     Concession::SmallerCrew { crew: 1, opening: opening(10, 1) },
    /// ]);
    /// ```
    #[must_use]
    pub fn concessions(&self, window: Interval, people: &[IntervalSet], search: &Search) -> Vec<Concession> {
        if feasibility(window, people, search).earliest.is_some() {
            return Vec::new();
        }
        [
            self.shorter(window, people, search),
            self.other_time(window, people, search),
            self.other_day(window, people, search),
            self.smaller_crew(window, people, search),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What fits for a while fits for less: so the longest is found by halving. Not where the first of a stretch is a start
    /// only as long as no other is in it.
    fn shorter(&self, window: Interval, people: &[IntervalSet], search: &Search) -> Option<Concession> {
        let lasting = |length_minutes| Search { length_minutes, ..*search };
        let (mut fits, mut too_long) = (0, search.length_minutes.min(MINUTES_PER_DAY + 1));
        while fits + 1 < too_long {
            let by_one = search.align == Align::ClockOrFirst;
            let between = if by_one { too_long - 1 } else { fits + (too_long - fits) / 2 };
            match feasibility(window, people, &lasting(between)).earliest {
                Some(_) => fits = between,
                None => too_long = between,
            }
        }
        let (_, opening) = self.least(window, people, &lasting(fits), &|_| Some(0))?;
        Some(Concession::Shorter { minutes: fits, opening })
    }

    fn other_time(&self, window: Interval, people: &[IntervalSet], search: &Search) -> Option<Concession> {
        let days = Interval::new(Day::of(window.start).start(), Day::of(window.end - 1).interval().end)?;
        let (minutes, opening) = self.least(days, people, search, &|start| {
            let before = i64::from(window.start) - i64::from(start);
            let after = i64::from(search.end_of(start)) - i64::from(window.end);
            Some(before.max(0) + after.max(0))
        })?;
        Some(Concession::OtherTime { minutes: minutes as Minute, opening })
    }

    fn other_day(&self, window: Interval, people: &[IntervalSet], search: &Search) -> Option<Concession> {
        const DAY: i64 = MINUTES_PER_DAY as i64;
        // By how many days the window can be moved so that it holds the visit. Never by none, since it doesn't hold one.
        let days = |start: Minute| {
            let end = i64::from(search.end_of(start));
            let last = (i64::from(start) - i64::from(window.start)).div_euclid(DAY);
            let first = -(i64::from(window.end) - end).div_euclid(DAY);
            (first <= last).then_some(if 0 < first { first } else { last })
        };
        let whole = Interval::new(search.earliest, search.latest)?;
        let (_, opening) = self.least(whole, people, search, &|start| days(start).map(i64::abs))?;
        Some(Concession::OtherDay { days: days(opening.start)? as i32, opening })
    }

    fn smaller_crew(&self, window: Interval, people: &[IntervalSet], search: &Search) -> Option<Concession> {
        let with = |crew| feasibility(window, people, &Search { crew, ..*search });
        let crew = match search.align {
            // Of a stretch for two another minute may be the first than of the one for one of them.
            Align::ClockOrFirst => {
                (1..search.crew.min(people.len() + 1)).rev().find(|crew| with(*crew).earliest.is_some())?
            }
            Align::Clock | Align::Block => with(search.crew.min(1)).most_people as usize,
        };
        let (_, opening) = self.least(window, people, &Search { crew, ..*search }, &|_| Some(0))?;
        Some(Concession::SmallerCrew { crew, opening })
    }

    /// The best of the openings within `window` that give the least, and how much that is; without a number an opening
    /// doesn't count.
    fn least(
        &self,
        window: Interval,
        people: &[IntervalSet],
        search: &Search,
        gives: &dyn Fn(Minute) -> Option<i64>,
    ) -> Option<(i64, Opening)> {
        let key = |opening: Opening| {
            let gives = gives(opening.start)?;
            Some(((gives, self.is_rather_not(opening.start, search)), opening))
        };
        // Of equals `min_by_key` keeps the first, which is the earliest.
        let found = openings(people, &within(window, search)).into_iter().filter_map(key).min_by_key(|(key, _)| *key);
        found.map(|((gives, _), opening)| (gives, opening))
    }
}
