//! Crews whose members differ, against every way there is of filling their seats.

use crate::*;

const DAY: Day = FIRST;
const SKILLS: u64 = 3;

/// Often all day, so that there is a choice.
fn free() -> impl Strategy<Value = IntervalSet> {
    let some = vec((0..80i32, 1..60i32), 0..4).prop_map(|quarters| {
        let of = |(from, length): (i32, i32)| {
            Interval::new(DAY.start() + from * 15, DAY.start() + (from + length).min(96) * 15)
        };
        quarters.into_iter().filter_map(of).collect()
    });
    prop_oneof![2 => Just(IntervalSet::from_unsorted(vec![DAY.interval()])), 1 => some]
}

pub fn skills() -> impl Strategy<Value = Vec<u64>> {
    vec(0..SKILLS, 0..3)
}

prop_compose! {
    pub fn crew()(
        seats in vec((proptest::option::weighted(0.3, 1..120i32), proptest::option::weighted(0.2, 0..SKILLS), proptest::option::weighted(0.1, 0..5usize)), 0..4),
        with_skill in vec((0..SKILLS, 0..3usize), 0..3)
    ) -> Crew {
        let seat = |(first_minutes, skill, person): (Option<Minute>, Option<u64>, Option<usize>)| {
            Seat { first_minutes, skills: skill.into_iter().collect(), person }
        };
        Crew { seats: seats.into_iter().map(seat).collect(), with_skill }
    }
}

fn search(length_minutes: Minute) -> Search {
    let (earliest, latest) = (DAY.start(), DAY.interval().end());
    Search { length_minutes, crew: 1, step_minutes: 30, align: Align::Clock, earliest, latest, skipped: Skipped::NONE }
}

/// All ways of filling the seats, found by trying everybody on each of them.
fn all_crews(crew: &Crew, people: &[Person], start: Minute, length: Minute) -> Vec<Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = vec![vec![]];
    for seat in &crew.seats {
        let minutes = seat.first_minutes.unwrap_or(length).min(length);
        let fits = |person: &usize| {
            seat.person.is_none_or(|fixed| fixed == *person)
                && seat.skills.iter().all(|skill| people[*person].skills.contains(skill))
                && people[*person].free.covers(Interval::new(start, start + minutes).unwrap())
        };
        ways = ways
            .into_iter()
            .flat_map(|way| {
                let others = (0..people.len()).filter(fits).filter(|person| !way.contains(person)).collect::<Vec<_>>();
                others.into_iter().map(move |person| [&way[..], &[person]].concat())
            })
            .collect();
    }
    let has_skills = |way: &Vec<usize>| {
        let with = |skill| way.iter().filter(|person| people[**person].skills.contains(skill)).count();
        crew.with_skill.iter().all(|(skill, at_least)| *at_least <= with(skill))
    };
    ways.into_iter().filter(|way| !way.is_empty() && has_skills(way)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_crew_can_start_exactly_where_some_way_of_filling_its_seats_exists(
        people in vec((free(), skills()), 0..6), crew in crew(), length in 15..180i32
    ) {
        let people: Vec<Person> = people.iter().map(|(free, skills)| Person { free, skills }).collect();
        let is_led = crew.seats.iter().any(|seat| seat.first_minutes.is_none_or(|first| length <= first));
        let expected: Vec<Minute> = (DAY.start()..=DAY.interval().end() - length)
            .step_by(30)
            .filter(|start| is_led && !all_crews(&crew, &people, *start, length).is_empty())
            .collect();
        let found: Vec<Minute> = crew.openings(&people, &search(length)).iter().map(|opening| opening.start).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_crew_chosen_is_the_best_of_all_and_sits_where_it_can(
        people in vec((free(), skills()), 0..6), crew in crew(), length in 15..180i32, start in 0..80i32,
        minutes in vec(0..4i32, 0..6), choice in 0..4u8
    ) {
        let people: Vec<Person> = people.iter().map(|(free, skills)| Person { free, skills }).collect();
        let start = (DAY.start() + start * 15).min(DAY.interval().end() - length);
        let before: Vec<usize> = minutes.iter().map(|minute| *minute as usize).collect();
        let choice = match choice {
            0 => Choice::LeastLoaded,
            1 => Choice::Nearest(&minutes),
            2 => Choice::Fairest(&minutes),
            _ => Choice::Stable(&before),
        };
        let rank = |person: &usize| {
            let first = match choice {
                Choice::LeastLoaded => 0,
                Choice::Nearest(minutes) | Choice::Fairest(minutes) => *minutes.get(*person).unwrap_or(&Minute::MAX),
                Choice::Stable(before) => before.iter().position(|p| p == person).map_or(Minute::MAX, |at| at as Minute),
            };
            (first, -people[*person].free.total_minutes(), *person)
        };
        let ranks = |way: &Vec<usize>| {
            let mut ranks: Vec<_> = way.iter().map(rank).collect();
            ranks.sort_unstable();
            ranks
        };
        let all = all_crews(&crew, &people, start, length);
        let chosen = crew.choose(&people, start, &search(length), choice);
        prop_assert_eq!(chosen.as_ref().map(ranks), all.iter().map(ranks).min());
        prop_assert!(chosen.is_none_or(|chosen| all.contains(&chosen)));
    }

    #[test]
    fn nobody_is_chosen_who_could_not_come_nor_twice_and_again_the_same(
        people in vec((free(), skills()), 0..6), crew in crew(), length in 15..180i32, minutes in vec(0..4i32, 0..6)
    ) {
        let people: Vec<Person> = people.iter().map(|(free, skills)| Person { free, skills }).collect();
        let before: Vec<usize> = minutes.iter().map(|minute| *minute as usize).collect();
        let search = search(length);
        for opening in crew.openings(&people, &search).into_iter().step_by(7) {
            for choice in [Choice::LeastLoaded, Choice::Nearest(&minutes), Choice::Fairest(&minutes), Choice::Stable(&before)] {
                let chosen = crew.choose(&people, opening.start, &search, choice);
                prop_assert_eq!(&chosen, &crew.choose(&people, opening.start, &search, choice));
                let chosen = chosen.expect("an opening has a crew");
                prop_assert!((1..chosen.len()).all(|seat| !chosen[..seat].contains(&chosen[seat])));
                for (seat, person) in crew.seats.iter().zip(chosen) {
                    let minutes = seat.first_minutes.unwrap_or(length).min(length);
                    prop_assert!(people[person].free.covers(Interval::new(opening.start, opening.start + minutes).unwrap()));
                    prop_assert!(seat.skills.iter().all(|skill| people[person].skills.contains(skill)));
                }
            }
        }
    }

    #[test]
    fn a_crew_that_can_come_again_does(people in vec((free(), skills()), 0..6), crew in crew(), length in 15..180i32, choice in any::<bool>()) {
        let people: Vec<Person> = people.iter().map(|(free, skills)| Person { free, skills }).collect();
        let search = search(length);
        let found = crew.openings(&people, &search);
        for pair in found.windows(2).step_by(5) {
            let choice = if choice { Choice::LeastLoaded } else { Choice::Nearest(&[]) };
            let before = crew.choose(&people, pair[0].start, &search, choice).unwrap();
            let again = crew.choose(&people, pair[1].start, &search, Choice::Stable(&before)).unwrap();
            let sorted = |crew: &[usize]| {
                let mut crew = crew.to_vec();
                crew.sort_unstable();
                crew
            };
            let could = all_crews(&crew, &people, pair[1].start, length).iter().any(|way| sorted(way) == sorted(&before));
            prop_assert_eq!(sorted(&again) == sorted(&before), could);
            // And who was first, whenever that one can be in a crew at all.
            let first = all_crews(&crew, &people, pair[1].start, length).iter().any(|way| way.contains(&before[0]));
            prop_assert_eq!(again.contains(&before[0]), first);
        }
    }

    #[test]
    fn k_seats_for_anybody_are_k_of_n(people in vec(free(), 0..5), k in 1..4usize, length in 15..180i32) {
        let crew = Crew { seats: vec![Seat::default(); k], with_skill: vec![] };
        let all: Vec<Person> = people.iter().map(|free| Person { free, skills: &[] }).collect();
        let search = Search { crew: k, ..search(length) };
        let found = crew.openings(&all, &search);
        prop_assert_eq!(&found, &openings(&people, &search));
        for opening in found {
            let visit = Interval::new(opening.start, opening.start + length).unwrap();
            let mut chosen = crew.choose(&all, opening.start, &search, Choice::LeastLoaded).unwrap();
            let mut expected = choose_crew(&people, visit, k).unwrap();
            chosen.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(chosen, expected);
        }
    }

    #[test]
    fn crews_survive_absurd_numbers(
        free in vec(free(), 0..3), crew in crew(), start in any::<i32>(), length in any::<i32>(), first in any::<i32>(),
        fixed in any::<usize>(), at_least in any::<usize>()
    ) {
        let mut crew = crew;
        crew.seats.push(Seat { first_minutes: Some(first), skills: vec![], person: Some(fixed) });
        crew.with_skill.push((9, at_least));
        let people: Vec<Person> = free.iter().map(|free| Person { free, skills: &[9] }).collect();
        let _ = (crew.openings(&people, &search(length)), crew.choose(&people, start, &search(length), Choice::Stable(&[7])));
    }
}
