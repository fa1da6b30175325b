//! Times that are suggested to dispatchers for a job: first where its customer's wishes can be met, in their order, then the best
//! of the others by the same grades as customers are recommended openings by.

use slotwright_matching::{Day, Grading, Merit, Minute, Search, Wishes, best};

use crate::ground::availability::Availability;
use crate::ground::offer::Offer;
use crate::ground::recommended::grades;

/// As many as there are digits to take them by.
pub const AT_MOST: usize = 9;

/// A time that is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// When the visit starts.
    pub start: Minute,
    /// Who comes.
    pub crew: Vec<u64>,
    /// Why.
    pub reason: Reason,
}

/// Why a time is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It meets the wish of this rank, from 1.
    Wish(usize),
    /// What speaks for it most; nothing for a time that is merely free.
    Merit(Option<Merit>),
}

/// The times that are suggested, at most nine: the best for each wish that can be met, as the wishes rank, then the best, one a
/// day, then the first times of further days.
#[must_use]
pub fn suggestions(
    availability: &Availability,
    search: &Search,
    grading: &Grading,
    wishes: &Wishes,
) -> Vec<Suggestion> {
    let openings = &availability.openings;
    let suggestion = |start: Minute, reason: Reason| {
        let crew = availability.crew(search.visit(start)?, search.crew)?;
        Some(Suggestion { start, crew, reason })
    };
    let met = wishes.wishes.iter().enumerate().filter_map(|(rank, wish)| {
        let within = openings
            .iter()
            .filter(|opening| search.visit(opening.start).is_some_and(|visit| wish.window.covers(visit)));
        let best = within.min_by_key(|opening| wishes.is_rather_not(opening.start, search))?;
        suggestion(best.start, Reason::Wish(rank + 1))
    });
    let mut all: Vec<Suggestion> = met.collect();
    let grades = grades(availability, search, Offer::default(), grading);
    for at in best(&grades, AT_MOST) {
        let (start, grade) = &grades[at];
        let is_new = all.iter().all(|known| known.start != *start);
        all.extend(suggestion(*start, Reason::Merit(grade.merits.first().copied())).filter(|_| is_new));
    }
    // Where nothing speaks for any other time, the first of each further day.
    for opening in openings {
        if all.len() < AT_MOST && all.iter().all(|known| Day::of(known.start) != Day::of(opening.start)) {
            all.extend(suggestion(opening.start, Reason::Merit(None)));
        }
    }
    all.truncate(AT_MOST);
    all
}

#[cfg(test)]
mod tests {
    use slotwright_matching::{IntervalSet, Weights};

    use super::*;
    use crate::ground::offer::tests::{SEARCH, STARTS, range};

    const GRADING: Grading =
        Grading { weights: Weights { near: 80, quiet: 20, soon: 60, room: 10 }, today: Day(0), crew: 1 };

    fn search() -> Search {
        Search { latest: 100 * 1440, ..SEARCH }
    }

    /// User 7 is free on each of these days from eight to five.
    fn free_on(days: &[i32]) -> Availability {
        let mut availability = Availability::default();
        let free: IntervalSet = days.iter().map(|day| range(day * 1440 + 480, day * 1440 + 1020)).collect();
        availability.refresh(&[range(0, 100 * 1440)].into_iter().collect(), vec![(7, free)], &search(), STARTS, None);
        availability
    }

    #[test]
    fn wishes_that_can_be_met_come_first_in_their_order_and_each_time_once() {
        let wishes = [range(2 * 1440 + 780, 2 * 1440 + 1020), range(5 * 1440, 5 * 1440 + 900), range(1440, 1440 + 900)];
        let found =
            suggestions(&free_on(&[1, 2, 3]), &search(), &GRADING, &Wishes::ranked(&wishes, IntervalSet::default()));
        let short: Vec<(i32, i32, Reason)> =
            found.iter().map(|one| (one.start / 1440, one.start % 1440, one.reason)).collect();
        assert_eq!(
            short,
            [
                (2, 780, Reason::Wish(1)),
                (1, 480, Reason::Wish(3)),
                (2, 480, Reason::Merit(Some(Merit::Soon))),
                (3, 480, Reason::Merit(Some(Merit::Soon))),
            ]
        );
        assert!(found.iter().all(|one| one.crew == [7]));
    }

    #[test]
    fn of_the_times_that_meet_a_wish_one_is_suggested_that_its_customer_would_not_rather_not_have() {
        let (wish, not) = (range(1440 + 480, 1440 + 900), range(1440 + 420, 1440 + 545));
        let found =
            suggestions(&free_on(&[1]), &search(), &GRADING, &Wishes::ranked(&[wish], [not].into_iter().collect()));
        assert_eq!(found.first().map(|one| (one.start - 1440, one.reason)), Some((600, Reason::Wish(1))));
    }

    #[test]
    fn at_most_nine_are_suggested_and_none_where_nobody_is_free() {
        let many = free_on(&(1..30).collect::<Vec<_>>());
        assert_eq!(suggestions(&many, &search(), &GRADING, &Wishes::default()).len(), AT_MOST);
        let wishes = Wishes::ranked(&[range(0, 1440)], IntervalSet::default());
        assert_eq!(suggestions(&free_on(&[]), &search(), &GRADING, &wishes), []);
    }

    #[test]
    fn a_wish_that_is_too_short_for_the_visit_is_met_by_nothing() {
        let short = range(1440 + 480, 1440 + 480 + SEARCH.length_minutes - 1);
        let found = suggestions(&free_on(&[1]), &search(), &GRADING, &Wishes::ranked(&[short], IntervalSet::default()));
        assert!(found.iter().all(|one| !matches!(one.reason, Reason::Wish(_))), "{found:?}");
    }
}
