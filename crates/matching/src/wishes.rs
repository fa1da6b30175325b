//! Wishes: the windows in which a customer is at home, and when they would rather not have the visit.

use crate::{Interval, IntervalSet, Minute, Opening, Promise, Search, Windows, arrival_windows, openings};

/// A window in which the customer is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// From when to when: the whole visit must lie in it.
    pub window: Interval,
    /// How much it is wanted: less is more, and several may be wanted alike.
    pub rank: u32,
}

/// All that a customer wishes.
///
/// Of two visits the better is the one that has no minute in `rather_not`, and else the earlier. Of two wishes that can be met
/// the better is the one with an opening outside `rather_not`, else the one with the lower rank, else the one whose best
/// opening is earlier, and else the first in the list: *rather not* is met after all that was asked for without it.
///
/// ```
/// use slotwright_matching::*;
/// let hours = |from: Minute, to: Minute| Interval::new(from * 60, to * 60).unwrap();
/// let ada = IntervalSet::from_unsorted(vec![hours(8, 17)]);
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// // Best from 8 to 11, or else from 14 to 16 or from 18 to 20; but rather not before nine.
/// let wishes = Wishes {
///     wishes: [(8, 11, 1), (14, 16, 2), (18, 20, 2)].map(|(from, to, rank)| Wish { window: hours(from, to), rank }).into(),
///     rather_not: Interval::new(480, 540).into_iter().collect(),
/// };
/// let people = [ada];
/// let found = wishes.feasibility(&people, &search);
/// let start = |opening: Option<Opening>| opening.map(|opening| opening.start / 60);
/// assert_eq!((start(found[0].earliest), start(found[0].best)), (Some(8), Some(9)));
/// assert_eq!(found[2].earliest, None, "nobody works then");
/// let (wish, opening) = wishes.best(&people, &search).unwrap();
/// assert_eq!((wish, opening.start), (0, 540));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The windows, in any order.
    pub wishes: Vec<Wish>,
    /// When they would rather not have the visit, though they could.
    pub rather_not: IntervalSet,
}

/// Whether and how well a wish can be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feasibility {
    /// The first opening in it; `None` when it can't be met.
    pub earliest: Option<Opening>,
    /// The best opening in it, by the order of [`Wishes`]; `None` when it can't be met.
    pub best: Option<Opening>,
    /// Whether even the best has a minute in [`Wishes::rather_not`].
    pub is_rather_not: bool,
    /// How many openings are in it.
    pub openings: usize,
    /// The most people who could come at one of them, 0 when it can't be met.
    pub most_people: u32,
}

impl Wishes {
    /// These windows, the dearest first, and when the visit would rather not be.
    #[must_use]
    pub fn ranked(windows: &[Interval], rather_not: IntervalSet) -> Self {
        let wishes = (0..).zip(windows).map(|(rank, window)| Wish { window: *window, rank }).collect();
        Self { wishes, rather_not }
    }

    /// Whether each of the wishes can be met, in the order of the list. What is found here can be booked.
    ///
    /// Linear in the openings within each wish; what lies outside is not looked at.
    #[must_use]
    pub fn feasibility(&self, people: &[IntervalSet], search: &Search) -> Vec<Feasibility> {
        self.wishes.iter().map(|wish| self.met(wish.window, None, people, search)).collect()
    }

    /// The best of the wishes that can be met: its index and its best opening; `None` when none can.
    #[must_use]
    pub fn best(&self, people: &[IntervalSet], search: &Search) -> Option<(usize, Opening)> {
        self.best_of(&self.feasibility(people, search))
    }

    /// Whether a window can be met, whether or not it is among the wishes: by the starts of visits, or by windows of arrival
    /// where these are `promised`, each of which stands for its first start and must lie in the wish with that visit.
    ///
    /// A window of arrival is one that they would rather not have where a visit that comes as promised may have such a minute:
    /// whoever has to be at home for all of it is at home then too.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let hours = |from: Minute, to: Minute| Interval::new(from * 60, to * 60).unwrap();
    /// let ada = IntervalSet::from_unsorted(vec![hours(8, 17)]);
    /// let search = Search {
    ///     length_minutes: 60, crew: 1, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 1440,
    ///     skipped: Skipped::NONE,
    /// };
    /// let wishes = Wishes { rather_not: IntervalSet::from_unsorted(vec![hours(9, 10)]), ..Wishes::default() };
    /// let windows = Windows { window_minutes: 120, step_minutes: 120, promise: Promise::SomeStart };
    /// let found = wishes.met(hours(8, 13), Some(&windows), &[ada], &search);
    /// assert_eq!(found.earliest.map(|first| first.start / 60), Some(8));
    /// assert_eq!(found.best.map(|best| best.start / 60), Some(10), "from ten to twelve, and not from eight to ten");
    /// ```
    #[must_use]
    pub fn met(
        &self,
        window: Interval,
        promised: Option<&Windows>,
        people: &[IntervalSet],
        search: &Search,
    ) -> Feasibility {
        let search = within(window, search);
        let found: Vec<(Opening, bool)> = match promised {
            None => {
                let with = |opening: Opening| (opening, self.is_rather_not(opening.start, &search));
                openings(people, &search).into_iter().map(with).collect()
            }
            Some(windows) => {
                let mut found = Vec::new();
                for arrival in arrival_windows(people, &search, windows) {
                    if arrival.window.end <= window.end {
                        let last = match windows.promise {
                            Promise::EveryStart => arrival.window.end - 1,
                            Promise::SomeStart => arrival.first.start,
                        };
                        let end = search.end_of(last).max(arrival.window.end);
                        let at_home = Interval { start: arrival.window.start, end };
                        found.push((arrival.first, self.rather_not.overlapping(at_home).next().is_some()));
                    }
                }
                found
            }
        };
        let earliest = found.first().copied();
        let best = found.iter().find(|(_, is_rather_not)| !is_rather_not).copied().or(earliest);
        Feasibility {
            earliest: earliest.map(|(opening, _)| opening),
            best: best.map(|(opening, _)| opening),
            is_rather_not: best.is_some_and(|(_, is_rather_not)| is_rather_not),
            openings: found.len(),
            most_people: found.iter().map(|(opening, _)| opening.people).max().unwrap_or(0),
        }
    }

    /// Whether a visit that starts there has a minute that they would rather not have.
    #[must_use]
    pub fn is_rather_not(&self, start: Minute, search: &Search) -> bool {
        search.visit(start).is_some_and(|visit| self.rather_not.overlapping(visit).next().is_some())
    }

    /// The best of the wishes, whose feasibility this is in their order: its index and its best opening; `None` when none can
    /// be met.
    #[must_use]
    pub fn best_of(&self, found: &[Feasibility]) -> Option<(usize, Opening)> {
        let met = self.wishes.iter().zip(found).enumerate().filter_map(|(index, (wish, found))| {
            let best = found.best?;
            Some(((found.is_rather_not, wish.rank, best.start, index), best))
        });
        met.min_by_key(|(key, _)| *key).map(|((.., index), best)| (index, best))
    }
}

/// Whether `wish` can be met: the whole visit must lie in it, and start where `search` lets visits start. What is found here
/// can be booked.
///
/// ```
/// use slotwright_matching::{Align, Interval, Opening, Search, Skipped, feasibility};
/// let ada = Interval::new(480, 1020).into_iter().collect();
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let found = feasibility(Interval::new(790, 900).unwrap(), &[ada], &search); // at home from 13:10 to 15:00
/// assert_eq!(found.earliest, Some(Opening { start: 810, people: 1 })); // 13:30
/// assert_eq!(found.openings, 2); // and 14:00
/// ```
#[must_use]
pub fn feasibility(wish: Interval, people: &[IntervalSet], search: &Search) -> Feasibility {
    Wishes::default().met(wish, None, people, search)
}

/// The first of the wishes, which come most wanted first, that can be met: its index and its first opening. The best of
/// [`Wishes`] without any *rather not*.
#[must_use]
pub fn best_wish(wishes_by_rank: &[Interval], people: &[IntervalSet], search: &Search) -> Option<(usize, Opening)> {
    wishes_by_rank
        .iter()
        .enumerate()
        .find_map(|(rank, wish)| feasibility(*wish, people, search).earliest.map(|opening| (rank, opening)))
}

/// The search for visits that lie in `window`.
pub(crate) fn within(window: Interval, search: &Search) -> Search {
    Search { earliest: search.earliest.max(window.start), latest: search.latest.min(window.end), ..*search }
}
