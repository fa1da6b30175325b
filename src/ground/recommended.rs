//! Which openings are recommended, and why: what is best for the provider and for the customer alike.

use slotwright_matching::{Day, Grade, Grading, Merit, Minute, Opening, Search, best, who};

use crate::ground::availability::Availability;
use crate::ground::offer::Offer;

/// So many are recommended at most: of more, none is special.
const AT_MOST: usize = 3;

/// An opening that is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recommended {
    /// The opening.
    pub opening: Opening,
    /// What speaks for it most.
    pub reason: Merit,
}

/// The best of the openings that are known, one a day, the best first; of two as good the earlier.
#[must_use]
pub fn recommended(availability: &Availability, search: &Search, offer: Offer, grading: &Grading) -> Vec<Recommended> {
    let grades = grades(availability, search, offer, grading);
    let reasons = best(&grades, AT_MOST).into_iter().filter_map(|at| Some((at, *grades[at].1.merits.first()?)));
    reasons.map(|(at, reason)| Recommended { opening: availability.openings[at], reason }).collect()
}

/// The start of each opening that is known, and its grade.
#[must_use]
pub fn grades(availability: &Availability, search: &Search, offer: Offer, grading: &Grading) -> Vec<(Minute, Grade)> {
    let Availability { user_ids, free, openings, .. } = availability;
    let grade = |start: Minute| {
        let visit = search.visit(start)?;
        let able = who(free, visit).map(|person| (user_ids[person], offer.room(start, &free[person], search)));
        let able: Vec<(u64, Minute)> = able.collect();
        grading.grade(start, &able, availability.hints_of(Day::of(start)))
    };
    openings.iter().map(|opening| (opening.start, grade(opening.start).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use slotwright_matching::{Beside, Hints, Interval, IntervalSet, Side, Weights};

    use super::*;
    use crate::ground::offer::tests::{SEARCH, STARTS, WINDOWS, range};

    const GRADING: Grading =
        Grading { weights: Weights { near: 60, quiet: 20, soon: 60, room: 10 }, today: Day(0), crew: 1 };

    /// User 7 is free on each of these days from eight to five.
    fn free_on(days: &[i32], offer: Offer) -> Availability {
        let mut availability = Availability::default();
        let free: IntervalSet = days.iter().map(|day| range(day * 1440 + 480, day * 1440 + 1020)).collect();
        availability.refresh(&[range(0, 100 * 1440)].into_iter().collect(), vec![(7, free)], &search(), offer, None);
        availability
    }

    fn search() -> Search {
        Search { latest: 100 * 1440, ..SEARCH }
    }

    fn beside(day: i32, starts: Interval, side: Side) -> Hints {
        let beside = Beside { user_id: 7, starts, side, way_minutes: 10 };
        Hints { day: Day(day), load_percent: 75, beside: vec![beside] }
    }

    fn found(availability: &Availability, offer: Offer, grading: &Grading) -> Vec<(i32, i32, Merit)> {
        let recommended = recommended(availability, &search(), offer, grading);
        recommended.iter().map(|one| (one.opening.start / 1440, one.opening.start % 1440, one.reason)).collect()
    }

    #[test]
    fn the_first_of_the_soonest_days_are_recommended_where_nothing_else_is_known() {
        let days = free_on(&[0, 1, 2, 3, 4], STARTS);
        assert_eq!(
            found(&days, STARTS, &GRADING),
            [(0, 480, Merit::Soon), (1, 480, Merit::Soon), (2, 480, Merit::Soon)]
        );
    }

    #[test]
    fn a_start_beside_a_visit_near_by_goes_before_a_sooner_day() {
        let mut days = free_on(&[0, 1, 2, 3, 4], STARTS);
        let noon = 4 * 1440 + 720;
        days.hint(range(0, 100 * 1440), vec![beside(4, range(noon, noon + 61), Side::After)]);
        assert_eq!(
            found(&days, STARTS, &GRADING),
            [(4, 720, Merit::NearAfter), (0, 480, Merit::Soon), (1, 480, Merit::Soon)]
        );
    }

    #[test]
    fn a_quiet_day_is_a_reason_where_days_are_far_away() {
        let mut days = free_on(&[30, 31, 32], STARTS);
        let hints = |day, load_percent| Hints { day: Day(day), load_percent, beside: Vec::new() };
        days.hint(range(0, 100 * 1440), vec![hints(30, 75), hints(31, 25), hints(32, 0)]);
        assert_eq!(found(&days, STARTS, &GRADING), [(32, 480, Merit::QuietDay), (31, 480, Merit::QuietDay)]);
    }

    #[test]
    fn a_window_with_room_is_one_where_nothing_else_counts() {
        let grading = Grading { weights: Weights { near: 0, quiet: 0, soon: 0, room: 10 }, ..GRADING };
        let days = free_on(&[0], WINDOWS);
        assert_eq!(found(&days, WINDOWS, &grading), [(0, 480, Merit::Room)]);
        assert_eq!(found(&free_on(&[0], STARTS), STARTS, &grading), [], "a start leaves no room");
    }

    #[test]
    fn nothing_is_recommended_where_nothing_counts() {
        let grading = Grading { weights: Weights { near: 0, quiet: 0, soon: 0, room: 0 }, ..GRADING };
        assert_eq!(found(&free_on(&[0, 1], STARTS), STARTS, &grading), []);
    }

    #[test]
    fn for_a_crew_of_two_one_that_is_near_by_is_half_as_good() {
        let mut days = free_on(&[1, 8], STARTS);
        let both: IntervalSet =
            [range(8 * 1440 + 480, 8 * 1440 + 1020), range(1440 + 480, 1440 + 1020)].into_iter().collect();
        days.refresh(
            &[range(0, 100 * 1440)].into_iter().collect(),
            vec![(7, both.clone()), (9, both)],
            &search(),
            STARTS,
            None,
        );
        let nine = 8 * 1440 + 540;
        days.hint(range(0, 100 * 1440), vec![beside(8, range(nine, nine + 30), Side::Before)]);
        let of = |crew| found(&days, STARTS, &Grading { crew, ..GRADING });
        assert_eq!(of(1), [(8, 540, Merit::NearBefore), (1, 480, Merit::Soon)]);
        assert_eq!(of(2), [(1, 480, Merit::Soon), (8, 540, Merit::NearBefore)]);
    }
}
