//! Who is free when, as far as it was asked for.

use slotwright_matching::{
    Align, Day, Digest, Feasibility, Interval, IntervalSet, Minute, Opening, Promise, Search, Windows, arrival_windows,
    digests, feasibility, openings,
};
use slotwright_wire::slotwright::{ArrivalPromise, Policy};

/// Who is free when, and what follows from it, for the months that are here.
#[derive(Clone, Debug, Default)]
pub struct Availability {
    /// The numbers of those who could come, ascending. They mean nothing outside this link.
    pub numbers: Vec<u64>,
    /// The free time of each, in the same order.
    pub free: Vec<IntervalSet>,
    /// The days that are here, as stretches.
    pub known: IntervalSet,
    /// All openings, ascending: found once, when an answer comes, and read by each day of the grid.
    pub openings: Vec<Opening>,
}

impl Availability {
    /// The digests of those of these days that are here: whoever has the same need not send them again.
    #[must_use]
    pub fn digests(&self, first: Day, last: Day) -> Vec<(Day, Digest)> {
        let people: Vec<(u64, &IntervalSet)> = self.numbers.iter().copied().zip(&self.free).collect();
        let mut days = digests(&people, first, last);
        days.retain(|(day, _)| self.known.covers(day.interval()));
        days
    }

    /// Replaces what is known of these `days` by `fresh`. Where the visit is booked already, at `present`, is no opening.
    pub fn refresh(
        &mut self,
        days: &IntervalSet,
        fresh: Vec<(u64, IntervalSet)>,
        search: &Search,
        offer: Offer,
        present: Option<Minute>,
    ) {
        self.known = self.known.union(days);
        for free in &mut self.free {
            *free = free.difference(days);
        }
        for (number, free) in fresh {
            match self.numbers.binary_search(&number) {
                Ok(i) => self.free[i] = self.free[i].union(&free),
                Err(i) => {
                    self.numbers.insert(i, number);
                    self.free.insert(i, free);
                }
            }
        }
        self.openings = offer.openings(&self.free, search);
        // In the window that is promised already, another start would be the same promise.
        let present = present.map(|start| offer.told(start));
        self.openings.retain(|opening| Some(offer.told(opening.start)) != present);
    }
}

/// What customers are offered: starts, or windows in which a visit begins. What is booked is a start all the same, the
/// first in its window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    windows: Option<Windows>,
}

/// What is told of a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The start itself.
    Start(Minute),
    /// That the visit begins in this window.
    Window(Interval),
}

impl Offer {
    /// As the server has it.
    #[must_use]
    pub fn of(policy: &Policy) -> Self {
        let window_minutes = policy.arrival_window_minutes as Minute;
        let promise = match policy.arrival_promise {
            ArrivalPromise::Every => Promise::EveryStart,
            ArrivalPromise::Some => Promise::SomeStart,
        };
        Self::in_windows(window_minutes, promise)
    }

    /// Windows of this length one after the other, so that a start lies in one only; with 0 minutes, starts.
    #[must_use]
    pub fn in_windows(window_minutes: Minute, promise: Promise) -> Self {
        let windows = Windows { window_minutes, step_minutes: window_minutes, promise };
        Self { windows: (0 < window_minutes).then_some(windows) }
    }

    /// The windows, where customers are not offered starts.
    #[must_use]
    pub fn windows(self) -> Option<Windows> {
        self.windows
    }

    /// What can be booked, ascending: all starts, or the first of each window.
    #[must_use]
    pub fn openings(self, free: &[IntervalSet], search: &Search) -> Vec<Opening> {
        match self.windows {
            None => openings(free, search),
            Some(windows) => arrival_windows(free, search, &windows).into_iter().map(|window| window.first).collect(),
        }
    }

    /// Whether a wish can be met: with a window, it must lie in the wish, and the visit with it.
    #[must_use]
    pub fn feasibility(self, wish: Interval, free: &[IntervalSet], search: &Search) -> Feasibility {
        let Some(windows) = self.windows else { return feasibility(wish, free, search) };
        let within =
            Search { earliest: search.earliest.max(wish.start()), latest: search.latest.min(wish.end()), ..*search };
        let mut found = arrival_windows(free, &within, &windows);
        found.retain(|found| found.window.end() <= wish.end());
        let earliest = found.first().map(|found| found.first);
        Feasibility {
            earliest,
            best: earliest,
            is_rather_not: false,
            openings: found.len(),
            most_people: found.iter().map(|found| found.first.people).max().unwrap_or(0),
        }
    }

    /// The first of the wishes that can be met, which come most wanted first: its place, and its opening.
    #[must_use]
    pub fn best_wish(self, wishes: &[Interval], free: &[IntervalSet], search: &Search) -> Option<(usize, Opening)> {
        let earliest = |wish: &Interval| self.feasibility(*wish, free, search).earliest;
        wishes.iter().enumerate().find_map(|(place, wish)| Some((place, earliest(wish)?)))
    }

    /// The search for the stretches in which a customer would have to be at home: with windows that hold for every start, for
    /// the visit whenever it begins.
    #[must_use]
    pub fn at_home(self, search: &Search) -> Search {
        match self.windows {
            Some(Windows { window_minutes, step_minutes, promise: Promise::EveryStart }) => {
                let length_minutes = search.length_minutes.saturating_add(window_minutes - 1);
                Search { length_minutes, step_minutes, align: Align::Clock, ..*search }
            }
            _ => *search,
        }
    }

    /// When a customer has to be at home on the day of a start that the search [`at_home`](Offer::at_home) found: for its window
    /// and for the visit.
    #[must_use]
    pub fn stretch_of(self, start: Minute, search: &Search) -> Option<Interval> {
        let Told::Window(window) = self.told(start) else {
            return Interval::new(start, start.saturating_add(search.length_minutes));
        };
        let latest = match self.windows {
            Some(Windows { promise: Promise::EveryStart, .. }) => window.end(),
            _ => start,
        };
        let end = latest.saturating_add(search.length_minutes).min(Day::of(start).interval().end());
        Interval::new(window.start(), window.end().max(end))
    }

    /// What a customer is told of a visit that starts then. The last window of a day ends with it.
    #[must_use]
    pub fn told(self, start: Minute) -> Told {
        let window = self.windows.and_then(|windows| {
            let day = Day::of(start).interval();
            let begin = start - (start - day.start()) % windows.window_minutes;
            Interval::new(begin, (begin + windows.window_minutes).min(day.end()))
        });
        window.map_or(Told::Start(start), Told::Window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEARCH: Search =
        Search { length_minutes: 60, crew: 1, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 10_000 };

    const STARTS: Offer = Offer { windows: None };
    const WINDOWS: Offer =
        Offer { windows: Some(Windows { window_minutes: 120, step_minutes: 120, promise: Promise::SomeStart }) };

    fn days(start: i32, end: i32) -> IntervalSet {
        IntervalSet::from_unsorted(vec![range(start, end)])
    }

    #[test]
    fn only_days_that_are_here_have_a_digest_which_is_that_of_their_free_time() {
        let mut availability = Availability::default();
        assert_eq!(availability.digests(Day(0), Day(1)), []);
        availability.refresh(&days(0, 1440), vec![(7, [range(480, 600)].into_iter().collect())], &SEARCH, STARTS, None);
        let before = availability.digests(Day(0), Day(1));
        assert_eq!(before.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [Day(0)]);
        availability.refresh(&days(0, 1440), vec![(7, [range(480, 540)].into_iter().collect())], &SEARCH, STARTS, None);
        assert_ne!(availability.digests(Day(0), Day(1)), before);
    }

    #[test]
    fn days_that_have_not_changed_stay_as_they_are() {
        let mut availability = Availability::default();
        let both = [range(480, 540), range(1920, 1980)].into_iter().collect();
        availability.refresh(&days(0, 2880), vec![(7, both)], &SEARCH, STARTS, None);
        availability.refresh(&days(1440, 2880), vec![], &SEARCH, STARTS, None);
        assert_eq!(starts(&availability), [480]);
    }

    fn range(start: i32, end: i32) -> Interval {
        Interval::new(start, end).unwrap()
    }

    fn starts(availability: &Availability) -> Vec<i32> {
        availability.openings.iter().map(|opening| opening.start).collect()
    }

    #[test]
    fn what_comes_later_is_put_beside_what_is_here() {
        let mut availability = Availability::default();
        availability.refresh(&days(0, 1440), vec![(7, [range(480, 600)].into_iter().collect())], &SEARCH, STARTS, None);
        availability.refresh(
            &days(1440, 2880),
            vec![(3, [range(1920, 1980)].into_iter().collect()), (7, [range(1980, 2040)].into_iter().collect())],
            &SEARCH,
            STARTS,
            None,
        );
        assert_eq!(availability.numbers, [3, 7]);
        assert_eq!(starts(&availability), [480, 540, 1920, 1980]);
    }

    #[test]
    fn a_range_that_is_asked_for_again_is_replaced_and_nothing_else() {
        let mut availability = Availability::default();
        availability.refresh(
            &days(0, 2880),
            vec![(7, [range(480, 600), range(1920, 1980)].into_iter().collect())],
            &SEARCH,
            STARTS,
            None,
        );
        availability.refresh(&days(0, 1440), vec![(9, [range(600, 660)].into_iter().collect())], &SEARCH, STARTS, None);
        assert_eq!(starts(&availability), [600, 1920], "8:00 and 9:00 are taken, 10:00 has become free");
        availability.refresh(&days(0, 2880), vec![], &SEARCH, STARTS, None);
        assert!(availability.openings.is_empty());
    }

    #[test]
    fn the_time_that_is_booked_already_is_no_opening() {
        let mut availability = Availability::default();
        availability.refresh(
            &days(0, 1440),
            vec![(7, [range(480, 600)].into_iter().collect())],
            &SEARCH,
            STARTS,
            Some(540),
        );
        assert_eq!(starts(&availability), [480]);
    }

    #[test]
    fn a_window_is_offered_by_its_first_start_and_the_promised_one_is_not_offered_again() {
        let mut availability = Availability::default();
        // From nine to two: the windows from eight, from ten and from noon.
        let free = || vec![(7, [range(540, 840)].into_iter().collect())];
        availability.refresh(&days(0, 1440), free(), &SEARCH, WINDOWS, None);
        assert_eq!(starts(&availability), [540, 600, 720]);
        availability.refresh(&days(0, 1440), free(), &SEARCH, WINDOWS, Some(660));
        assert_eq!(starts(&availability), [540, 720], "who is told from ten to twelve is not offered that");
    }

    #[test]
    fn every_start_that_is_offered_is_told_as_the_window_it_was_found_in() {
        for window_minutes in [30, 60, 90, 120, 420, 1440] {
            for promise in [Promise::EveryStart, Promise::SomeStart] {
                let windows = Windows { window_minutes, step_minutes: window_minutes, promise };
                let free = [[range(480, 1020), range(1900, 2800)].into_iter().collect::<IntervalSet>()];
                let found = arrival_windows(&free, &SEARCH, &windows);
                for found in &found {
                    assert_eq!(Offer { windows: Some(windows) }.told(found.first.start), Told::Window(found.window));
                }
                assert!(!found.is_empty() || window_minutes == 1440, "{window_minutes} {promise:?}");
            }
        }
    }

    #[test]
    fn the_last_window_of_a_day_ends_with_it() {
        let windows = Windows { window_minutes: 420, step_minutes: 420, promise: Promise::SomeStart };
        assert_eq!(Offer { windows: Some(windows) }.told(1320), Told::Window(range(1260, 1440)));
        assert_eq!(STARTS.told(1320), Told::Start(1320));
    }

    #[test]
    fn a_wish_is_met_by_a_window_that_lies_in_it() {
        let free = [[range(480, 1020)].into_iter().collect::<IntervalSet>()];
        let earliest =
            |from, to| WINDOWS.feasibility(range(from, to), &free, &SEARCH).earliest.map(|first| first.start);
        assert_eq!(earliest(480, 660), Some(480));
        assert_eq!(earliest(480, 599), None, "the window ends at ten, the customer leaves before");
        assert_eq!(earliest(490, 720), Some(600), "at eight nobody is at home yet");
        assert_eq!(WINDOWS.best_wish(&[range(480, 599), range(490, 720)], &free, &SEARCH).map(|best| best.0), Some(1));
    }
}
