//! Times that are suggested to dispatchers for a job: first where its customer's wishes can be met, in their order, then the best
//! of the others by the same grades as customers are recommended openings by.

use slotwright_matching::{Choice, Crew, Day, Grading, Merit, Minute, Person, Search, Seat, Wishes, best};

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

/// Who is free when, for a job that is suggested times.
#[derive(Clone, Debug)]
pub struct Space {
    /// Everybody's free time; that of the job itself is free.
    pub availability: Availability,
    /// What is looked for: for so long, so many.
    pub search: Search,
    /// Who comes to it as it is.
    pub present: Vec<u64>,
}

impl Space {
    /// Whom to send to a visit that starts there, of these, or of all where nobody is named: as many as are looked for. One alone as
    /// customers are given one. Of a crew those stay who are in it, where they can; then come who is near by, and who has the most
    /// free minutes that day. `None` where they are too few.
    #[must_use]
    pub fn crew(&self, start: Minute, among: &[u64]) -> Option<Vec<u64>> {
        let Self { availability, search, present } = self;
        let visit = search.visit(start)?;
        if search.crew <= 1 && among.is_empty() {
            return availability.crew(visit, search.crew);
        }
        let user_ids = &availability.user_ids;
        let is_asked = |user_id: &u64| among.is_empty() || among.contains(user_id);
        let asked: Vec<usize> = (0..user_ids.len()).filter(|place| is_asked(&user_ids[*place])).collect();
        let people: Vec<Person> =
            asked.iter().map(|place| Person { free: &availability.free[*place], skills: &[] }).collect();
        let hints = availability.hints_of(Day::of(start));
        let is_near = |user_id: u64| hints.is_some_and(|hints| hints.ways(user_id, start) != [None; 2]);
        let those = |is_so: &dyn Fn(u64) -> bool| -> Vec<usize> {
            (0..asked.len()).filter(|person| is_so(user_ids[asked[*person]])).collect()
        };
        let first = [those(&|user_id| present.contains(&user_id)), those(&is_near)].concat();
        let crew = Crew { seats: vec![Seat::default(); search.crew], with_skill: Vec::new() };
        let crew = crew.choose(&people, start, search, Choice::Stable(&first))?;
        // By number: each has a seat like the others'.
        Some((0..asked.len()).filter(|person| crew.contains(person)).map(|person| user_ids[asked[person]]).collect())
    }
}

/// The times that are suggested, at most nine: the best for each wish that can be met, as the wishes rank, then the best, one a
/// day, then the first times of further days. Each with who would come: as many as are looked for.
#[must_use]
pub fn suggestions(space: &Space, grading: &Grading, wishes: &Wishes) -> Vec<Suggestion> {
    let Space { availability, search, .. } = space;
    let openings = &availability.openings;
    let suggestion = |start: Minute, reason: Reason| Some(Suggestion { start, crew: space.crew(start, &[])?, reason });
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
    use slotwright_matching::{Interval, IntervalSet, Weights};

    use super::*;
    use crate::ground::offer::tests::{SEARCH, STARTS, range};

    const GRADING: Grading =
        Grading { weights: Weights { near: 80, quiet: 20, soon: 60, room: 10 }, today: Day(0), crew: 1 };

    fn search() -> Search {
        Search { latest: 100 * 1440, ..SEARCH }
    }

    /// User 7 is free on each of these days from eight to five.
    fn free_on(days: &[i32]) -> Space {
        let mut availability = Availability::default();
        let free: IntervalSet = days.iter().map(|day| range(day * 1440 + 480, day * 1440 + 1020)).collect();
        availability.refresh(&[range(0, 100 * 1440)].into_iter().collect(), vec![(7, free)], &search(), STARTS, None);
        Space { availability, search: search(), present: Vec::new() }
    }

    #[test]
    fn wishes_that_can_be_met_come_first_in_their_order_and_each_time_once() {
        let wishes = [range(2 * 1440 + 780, 2 * 1440 + 1020), range(5 * 1440, 5 * 1440 + 900), range(1440, 1440 + 900)];
        let found = suggestions(&free_on(&[1, 2, 3]), &GRADING, &Wishes::ranked(&wishes, IntervalSet::default()));
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
        let found = suggestions(&free_on(&[1]), &GRADING, &Wishes::ranked(&[wish], [not].into_iter().collect()));
        assert_eq!(found.first().map(|one| (one.start - 1440, one.reason)), Some((600, Reason::Wish(1))));
    }

    #[test]
    fn at_most_nine_are_suggested_and_none_where_nobody_is_free() {
        let many = free_on(&(1..30).collect::<Vec<_>>());
        assert_eq!(suggestions(&many, &GRADING, &Wishes::default()).len(), AT_MOST);
        let wishes = Wishes::ranked(&[range(0, 1440)], IntervalSet::default());
        assert_eq!(suggestions(&free_on(&[]), &GRADING, &wishes), []);
    }

    #[test]
    fn a_wish_that_is_too_short_for_the_visit_is_met_by_nothing() {
        let short = range(1440 + 480, 1440 + 480 + SEARCH.length_minutes - 1);
        let found = suggestions(&free_on(&[1]), &GRADING, &Wishes::ranked(&[short], IntervalSet::default()));
        assert!(found.iter().all(|one| !matches!(one.reason, Reason::Wish(_))), "{found:?}");
    }

    /// These are free on the first day.
    fn team(crew: usize, present: &[u64], free: &[(u64, Interval)]) -> Space {
        let search = Search { crew, ..search() };
        let mut availability = Availability::default();
        let free = free.iter().map(|(user_id, free)| (*user_id, [*free].into_iter().collect())).collect();
        availability.refresh(&[range(0, 1440)].into_iter().collect(), free, &search, STARTS, None);
        Space { availability, search, present: present.to_vec() }
    }

    #[test]
    fn each_suggestion_for_a_crew_names_as_many_as_are_needed_all_of_whom_are_free() {
        let free = [(5, range(480, 720)), (6, range(540, 1020)), (7, range(600, 900)), (9, range(480, 1020))];
        for crew in 1..=5 {
            let space = team(crew, &[], &free);
            let found = suggestions(&space, &Grading { crew, ..GRADING }, &Wishes::default());
            for Suggestion { start, crew: named, .. } in &found {
                let visit = space.search.visit(*start).unwrap();
                let is_free = |user_id: &u64| free.iter().any(|(free, when)| free == user_id && when.covers(visit));
                assert!(named.len() == crew && named.iter().all(is_free) && named.is_sorted(), "{crew}: {found:?}");
                assert!((1..crew).all(|place| named[place - 1] != named[place]), "each once");
            }
            assert_eq!(found.is_empty(), crew == 5, "there are four");
        }
    }

    #[test]
    fn who_is_in_the_crew_stays_where_they_can_and_one_alone_is_chosen_as_ever() {
        let free = [(5, range(480, 720)), (6, range(480, 1020)), (7, range(480, 1020)), (9, range(480, 1020))];
        assert_eq!(team(2, &[5, 9], &free).crew(480, &[]), Some(vec![5, 9]));
        assert_eq!(team(2, &[5, 9], &free).crew(780, &[]), Some(vec![6, 9]), "5 goes at noon");
        assert_eq!(team(1, &[5], &free).crew(480, &[]), Some(vec![6]), "with the most time that day");
    }

    #[test]
    fn so_many_of_those_who_are_named_are_chosen() {
        let free = [(5, range(480, 720)), (6, range(480, 1020)), (7, range(480, 1020)), (9, range(480, 1020))];
        let space = team(2, &[], &free);
        assert_eq!(space.crew(480, &[5, 7, 9]), Some(vec![7, 9]));
        assert_eq!(space.crew(780, &[5, 7]), None, "one of them goes at noon");
    }
}
