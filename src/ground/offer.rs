//! What customers are offered, exact starts or arrival windows, and what either means for a wish.

use slotwright_matching::{
    Day, Feasibility, Interval, IntervalSet, Minute, Opening, Promise, Search, Windows, Wishes, arrival_windows,
    openings,
};
use slotwright_wire::slotwright::{ArrivalPromise, Policy};

/// What customers are offered: starts, or arrival windows in which a visit begins. What is booked is a start all the same,
/// the first in its window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    windows: Option<Windows>,
}

/// When a visit arrives, as far as the customer is promised it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The start itself.
    Start(Minute),
    /// That the visit begins in this window.
    Window(Interval),
}

impl Offer {
    /// As the server's policy has it.
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

    /// The same with windows of another length, as a page wants them; with 0 minutes, starts.
    #[must_use]
    pub fn with_windows(self, window_minutes: Minute) -> Self {
        Self::in_windows(window_minutes, self.windows.map_or(Promise::SomeStart, |windows| windows.promise))
    }

    /// The windows, if windows are offered and not starts.
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
    pub fn feasibility(self, wish: Interval, wishes: &Wishes, free: &[IntervalSet], search: &Search) -> Feasibility {
        wishes.met(wish, self.windows.as_ref(), free, search)
    }

    /// The best of the wishes that can be met: its place, and its best opening.
    #[must_use]
    pub fn best_wish(self, wishes: &Wishes, free: &[IntervalSet], search: &Search) -> Option<(usize, Opening)> {
        let found: Vec<Feasibility> =
            wishes.wishes.iter().map(|wish| self.feasibility(wish.window, wishes, free, search)).collect();
        wishes.best_of(&found)
    }

    /// The wishes that can be met and are nearest to one that can't.
    #[must_use]
    pub fn instead(self, wish: Interval, wishes: &Wishes, free: &[IntervalSet], search: &Search) -> Vec<Interval> {
        wishes.instead(wish, self.windows.as_ref(), free, search)
    }

    /// How many minutes after that start somebody who is free then could still begin within what is promised.
    #[must_use]
    pub fn room(self, start: Minute, free: &IntervalSet, search: &Search) -> Minute {
        let Arrival::Window(window) = self.arrival(start) else { return 0 };
        let latest = free
            .iter()
            .find(|free| free.contains(start))
            .map_or(start, |free| search.skipped.start_of(free.end(), search.length_minutes));
        (latest.min(window.end() - 1) - start).max(0)
    }

    /// What a customer is promised for a visit that starts then. The last window of a day ends with the day.
    #[must_use]
    pub fn arrival(self, start: Minute) -> Arrival {
        let window = self.windows.and_then(|windows| {
            let day = Day::of(start).interval();
            let begin = start - (start - day.start()) % windows.window_minutes;
            Interval::new(begin, (begin + windows.window_minutes).min(day.end()))
        });
        window.map_or(Arrival::Start(start), Arrival::Window)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use slotwright_matching::{Align, Skipped};

    use super::*;

    pub(crate) const SEARCH: Search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 60,
        align: Align::Clock,
        earliest: 0,
        latest: 10_000,
        skipped: Skipped::NONE,
    };

    pub(crate) const STARTS: Offer = Offer { windows: None };
    pub(crate) const WINDOWS: Offer =
        Offer { windows: Some(Windows { window_minutes: 120, step_minutes: 120, promise: Promise::SomeStart }) };

    pub(crate) fn range(start: i32, end: i32) -> Interval {
        Interval::new(start, end).unwrap()
    }

    #[test]
    fn every_start_that_is_offered_is_promised_as_the_window_it_was_found_in() {
        for window_minutes in [30, 60, 90, 120, 420, 1440] {
            for promise in [Promise::EveryStart, Promise::SomeStart] {
                let windows = Windows { window_minutes, step_minutes: window_minutes, promise };
                let free = [[range(480, 1020), range(1900, 2800)].into_iter().collect::<IntervalSet>()];
                let found = arrival_windows(&free, &SEARCH, &windows);
                for found in &found {
                    assert_eq!(
                        Offer { windows: Some(windows) }.arrival(found.first.start),
                        Arrival::Window(found.window)
                    );
                }
                assert!(!found.is_empty() || window_minutes == 1440, "{window_minutes} {promise:?}");
            }
        }
    }

    #[test]
    fn the_last_window_of_a_day_ends_with_it() {
        let windows = Windows { window_minutes: 420, step_minutes: 420, promise: Promise::SomeStart };
        assert_eq!(Offer { windows: Some(windows) }.arrival(1320), Arrival::Window(range(1260, 1440)));
        assert_eq!(STARTS.arrival(1320), Arrival::Start(1320));
    }

    #[test]
    fn a_wish_is_met_by_a_window_that_lies_in_it() {
        let free = [[range(480, 1020)].into_iter().collect::<IntervalSet>()];
        let any = Wishes::default();
        let earliest =
            |from, to| WINDOWS.feasibility(range(from, to), &any, &free, &SEARCH).earliest.map(|first| first.start);
        assert_eq!(earliest(480, 660), Some(480));
        assert_eq!(earliest(480, 599), None, "the window ends at ten, the customer leaves before");
        assert_eq!(earliest(490, 720), Some(600), "at eight nobody is at home yet");
        let wishes = Wishes::ranked(&[range(480, 599), range(490, 720)], IntervalSet::default());
        assert_eq!(WINDOWS.best_wish(&wishes, &free, &SEARCH).map(|best| best.0), Some(1));
    }

    #[test]
    fn what_customers_would_rather_not_have_is_chosen_after_all_else_with_starts_and_with_windows() {
        let free = [[range(480, 1020)].into_iter().collect::<IntervalSet>()];
        let best = |offer: Offer, rather_not: &[Interval]| {
            let wishes = Wishes::ranked(&[range(480, 720), range(840, 1020)], rather_not.iter().copied().collect());
            offer.best_wish(&wishes, &free, &SEARCH).map(|(place, opening)| (place, opening.start))
        };
        for (rather_not, starts, windows) in [
            (vec![], (0, 480), (0, 480)),
            (vec![range(480, 540)], (0, 540), (0, 600)),
            (vec![range(480, 720)], (1, 840), (1, 840)),
            (vec![range(0, 1440)], (0, 480), (0, 480)),
        ] {
            assert_eq!((best(STARTS, &rather_not), best(WINDOWS, &rather_not)), (Some(starts), Some(windows)));
        }
    }
}
