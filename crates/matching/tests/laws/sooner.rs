//! What has become free for somebody who would rather have their visit sooner.

use crate::windows::windows;
use crate::*;

prop_compose! {
    fn waits()(before in 0..3 * 1440, not_before in 0..3 * 1440, seen in set()) -> (Minute, Minute, IntervalSet) {
        (FIRST.start() + before, FIRST.start() + not_before, seen)
    }
}

/// As [`sooner()`] finds it, minute by minute: when, and how many could come.
fn slowly(people: &[IntervalSet], search: &Search, waits: &Waits) -> Option<(Minute, usize)> {
    let is_on_grid = |start: &Minute| (start - Day::of(*start).start()) % search.step_minutes == 0;
    let is_wanted = |start: &Minute| waits.not_before <= *start && *start < waits.before;
    let is_news = |start: &Minute| !waits.seen.covers(Interval::new(*start, start + 1).unwrap());
    let able = |start: Minute| {
        let end = start + search.length_minutes;
        let is_one_day = Day::of(start) == Day::of(end - 1);
        let is_free =
            |free: &&IntervalSet| (start..end).all(|minute| free.covers(Interval::new(minute, minute + 1).unwrap()));
        if is_one_day { people.iter().filter(is_free).count() } else { 0 }
    };
    (search.earliest..=search.latest - search.length_minutes)
        .filter(|start| is_on_grid(start) && is_wanted(start) && is_news(start))
        .map(|start| (start, able(start)))
        .find(|(_, able)| search.crew <= *able)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_offered_is_free_for_its_crew_sooner_than_the_visit_wanted_and_news(
        people in people(), search in search(), windows in proptest::option::of(windows()),
        (before, not_before, seen) in waits()
    ) {
        let waits = Waits { before, not_before, seen: &seen };
        let Some(found) = sooner(&people, &search, windows.as_ref(), &waits) else { return Ok(()) };
        let visit = visit(found.opening, &search);
        prop_assert_eq!(found.crew.len(), search.crew);
        prop_assert!(found.crew.iter().all(|person| people[*person].covers(visit)));
        prop_assert!(search.earliest <= visit.start() && visit.end() <= search.latest);
        prop_assert!(not_before <= visit.start() && visit.start() < before);
        prop_assert!(!seen.covers(Interval::new(visit.start(), visit.start() + 1).unwrap()));
        prop_assert!(found.stretch.contains(visit.start()));
    }

    #[test]
    fn it_is_the_soonest_that_a_slow_look_at_each_minute_finds(
        people in people(), search in search(), (before, not_before, seen) in waits()
    ) {
        let search = Search { align: Align::Clock, ..search };
        let waits = Waits { before, not_before, seen: &seen };
        let found = sooner(&people, &search, None, &waits);
        let found = found.map(|found| (found.opening.start, found.opening.people as usize));
        prop_assert_eq!(found, slowly(&people, &search, &waits));
    }

    #[test]
    fn nobody_is_offered_twice_what_stays_free_and_everything_is_seen_in_the_end(
        people in people(), search in search(), windows in proptest::option::of(windows()),
        (before, not_before, mut seen) in waits()
    ) {
        let all = stretches(&people, &search, windows.as_ref());
        let mut offers = 0;
        while let Some(found) = sooner(&people, &search, windows.as_ref(), &Waits { before, not_before, seen: &seen }) {
            prop_assert!(all.covers(found.stretch));
            seen = seen.union(&only(found.stretch));
            offers += 1;
            prop_assert!(offers <= all.as_slice().len(), "each stretch once");
        }
        let waits = Waits { before, not_before, seen: &all };
        prop_assert_eq!(sooner(&people, &search, windows.as_ref(), &waits), None, "what was free before is no news");
    }

    #[test]
    fn in_which_order_people_come_in_changes_nothing_but_whom_of_equals_is_sent(
        people in people(), search in search(), (before, not_before, seen) in waits()
    ) {
        let waits = Waits { before, not_before, seen: &seen };
        let found = |people: &[IntervalSet]| {
            sooner(people, &search, None, &waits).map(|found| (found.opening, found.stretch))
        };
        let turned: Vec<IntervalSet> = people.iter().rev().cloned().collect();
        prop_assert_eq!(found(&people), found(&turned));
    }
}
