//! Many people at once are answered exactly as one by one.

use proptest::collection::vec;
use proptest::prelude::*;
use slotwright_matching::*;

/// A start and an end, not necessarily in this order.
type Pair = (Minute, Minute);

/// Hours and busy times of each person, as somebody might send them.
type People = Vec<(Vec<Pair>, Vec<Pair>)>;

/// The pairs of many people behind each other.
#[derive(Default)]
struct Flat {
    starts: Vec<Minute>,
    ends: Vec<Minute>,
    upto: Vec<u32>,
}

impl Flat {
    fn of<'a>(people: impl Iterator<Item = &'a Vec<Pair>>) -> Flat {
        let mut flat = Flat::default();
        for pairs in people {
            flat.starts.extend(pairs.iter().map(|pair| pair.0));
            flat.ends.extend(pairs.iter().map(|pair| pair.1));
            flat.upto.push(flat.starts.len() as u32);
        }
        flat
    }

    fn times(&self) -> Times<'_> {
        Times { starts: &self.starts, ends: &self.ends, upto: &self.upto }
    }
}

/// Days that touch two midnights, a week, and both ends of the axis.
fn origin() -> impl Strategy<Value = Minute> {
    prop_oneof![
        4 => Just(Day(19_849).start()),
        1 => Just(Minute::MIN),
        1 => Just(Minute::MAX - 4 * MINUTES_PER_DAY),
        1 => Just(-700),
    ]
}

prop_compose! {
    /// A pair that is mostly an interval of one day, half of the time on the quarter hour so that many touch.
    fn pair(origin: Minute)(
        day in 0..4, start in -60..1500, length in prop_oneof![8 => 0..300, 1 => -50..6000], quarters in any::<bool>()
    ) -> Pair {
        let round = |minutes: Minute| if quarters { minutes / 15 * 15 } else { minutes };
        let start = origin.saturating_add(day * 1440).saturating_add(round(start));
        (start, start.saturating_add(round(length)))
    }
}

prop_compose! {
    /// What most people's days are made of: it begins and ends on one day.
    fn tame(origin: Minute)(
        day in 0..4, start in 0..1439, length in 1..200, quarters in any::<bool>()
    ) -> Pair {
        let round = |minutes: Minute| if quarters { minutes / 15 * 15 } else { minutes };
        let midnight = Day::of(origin.saturating_add(day * 1440)).start();
        let start = round(start);
        (midnight + start, midnight + (start + round(length).max(1)).min(1440))
    }
}

/// Hours and busy times as they mostly are: of one day each, the days in order, a few a day.
fn tame_person(origin: Minute) -> impl Strategy<Value = (Vec<Pair>, Vec<Pair>)> {
    let hours = vec((0..700, 1..700), 4).prop_map(move |shifts| {
        let midnight = |day: usize| Day::of(origin.saturating_add(day as Minute * 1440)).start();
        let shift = |(day, (start, minutes)): (usize, (Minute, Minute))| {
            let morning = midnight(day) + start;
            // Some have their lunch, and some a shift that touches the next.
            let lunch = morning + minutes / 2;
            let pause = if minutes % 2 == 0 { 20 } else { 0 };
            if minutes % 3 == 0 && 60 < minutes {
                vec![(morning, lunch), (lunch + pause, morning + minutes)]
            } else {
                vec![(morning, morning + minutes)]
            }
        };
        shifts.into_iter().enumerate().flat_map(shift).collect::<Vec<Pair>>()
    });
    let busy = vec(tame(origin), 0..24).prop_map(|mut pairs| {
        pairs.sort_by_key(|pair| Day::of(pair.0));
        pairs
    });
    (hours, busy)
}

fn person(origin: Minute) -> impl Strategy<Value = (Vec<Pair>, Vec<Pair>)> {
    prop_oneof![tame_person(origin), (pairs(origin), pairs(origin))]
}

/// Few intervals or so many that a day has dozens; in the order of their days or in none.
fn pairs(origin: Minute) -> impl Strategy<Value = Vec<Pair>> {
    let any_order = prop_oneof![4 => vec(pair(origin), 0..12), 1 => vec(pair(origin), 0..150)];
    (any_order, any::<bool>()).prop_map(|(mut pairs, by_day)| {
        if by_day {
            pairs.sort_by_key(|pair| Day::of(pair.0));
        }
        pairs
    })
}

prop_compose! {
    fn search(origin: Minute)(
        length_minutes in prop_oneof![8 => 1..300, 1 => -1..1445], crew in 0..4usize,
        step_minutes in prop_oneof![2 => Just(15), 2 => 1..100, 1 => -5..2000],
        earliest in -10..1500, minutes in 1..6000
    ) -> Search {
        let earliest = origin.saturating_add(earliest);
        let latest = earliest.saturating_add(minutes);
        Search { length_minutes, crew, step_minutes, align: Align::Clock, earliest, latest, skipped: Skipped::NONE }
    }
}

fn world() -> impl Strategy<Value = (People, Search)> {
    origin().prop_flat_map(|origin| (vec(person(origin), 0..6), search(origin)))
}

fn set(pairs: &[Pair]) -> IntervalSet {
    pairs.iter().filter_map(|&(start, end)| Interval::new(start, end)).collect()
}

/// All people, read in steps of so many intervals.
fn read(people: &People, search: &Search, intervals: usize) -> Option<Fleet> {
    read_again(Fleet::new(search)?, people, intervals)
}

fn read_again(mut fleet: Fleet, people: &People, intervals: usize) -> Option<Fleet> {
    let hours = Flat::of(people.iter().map(|(hours, _)| hours));
    let busy = Flat::of(people.iter().map(|(_, busy)| busy));
    while fleet.step(&hours.times(), &busy.times(), intervals) {}
    Some(fleet)
}

/// The same by set algebra: hours without busy times, within the window.
fn by_sets(people: &People, search: &Search) -> Vec<IntervalSet> {
    let window = Interval::new(search.earliest, search.latest).unwrap();
    people.iter().map(|(hours, busy)| set(hours).difference(&set(busy)).clip(window)).collect()
}

fn who_at(people: &[IntervalSet], start: Minute, search: &Search) -> Vec<usize> {
    Interval::new(start, start.saturating_add(search.length_minutes))
        .map_or(vec![], |visit| who(people, visit).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn each_is_free_as_the_sets_say((people, search) in world()) {
        let fleet = read(&people, &search, usize::MAX).unwrap();
        prop_assert_eq!(fleet.people(), people.len());
        for (person, free) in by_sets(&people, &search).iter().enumerate() {
            prop_assert_eq!(fleet.free(person), free.as_slice());
        }
    }

    #[test]
    fn a_crew_is_free_when_all_of_its_sets_are(
        (people, search) in world(), crew in vec(0..5usize, 0..6)
    ) {
        let mut fleet = read(&people, &search, usize::MAX).unwrap();
        let sets = by_sets(&people, &search);
        let all = |one: IntervalSet, other: IntervalSet| one.intersection(&other);
        let expected = crew.iter().map(|&person| sets.get(person).cloned().unwrap_or_default()).reduce(all).unwrap_or_default();
        let before = Interval::new(0, 1).unwrap();
        let mut common = vec![before];
        fleet.common(&crew, &mut common);
        prop_assert_eq!(common[0], before, "it appends");
        prop_assert_eq!(&common[1..], expected.as_slice());
    }

    #[test]
    fn openings_and_who_could_come_are_the_same((people, search) in world()) {
        let fleet = read(&people, &search, usize::MAX).unwrap();
        let sets = by_sets(&people, &search);
        prop_assert_eq!(fleet.openings(), openings(&sets, &search));
        for opening in openings(&sets, &Search { crew: 1, ..search }) {
            prop_assert_eq!(fleet.who(opening.start).collect::<Vec<_>>(), who_at(&sets, opening.start, &search));
        }
    }

    #[test]
    fn nobody_comes_where_no_visit_starts((people, search) in world(), start in -100..6000) {
        let fleet = read(&people, &search, usize::MAX).unwrap();
        let start = search.earliest.saturating_add(start);
        let starts = openings(&by_sets(&people, &search), &Search { crew: 1, ..search });
        let is_start = starts.iter().any(|opening| opening.start == start);
        prop_assert_eq!(fleet.who(start).next().is_some(), is_start);
    }

    #[test]
    fn steps_of_any_length_lead_to_the_same((people, search) in world(), intervals in 0..300usize, others in world()) {
        let at_once = read(&people, &search, usize::MAX).unwrap();
        let used = read(&others.0, &others.1, usize::MAX).unwrap();
        for fleet in [read(&people, &search, intervals), read_again(used.again(&search).unwrap(), &people, intervals)] {
            let fleet = fleet.unwrap();
            prop_assert_eq!(fleet.openings(), at_once.openings());
            for person in 0..people.len() {
                prop_assert_eq!(fleet.free(person), at_once.free(person));
            }
        }
    }

    #[test]
    fn absurd_input_is_survived(
        starts in vec(any::<i32>(), 0..40), ends in vec(any::<i32>(), 0..40), upto in vec(prop_oneof![0..50u32, any::<u32>()], 0..6),
        (length_minutes, step_minutes, earliest) in any::<(i32, i32, i32)>(), minutes in prop_oneof![any::<i32>(), 1..900_000],
        intervals in any::<usize>(), person in any::<usize>(), start in any::<i32>(), crew in any::<usize>()
    ) {
        let latest = earliest.saturating_add(minutes);
        let search = Search { length_minutes, crew, step_minutes, align: Align::Clock, earliest, latest, skipped: Skipped::NONE };
        let Some(mut fleet) = Fleet::new(&search) else { return Ok(()) };
        let times = Times { starts: &starts, ends: &ends, upto: &upto };
        let backwards = Times { starts: &ends, ends: &starts, upto: &upto };
        while fleet.step(&times, &backwards, intervals) {}
        prop_assert_eq!(fleet.people(), upto.len());
        let mut common = Vec::new();
        fleet.common(&[person, 0], &mut common);
        let _ = (fleet.openings(), fleet.who(start).count(), fleet.free(person));
    }
}

#[test]
fn a_step_reads_somebody_however_little_is_allowed_and_never_much_more() {
    let people: People = vec![(vec![(480, 1080)], vec![(500, 510), (600, 700)]); 9];
    let hours = Flat::of(people.iter().map(|(hours, _)| hours));
    let busy = Flat::of(people.iter().map(|(_, busy)| busy));
    let search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 15,
        align: Align::Clock,
        earliest: 0,
        latest: 1440,
        skipped: Skipped::NONE,
    };
    // Each has three intervals and a day.
    for (intervals, expected) in [(0, 1), (4, 1), (7, 1), (8, 2), (35, 8), (36, 9), (usize::MAX, 9)] {
        let mut fleet = Fleet::new(&search).unwrap();
        assert_eq!(fleet.step(&hours.times(), &busy.times(), intervals), expected < 9);
        assert_eq!(fleet.people(), expected, "{intervals}");
    }
    let mut fleet = Fleet::new(&search).unwrap();
    assert!(!fleet.step(&Times::default(), &busy.times(), 10), "hours say how many people there are");
    assert_eq!((fleet.people(), fleet.openings()), (0, vec![]));
}

#[test]
fn a_question_beyond_the_bounds_is_none() {
    let search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 15,
        align: Align::Clock,
        earliest: 0,
        latest: 1440,
        skipped: Skipped::NONE,
    };
    let days = |days: i32| Fleet::new(&Search { latest: 1440 * days, ..search }).is_some();
    assert_eq!([days(-1), days(0), days(1), days(1000), days(1001)], [false, false, true, true, false]);
    assert!(Fleet::new(&Search { earliest: Minute::MIN, latest: Minute::MAX, ..search }).is_none());
    assert!(Fleet::new(&Search { align: Align::Block, ..search }).is_none());
}
