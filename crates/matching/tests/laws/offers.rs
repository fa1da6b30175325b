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
        // Beside a start by the clock, the first of a stretch is none any more.
        prop_assume!(search.align != Align::ClockOrFirst);
        let mut more = people.clone();
        more.push(another);
        let now = starts(&more, &search);
        prop_assert!(starts(&people, &search).iter().all(|start| now.contains(start)));
    }

    #[test]
    fn neither_notice_nor_horizon_moves_a_start(people in people(), search in search()) {
        let always = Search { earliest: FIRST.start(), latest: LAST.interval().end(), ..search };
        let is_within = |start: &Minute| search.earliest <= *start && start + search.length_minutes <= search.latest;
        let within: Vec<Minute> = starts(&people, &always).into_iter().filter(is_within).collect();
        prop_assert_eq!(starts(&people, &search), within);
    }

    #[test]
    fn by_the_clock_or_first_no_stretch_of_free_time_is_hidden_and_no_start_by_the_clock(
        people in people(), search in search()
    ) {
        let search = Search { align: Align::ClockOrFirst, earliest: FIRST.start(), latest: LAST.interval().end(), ..search };
        let found = starts(&people, &search);
        let by_clock = starts(&people, &Search { align: Align::Clock, ..search });
        prop_assert!(by_clock.iter().all(|start| found.contains(start)));
        let possible = starts(&people, &Search { step_minutes: 1, ..search });
        for stretch in possible.chunk_by(|one, next| one + 1 == *next && Day::of(*one) == Day::of(*next)) {
            let offered: Vec<Minute> = found.iter().copied().filter(|start| stretch.contains(start)).collect();
            let of_clock: Vec<Minute> = by_clock.iter().copied().filter(|start| stretch.contains(start)).collect();
            prop_assert_eq!(offered, if of_clock.is_empty() { vec![stretch[0]] } else { of_clock });
        }
    }
}
