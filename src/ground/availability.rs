//! Who is free when, as far as it has been loaded.

use slotwright_matching::{
    Day, Digest, Hints, Interval, IntervalSet, Minute, Opening, Search, Skipped, choose_crew, digests,
};

use crate::ground::offer::Offer;

/// Who is free when, and what follows from it, for the months that are loaded.
#[derive(Clone, Debug, Default)]
pub struct Availability {
    /// The ids of those who could come, ascending. They are aliases and mean nothing outside this link.
    pub user_ids: Vec<u64>,
    /// The free time of each, in the same order.
    pub free: Vec<IntervalSet>,
    /// The days that are loaded.
    pub known: IntervalSet,
    /// What the clocks skip: free time goes on beyond it, and the server's answers have it in parts.
    pub skipped: Skipped,
    /// All openings, ascending: computed once, when an answer comes, and read by each day of the grid.
    pub openings: Vec<Opening>,
    /// What the loaded days with free time are like, ascending.
    pub hints: Vec<Hints>,
}

impl Availability {
    /// The digests of those of these days that are loaded: the server doesn't send a day again whose digest is the same.
    #[must_use]
    pub fn digests(&self, first: Day, last: Day) -> Vec<(Day, Digest)> {
        let told: Vec<IntervalSet> = self.free.iter().map(|free| free.cut_at(self.skipped)).collect();
        let people: Vec<(u64, &IntervalSet)> = self.user_ids.iter().copied().zip(&told).collect();
        let mut days = digests(&people, first, last);
        days.retain(|(day, _)| self.known.covers(day.interval()));
        days
    }

    /// Replaces what is known of these `days` by `fresh`. The time at which the visit is booked already, `present`, is no
    /// opening.
    pub fn refresh(
        &mut self,
        days: &IntervalSet,
        fresh: Vec<(u64, IntervalSet)>,
        search: &Search,
        offer: Offer,
        present: Option<Minute>,
    ) {
        self.known = self.known.union(days);
        self.skipped = search.skipped;
        for free in &mut self.free {
            *free = free.difference(days);
        }
        for (user_id, free) in fresh {
            let free = free.joined_over(search.skipped);
            match self.user_ids.binary_search(&user_id) {
                Ok(i) => self.free[i] = self.free[i].union(&free),
                Err(i) => {
                    self.user_ids.insert(i, user_id);
                    self.free.insert(i, free);
                }
            }
        }
        self.find(search, offer, present);
    }

    /// Replaces what these days are like.
    pub fn hint(&mut self, days: Interval, fresh: Vec<Hints>) {
        self.hints.retain(|known| !days.covers(known.day.interval()));
        for hints in fresh {
            let place = self.hints.partition_point(|known| known.day < hints.day);
            self.hints.insert(place, hints);
        }
    }

    /// What a day is like, where that is known.
    #[must_use]
    pub fn hints_of(&self, day: Day) -> Option<&Hints> {
        let place = self.hints.binary_search_by_key(&day, |hints| hints.day).ok()?;
        Some(&self.hints[place])
    }

    /// Who comes: those who have a visit near by right before or after, where they are enough, so that the way is saved for which an
    /// opening is recommended; else whom `matching` chooses among all who can.
    #[must_use]
    pub fn crew(&self, visit: Interval, crew: usize) -> Option<Vec<u64>> {
        let hints = self.hints_of(Day::of(visit.start()));
        let is_near = |user_id: u64| hints.is_some_and(|hints| hints.ways(user_id, visit.start()) != [None; 2]);
        let of_near = |(free, user_id): (&IntervalSet, &u64)| {
            if is_near(*user_id) { free.clone() } else { IntervalSet::default() }
        };
        let near: Vec<IntervalSet> = self.free.iter().zip(&self.user_ids).map(of_near).collect();
        let chosen = choose_crew(&near, visit, crew).or_else(|| choose_crew(&self.free, visit, crew))?;
        Some(chosen.into_iter().map(|place| self.user_ids[place]).collect())
    }

    /// Finds the openings in the free time that is known: again, when it has become too late for some of them.
    pub fn find(&mut self, search: &Search, offer: Offer, present: Option<Minute>) {
        self.openings = offer.openings(&self.free, search);
        // In the window that is promised already, another start would be the same promise.
        let present = present.map(|start| offer.arrival(start));
        self.openings.retain(|opening| Some(offer.arrival(opening.start)) != present);
    }
}

#[cfg(test)]
mod tests {
    use slotwright_matching::{Beside, Side};

    use super::*;
    use crate::ground::offer::tests::{SEARCH, STARTS, WINDOWS, range};

    fn days(start: i32, end: i32) -> IntervalSet {
        IntervalSet::from_unsorted(vec![range(start, end)])
    }

    #[test]
    fn only_days_that_are_loaded_have_a_digest_which_is_that_of_their_free_time() {
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

    #[test]
    fn free_time_goes_on_beyond_what_the_clocks_skip_and_its_digest_is_that_of_what_was_answered() {
        let skipped = Skipped::of(&[range(600, 630)].into_iter().collect());
        let parts = || vec![(7, [range(540, 600), range(630, 690)].into_iter().collect())];
        let (mut without, mut with) = (Availability::default(), Availability::default());
        let longer = Search { length_minutes: 90, step_minutes: 30, ..SEARCH };
        without.refresh(&days(0, 1440), parts(), &longer, STARTS, None);
        with.refresh(&days(0, 1440), parts(), &Search { skipped, ..longer }, STARTS, None);
        assert_eq!((starts(&without), starts(&with)), (vec![], vec![540, 570]));
        assert_eq!(with.digests(Day(0), Day(0)), without.digests(Day(0), Day(0)));
    }

    #[test]
    fn who_has_a_visit_near_by_comes_before_those_with_more_time() {
        let mut availability = Availability::default();
        let free = |end| [range(480, end)].into_iter().collect();
        availability.refresh(
            &days(0, 1440),
            vec![(3, free(1020)), (7, free(720)), (9, free(720))],
            &SEARCH,
            STARTS,
            None,
        );
        let beside = |user_id| Beside { user_id, starts: range(480, 540), side: Side::Before, way_minutes: 20 };
        availability.hint(range(0, 1440), vec![Hints { day: Day(0), load_percent: 0, beside: vec![beside(7)] }]);
        let crew = |start, crew| availability.crew(range(start, start + 60), crew);
        assert_eq!(crew(480, 1), Some(vec![7]));
        assert_eq!(crew(540, 1), Some(vec![3]), "nobody is near by then");
        assert_eq!(crew(480, 2), Some(vec![3, 7]), "one alone is too few");
        assert_eq!(crew(480, 4), None);
    }

    #[test]
    fn what_days_are_like_is_replaced_for_those_asked_about_and_for_no_others() {
        let mut availability = Availability::default();
        let hints = |day, load_percent| Hints { day: Day(day), load_percent, beside: Vec::new() };
        availability.hint(range(1440, 4320), vec![hints(1, 25), hints(2, 50)]);
        availability.hint(range(0, 2880), vec![hints(0, 75)]);
        assert_eq!(availability.hints, [hints(0, 75), hints(2, 50)]);
        assert_eq!(availability.hints_of(Day(1)), None);
        assert_eq!(availability.hints_of(Day(2)), Some(&hints(2, 50)));
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
        assert_eq!(availability.user_ids, [3, 7]);
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
        assert_eq!(starts(&availability), [540, 720], "who is promised ten to twelve is not offered that");
    }
}
