//! Wishes: the intervals in which a customer is at home.

use crate::{Interval, IntervalSet, Opening, Search, openings};

/// Whether and how well a wish can be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feasibility {
    /// The first opening in it; `None` when it can't be met.
    pub earliest: Option<Opening>,
    /// How many openings are in it.
    pub openings: usize,
    /// The most people who could come at one of them, 0 when it can't be met.
    pub most_people: u32,
}

/// Whether `wish` can be met: the whole visit must lie in it, and start where `search` lets visits start. What is found here
/// can be booked.
///
/// ```
/// use slotwright_matching::{Align, Interval, Opening, Search, feasibility};
/// let ada = Interval::new(480, 1020).into_iter().collect();
/// let search =
///     Search { length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 0, latest: 1440 };
/// let found = feasibility(Interval::new(790, 900).unwrap(), &[ada], &search); // at home from 13:10 to 15:00
/// assert_eq!(found.earliest, Some(Opening { start: 810, people: 1 })); // 13:30
/// assert_eq!(found.openings, 2); // and 14:00
/// ```
#[must_use]
pub fn feasibility(wish: Interval, people: &[IntervalSet], search: &Search) -> Feasibility {
    let within = Search { earliest: search.earliest.max(wish.start), latest: search.latest.min(wish.end), ..*search };
    let openings = openings(people, &within);
    Feasibility {
        earliest: openings.first().copied(),
        openings: openings.len(),
        most_people: openings.iter().map(|opening| opening.people).max().unwrap_or(0),
    }
}

/// The first of the wishes, which come most wanted first, that can be met: its index and its first opening.
#[must_use]
pub fn best_wish(wishes_by_rank: &[Interval], people: &[IntervalSet], search: &Search) -> Option<(usize, Opening)> {
    wishes_by_rank
        .iter()
        .enumerate()
        .find_map(|(rank, wish)| feasibility(*wish, people, search).earliest.map(|opening| (rank, opening)))
}
