//! Openings.

use crate::*;

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
