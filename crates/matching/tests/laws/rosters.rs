//! Rosters: what is free, what can be booked, and why not.

use crate::*;

const USER: u64 = 1;
pub const QUESTION: Question = Question { job_type_id: 1, place: None, first: FIRST, last: LAST, except_job_id: None };

/// Whether clocks show the first and the last minute of a visit.
fn is_shown(roster: &Roster, visit: Interval) -> bool {
    let is_skipped = |minute: Minute| roster.skipped.iter().any(|skipped| skipped.contains(minute));
    !is_skipped(visit.start()) && !is_skipped(visit.end() - 1)
}

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
    pub fn roster()(
        open in vec(set(), 1..3), closed in set(), off in vec(interval(), 0..2), jobs in vec((interval(), 1..3u64), 0..5),
        skipped in set()
    ) -> Roster {
        let mut schedules: Vec<Schedule> = open.iter().map(|open| schedule(&[1, 2, 3], open, true)).collect();
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

pub fn place() -> impl Strategy<Value = Option<Point>> {
    let here = (40..43i32, -90..-87i32);
    proptest::option::weighted(
        0.8,
        here.prop_map(|(latitude, longitude)| Point { latitude: f64::from(latitude), longitude: f64::from(longitude) }),
    )
}

prop_compose! {
    pub fn around()(
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
        let is_shown = is_shown(&roster, visit);
        let found = |user_id| {
            let days = blocks(&roster.free_around(user_id, &q, &around), FIRST, LAST, visit.minutes());
            is_shown && days.iter().flat_map(|(_, blocks)| blocks).any(|block| block.covers(visit))
        };
        for users in [&[1][..], &[2, 1], &[1, 2]] {
            let refused = roster.first_not_free_around(users, visit, &q, &around);
            prop_assert_eq!(refused, users.iter().copied().find(|user_id| !found(*user_id)));
        }
    }

    #[test]
    fn many_asked_at_once_are_as_free_around_jobs_as_each_alone(
        (roster, around) in (roster(), around()), user_ids in vec(0..5u64, 0..6), except in 0..4u64, place in place()
    ) {
        let q = Question { except_job_id: Some(except), place, ..QUESTION };
        let alone: Vec<IntervalSet> = user_ids.iter().map(|user_id| roster.free_around(*user_id, &q, &around)).collect();
        prop_assert_eq!(&roster.free_each_around(&user_ids, &q, &around), &alone);
        let common = alone.into_iter().reduce(|common, free| common.intersection(&free)).unwrap_or_default();
        prop_assert_eq!(roster.free_in_common_around(&user_ids, &q, &around), common);
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
    fn another_job_never_adds_an_opening_a_window_or_a_wish_that_can_be_met(
        (roster, around) in (roster(), around()), job in (interval(), 1..3u64), place in place(), search in search(),
        windows in crate::windows::windows(), wishes in crate::wishes::wishes()
    ) {
        let search = by_the_clocks_of(&roster, search);
        let q = Question { place, ..QUESTION };
        let search = Search { align: Align::Clock, ..search };
        let mut busier = roster.clone();
        busier.occupied.push(Occupied { job_id: 5, user_id: job.1, interval: job.0 });
        let [before, after] = [&roster, &busier].map(|roster| [1, 2, 3].map(|user_id| roster.free_around(user_id, &q, &around)));
        let offered = starts(&before, &search);
        prop_assert!(starts(&after, &search).iter().all(|start| offered.contains(start)));
        let promised = |people| arrival_windows(people, &search, &windows).into_iter().map(|found| found.window);
        let known: Vec<Interval> = promised(&before).collect();
        prop_assert!(promised(&after).all(|window| known.contains(&window)));
        let met = |people| wishes.feasibility(people, &search).into_iter().map(|found| (found.best.is_none(), found.is_rather_not));
        prop_assert!(met(&before).zip(met(&after)).all(|(before, after)| before <= after));
    }

    #[test]
    fn nothing_offered_around_jobs_overlaps_a_job_time_off_or_what_is_closed(
        roster in roster(), around in around(), search in search()
    ) {
        let search = by_the_clocks_of(&roster, search);
        for user_id in [1, 2] {
            let free = [roster.free_around(user_id, &QUESTION, &around)];
            for opening in openings(&free, &Search { crew: 1, ..search }) {
                let visit = visit(opening, &search);
                let takes = |time: Interval| !only(visit).cut_at(search.skipped).clip(time).is_empty();
                prop_assert!(roster.occupied.iter().all(|job| job.user_id != user_id || !takes(job.interval)));
                prop_assert!(roster.time_offs.iter().all(|off| off.user_id != user_id || !takes(off.interval)));
                prop_assert!(search.skipped.at(visit.start()).is_none() && search.skipped.minutes(visit) == search.length_minutes);
                let closed = roster.schedules.iter().filter(|schedule| !schedule.available && schedule.user_ids.contains(&user_id));
                let day = Day::of(visit.start());
                let shifts = closed.flat_map(|schedule| &schedule.shifts).filter(|shift| shift.weekday == day.weekday());
                let is_beside = |shift: &Shift| {
                    Interval::new(day.start() + shift.start, day.start() + shift.end).is_none_or(|shift| !takes(shift))
                };
                prop_assert!(shifts.into_iter().all(is_beside));
            }
        }
    }

    #[test]
    fn splitting_a_shift_or_time_off_changes_nothing(roster in roster(), around in around(), search in search(), at in 1..1440i32) {
        let search = by_the_clocks_of(&roster, search);
        let mut split = roster.clone();
        for schedule in &mut split.schedules {
            schedule.shifts = schedule.shifts.iter().flat_map(|shift| {
                [Shift { end: shift.end.min(at), ..*shift }, Shift { start: shift.start.max(at), ..*shift }]
            }).collect();
        }
        let at = FIRST.start() + at + 1440;
        split.time_offs = roster.time_offs.iter().flat_map(|off| {
            let parts = [Interval::new(off.interval.start(), off.interval.end().min(at)), Interval::new(off.interval.start().max(at), off.interval.end())];
            parts.into_iter().flatten().map(|interval| TimeOff { interval, ..*off })
        }).collect();
        for user_id in [1, 2] {
            prop_assert_eq!(split.free(user_id, &QUESTION), roster.free(user_id, &QUESTION));
            let [one, other] = [&roster, &split].map(|roster| [roster.free_around(user_id, &QUESTION, &around)]);
            prop_assert_eq!(openings(&one, &search), openings(&other, &search));
            prop_assert_eq!(one, other);
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
        let search = by_the_clocks_of(&roster, search);
        let q = Question { place, ..QUESTION };
        let buffer = |job_type_id| {
            let of_type = around.buffers.iter().find(|buffer| buffer.job_type_id == job_type_id);
            of_type.map_or((0, 0), |buffer| (buffer.before_minutes.max(0), buffer.after_minutes.max(0)))
        };
        let (before, after) = buffer(q.job_type_id);
        let free = [roster.free_around(USER, &q, &around)];
        for opening in openings(&free, &Search { crew: 1, ..search }) {
            let visit = visit(opening, &search);
            let takes_time = |job: &&Occupied| 0 < search.skipped.minutes(job.interval);
            for job in roster.occupied.iter().filter(|job| job.user_id == USER).filter(takes_time) {
                let facts = around.jobs.get(job.job_id);
                let (its_before, its_after) = facts.map_or((0, 0), |facts| buffer(facts.job_type_id));
                let way = around.travel.map_or(0, |travel| travel.minutes(facts.and_then(|facts| facts.place), place));
                let end_of = |start, minutes| search.skipped.end_of(start, minutes);
                let is_before = end_of(job.interval.end(), its_after + way + before) <= visit.start();
                let is_after = end_of(visit.end(), after + way + its_before) <= job.interval.start();
                prop_assert!(is_before || is_after);
            }
        }
    }

    #[test]
    fn what_is_found_can_be_booked_and_what_is_not_found_cannot(roster in roster(), visit in interval(), except in 0..4u64) {
        let q = Question { except_job_id: Some(except), ..QUESTION };
        let is_shown = is_shown(&roster, visit);
        let found = |user_id| {
            let days = blocks(&roster.free(user_id, &q), FIRST, LAST, visit.minutes());
            is_shown && days.iter().flat_map(|(_, blocks)| blocks).any(|block| block.covers(visit))
        };
        for users in [&[1][..], &[2, 1], &[1, 2]] {
            let refused = roster.first_not_free(users, visit, q.job_type_id, q.place, q.except_job_id);
            let expected = users.iter().copied().find(|user_id| !found(*user_id));
            prop_assert_eq!(refused, expected);
        }
    }

    #[test]
    fn whoever_has_a_job_is_not_free_for_another(roster in roster()) {
        for job in &roster.occupied {
            let free = roster.free(job.user_id, &QUESTION);
            prop_assert!(free.difference(&roster.skipped).clip(job.interval).is_empty());
        }
    }

    #[test]
    fn another_job_never_adds_free_time(roster in roster(), interval in interval()) {
        let mut busier = roster.clone();
        busier.occupied.push(Occupied { job_id: 99, user_id: USER, interval });
        let (before, after) = (roster.free(USER, &QUESTION), busier.free(USER, &QUESTION));
        prop_assert_eq!(after.difference(&roster.skipped), before.difference(&roster.skipped).difference(&only(interval)));
        prop_assert_eq!(busier.free(2, &QUESTION), roster.free(2, &QUESTION));
        let q = Question { except_job_id: Some(99), ..QUESTION };
        prop_assert_eq!(busier.free(USER, &q), before, "its own time does not count when it is moved");
    }

    #[test]
    fn the_order_of_everything_but_overrides_is_irrelevant(
        roster in roster(), around in around(), search in search(), start in 0..3 * 1440
    ) {
        let search = by_the_clocks_of(&roster, search);
        let mut reversed = roster.clone();
        reversed.schedules.reverse();
        reversed.schedules.iter_mut().for_each(|schedule| schedule.shifts.reverse());
        reversed.time_offs.reverse();
        reversed.occupied.reverse();
        prop_assert_eq!(reversed.free(USER, &QUESTION), roster.free(USER, &QUESTION));
        prop_assert_eq!(reversed.free_around(USER, &QUESTION, &around), roster.free_around(USER, &QUESTION, &around));
        // Causes that stand in a list without a number are named by their place in it; so how many there are is compared.
        let start = FIRST.start() + start;
        let [one, other] = [&roster, &reversed].map(|roster| roster.why_not(&[1, 2, 3], start, &QUESTION, &search, &around));
        prop_assert_eq!(&one.start, &other.start);
        let sorted = |why_not: &WhyNot| {
            let codes = why_not.people.iter().map(|reasons| {
                let mut codes: Vec<(&str, Option<Interval>)> = reasons.iter().map(|reason| (reason.code(), reason.interval())).collect();
                codes.sort();
                codes
            });
            codes.collect::<Vec<_>>()
        };
        prop_assert_eq!(sorted(&one), sorted(&other));
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
