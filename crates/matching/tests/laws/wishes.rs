//! Wishes and alternatives.

use crate::*;

pub fn wishes() -> impl Strategy<Value = Wishes> {
    let wish = (interval(), 0..3u32).prop_map(|(window, rank)| Wish { window, rank });
    (vec(wish, 0..5), set()).prop_map(|(wishes, rather_not)| Wishes { wishes, rather_not })
}

/// Whether the visit has a minute in what they would rather not.
fn reluctant(wishes: &Wishes, start: Minute, search: &Search) -> bool {
    let visit = visit(Opening { start, people: 0 }, search);
    wishes.rather_not.iter().any(|rather_not| rather_not.overlaps(visit))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_wish_is_met_by_the_openings_within_it(
        people in people(), wish in interval(), search in search()
    ) {
        let within = |start: &Minute| wish.start() <= *start && *start + search.length_minutes <= wish.end();
        let expected: Vec<Minute> = starts(&people, &search).into_iter().filter(within).collect();
        let found = feasibility(wish, &people, &search);
        prop_assert_eq!(found.earliest.map(|opening| opening.start), expected.first().copied());
        prop_assert_eq!(found.openings, expected.len());
        let could_come = |start: &Minute| who(&people, visit(Opening { start: *start, people: 0 }, &search)).count();
        prop_assert_eq!(found.most_people as usize, expected.iter().map(could_come).max().unwrap_or(0));
    }

    #[test]
    fn the_best_wish_is_the_first_that_can_be_met(
        people in people(), wishes in vec(interval(), 0..5), search in search()
    ) {
        let met: Vec<_> = wishes.iter().map(|wish| feasibility(*wish, &people, &search).earliest).collect();
        let expected = met.iter().position(Option::is_some);
        prop_assert_eq!(
            best_wish(&wishes, &people, &search),
            expected.map(|rank| (rank, met[rank].unwrap()))
        );
    }

    #[test]
    fn each_wish_is_met_as_if_it_were_the_only_one_and_best_outside_of_rather_not(
        people in people(), wishes in wishes(), search in search()
    ) {
        let openings = openings(&people, &search);
        let found = wishes.feasibility(&people, &search);
        prop_assert_eq!(found.len(), wishes.wishes.len());
        for (wish, found) in wishes.wishes.iter().zip(found) {
            let alone = feasibility(wish.window, &people, &search);
            prop_assert_eq!((found.earliest, found.openings, found.most_people), (alone.earliest, alone.openings, alone.most_people));
            prop_assert_eq!((alone.best, alone.is_rather_not), (alone.earliest, false));
            let expected = openings.iter().filter(|opening| wish.window.covers(visit(**opening, &search)));
            let expected = expected.min_by_key(|opening| (reluctant(&wishes, opening.start, &search), opening.start));
            prop_assert_eq!(found.best, expected.copied());
            prop_assert_eq!(found.is_rather_not, expected.is_some_and(|best| reluctant(&wishes, best.start, &search)));
        }
    }

    #[test]
    fn by_windows_of_arrival_a_wish_is_met_by_those_that_lie_in_it_and_best_where_no_such_visit_is_unwelcome(
        people in people(), wishes in wishes(), wish in interval(), search in search(), windows in crate::windows::windows()
    ) {
        let within = Search { earliest: search.earliest.max(wish.start()), latest: search.latest.min(wish.end()), ..search };
        let mut expected = arrival_windows(&people, &within, &windows);
        expected.retain(|found| found.window.end() <= wish.end());
        // Whoever is at home for the window is at home for each visit in it that is promised.
        let unwelcome = |found: &ArrivalWindow| {
            let starts = match windows.promise {
                Promise::EveryStart => found.window,
                Promise::SomeStart => Interval::new(found.first.start, found.first.start + 1).unwrap(),
            };
            let mut visits = (starts.start()..starts.end()).map(|start| visit(Opening { start, people: 0 }, &search));
            !wishes.rather_not.clip(found.window).is_empty()
                || visits.any(|visit| !wishes.rather_not.clip(visit).is_empty())
        };
        let found = wishes.met(wish, Some(&windows), &people, &search);
        let best = expected.iter().min_by_key(|found| (unwelcome(found), found.first.start));
        prop_assert_eq!(found.earliest, expected.first().map(|found| found.first));
        prop_assert_eq!((found.best, found.openings), (best.map(|found| found.first), expected.len()));
        prop_assert_eq!(found.is_rather_not, best.is_some_and(unwelcome));
    }

    #[test]
    fn to_rather_not_have_more_never_makes_anything_better_and_leaves_possible_what_was(
        people in people(), wishes in wishes(), more in set(), search in search()
    ) {
        let fewer = wishes.feasibility(&people, &search);
        let wishes = Wishes { rather_not: wishes.rather_not.union(&more), ..wishes };
        for (before, after) in fewer.iter().zip(wishes.feasibility(&people, &search)) {
            prop_assert_eq!((before.earliest, before.openings), (after.earliest, after.openings));
            let key = |found: &Feasibility| (found.is_rather_not, found.best.map(|best| best.start));
            prop_assert!(before.is_rather_not || key(before) <= key(&after));
        }
    }

    #[test]
    fn the_best_of_all_is_outside_rather_not_then_of_the_first_rank_then_the_earliest(
        people in people(), wishes in wishes(), search in search()
    ) {
        let mut expected: Vec<(bool, u32, Minute, usize)> = Vec::new();
        for opening in openings(&people, &search) {
            for (index, wish) in wishes.wishes.iter().enumerate() {
                if wish.window.covers(visit(opening, &search)) {
                    expected.push((reluctant(&wishes, opening.start, &search), wish.rank, opening.start, index));
                }
            }
        }
        let best = wishes.best(&people, &search);
        prop_assert_eq!(
            best.map(|(index, opening)| (index, opening.start)),
            expected.iter().min().map(|(_, _, start, index)| (*index, *start))
        );
        let mut reversed = wishes.clone();
        reversed.wishes.reverse();
        let again = reversed.best(&people, &search);
        prop_assert_eq!(again.map(|(_, opening)| opening), best.map(|(_, opening)| opening), "the list's order is irrelevant");
    }

    #[test]
    fn without_rather_not_the_best_by_rank_is_the_first_that_can_be_met(
        people in people(), windows in vec(interval(), 0..5), search in search()
    ) {
        let ranked = (0..).zip(&windows).map(|(rank, window)| Wish { window: *window, rank }).collect();
        let wishes = Wishes { wishes: ranked, ..Wishes::default() };
        prop_assert_eq!(wishes.best(&people, &search), best_wish(&windows, &people, &search));
    }

    #[test]
    fn another_job_never_makes_a_wish_feasible_or_better(
        people in people(), wishes in wishes(), job in interval(), search in search()
    ) {
        let search = Search { align: Align::Clock, ..search };
        let mut busier = people.clone();
        if let Some(first) = busier.first_mut() {
            *first = first.difference(&only(job));
        }
        let key = |found: &Feasibility| (found.best.is_none(), found.is_rather_not, found.best.map(|best| best.start));
        for (before, after) in wishes.feasibility(&people, &search).iter().zip(wishes.feasibility(&busier, &search)) {
            prop_assert!(key(before) <= key(&after));
            prop_assert!(after.openings <= before.openings && after.most_people <= before.most_people);
        }
    }

    #[test]
    fn what_would_have_to_give_is_the_least_of_each_kind_that_brute_force_finds(
        people in people(), wishes in wishes(), window in interval(), search in search()
    ) {
        let mut expected = Vec::new();
        if feasibility(window, &people, &search).earliest.is_none() {
            let best = |search: &Search, gives: &dyn Fn(Interval) -> Option<i32>| {
                let found = openings(&people, search).into_iter().filter_map(|opening| {
                    let key = (gives(visit(opening, search))?, reluctant(&wishes, opening.start, search), opening.start);
                    Some((key, opening))
                });
                found.min_by_key(|(key, _)| *key).map(|((gives, ..), opening)| (gives, opening))
            };
            let within = |visit| window.covers(visit).then_some(0);
            let shorter = (1..search.length_minutes).rev().find_map(|minutes| {
                let (_, opening) = best(&Search { length_minutes: minutes, ..search }, &within)?;
                Some(Concession::Shorter { minutes, opening })
            });
            let of_the_days = |visit: Interval| {
                let days = Day::of(window.start())..=Day::of(window.end() - 1);
                let hull = visit.end().max(window.end()) - visit.start().min(window.start());
                days.contains(&Day::of(visit.start())).then_some(hull - window.minutes())
            };
            let other_time = best(&search, &of_the_days).map(|(minutes, opening)| Concession::OtherTime { minutes, opening });
            let moved = |days: i32| Interval::new(window.start() + days * 1440, window.end() + days * 1440).unwrap();
            let days_away = |visit: Interval| (1..10).flat_map(|n| [-n, n]).find(|days| moved(*days).covers(visit));
            let other_day = best(&search, &|visit| days_away(visit).map(i32::abs)).map(|(_, opening)| {
                Concession::OtherDay { days: days_away(visit(opening, &search)).unwrap(), opening }
            });
            let smaller_crew = (1..search.crew).rev().find_map(|crew| {
                let (_, opening) = best(&Search { crew, ..search }, &within)?;
                Some(Concession::SmallerCrew { crew, opening })
            });
            expected.extend([shorter, other_time, other_day, smaller_crew].into_iter().flatten());
        }
        prop_assert_eq!(wishes.concessions(window, &people, &search), expected);
    }

    #[test]
    fn alternatives_are_as_near_as_the_time_of_day_and_the_days_between_say(
        people in people(), search in search(), wanted in 0..3 * 1440i32, per_day in 0..2000i32, at_most in 0..20usize
    ) {
        let wanted: Minute = FIRST.start() + wanted;
        let openings = openings(&people, &search);
        let near = Near::Clock { minutes_per_day: per_day };
        let away = |opening: &Opening| {
            let days = (Day::of(opening.start) - Day::of(wanted)).abs();
            (opening.start % 1440 - wanted % 1440).abs() + days * per_day
        };
        let mut expected = openings.clone();
        expected.sort_by_key(|opening: &Opening| (away(opening), opening.start));
        expected.truncate(at_most);
        let found: Vec<Opening> = alternatives(&openings, wanted, near, at_most).collect();
        prop_assert_eq!(&found, &expected);
        let same_time = Opening { start: wanted + 1440, people: 1 };
        let later = Opening { start: wanted + per_day + 1, people: 1 };
        if (wanted % 1440) + per_day + 1 < 1440 {
            prop_assert_eq!(alternatives(&[later, same_time], wanted, near, 1).next(), Some(same_time));
        }
    }

    #[test]
    fn the_same_part_of_the_day_on_other_days_is_nearer_than_the_other_parts_of_all_days(
        people in people(), search in search(), wanted in 0..3 * 1440i32, noon in 1..1440i32, evening in 1..1440i32
    ) {
        let wanted: Minute = FIRST.start() + wanted;
        let openings = openings(&people, &search);
        let found: Vec<Opening> = alternatives(&openings, wanted, Near::PartOfDay { begin: &[noon, 0, evening] }, usize::MAX).collect();
        let part = |minute: Minute| {
            let time = minute % 1440;
            (noon.min(evening) <= time, noon.max(evening) <= time)
        };
        let (same, others): (Vec<Opening>, Vec<Opening>) = openings.iter().partition(|opening| part(opening.start) == part(wanted));
        prop_assert!(found[..same.len()].iter().all(|opening| same.contains(opening)));
        for of_a_part in [&found[..same.len()], &found[same.len()..]] {
            let key = |opening: &Opening| ((Day::of(opening.start) - Day::of(wanted)).abs(), (opening.start % 1440 - wanted % 1440).abs(), opening.start);
            prop_assert!(of_a_part.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])));
        }
        prop_assert_eq!(found.len(), same.len() + others.len());
    }

    #[test]
    fn by_time_alone_alternatives_are_the_nearest(people in people(), search in search(), wanted in 0..3 * 1440, at_most in 0..20usize) {
        let wanted: Minute = FIRST.start() + wanted;
        let openings = openings(&people, &search);
        let found: Vec<Opening> = alternatives(&openings, wanted, Near::Time, at_most).collect();
        prop_assert_eq!(found, nearest(&openings, wanted, at_most));
    }

    #[test]
    fn the_nearest_are_the_first_of_all_by_distance(
        people in people(), search in search(), wanted in 0..3 * 1440, at_most in 0..20usize
    ) {
        let wanted: Minute = FIRST.start() + wanted;
        let openings = openings(&people, &search);
        let mut by_distance = openings.clone();
        by_distance.sort_by_key(|opening: &Opening| (opening.start.abs_diff(wanted), opening.start));
        by_distance.truncate(at_most);
        prop_assert_eq!(nearest(&openings, wanted, at_most), by_distance);
    }
}

#[test]
fn of_a_visit_longer_than_a_day_a_day_is_left() {
    let people = [whole()];
    let search = Search {
        length_minutes: 2000,
        crew: 1,
        step_minutes: 60,
        align: Align::Clock,
        earliest: FIRST.start(),
        latest: window().end(),
        skipped: Skipped::NONE,
    };
    let opening = Opening { start: FIRST.start(), people: 1 };
    let found = Wishes::default().concessions(window(), &people, &search);
    assert_eq!(found, [Concession::Shorter { minutes: MINUTES_PER_DAY, opening }]);
}
