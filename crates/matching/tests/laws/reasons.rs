//! Why a start is not offered.

use std::collections::HashSet;

use crate::rosters::{QUESTION, around, place, roster};
use crate::seats::{crew, skills};
use crate::*;

const USERS: [u64; 3] = [1, 2, 3];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_start_has_no_reason_exactly_when_it_is_an_opening(
        roster in roster(), around in around(), search in search(), except in 0..4u64,
        starts in vec(-1500..3 * 1440 + 1500, 40)
    ) {
        let search = by_the_clocks_of(&roster, search);
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
        let search = by_the_clocks_of(&roster, search);
        let start = FIRST.start() + start;
        let visit = visit(Opening { start, people: 0 }, &search);
        let reasons = roster.reasons(1, start, &QUESTION, &search, &around);
        for reason in &reasons {
            prop_assert!(reason.interval().is_none_or(|interval| interval.overlaps(visit)));
            if let Reason::Job { job_id, .. } = *reason {
                let q = Question { except_job_id: Some(job_id), ..QUESTION };
                let without = roster.reasons(1, start, &q, &search, &around);
                prop_assert!(!without.contains(reason) && without.len() <= reasons.len());
            }
        }
    }

    #[test]
    fn whoever_else_is_asked_about_and_in_whatever_order_the_roster_comes_a_person_has_the_same_reasons(
        roster in roster(), around in around(), search in search(), place in place(), start in 0..3 * 1440
    ) {
        let search = by_the_clocks_of(&roster, search);
        let (start, q) = (FIRST.start() + start, Question { place, ..QUESTION });
        let together = roster.why_not(&[2, 1, 3, 1], start, &q, &search, &around).people;
        let mut reversed = roster.clone();
        reversed.occupied.reverse();
        for (user_id, reasons) in [2, 1, 3, 1].into_iter().zip(together) {
            prop_assert_eq!(&reasons, &roster.why_not(&[user_id], start, &q, &search, &around).people[0]);
            let others = reversed.why_not(&[user_id], start, &q, &search, &around).people.remove(0);
            prop_assert_eq!(reasons.iter().collect::<HashSet<_>>(), others.iter().collect::<HashSet<_>>());
        }
    }

    #[test]
    fn a_crew_has_no_reason_exactly_where_it_can_start_and_a_candidate_exactly_where_a_seat_could_be_theirs(
        roster in roster(), around in around(), search in search(), crew in crew(), place in place(),
        skills in vec(skills(), 3), starts in vec(-1500..3 * 1440 + 1500, 20)
    ) {
        let search = by_the_clocks_of(&roster, search);
        let q = Question { place, ..QUESTION };
        let free = USERS.map(|user_id| roster.free_around(user_id, &q, &around));
        let people: Vec<Person> = free.iter().zip(&skills).map(|(free, skills)| Person { free, skills }).collect();
        let candidates: Vec<Candidate> =
            USERS.into_iter().zip(&skills).map(|(user_id, skills)| Candidate { user_id, skills }).collect();
        let offered = crew.openings(&people, &search);
        let near = offered.iter().flat_map(|opening| [opening.start - 1, opening.start, opening.start + 1]);
        for start in starts.into_iter().map(|start| FIRST.start() + start).chain(near.take(60)) {
            let why_not = crew.why_not(&roster, &candidates, start, &q, &search, &around);
            let is_offered = offered.iter().any(|opening| opening.start == start);
            prop_assert_eq!(why_not.is_opening(), is_offered, "{} {:?}", start, &why_not);
            if !window().contains(start) {
                continue;
            }
            let could_sit = |seat: &Seat, person: usize| {
                let minutes = seat.first_minutes.unwrap_or(search.length_minutes).min(search.length_minutes);
                let needed = Interval::new(start, search.skipped.end_of(start, minutes)).unwrap();
                seat.person.is_none_or(|fixed| fixed == person)
                    && seat.skills.iter().all(|skill| skills[person].contains(skill))
                    && search.skipped.at(start).is_none()
                    && Day::of(start).interval().covers(needed)
                    && free[person].covers(needed)
            };
            let anybody = |person: usize| crew.seats.iter().any(|seat| could_sit(seat, person));
            for (person, reasons) in why_not.people.iter().enumerate() {
                prop_assert_eq!(reasons.is_empty(), anybody(person), "{} {:?}", person, reasons);
            }
            let empty = crew.seats.iter().enumerate().filter(|(_, seat)| !(0..3).any(|person| could_sit(seat, person)));
            let lacking = crew.with_skill.iter().filter_map(|&(skill, needed)| {
                let able = (0..3).filter(|person| skills[*person].contains(&skill) && anybody(*person)).count();
                (able < needed).then_some(Reason::CrewSkill { skill, able, needed })
            });
            let expected: Vec<Reason> = empty.map(|(seat, _)| Reason::Seat { seat }).chain(lacking).collect();
            let of_crew = |reason: &&Reason| matches!(reason, Reason::Seat { .. } | Reason::CrewSkill { .. });
            prop_assert_eq!(why_not.start.iter().filter(of_crew).copied().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn k_seats_for_anybody_lack_what_k_of_n_lack(
        roster in roster(), around in around(), search in search(), k in 1..4usize, start in 0..3 * 1440
    ) {
        let search = by_the_clocks_of(&roster, search);
        let start = FIRST.start() + start;
        let candidates = USERS.map(|user_id| Candidate { user_id, skills: &[] });
        let crew = Crew { seats: vec![Seat::default(); k], with_skill: vec![] };
        let found = crew.why_not(&roster, &candidates, start, &QUESTION, &search, &around);
        let mut expected = roster.why_not(&USERS, start, &QUESTION, &Search { crew: k, ..search }, &around);
        if expected.people.iter().all(|reasons| !reasons.is_empty()) {
            // Of nobody each seat stays empty, which is said of each.
            let seats = (0..k).map(|seat| Reason::Seat { seat });
            let at = expected.start.iter().position(|reason| matches!(reason, Reason::Crew { .. })).unwrap();
            expected.start.splice(at..at, seats);
        }
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_crew_is_told_what_it_is_short_of_and_no_more() {
    // Fibre and copper are wanted of one person; Ada has the one and Ben the other.
    let free = only(FIRST.interval());
    let [ada, ben] = [&[1][..], &[2]].map(|skills| Person { free: &free, skills });
    let roster = Roster {
        schedules: vec![Schedule {
            user_ids: vec![1, 2],
            job_type_ids: vec![1],
            available: true,
            repetition: Repetition { start: FIRST, weeks: 1, repetitions: 0, infinite: true },
            shifts: vec![Shift { weekday: FIRST.weekday(), start: 0, end: 1440 }],
            areas: None,
        }],
        ..Roster::default()
    };
    let candidates =
        [ada, ben].into_iter().zip(1..).map(|(person, user_id)| Candidate { user_id, skills: person.skills });
    let candidates: Vec<Candidate> = candidates.collect();
    let search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 60,
        align: Align::Clock,
        earliest: FIRST.start(),
        latest: window().end(),
        skipped: Skipped::NONE,
    };
    let crew = |seats: usize| Crew { seats: vec![Seat::default(); seats], with_skill: vec![(1, 1), (2, 1)] };
    let why = |seats| crew(seats).why_not(&roster, &candidates, FIRST.start(), &QUESTION, &search, &Around::default());
    assert_eq!(why(1).start, [Reason::Crew { able: 0, needed: 1 }]);
    assert!(why(2).is_opening());
    let with_fibre = Crew { seats: vec![Seat::default(); 2], with_skill: vec![(3, 1)] };
    let why = with_fibre.why_not(&roster, &candidates, FIRST.start(), &QUESTION, &search, &Around::default());
    assert_eq!(why.start, [Reason::CrewSkill { skill: 3, able: 0, needed: 1 }], "two can come, without the skill");
    let seats = vec![Seat::default(), Seat { person: Some(9), ..Seat::default() }];
    let with_a_stranger = Crew { seats, with_skill: vec![(1, 1), (2, 1)] };
    let why = with_a_stranger.why_not(&roster, &candidates, FIRST.start(), &QUESTION, &search, &Around::default());
    assert_eq!(why.start, [Reason::Seat { seat: 1 }, Reason::Crew { able: 1, needed: 2 }]);
    let nobody_stays = Crew { seats: vec![Seat { first_minutes: Some(30), ..Seat::default() }], with_skill: vec![] };
    let why = nobody_stays.why_not(&roster, &candidates, FIRST.start(), &QUESTION, &search, &Around::default());
    assert_eq!(why.start, [Reason::Crew { able: 1, needed: 0 }]);
    let ada_alone = Crew { seats: vec![Seat { person: Some(0), ..Seat::default() }], with_skill: vec![] };
    let why = ada_alone.why_not(&roster, &candidates, FIRST.start(), &QUESTION, &search, &Around::default());
    assert_eq!((why.is_opening(), why.people), (true, vec![vec![], vec![Reason::NotInCrew]]));
}
