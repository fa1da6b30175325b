//! What could be met instead of a window that can't.

use crate::wishes::Wishes;
use crate::{Align, Concession, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Promise, Search, Windows};

impl Wishes {
    /// The windows that can be met and stand nearest to one that can't: on the same day for longer or at another time, and at
    /// the same time on another day. None where it can be met as it is.
    ///
    /// None of the wishes is named again; of two ways to give equally little that is chosen which is better by the order of
    /// [`Wishes`]. With windows of arrival, `promised` as for [`Wishes::met`], there is room in them for one and for the visit.
    /// That a visit could be shorter or a crew smaller ([`Wishes::concessions`]) is for the office to say.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let at = |day: i32, from: Minute, to: Minute| Interval::new(day * 1440 + from * 60, day * 1440 + to * 60).unwrap();
    /// let ada: IntervalSet = [at(0, 8, 12), at(1, 14, 17)].into_iter().collect();
    /// let search = Search {
    ///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 0, latest: 2880,
    ///     skipped: Skipped::NONE,
    /// };
    /// let instead = |window| Wishes::default().instead(window, None, &[ada.clone()], &search);
    /// assert_eq!(instead(at(0, 9, 12)), [], "it can be met");
    /// assert_eq!(instead(at(0, 12, 14)), [at(0, 11, 14)], "to be at home an hour longer is enough");
    /// assert_eq!(instead(at(0, 14, 16)), [at(0, 10, 12), at(1, 14, 16)]);
    /// ```
    #[must_use]
    pub fn instead(
        &self,
        window: Interval,
        promised: Option<&Windows>,
        people: &[IntervalSet],
        search: &Search,
    ) -> Vec<Interval> {
        let is_met = |window: Interval| self.met(window, promised, people, search).best.is_some();
        if is_met(window) {
            return Vec::new();
        }
        let at_home = at_home(promised, search);
        let to_hold = |start: Minute| Some(to_hold(window, stretch_of(start, promised, search)?));
        // Of a start in the window that of arrival may begin before it or end after it.
        let mut found = vec![self.met(window, None, people, &at_home).best.and_then(|best| to_hold(best.start))];
        for concession in self.concessions(window, people, &at_home) {
            found.push(match concession {
                Concession::OtherTime { opening, .. } => to_hold(opening.start),
                Concession::OtherDay { days, .. } => moved(window, days),
                _ => None,
            });
        }
        let mut instead = Vec::new();
        for new in found.into_iter().flatten() {
            if self.wishes.iter().all(|other| other.window != new) && !instead.contains(&new) && is_met(new) {
                instead.push(new);
            }
        }
        instead
    }
}

/// The search for the stretches in which a customer would have to be at home: with windows that hold for every start, for the
/// visit whenever it begins.
fn at_home(promised: Option<&Windows>, search: &Search) -> Search {
    match promised {
        Some(Windows { window_minutes, step_minutes, promise: Promise::EveryStart }) => {
            let length_minutes = search.length_minutes.saturating_add(window_minutes.saturating_sub(1).max(0));
            Search { length_minutes, step_minutes: *step_minutes, align: Align::Clock, ..*search }
        }
        _ => *search,
    }
}

/// When a customer has to be at home on the day of a start that the search [`at_home`] found: for its window of arrival and for
/// the visit.
fn stretch_of(start: Minute, promised: Option<&Windows>, search: &Search) -> Option<Interval> {
    let Some(windows) = promised else { return search.visit(start) };
    let day = Day::of(start).interval();
    let begin = start - (start - day.start) % windows.step_minutes.max(1);
    let end = begin.saturating_add(windows.window_minutes).min(day.end);
    let latest = if windows.promise == Promise::EveryStart { end } else { start };
    Interval::new(begin, end.max(search.end_of(latest).min(day.end)))
}

/// The window made longer so that it holds a stretch of its day; or where the two don't meet, moved there.
fn to_hold(window: Interval, stretch: Interval) -> Interval {
    let day = Day::of(stretch.start).interval();
    let minutes = window.minutes().max(stretch.minutes());
    let (start, end) = if window.end < stretch.start {
        (stretch.start, (stretch.start + minutes).min(day.end))
    } else if stretch.end < window.start {
        ((stretch.end - minutes).max(day.start), stretch.end)
    } else {
        (window.start.min(stretch.start), window.end.max(stretch.end))
    };
    Interval::new(start, end).unwrap_or(stretch)
}

fn moved(window: Interval, days: i32) -> Option<Interval> {
    let minutes = days.checked_mul(MINUTES_PER_DAY)?;
    Interval::new(window.start.checked_add(minutes)?, window.end.checked_add(minutes)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Skipped;

    const FIRST: Day = Day(20_000);
    const SEARCH: Search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 30,
        align: Align::Clock,
        earliest: FIRST.0 * MINUTES_PER_DAY + 7 * 60,
        latest: (FIRST.0 + 31) * MINUTES_PER_DAY,
        skipped: Skipped::NONE,
    };

    fn wish(day: i32, from: i32, to: i32) -> Interval {
        Interval::new((FIRST + day).start() + from * 60, (FIRST + day).start() + to * 60).unwrap()
    }

    fn windows(window_minutes: Minute, promise: Promise) -> Windows {
        Windows { window_minutes, step_minutes: window_minutes, promise }
    }

    fn people(free: &[(i32, i32, i32)]) -> [IntervalSet; 1] {
        [free.iter().map(|(day, from, to)| wish(*day, *from, *to)).collect()]
    }

    #[test]
    fn what_would_have_to_give_is_a_wish_that_can_be_met() {
        let free = people(&[(1, 8, 12), (2, 14, 17), (5, 3, 6)]);
        for (unmet, expected) in [
            (wish(1, 9, 12), vec![]),
            // Nobody comes at night on that day, but three days later somebody does.
            (wish(2, 3, 5), vec![wish(2, 14, 16), wish(5, 3, 5)]),
            (wish(2, 18, 20), vec![wish(2, 15, 17)]),
            // To be at home an hour longer is enough.
            (wish(1, 12, 14), vec![wish(1, 11, 14)]),
            (wish(5, 1, 3), vec![wish(5, 1, 4)]),
            // Nothing that day, but the day before.
            (wish(3, 15, 16), vec![wish(2, 15, 16)]),
        ] {
            assert_eq!(listed(&[unmet]).instead(unmet, None, &free, &SEARCH), expected, "{unmet:?}");
        }
        let both = [wish(2, 3, 5), wish(5, 3, 5)];
        assert_eq!(listed(&both).instead(both[0], None, &free, &SEARCH), [wish(2, 14, 16)], "the other is there");
    }

    fn listed(windows: &[Interval]) -> Wishes {
        Wishes::ranked(windows, IntervalSet::default())
    }

    #[test]
    fn of_what_is_equally_near_that_is_suggested_which_is_no_rather_not() {
        let free = people(&[(1, 8, 12), (3, 8, 12)]);
        let unmet = wish(2, 8, 10);
        let rather_not = |days: &[i32]| {
            let rather_not = days.iter().map(|day| wish(*day, 0, 24)).collect();
            Wishes::ranked(&[unmet], rather_not).instead(unmet, None, &free, &SEARCH)
        };
        assert_eq!(rather_not(&[]), [wish(1, 8, 10)]);
        assert_eq!(rather_not(&[1]), [wish(3, 8, 10)]);
        assert_eq!(rather_not(&[1, 3]), [wish(1, 8, 10)]);
    }

    #[test]
    fn a_wish_that_holds_a_visit_but_not_its_window_grows_to_hold_that_too() {
        let free = people(&[(1, 8, 12)]);
        let grown = |unmet, promise| listed(&[]).instead(unmet, Some(&windows(120, promise)), &free, &SEARCH);
        assert_eq!(grown(wish(1, 9, 10), Promise::SomeStart), [wish(1, 8, 10)]);
        assert_eq!(
            grown(wish(1, 9, 10), Promise::EveryStart),
            [wish(1, 8, 11)],
            "whenever they come, they stay for an hour"
        );
    }

    #[test]
    fn whatever_is_offered_instead_can_be_met_and_is_in_one_day() {
        let free = people(&[(0, 22, 30), (1, 8, 12), (2, 14, 24), (4, 0, 3)]);
        for promised in [None, Some(windows(90, Promise::EveryStart)), Some(windows(420, Promise::SomeStart))] {
            let mut count = 0;
            for day in 0..6 {
                for (from, to) in (0..24).flat_map(|from| (from + 1..=24).map(move |to| (from, to))) {
                    let unmet = wish(day, from, to);
                    for new in listed(&[]).instead(unmet, promised.as_ref(), &free, &SEARCH) {
                        let met = listed(&[]).met(new, promised.as_ref(), &free, &SEARCH);
                        assert!(met.best.is_some(), "{promised:?} {unmet:?} {new:?}");
                        assert_eq!(Day::of(new.start()), Day::of(new.end() - 1), "{new:?}");
                        count += 1;
                    }
                }
            }
            assert!(200 < count, "{promised:?} {count}");
        }
    }
}
