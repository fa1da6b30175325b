//! Laws that hold for whatever is put in.

use proptest::collection::vec;
use proptest::prelude::*;
use slotwright_matching::*;

/// Three days are enough for every way in which intervals can lie, and few enough for them to meet.
const FIRST: Day = Day(19_849);
const LAST: Day = Day(19_851);

fn window() -> Interval {
    Interval::new(FIRST.start(), LAST.interval().end()).unwrap()
}

prop_compose! {
    /// An interval, half of the time on the quarter hour so that many touch.
    fn interval()(
        start in 0..3 * 1440 - 15, minutes in 1..600, quarters in any::<bool>()
    ) -> Interval {
        let round = |minute: Minute| if quarters { minute / 15 * 15 } else { minute };
        let start = FIRST.start() + round(start);
        let end = (start + round(minutes).max(if quarters { 15 } else { 1 })).min(LAST.interval().end());
        Interval::new(start, end).unwrap()
    }
}

fn set() -> impl Strategy<Value = IntervalSet> {
    vec(interval(), 0..12).prop_map(IntervalSet::from_unsorted)
}

fn people() -> impl Strategy<Value = Vec<IntervalSet>> {
    vec(set(), 0..5)
}

prop_compose! {
    fn search()(
        length_minutes in 1..300, crew in 1..4usize, step_minutes in 1..100, by_block in any::<bool>(),
        earliest in 0..1500, latest in 1500..3 * 1440 + 100
    ) -> Search {
        Search {
            length_minutes, crew, step_minutes,
            align: if by_block { Align::Block } else { Align::Clock },
            earliest: FIRST.start() + earliest,
            latest: FIRST.start() + latest,
        }
    }
}

fn starts(people: &[IntervalSet], search: &Search) -> Vec<Minute> {
    openings(people, search).iter().map(|opening| opening.start).collect()
}

fn visit(opening: Opening, search: &Search) -> Interval {
    Interval::new(opening.start, opening.start + search.length_minutes).unwrap()
}

fn only(interval: Interval) -> IntervalSet {
    IntervalSet::from_unsorted(vec![interval])
}

fn whole() -> IntervalSet {
    only(window())
}

mod sets {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn a_set_is_sorted_disjoint_and_merged_where_it_touches(set in set()) {
            prop_assert!(set.as_slice().windows(2).all(|pair| pair[0].end() < pair[1].start()));
        }

        #[test]
        fn the_order_of_intervals_is_irrelevant(intervals in vec(interval(), 0..12).prop_shuffle()) {
            let mut sorted = intervals.clone();
            sorted.sort_unstable_by_key(|interval| (interval.end(), interval.start()));
            prop_assert_eq!(IntervalSet::from_unsorted(intervals), IntervalSet::from_unsorted(sorted));
        }

        #[test]
        fn splitting_an_interval_changes_nothing(set in set(), at in 1..3 * 1440) {
            let at = FIRST.start() + at;
            let split: Vec<Interval> = set
                .iter()
                .flat_map(|interval| [
                    Interval::new(interval.start(), interval.end().min(at)),
                    Interval::new(interval.start().max(at), interval.end()),
                ])
                .flatten()
                .collect();
            prop_assert_eq!(IntervalSet::from_unsorted(split), set);
        }

        #[test]
        fn a_minute_is_in_a_set_as_the_operation_says(a in set(), b in set(), minute in 0..3 * 1440) {
            let minute = FIRST.start() + minute;
            let has = |set: &IntervalSet| set.iter().any(|interval| interval.contains(minute));
            prop_assert_eq!(has(&a.union(&b)), has(&a) || has(&b));
            prop_assert_eq!(has(&a.intersection(&b)), has(&a) && has(&b));
            prop_assert_eq!(has(&a.difference(&b)), has(&a) && !has(&b));
        }

        #[test]
        fn operations_keep_the_order_and_the_gaps(a in set(), b in set()) {
            for result in [a.union(&b), a.intersection(&b), a.difference(&b), a.clip(window())] {
                prop_assert_eq!(IntervalSet::from_unsorted(result.as_slice().to_vec()), result);
            }
        }

        #[test]
        fn union_and_intersection_know_no_order(a in set(), b in set(), c in set()) {
            prop_assert_eq!(a.union(&b), b.union(&a));
            prop_assert_eq!(a.intersection(&b), b.intersection(&a));
            prop_assert_eq!(a.union(&b).union(&c), a.union(&b.union(&c)));
            prop_assert_eq!(a.intersection(&b).intersection(&c), a.intersection(&b.intersection(&c)));
        }

        #[test]
        fn each_distributes_over_the_other(a in set(), b in set(), c in set()) {
            prop_assert_eq!(a.intersection(&b.union(&c)), a.intersection(&b).union(&a.intersection(&c)));
            prop_assert_eq!(a.union(&b.intersection(&c)), a.union(&b).intersection(&a.union(&c)));
        }

        #[test]
        fn what_is_taken_away_and_what_is_left_make_the_whole(a in set(), b in set()) {
            let (left, taken) = (a.difference(&b), a.intersection(&b));
            prop_assert_eq!(left.union(&taken), a.clone());
            prop_assert!(left.intersection(&b).is_empty());
            prop_assert_eq!(left.total_minutes() + taken.total_minutes(), a.total_minutes());
        }

        #[test]
        fn the_complement_of_a_union_is_what_both_complements_share(a in set(), b in set()) {
            let not = |set: &IntervalSet| whole().difference(set);
            prop_assert_eq!(not(&a.union(&b)), not(&a).intersection(&not(&b)));
            prop_assert_eq!(not(&not(&a)), a);
        }

        #[test]
        fn nothing_and_itself_are_neutral(a in set()) {
            let nothing = IntervalSet::default();
            prop_assert_eq!(a.union(&nothing), a.clone());
            prop_assert_eq!(a.union(&a), a.clone());
            prop_assert_eq!(a.intersection(&a), a.clone());
            prop_assert_eq!(a.difference(&nothing), a.clone());
            prop_assert!(a.difference(&a).is_empty() && a.intersection(&nothing).is_empty());
        }

        #[test]
        fn clipping_is_intersecting(a in set(), window in interval()) {
            prop_assert_eq!(a.clip(window), a.intersection(&only(window)));
        }

        #[test]
        fn a_set_covers_what_taking_it_away_leaves_nothing_of(a in set(), visit in interval()) {
            prop_assert_eq!(a.covers(visit), only(visit).difference(&a).is_empty());
            prop_assert!(a.iter().all(|interval| a.covers(interval)));
        }

        #[test]
        fn the_short_ones_are_left_out_and_no_others(a in set(), minutes in 0..300) {
            let (long, all) = (a.at_least(minutes), a.as_slice());
            prop_assert!(long.iter().all(|interval| minutes <= interval.minutes()));
            prop_assert_eq!(long.as_slice().len(), all.iter().filter(|interval| minutes <= interval.minutes()).count());
        }
    }
}

mod intervals {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn overlapping_is_having_an_intersection(a in interval(), b in interval()) {
            prop_assert_eq!(a.overlaps(b), a.intersection(b).is_some());
            prop_assert_eq!(a.covers(b), a.intersection(b) == Some(b));
        }

        #[test]
        fn an_interval_has_its_start_and_not_its_end(a in interval()) {
            prop_assert!(a.contains(a.start()) && a.contains(a.end() - 1));
            prop_assert!(!a.contains(a.end()) && !a.contains(a.start() - 1));
        }

        #[test]
        fn there_is_no_empty_interval(start in any::<i32>(), end in any::<i32>()) {
            prop_assert_eq!(Interval::new(start, end).is_some(), start < end);
        }

        #[test]
        fn a_minute_belongs_to_the_day_whose_interval_has_it(minute in -2_000_000_000..2_000_000_000) {
            prop_assert!(Day::of(minute).interval().contains(minute));
            prop_assert_eq!(Day::of(minute).start(), Day::of(minute).interval().start());
        }

        #[test]
        fn weekdays_follow_each_other(day in any::<i32>()) {
            let (today, tomorrow) = (Day(day), Day(day) + 1);
            prop_assert!(today.weekday() < 7);
            prop_assert!(today == tomorrow || (today.weekday() + 1) % 7 == tomorrow.weekday());
        }
    }
}

mod crews {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn k_of_n_is_the_union_over_all_crews_of_k(people in people(), k in 0..6usize) {
            let refs: Vec<&IntervalSet> = people.iter().collect();
            let mut expected = IntervalSet::default();
            for members in (0u32..1 << people.len()).filter(|members| 0 < k && members.count_ones() as usize == k) {
                let together = (0..people.len())
                    .filter(|person| members & (1 << person) != 0)
                    .fold(whole(), |common, person| common.intersection(&people[person]));
                expected = expected.union(&together);
            }
            prop_assert_eq!(free_for_at_least(k, &refs), expected);
        }

        #[test]
        fn any_is_the_union_and_all_is_the_intersection(one in set(), other in set()) {
            prop_assert_eq!(free_for_at_least(1, &[&one, &other]), one.union(&other));
            prop_assert_eq!(free_for_at_least(2, &[&one, &other]), one.intersection(&other));
        }

        #[test]
        fn a_bigger_crew_is_free_at_no_other_times(people in people(), k in 1..5usize) {
            let refs: Vec<&IntervalSet> = people.iter().collect();
            prop_assert!(free_for_at_least(k + 1, &refs).difference(&free_for_at_least(k, &refs)).is_empty());
        }

        #[test]
        fn a_chosen_crew_could_come_and_nobody_left_out_has_more_time(people in people(), search in search()) {
            for opening in openings(&people, &search) {
                let visit = visit(opening, &search);
                let able: Vec<usize> = who(&people, visit).collect();
                let chosen = choose_crew(&people, visit, search.crew).unwrap();
                prop_assert_eq!(chosen.len(), search.crew);
                prop_assert!(chosen.iter().all(|person| able.contains(person)));
                let time = |person: &usize| people[*person].clip(Day::of(opening.start).interval()).total_minutes();
                for pair in chosen.windows(2) {
                    prop_assert!((time(&pair[1]), pair[0]) < (time(&pair[0]), pair[1]));
                }
                let last = chosen.last().unwrap();
                for left_out in able.iter().filter(|person| !chosen.contains(person)) {
                    prop_assert!((time(left_out), *last) < (time(last), *left_out));
                }
                prop_assert_eq!(choose_crew(&people, visit, able.len() + 1), None);
            }
        }
    }
}

mod offers {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn every_opening_has_as_many_people_as_it_says_and_at_least_the_crew(people in people(), search in search()) {
            for opening in openings(&people, &search) {
                let could_come = who(&people, visit(opening, &search)).count();
                prop_assert_eq!(opening.people as usize, could_come);
                prop_assert!(search.crew <= could_come);
            }
        }

        #[test]
        fn every_start_that_fits_is_offered(people in people(), search in search()) {
            let search = Search { step_minutes: 1, ..search };
            let fitting: Vec<Minute> = (search.earliest..=search.latest - search.length_minutes)
                .filter(|start| search.crew <= who(&people, visit(Opening { start: *start, people: 0 }, &search)).count())
                .collect();
            prop_assert_eq!(starts(&people, &search), fitting);
        }

        #[test]
        fn openings_ascend_within_notice_and_horizon_and_one_day(people in people(), search in search()) {
            let openings = openings(&people, &search);
            prop_assert!(openings.windows(2).all(|pair| pair[0].start < pair[1].start));
            for visit in openings.into_iter().map(|opening| visit(opening, &search)) {
                prop_assert!(search.earliest <= visit.start() && visit.end() <= search.latest);
                prop_assert!(Day::of(visit.start()).interval().covers(visit));
            }
        }

        #[test]
        fn by_the_clock_minutes_of_the_day_are_whole_steps(people in people(), search in search()) {
            let search = Search { align: Align::Clock, ..search };
            let on_step = |start: Minute| (start - Day::of(start).start()) % search.step_minutes == 0;
            prop_assert!(starts(&people, &search).into_iter().all(on_step));
        }

        #[test]
        fn the_order_of_people_is_irrelevant(people in people(), search in search()) {
            let mut reversed = people.clone();
            reversed.reverse();
            prop_assert_eq!(openings(&people, &search), openings(&reversed, &search));
        }

        #[test]
        fn nothing_offered_overlaps_what_is_busy(open in set(), busy in set(), search in search()) {
            let search = Search { crew: 1, ..search };
            let free = [open.difference(&busy)];
            for opening in openings(&free, &search) {
                let visit = visit(opening, &search);
                prop_assert!(busy.iter().all(|job| !job.overlaps(visit)));
                prop_assert!(open.covers(visit));
            }
        }

        #[test]
        fn by_the_clock_another_job_never_adds_an_opening(people in people(), job in interval(), search in search()) {
            let search = Search { align: Align::Clock, ..search };
            let mut busier = people.clone();
            if let Some(first) = busier.first_mut() {
                *first = first.difference(&only(job));
            }
            let before = starts(&people, &search);
            prop_assert!(starts(&busier, &search).iter().all(|start| before.contains(start)));
        }

        #[test]
        fn by_the_block_another_job_adds_no_time_only_starts(people in people(), job in interval(), search in search()) {
            let search = Search { align: Align::Block, ..search };
            let mut busier = people.clone();
            if let Some(first) = busier.first_mut() {
                *first = first.difference(&only(job));
            }
            let fits = starts(&people, &Search { step_minutes: 1, ..search });
            prop_assert!(starts(&busier, &search).iter().all(|start| fits.contains(start)));
        }

        #[test]
        fn a_person_more_never_takes_an_opening_away(people in people(), another in set(), search in search()) {
            let mut more = people.clone();
            more.push(another);
            let now = starts(&more, &search);
            prop_assert!(starts(&people, &search).iter().all(|start| now.contains(start)));
        }
    }
}

mod windows {
    use super::*;

    prop_compose! {
        fn windows()(
            window_minutes in 1..300, step_minutes in 1..200, every in any::<bool>()
        ) -> Windows {
            let promise = if every { Promise::EveryStart } else { Promise::SomeStart };
            Windows { window_minutes, step_minutes, promise }
        }
    }

    /// Every window that there is on these days, whether it can be promised or not.
    fn all(windows: &Windows) -> Vec<Interval> {
        let of_day = |day: i32| {
            let today = Day(day).interval();
            let starts = (today.start()..today.end()).step_by(windows.step_minutes as usize);
            starts
                .filter_map(move |start| Interval::new(start, start + windows.window_minutes))
                .filter(move |window| today.covers(*window))
        };
        (FIRST.0..=LAST.0).flat_map(of_day).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn in_a_window_for_every_start_the_same_people_can_come_at_every_minute(
            people in people(), search in search(), windows in windows()
        ) {
            let windows = Windows { promise: Promise::EveryStart, ..windows };
            let expected: Vec<(Interval, usize)> = all(&windows)
                .into_iter()
                .filter(|window| search.earliest <= window.start() && window.end() - 1 + search.length_minutes <= search.latest)
                .map(|window| {
                    let able = |person: &usize| (window.start()..window.end()).all(|start| {
                        who(&people, visit(Opening { start, people: 0 }, &search)).any(|able| able == *person)
                    });
                    (window, (0..people.len()).filter(able).count())
                })
                .filter(|(_, able)| search.crew <= *able)
                .collect();
            let found: Vec<(Interval, usize)> = arrival_windows(&people, &search, &windows)
                .into_iter()
                .map(|found| (found.window, found.first.people as usize))
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn in_a_window_for_some_start_there_is_an_opening_and_the_first_is_told(
            people in people(), search in search(), windows in windows()
        ) {
            let windows = Windows { promise: Promise::SomeStart, ..windows };
            let openings = openings(&people, &search);
            let expected: Vec<ArrivalWindow> = all(&windows)
                .into_iter()
                .filter(|window| search.earliest <= window.start())
                .filter_map(|window| {
                    let first = openings.iter().find(|opening| window.contains(opening.start))?;
                    Some(ArrivalWindow { window, first: *first })
                })
                .collect();
            prop_assert_eq!(arrival_windows(&people, &search, &windows), expected);
        }

        #[test]
        fn where_every_start_is_promised_some_start_is(people in people(), search in search(), windows in windows()) {
            let search = Search { step_minutes: 1, ..search };
            let of = |promise| {
                let found = arrival_windows(&people, &search, &Windows { promise, ..windows }).into_iter();
                found.map(|found| found.window).collect::<Vec<_>>()
            };
            let some = of(Promise::SomeStart);
            prop_assert!(of(Promise::EveryStart).iter().all(|window| some.contains(window)));
        }
    }
}

mod wishes {
    use super::*;

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
        fn alternatives_are_as_near_as_the_time_of_day_and_the_days_between_say(
            people in people(), search in search(), wanted in 0..3 * 1440i32, per_day in 0..2000i32, at_most in 0..20usize
        ) {
            let wanted: Minute = FIRST.start() + wanted;
            let openings = openings(&people, &search);
            let away = |opening: &Opening| {
                let days = (Day::of(opening.start) - Day::of(wanted)).abs();
                (opening.start % 1440 - wanted % 1440).abs() + days * per_day
            };
            let mut expected = openings.clone();
            expected.sort_by_key(|opening: &Opening| (away(opening), opening.start));
            expected.truncate(at_most);
            let found: Vec<Opening> = alternatives(&openings, wanted, per_day, at_most).collect();
            prop_assert_eq!(&found, &expected);
            let same_time = Opening { start: wanted + 1440, people: 1 };
            let later = Opening { start: wanted + per_day + 1, people: 1 };
            if (wanted % 1440) + per_day + 1 < 1440 {
                prop_assert_eq!(alternatives(&[later, same_time], wanted, per_day, 1).next(), Some(same_time));
            }
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
}

mod rosters {
    use super::*;

    const USER: u64 = 1;
    const QUESTION: Question = Question { job_type_id: 1, place: None, first: FIRST, last: LAST, except_job_id: None };

    /// Hours that are exactly `open`, for all users given.
    fn schedule(user_ids: &[u64], open: &IntervalSet, available: bool) -> Schedule {
        let shifts = blocks(open, FIRST, LAST, 0)
            .into_iter()
            .flat_map(|(day, parts)| parts.into_iter().map(move |part| (day, part)))
            .map(|(day, part)| Shift {
                weekday: day.weekday(),
                start: part.start() - day.start(),
                end: part.end() - day.start(),
            })
            .collect();
        Schedule {
            user_ids: user_ids.to_vec(),
            job_type_ids: vec![1],
            available,
            repetition: Repetition { start: FIRST, weeks: 1, repetitions: 0, infinite: false },
            shifts,
            areas: None,
        }
    }

    prop_compose! {
        fn roster()(
            open in vec(set(), 1..3), closed in set(), off in vec(interval(), 0..2), jobs in vec((interval(), 1..3u64), 0..5),
            skipped in set()
        ) -> Roster {
            let mut schedules: Vec<Schedule> = open.iter().map(|open| schedule(&[1, 2], open, true)).collect();
            schedules.push(schedule(&[1], &closed, false));
            Roster {
                schedules,
                time_offs: off.into_iter().map(|interval| TimeOff { user_id: 2, interval }).collect(),
                occupied: (1..).zip(jobs).map(|(job_id, (interval, user_id))| Occupied { job_id, user_id, interval }).collect(),
                skipped: skipped.at_least(120),
                ..Roster::default()
            }
        }
    }

    fn place() -> impl Strategy<Value = Option<Point>> {
        let here = (40..43i32, -90..-87i32);
        proptest::option::weighted(
            0.8,
            here.prop_map(|(latitude, longitude)| Point {
                latitude: f64::from(latitude),
                longitude: f64::from(longitude),
            }),
        )
    }

    prop_compose! {
        fn around()(
            buffers in vec((1..3u64, -5..60i32, 0..60i32), 0..3),
            travel in proptest::option::of((60..400u32, 100..150u32, 0..30i32)),
            day_ends in vec((1..3u64, place(), place()), 0..3),
            jobs in vec((1..6u64, 1..3u64, place()), 0..5),
            (jobs_per_day, own, jobs_per_day_of_all) in
                (proptest::option::weighted(0.3, 0..4u32), vec((1..3u64, 0..4u32), 0..2), proptest::option::weighted(0.2, 0..5u32)),
        ) -> Around {
            Around {
                buffers: buffers.into_iter().map(|(job_type_id, before_minutes, after_minutes)| {
                    Buffer { job_type_id, before_minutes, after_minutes }
                }).collect(),
                travel: travel.map(|(speed_km_h, detour_percent, least_minutes)| Travel { speed_km_h, detour_percent, least_minutes }),
                day_ends: day_ends.into_iter().map(|(user_id, start, end)| DayEnds { user_id, start, end }).collect(),
                jobs_per_day,
                jobs_per_day_of: own,
                jobs_per_day_of_all,
                jobs: jobs.into_iter().map(|(job_id, job_type_id, place)| (job_id, JobFacts { job_type_id, place })).collect(),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn what_is_found_around_jobs_can_be_booked_and_what_is_not_found_cannot(
            roster in roster(), around in around(), visit in interval(), except in 0..4u64, place in place()
        ) {
            let q = Question { except_job_id: Some(except), place, ..QUESTION };
            let found = |user_id| {
                let days = blocks(&roster.free_around(user_id, &q, &around), FIRST, LAST, visit.minutes());
                days.iter().flat_map(|(_, blocks)| blocks).any(|block| block.covers(visit))
            };
            for users in [&[1][..], &[2, 1], &[1, 2]] {
                let refused = roster.first_not_free_around(users, visit, &q, &around);
                prop_assert_eq!(refused, users.iter().copied().find(|user_id| !found(*user_id)));
            }
        }

        #[test]
        fn without_a_policy_nothing_is_kept_around_jobs(roster in roster(), visit in interval()) {
            let nothing = Around::default();
            prop_assert_eq!(roster.free_around(USER, &QUESTION, &nothing), roster.free(USER, &QUESTION));
            prop_assert_eq!(
                roster.first_not_free_around(&[1, 2], visit, &QUESTION, &nothing),
                roster.first_not_free(&[1, 2], visit, QUESTION.job_type_id, QUESTION.place, QUESTION.except_job_id)
            );
        }

        #[test]
        fn a_policy_only_takes_time_away_and_another_job_never_gives_any(
            roster in roster(), around in around(), job in (interval(), 1..3u64), place in place()
        ) {
            let q = Question { place, ..QUESTION };
            let mut busier = roster.clone();
            busier.occupied.push(Occupied { job_id: 5, user_id: job.1, interval: job.0 });
            for user_id in [1, 2] {
                let (free, before) = (roster.free(user_id, &q), roster.free_around(user_id, &q, &around));
                prop_assert!(before.difference(&free).is_empty());
                prop_assert!(busier.free_around(user_id, &q, &around).difference(&before).is_empty());
            }
        }

        #[test]
        fn time_around_jobs_of_a_range_of_days_is_that_of_its_days_one_by_one(
            roster in roster(), around in around(), place in place()
        ) {
            let of = |first, last| roster.free_around(USER, &Question { first, last, place, ..QUESTION }, &around);
            let by_day = (FIRST.0..=LAST.0)
                .map(|day| of(Day(day), Day(day)))
                .fold(IntervalSet::default(), |all, day| all.union(&day));
            prop_assert_eq!(of(FIRST, LAST), by_day);
        }

        #[test]
        fn between_a_job_and_a_visit_there_is_time_for_both_buffers_and_the_way(
            roster in roster(), around in around(), search in search(), place in place()
        ) {
            let q = Question { place, ..QUESTION };
            let buffer = |job_type_id| {
                let of_type = around.buffers.iter().find(|buffer| buffer.job_type_id == job_type_id);
                of_type.map_or((0, 0), |buffer| (buffer.before_minutes.max(0), buffer.after_minutes.max(0)))
            };
            let (before, after) = buffer(q.job_type_id);
            let free = [roster.free_around(USER, &q, &around)];
            for opening in openings(&free, &Search { crew: 1, ..search }) {
                let visit = visit(opening, &search);
                for job in roster.occupied.iter().filter(|job| job.user_id == USER) {
                    let facts = around.jobs.get(&job.job_id);
                    let (its_before, its_after) = facts.map_or((0, 0), |facts| buffer(facts.job_type_id));
                    let way = around.travel.map_or(0, |travel| travel.minutes(facts.and_then(|facts| facts.place), place));
                    let is_before = job.interval.end() + its_after + way + before <= visit.start();
                    let is_after = visit.end() + after + way + its_before <= job.interval.start();
                    prop_assert!(is_before || is_after);
                }
            }
        }

        #[test]
        fn what_is_found_can_be_booked_and_what_is_not_found_cannot(roster in roster(), visit in interval(), except in 0..4u64) {
            let q = Question { except_job_id: Some(except), ..QUESTION };
            let found = |user_id| {
                let days = blocks(&roster.free(user_id, &q), FIRST, LAST, visit.minutes());
                days.iter().flat_map(|(_, blocks)| blocks).any(|block| block.covers(visit))
            };
            for users in [&[1][..], &[2, 1], &[1, 2]] {
                let refused = roster.first_not_free(users, visit, q.job_type_id, q.place, q.except_job_id);
                let expected = users.iter().copied().find(|user_id| !found(*user_id));
                prop_assert_eq!(refused, expected);
            }
        }

        #[test]
        fn a_start_has_no_reason_exactly_when_it_is_an_opening(
            roster in roster(), around in around(), search in search(), except in 0..4u64,
            starts in vec(-1500..3 * 1440 + 1500, 40)
        ) {
            let q = Question { except_job_id: Some(except), ..QUESTION };
            let free = [1, 2].map(|user_id| roster.free_around(user_id, &q, &around));
            let offered = openings(&free, &search);
            let near = offered.iter().flat_map(|opening| [opening.start - 1, opening.start, opening.start + 1]);
            for start in starts.into_iter().map(|start| FIRST.start() + start).chain(near.take(60)) {
                let why_not = roster.why_not(&[1, 2], start, &q, &search, &around);
                let opening = offered.iter().find(|opening| opening.start == start);
                prop_assert_eq!(why_not.is_opening(), opening.is_some(), "{} {:?}", start, &why_not);
                if let Some(opening) = opening {
                    prop_assert_eq!(why_not.people.iter().filter(|reasons| reasons.is_empty()).count(), opening.people as usize);
                }
                for (user_id, free) in [1, 2].into_iter().zip(&free) {
                    let alone = openings(std::slice::from_ref(free), &Search { crew: 1, ..search });
                    let reasons = roster.reasons(user_id, start, &q, &search, &around);
                    prop_assert_eq!(reasons.is_empty(), alone.iter().any(|opening| opening.start == start), "{:?}", reasons);
                }
            }
        }

        #[test]
        fn a_cause_is_in_the_way_of_the_visit_and_without_it_there_is_one_less(
            roster in roster(), around in around(), search in search(), start in 0..3 * 1440
        ) {
            let start = FIRST.start() + start;
            let visit = visit(Opening { start, people: 0 }, &search);
            let reasons = roster.reasons(USER, start, &QUESTION, &search, &around);
            for reason in &reasons {
                prop_assert!(reason.interval().is_none_or(|interval| interval.overlaps(visit)));
                if let Reason::Job { job_id, .. } = *reason {
                    let q = Question { except_job_id: Some(job_id), ..QUESTION };
                    let without = roster.reasons(USER, start, &q, &search, &around);
                    prop_assert!(!without.contains(reason) && without.len() <= reasons.len());
                }
            }
        }

        #[test]
        fn whoever_has_a_job_is_not_free_for_another(roster in roster()) {
            for job in &roster.occupied {
                let free = roster.free(job.user_id, &QUESTION);
                prop_assert!(free.clip(job.interval).is_empty());
            }
        }

        #[test]
        fn another_job_never_adds_free_time(roster in roster(), interval in interval()) {
            let mut busier = roster.clone();
            busier.occupied.push(Occupied { job_id: 99, user_id: USER, interval });
            let (before, after) = (roster.free(USER, &QUESTION), busier.free(USER, &QUESTION));
            prop_assert_eq!(after, before.difference(&only(interval)));
            prop_assert_eq!(busier.free(2, &QUESTION), roster.free(2, &QUESTION));
            let q = Question { except_job_id: Some(99), ..QUESTION };
            prop_assert_eq!(busier.free(USER, &q), before, "its own time does not count when it is moved");
        }

        #[test]
        fn the_order_of_everything_but_overrides_is_irrelevant(roster in roster()) {
            let mut reversed = roster.clone();
            reversed.schedules.reverse();
            reversed.schedules.iter_mut().for_each(|schedule| schedule.shifts.reverse());
            reversed.time_offs.reverse();
            reversed.occupied.reverse();
            prop_assert_eq!(reversed.free(USER, &QUESTION), roster.free(USER, &QUESTION));
        }

        #[test]
        fn a_range_of_days_is_its_days_one_by_one(roster in roster()) {
            let by_day: IntervalSet = (FIRST.0..=LAST.0)
                .map(|day| roster.free(USER, &Question { first: Day(day), last: Day(day), ..QUESTION }))
                .fold(IntervalSet::default(), |all, day| all.union(&day));
            prop_assert_eq!(roster.free(USER, &QUESTION), by_day);
        }

        #[test]
        fn asked_for_together_or_one_by_one_users_are_free_at_the_same_times(roster in roster()) {
            for users in [&[1, 2, 3][..], &[3, 1], &[2, 2], &[]] {
                let one_by_one: Vec<_> = users.iter().map(|user| roster.free(*user, &QUESTION)).collect();
                prop_assert_eq!(roster.free_each(users, &QUESTION), one_by_one);
            }
        }

        #[test]
        fn free_in_common_is_free_for_each(roster in roster()) {
            let common = roster.free_in_common(&[1, 2], &QUESTION);
            prop_assert_eq!(&common, &roster.free(1, &QUESTION).intersection(&roster.free(2, &QUESTION)));
            prop_assert_eq!(roster.free_in_common(&[2], &QUESTION), roster.free(2, &QUESTION));
            prop_assert!(roster.free_in_common(&[], &QUESTION).is_empty());
        }

        #[test]
        fn the_blocks_of_a_day_do_not_depend_on_the_days_asked_for_beside_it(free in set(), at_least in 0..300) {
            let all = blocks(&free, FIRST, LAST, at_least);
            let one_by_one: Vec<_> =
                (FIRST.0..=LAST.0).flat_map(|day| blocks(&free, Day(day), Day(day), at_least)).collect();
            prop_assert_eq!(all, one_by_one);
            prop_assert!(blocks(&free, LAST, FIRST, at_least).is_empty());
        }

        #[test]
        fn blocks_lie_in_their_days_and_lose_only_what_is_too_short(free in set(), at_least in 0..300) {
            let found = blocks(&free, FIRST, LAST, at_least);
            prop_assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
            for (day, blocks) in &found {
                prop_assert!(!blocks.is_empty());
                prop_assert!(blocks.iter().all(|block| day.interval().covers(*block) && at_least <= block.minutes()));
            }
            let kept: IntervalSet = found.into_iter().flat_map(|(_, blocks)| blocks).collect();
            let lost = free.difference(&kept);
            prop_assert!(lost.iter().all(|interval| interval.minutes() < 2 * at_least.max(1)));
            prop_assert!(kept.difference(&free).is_empty());
        }
    }
}
