//! Nothing panics, whatever is put in: overflow is checked in this build.

use proptest::collection::vec;
use proptest::prelude::*;
use slotwright_matching::*;

/// Numbers that overflow when one looks at them wrongly.
fn number() -> impl Strategy<Value = i32> {
    prop_oneof![
        any::<i32>(),
        -3000..3000,
        (0..3000).prop_map(|near| i32::MAX - near),
        (0..3000).prop_map(|near| i32::MIN + near),
    ]
}

fn degrees() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), Just(f64::NAN), Just(f64::INFINITY), Just(0.0), Just(f64::MAX), Just(1.0)]
}

fn interval() -> impl Strategy<Value = Interval> {
    (number(), 1..100_000)
        .prop_filter_map("not on the axis", |(start, minutes)| Interval::new(start, start.saturating_add(minutes)))
}

fn set() -> impl Strategy<Value = IntervalSet> {
    vec(interval(), 0..6).prop_map(IntervalSet::from_unsorted)
}

prop_compose! {
    fn search()(
        length_minutes in number(), crew in prop_oneof![0..3usize, Just(usize::MAX)], step_minutes in number(),
        align in 0..3usize, earliest in number(), latest in number()
    ) -> Search {
        let align = [Align::Clock, Align::ClockOrFirst, Align::Block][align];
        Search { length_minutes, crew, step_minutes, align, earliest, latest, skipped: Skipped::NONE }
    }
}

prop_compose! {
    fn repetition()(
        start in number(), weeks in prop_oneof![Just(0), Just(u32::MAX), 1..5u32], repetitions in any::<u32>(), infinite in any::<bool>()
    ) -> Repetition {
        Repetition { start: Day(start), weeks, repetitions, infinite }
    }
}

prop_compose! {
    fn roster()(
        schedules in vec((repetition(), vec((any::<u8>(), number(), number()), 0..4), vec((degrees(), degrees()), 0..4)), 0..3),
        blockers in vec((repetition(), number(), number(), any::<[bool; 7]>()), 0..3),
        overrides in vec((number(), number(), number()), 0..3),
        (off, jobs, skipped) in (set(), set(), set()),
        sunday in any::<bool>(),
    ) -> Roster {
        Roster {
            schedules: schedules.into_iter().map(|(repetition, shifts, corners)| Schedule {
                user_ids: vec![1],
                job_type_ids: vec![1],
                available: true,
                repetition,
                shifts: shifts.into_iter().map(|(weekday, start, end)| Shift { weekday: weekday % 9, start, end }).collect(),
                areas: (!corners.is_empty()).then(|| {
                    vec![Polygon(corners.into_iter().map(|(latitude, longitude)| Point { latitude, longitude }).collect())]
                }),
            }).collect(),
            blockers: blockers.into_iter().map(|(repetition, start, end, weekdays)| Blocker {
                id: 1, user_ids: vec![1], weekdays, start, end, repetition,
            }).collect(),
            overrides: overrides.into_iter().map(|(day, start, end)| BlockerOverride {
                blocker_id: 1, user_id: 1, day: Day(day), start, end,
            }).collect(),
            time_offs: off.iter().map(|interval| TimeOff { user_id: 1, interval }).collect(),
            occupied: jobs.iter().map(|interval| Occupied { job_id: 1, user_id: 1, interval }).collect(),
            skipped,
            week_anchor: if sunday { WeekAnchor::Sunday } else { WeekAnchor::Start },
        }
    }
}

proptest! {
    #[test]
    fn sets_survive_the_ends_of_the_axis(a in set(), b in set(), window in interval(), minutes in number()) {
        for set in [a.union(&b), a.intersection(&b), a.difference(&b), a.clip(window), a.at_least(minutes)] {
            prop_assert!(set.total_minutes() >= 0);
        }
        let _ = (a.covers(window), free_for_at_least(2, &[&a, &b, &a]));
    }

    #[test]
    fn searches_survive_absurd_numbers(
        people in vec(set(), 0..4), search in search(), wish in interval(), wanted in number(), crew in 0..4usize
    ) {
        let found = openings(&people, &search);
        prop_assert!(found.iter().all(|opening| search.earliest <= opening.start));
        let _ = (nearest(&found, wanted, usize::MAX), feasibility(wish, &people, &search));
        let rather_not = IntervalSet::from_unsorted(vec![wish]);
        let wishes = Wishes { wishes: vec![Wish { window: wish, rank: u32::MAX }], rather_not };
        prop_assert_eq!(wishes.best(&people, &search).is_none(), feasibility(wish, &people, &search).earliest.is_none());
        prop_assert!(wishes.concessions(wish, &people, &search).len() <= 4);
        for promise in [Promise::EveryStart, Promise::SomeStart] {
            let windows = Windows { window_minutes: wanted.max(1) / 7, step_minutes: search.latest, promise };
            prop_assert!(arrival_windows(&people, &search, &windows).len() < 1_000_000);
        }
        let parts = [search.latest, wanted, Minute::MIN, 720];
        for near in [Near::Time, Near::Clock { minutes_per_day: search.latest }, Near::PartOfDay { begin: &parts }] {
            prop_assert_eq!(alternatives(&found, wanted, near, usize::MAX).count(), found.len());
        }
        let _ = (who(&people, wish).count(), choose_crew(&people, wish, crew));
    }

    #[test]
    fn rosters_survive_absurd_numbers(
        roster in roster(), search in search(), first in number(), days in -2..9i32, visit in interval(), latitude in degrees(), longitude in degrees()
    ) {
        let place = Some(Point { latitude, longitude });
        let q = Question { job_type_id: 1, place, first: Day(first), last: Day(first) + days, except_job_id: Some(2) };
        let free = roster.free(1, &q);
        let _ = (blocks(&free, q.first, q.last, first), roster.open(1, 1, q.first), roster.blocker_occurrences(1, q.last));
        let _ = roster.first_not_free(&[1], visit, 1, place, None);
        let around = Around {
            buffers: vec![Buffer { job_type_id: 1, before_minutes: first, after_minutes: search.length_minutes }],
            travel: Some(Travel { speed_km_h: days as u32, detour_percent: first as u32, least_minutes: search.earliest }),
            day_ends: vec![DayEnds { user_id: 1, start: Some(Point { latitude: longitude, longitude: latitude }), end: place }],
            jobs_per_day: (first % 2 == 0).then_some(days as u32),
            jobs_per_day_of_all: (first % 3 == 0).then_some(1),
            jobs: [(1, JobFacts { job_type_id: 1, place: Some(Point { latitude, longitude: 7.0 }) })].into(),
            ..Around::default()
        };
        let hints = roster.hints(&[1, 2], &q, search.length_minutes, &around, &|_| true);
        let weights = Weights { near: first as u32, quiet: days as u32, soon: u32::MAX, room: 100 };
        let grading = Grading { weights, today: q.last, crew: search.crew };
        let graded = |hints: &Hints| (search.earliest, grading.grade(search.earliest, &[(1, first)], Some(hints)).unwrap_or_default());
        prop_assert!(best(&hints.iter().map(graded).collect::<Vec<_>>(), usize::MAX).len() <= 1);
        let free = roster.free_around(1, &q, &around);
        let why_not = roster.why_not(&[1, 1, 2], visit.start(), &q, &search, &around);
        let seat = Seat { first_minutes: Some(search.step_minutes), skills: vec![3], person: Some(search.crew) };
        let crew = Crew { seats: vec![Seat::default(), seat], with_skill: vec![(3, search.crew), (4, 1)] };
        let candidates = [1, 1, 2].map(|user_id| Candidate { user_id, skills: &[3] });
        let why_no_crew = crew.why_not(&roster, &candidates, visit.start(), &q, &search, &around);
        let mut reasons = [&why_not, &why_no_crew].into_iter().flat_map(|w| w.start.iter().chain(w.people.iter().flatten()));
        prop_assert!(reasons.all(|reason| reason.interval().is_none_or(|interval| interval.start() < interval.end())));
        prop_assert_eq!(why_not.is_opening(), openings(&[free.clone(), free, roster.free_around(2, &q, &around)], &search).iter().any(|o| o.start == visit.start()));
    }
}

#[test]
fn nothing_is_found_for_a_visit_of_no_length_or_by_nobody() {
    let people = [IntervalSet::from_unsorted(vec![Day(0).interval()])];
    let search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 60,
        align: Align::Clock,
        earliest: Minute::MIN,
        latest: Minute::MAX,
        skipped: Skipped::NONE,
    };
    let count = |search: Search| openings(&people, &search).len();
    assert_eq!(count(search), 24);
    for length_minutes in [Minute::MIN, -1, 0, 1441, Minute::MAX] {
        assert_eq!(count(Search { length_minutes, ..search }), 0, "{length_minutes}");
    }
    assert_eq!(count(Search { length_minutes: 1440, ..search }), 1);
    assert_eq!(count(Search { crew: 0, ..search }), 0);
    assert_eq!(count(Search { crew: 2, ..search }), 0);
    assert_eq!(choose_crew(&people, Day(0).interval(), 0), None);
    assert!(free_for_at_least(0, &[&people[0]]).is_empty());
}

#[test]
fn a_step_below_one_minute_is_one_minute() {
    let people = [IntervalSet::from_unsorted(vec![Interval::new(0, 90).unwrap()])];
    for align in [Align::Clock, Align::ClockOrFirst, Align::Block] {
        for step_minutes in [0, -15, Minute::MIN] {
            let search = Search {
                length_minutes: 60,
                crew: 1,
                step_minutes,
                align,
                earliest: 0,
                latest: 1440,
                skipped: Skipped::NONE,
            };
            assert_eq!(openings(&people, &search).len(), 31);
        }
    }
}

#[test]
fn every_zero_weeks_is_every_week() {
    let rule = |weeks| Schedule {
        user_ids: vec![1],
        job_type_ids: vec![1],
        available: true,
        repetition: Repetition { start: Day(0), weeks, repetitions: 1, infinite: false },
        shifts: vec![Shift { weekday: Day(0).weekday(), start: 0, end: 60 }],
        areas: None,
    };
    let question = Question { job_type_id: 1, place: None, first: Day(0), last: Day(60), except_job_id: None };
    let free = |weeks| Roster { schedules: vec![rule(weeks)], ..Roster::default() }.free(1, &question);
    assert_eq!(free(0), free(1));
    assert_eq!(free(1).total_minutes(), 120);
}
