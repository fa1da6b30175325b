//! Wishes: the windows in which a customer is at home, and when they would rather not have the visit.

use crate::{Interval, IntervalSet, Minute, Opening, Search, openings};

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
    /// Whether each of the wishes can be met, in the order of the list. What is found here can be booked.
    ///
    /// Linear in the openings within each wish; what lies outside is not looked at.
    #[must_use]
    pub fn feasibility(&self, people: &[IntervalSet], search: &Search) -> Vec<Feasibility> {
        self.wishes.iter().map(|wish| met(wish.window, &self.rather_not, people, search)).collect()
    }

    /// The best of the wishes that can be met: its index and its best opening; `None` when none can.
    #[must_use]
    pub fn best(&self, people: &[IntervalSet], search: &Search) -> Option<(usize, Opening)> {
        let found = self.feasibility(people, search);
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
    met(wish, &IntervalSet::default(), people, search)
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

fn met(wish: Interval, rather_not: &IntervalSet, people: &[IntervalSet], search: &Search) -> Feasibility {
    let openings = openings(people, &within(wish, search));
    let is_outside = |opening: &&Opening| !is_rather_not(opening.start, rather_not, search);
    let (earliest, outside) = (openings.first().copied(), openings.iter().find(is_outside).copied());
    Feasibility {
        earliest,
        best: outside.or(earliest),
        is_rather_not: outside.is_none() && earliest.is_some(),
        openings: openings.len(),
        most_people: openings.iter().map(|opening| opening.people).max().unwrap_or(0),
    }
}

/// The search for visits that lie in `window`.
pub(crate) fn within(window: Interval, search: &Search) -> Search {
    Search { earliest: search.earliest.max(window.start), latest: search.latest.min(window.end), ..*search }
}

/// Whether a visit that starts there has a minute that they would rather not have.
pub(crate) fn is_rather_not(start: Minute, rather_not: &IntervalSet, search: &Search) -> bool {
    search.visit(start).is_some_and(|visit| rather_not.overlapping(visit).next().is_some())
}
