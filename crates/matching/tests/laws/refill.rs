//! Time that is free again, and what a job that waits could make of it.

use std::cmp::Reverse;

use crate::*;

prop_compose! {
    /// People, what is free again of their time (some of it is taken by now), what is wished, and how much a start is worth.
    fn asked()(
        people in people(), freed in vec(set(), 5), wishes in vec((interval(), 0..3u32), 0..4), rather_not in set(),
        search in search(), worth in vec(0..4u32, 5)
    ) -> (Vec<IntervalSet>, Vec<IntervalSet>, Wishes, Search, Vec<u32>) {
        let freed = freed.into_iter().take(people.len()).collect();
        let wishes = wishes.into_iter().map(|(window, rank)| Wish { window, rank }).collect();
        (people, freed, Wishes { wishes, rather_not }, Search { align: Align::Clock, ..search }, worth)
    }
}

/// What a start is worth with somebody: by who it is, and by its hour.
fn grade(worth: &[u32], start: Minute, person: usize) -> Grade {
    Grade { points: worth[person] * 10 + (start / 60 % 3) as u32, merits: Vec::new() }
}

/// As [`refill`] finds it, minute by minute and with everybody, the best first.
fn slowly(
    people: &[IntervalSet],
    freed: &[IntervalSet],
    wishes: &Wishes,
    search: &Search,
    worth: &[u32],
) -> Option<Refill> {
    let has = |set: &IntervalSet, minute: Minute| set.covers(Interval::new(minute, minute + 1).unwrap());
    let mut all = Vec::new();
    for (wish, Wish { window, rank }) in wishes.wishes.iter().enumerate() {
        for start in FIRST.start()..LAST.interval().end() {
            let minutes = || start..start + search.length_minutes;
            let is_on_grid = (start - Day::of(start).start()) % search.step_minutes == 0;
            let is_looked_for = search.earliest <= start && minutes().end <= search.latest;
            let is_one_day = Day::of(start) == Day::of(minutes().end - 1);
            let is_wished = window.start() <= start && minutes().end <= window.end();
            if !(is_on_grid && is_looked_for && is_one_day && is_wished) {
                continue;
            }
            let day = Day::of(start).interval();
            let free_minutes = |person: &usize| people[*person].clip(day).total_minutes();
            let mut able: Vec<usize> =
                (0..people.len()).filter(|person| minutes().all(|minute| has(&people[*person], minute))).collect();
            if able.len() < search.crew {
                continue;
            }
            able.sort_by_key(|person| (Reverse(free_minutes(person)), *person));
            for first in able.iter().copied() {
                if !minutes().any(|minute| has(&freed[first], minute)) {
                    continue;
                }
                let others = able.iter().copied().filter(|other| *other != first);
                let crew: Vec<usize> = std::iter::once(first).chain(others).take(search.crew).collect();
                let points =
                    crew.iter().map(|person| grade(worth, start, *person).points).sum::<u32>() / crew.len() as u32;
                let is_rather_not = minutes().any(|minute| has(&wishes.rather_not, minute));
                let key = (is_rather_not, *rank, Reverse(points), start, wish, first);
                let found = Refill { wish, start, crew, grade: Grade { points, merits: Vec::new() }, is_rather_not };
                all.push((key, found));
            }
        }
    }
    all.into_iter().min_by_key(|(key, _)| *key).map(|(_, found)| found)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_found_can_be_booked_meets_the_wish_and_makes_use_of_what_is_free_again(
        (people, freed, wishes, search, worth) in asked()
    ) {
        let found = refill(&freed, &people, &wishes, &search, &|start, person| grade(&worth, start, person));
        let Some(Refill { wish, start, crew, is_rather_not, .. }) = found else { return Ok(()) };
        let visit = search.visit(start).unwrap();
        prop_assert!(wishes.wishes[wish].window.covers(visit));
        prop_assert!(search.earliest <= start && visit.end() <= search.latest);
        prop_assert_eq!(crew.len(), search.crew);
        prop_assert!(crew.iter().all(|person| people[*person].covers(visit)), "all of them are free");
        prop_assert!((1..crew.len()).all(|place| !crew[..place].contains(&crew[place])), "each of them once");
        prop_assert!(!freed[crew[0]].intersection(&only(visit)).is_empty());
        prop_assert_eq!(is_rather_not, wishes.is_rather_not(start, &search));
    }

    #[test]
    fn it_is_the_best_that_a_slow_look_at_each_minute_and_everybody_finds(
        (people, freed, wishes, search, worth) in asked()
    ) {
        let found = refill(&freed, &people, &wishes, &search, &|start, person| grade(&worth, start, person));
        prop_assert_eq!(found.map(in_any_order), slowly(&people, &freed, &wishes, &search, &worth).map(in_any_order));
    }

    #[test]
    fn where_nothing_is_free_again_or_nothing_is_wished_there_is_nothing(
        (people, freed, wishes, search, worth) in asked()
    ) {
        let grade = |start: Minute, person: usize| grade(&worth, start, person);
        let nothing = vec![IntervalSet::default(); people.len()];
        prop_assert_eq!(refill(&nothing, &people, &wishes, &search, &grade), None);
        prop_assert_eq!(refill(&freed, &people, &Wishes { wishes: vec![], ..wishes }, &search, &grade), None);
    }
}

/// With those who come beside the first by number: in which seats they sit says nothing.
fn in_any_order(mut found: Refill) -> Refill {
    found.crew[1..].sort_unstable();
    found
}
