//! What a day is like beside who is free on it.

use crate::rosters::{QUESTION, around, place, roster};
use crate::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_load_of_a_day_is_that_of_its_minutes_to_the_nearest_quarter(
        roster in roster(), around in around(), except in 0..4u64
    ) {
        let q = Question { except_job_id: Some(except), ..QUESTION };
        let without_jobs = Roster { occupied: Vec::new(), ..roster.clone() };
        let users = [1, 2];
        let minutes = |roster: &Roster, day: Day| -> f64 {
            let of_user = |user_id: &u64| {
                let shown = roster.free(*user_id, &q).difference(&roster.skipped);
                f64::from(shown.clip(day.interval()).total_minutes())
            };
            users.iter().map(of_user).sum()
        };
        let hints = roster.hints(&users, &q, 60, &around, &|_| true);
        let days: Vec<Day> = hints.iter().map(|hints| hints.day).collect();
        prop_assert_eq!(days, (FIRST.0..=LAST.0).map(Day).collect::<Vec<_>>());
        for hints in hints {
            let (work, free) = (minutes(&without_jobs, hints.day), minutes(&roster, hints.day));
            let exact = if work == 0.0 { 100.0 } else { (work - free) / work * 100.0 };
            prop_assert!((exact - f64::from(hints.load_percent)).abs() <= 12.5, "{exact} {}", hints.load_percent);
            prop_assert_eq!(hints.load_percent % 25, 0);
        }
    }

    #[test]
    fn a_start_beside_a_visit_leaves_time_for_the_way_which_is_no_longer_than_what_is_told(
        roster in roster(), around in around(), place in place(), length in 1..200i32, except in 0..4u64, firm in 1..6u64
    ) {
        // Gaps are counted as the clocks show them.
        let roster = Roster { skipped: IntervalSet::default(), ..roster };
        let q = Question { except_job_id: Some(except), place, ..QUESTION };
        for hints in roster.hints(&[1, 2], &q, length, &around, &|job_id| job_id != firm) {
            for beside in hints.beside {
                prop_assert!(hints.day.interval().covers(beside.starts));
                let travel = around.travel.unwrap();
                let is_it = |job: &&Occupied| {
                    let at = around.jobs.get(job.job_id).and_then(|facts| facts.place);
                    let way = travel.minutes(at, place);
                    let gap = |start: Minute| match beside.side {
                        Side::Before => start - job.interval.end(),
                        Side::After => job.interval.start() - start - length,
                    };
                    let gaps = [gap(beside.starts.start()), gap(beside.starts.end() - 1)];
                    at.is_some() && way <= beside.way_minutes && gaps.iter().all(|gap| way <= *gap && *gap <= way + 60 + 120)
                };
                let own = roster.occupied.iter().filter(|job| {
                    job.user_id == beside.user_id && job.job_id != except && job.job_id != firm
                });
                prop_assert!(own.clone().any(|job| is_it(&job)), "{beside:?}");
                prop_assert!(own.clone().all(|job| match beside.side {
                    Side::Before => job.interval.start() < beside.starts.start() || beside.starts.end() <= job.interval.start(),
                    Side::After => beside.starts.end() <= job.interval.end() || job.interval.end() <= beside.starts.start(),
                }), "{beside:?}");
            }
        }
    }

    #[test]
    fn without_ways_nothing_is_beside_anything(roster in roster(), around in around(), place in place(), length in 1..200i32) {
        let nowhere = Question { place: None, ..QUESTION };
        let here = Question { place, ..QUESTION };
        let no_travel = Around { travel: None, ..around.clone() };
        for (q, around) in [(nowhere, &around), (here, &no_travel)] {
            prop_assert!(roster.hints(&[1, 2], &q, length, around, &|_| true).iter().all(|hints| hints.beside.is_empty()));
        }
    }
}
