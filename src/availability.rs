//! Who is free when, as far as it was asked for.

use slotwright_matching::{Interval, IntervalSet, Minute, Opening, Search, openings};

/// Who is free when, and what follows from it, for the months that are here.
#[derive(Clone, Debug, Default)]
pub struct Availability {
    /// The numbers of those who could come, ascending. They mean nothing outside this link.
    pub numbers: Vec<u64>,
    /// The free time of each, in the same order.
    pub free: Vec<IntervalSet>,
    /// All openings, ascending: found once, when an answer comes, and read by each day of the grid.
    pub openings: Vec<Opening>,
}

impl Availability {
    /// Replaces what is known of `range` by `fresh`. Where the visit is booked already, at `present`, is no opening.
    pub fn refresh(
        &mut self,
        range: Interval,
        fresh: Vec<(u64, IntervalSet)>,
        search: &Search,
        present: Option<Minute>,
    ) {
        let gap = IntervalSet::from_unsorted(vec![range]);
        for free in &mut self.free {
            *free = free.difference(&gap);
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
        self.openings = openings(&self.free, search);
        self.openings.retain(|opening| Some(opening.start) != present);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slotwright_matching::Align;

    const SEARCH: Search =
        Search { length_minutes: 60, crew: 1, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 10_000 };

    fn range(start: i32, end: i32) -> Interval {
        Interval::new(start, end).unwrap()
    }

    fn starts(availability: &Availability) -> Vec<i32> {
        availability.openings.iter().map(|opening| opening.start).collect()
    }

    #[test]
    fn what_comes_later_is_put_beside_what_is_here() {
        let mut availability = Availability::default();
        availability.refresh(range(0, 1440), vec![(7, [range(480, 600)].into_iter().collect())], &SEARCH, None);
        availability.refresh(
            range(1440, 2880),
            vec![(3, [range(1920, 1980)].into_iter().collect()), (7, [range(1980, 2040)].into_iter().collect())],
            &SEARCH,
            None,
        );
        assert_eq!(availability.numbers, [3, 7]);
        assert_eq!(starts(&availability), [480, 540, 1920, 1980]);
    }

    #[test]
    fn a_range_that_is_asked_for_again_is_replaced_and_nothing_else() {
        let mut availability = Availability::default();
        availability.refresh(
            range(0, 2880),
            vec![(7, [range(480, 600), range(1920, 1980)].into_iter().collect())],
            &SEARCH,
            None,
        );
        availability.refresh(range(0, 1440), vec![(9, [range(600, 660)].into_iter().collect())], &SEARCH, None);
        assert_eq!(starts(&availability), [600, 1920], "8:00 and 9:00 are taken, 10:00 has become free");
        availability.refresh(range(0, 2880), vec![], &SEARCH, None);
        assert!(availability.openings.is_empty());
    }

    #[test]
    fn the_time_that_is_booked_already_is_no_opening() {
        let mut availability = Availability::default();
        availability.refresh(range(0, 1440), vec![(7, [range(480, 600)].into_iter().collect())], &SEARCH, Some(540));
        assert_eq!(starts(&availability), [480]);
    }
}
