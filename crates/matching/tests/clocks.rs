//! What times on a clock mean: cases that are known from the world, and laws for whatever table of changes.

use proptest::collection::vec;
use proptest::prelude::*;
use slotwright_matching::time::*;
use slotwright_matching::{Day, Interval, IntervalSet, Minute};

const HOUR: i32 = 3600;

/// A table from its first offset and its changes, both in seconds.
fn table(initial: i32, changes: &[(i64, i32)]) -> Transitions {
    let changes = changes.iter().map(|(at, offset)| (Instant::from_unix(*at), *offset)).collect();
    Transitions::new(initial, changes).unwrap()
}

/// `hh:mm` of a day on the instance's clocks.
fn at(day: Day, hour: u32, minute: u32) -> Wall<Instance> {
    Wall::at(day, (hour * 60 + minute) * 60)
}

fn meaning(table: &Transitions, wall: Wall<Instance>) -> Local<Instance> {
    Clocks::of_instance(table).local(wall)
}

fn is_skipped(table: &Transitions, wall: Wall<Instance>) -> bool {
    matches!(meaning(table, wall), Local::Gap { .. })
}

/// How many seconds a date has, from its first instant to the next one's.
fn seconds_of(table: &Transitions, day: Day) -> i64 {
    let clocks = Clocks::of_instance(table);
    let begins = |day| clocks.to_instant(Wall::at(day, 0), Policy::Bound).unwrap();
    begins(day + 1) - begins(day)
}

#[test]
fn clocks_may_be_moved_by_half_an_hour() {
    // Lord Howe, 2026-04-05 and 2026-10-04.
    let lord_howe = table(11 * HOUR, &[(1_775_314_800, 10 * HOUR + HOUR / 2), (1_791_041_400, 11 * HOUR)]);
    let (autumn, spring) = (Day(20_548), Day(20_730));
    let [first, second] = [1_775_313_900, 1_775_315_700].map(Instant::from_unix);
    assert_eq!(meaning(&lord_howe, at(autumn, 1, 45)), Local::Overlap { first, second });
    assert_eq!(meaning(&lord_howe, at(autumn, 2, 0)), Local::Unique(Instant::from_unix(1_775_316_600)));
    assert!(is_skipped(&lord_howe, at(spring, 2, 15)));
    assert!(!is_skipped(&lord_howe, at(spring, 2, 30)));
    assert_eq!((seconds_of(&lord_howe, spring), seconds_of(&lord_howe, autumn)), (23 * 3600 + 1800, 24 * 3600 + 1800));
}

#[test]
fn a_day_may_begin_without_midnight() {
    // Cairo, 2026-04-24; Nuuk, where the skipped hour ends at midnight, 2026-03-28.
    let cairo = table(2 * HOUR, &[(1_776_981_600, 3 * HOUR)]);
    let day = Day(20_567);
    let first = Clocks::of_instance(&cairo).to_instant(at(day, 0, 0), Policy::Bound).unwrap();
    assert_eq!(Clocks::of_instance(&cairo).to_wall(first), at(day, 1, 0));
    assert_eq!(seconds_of(&cairo, day), 23 * 3600);
    let nuuk = table(-2 * HOUR, &[(1_774_746_000, -HOUR)]);
    let day = Day(20_540);
    assert!(is_skipped(&nuuk, at(day, 23, 30)) && !is_skipped(&nuuk, at(day, 24, 0)));
    assert_eq!((seconds_of(&nuuk, day), seconds_of(&nuuk, day + 1)), (23 * 3600, 24 * 3600));
}

#[test]
fn a_whole_day_may_be_skipped_and_come_twice() {
    // Apia went without 2011-12-30; Juneau had 1867-10-18 twice, and had gone by seconds before.
    let apia = table(-10 * HOUR, &[(1_325_239_200, 14 * HOUR)]);
    let day = Day(15_338);
    assert_eq!([day + -1, day, day + 1].map(|day| seconds_of(&apia, day)), [24 * 3600, 0, 24 * 3600]);
    assert!(is_skipped(&apia, at(day, 0, 0)) && is_skipped(&apia, Wall::at(day, 86_399)));
    assert!(!is_skipped(&apia, at(day, 24, 0)));
    assert_eq!(Clocks::of_instance(&apia).skipped(day + -9, day + 9), [day.interval()].into_iter().collect());

    let juneau = table(15 * HOUR + 2 * 60 + 19, &[(-3_225_223_727, -(8 * HOUR + 57 * 60 + 41))]);
    let noon = Wall::from_second(-3_225_223_727 + i64::from(15 * HOUR + 2 * 60 + 19) - 12 * 3600);
    let Local::Overlap { first, second } = meaning(&juneau, noon) else { panic!("twice") };
    assert_eq!(second - first, 24 * 3600);
}

#[test]
fn minutes_of_which_a_second_is_skipped_are_skipped() {
    // By 20 seconds, from 00:00:50 to 00:01:10.
    let odd = table(0, &[(50, 20)]);
    assert!(is_skipped(&odd, Wall::from_second(50)) && is_skipped(&odd, Wall::from_second(69)));
    assert!(!is_skipped(&odd, Wall::from_second(49)) && !is_skipped(&odd, Wall::from_second(70)));
    let skipped = Clocks::of_instance(&odd).skipped(Day(0), Day(0));
    assert_eq!(skipped, Interval::new(0, 2).into_iter().collect());
    // Moved back by as much, they skip nothing.
    assert_eq!(Clocks::of_instance(&table(20, &[(50, 0)])).skipped(Day(0), Day(0)), IntervalSet::default());
}

#[test]
fn each_policy_answers_as_it_says() {
    let new_york = table(-5 * HOUR, &[(1_772_953_200, -4 * HOUR), (1_793_512_800, -5 * HOUR)]);
    let clocks = Clocks::of_instance(&new_york);
    let answers = |wall| {
        use Policy::*;
        [Exact, First, Second, Rfc5545, Bound].map(|policy| clocks.to_instant(wall, policy).ok().map(Instant::unix))
    };
    let usual = Some(1_772_989_200); // 13:00 on March 8
    assert_eq!(answers(at(Day(20_520), 13, 0)), [usual; 5]);
    let (read, change) = (Some(1_772_955_000), Some(1_772_953_200));
    assert_eq!(answers(at(Day(20_520), 2, 30)), [None, None, None, read, change]);
    let (first, second) = (Some(1_793_511_000), Some(1_793_514_600));
    assert_eq!(answers(at(Day(20_758), 1, 30)), [None, first, second, first, first]);
}

#[test]
fn the_instance_and_the_place_each_go_by_their_own_clocks() {
    let (chicago, denver) = (table(-6 * HOUR, &[]), table(-7 * HOUR, &[]));
    let nine: Wall<Place> = Wall::at(Day(20_000), 9 * 3600);
    let starts_at = Clocks::of_place(&denver).to_instant(nine, Policy::Exact).unwrap();
    let minute: Minute = Clocks::of_instance(&chicago).to_wall(starts_at).minute();
    assert_eq!(minute, Day(20_000).start() + 10 * 60);
}

#[test]
fn before_1970_and_at_the_ends_of_all_times_clocks_count_as_elsewhere() {
    let wall: Wall<Instance> = Wall::from_second(-61);
    assert_eq!((wall.day(), wall.second_of_day(), wall.minute()), (Day(-1), 86_339, -2));
    assert_eq!(wall, Wall::at(Day(-1), 86_339));
    assert_eq!(EpochMillis(-1_001).to_instant(), Instant::from_unix(-2));
    assert_eq!(Instant::from_unix(-5) + 3, Instant::from_unix(-2));
    // The last clock there is shows the last instant as it is, and so the first one the first.
    for (offset, instant) in [(MAX_OFFSET_SECONDS, Instant::LAST), (-MAX_OFFSET_SECONDS, Instant::FIRST)] {
        let table = table(offset, &[]);
        let wall = Clocks::of_instance(&table).to_wall(instant);
        assert_eq!(wall.second(), instant.unix() + i64::from(offset));
        assert_eq!(meaning(&table, wall), Local::Unique(instant));
        assert_eq!(Wall::from_second(wall.second().saturating_mul(2)), wall, "there is none beyond");
    }
    let beyond: Wall<Instance> = Wall::from_second(i64::MAX);
    assert_eq!(beyond.minute(), Minute::MAX);
}

#[test]
fn a_table_that_is_none_is_told_where() {
    let new = |initial, changes: &[(i64, i32)]| {
        let changes = changes.iter().map(|(at, offset)| (Instant::from_unix(*at), *offset)).collect();
        Transitions::new(initial, changes).map_err(|problem| problem.to_string())
    };
    assert_eq!(
        new(0, &[(5, 1), (5, 2)]),
        Err("change 1 is not after the one before it (expected them in order)".into())
    );
    assert_eq!(
        new(i32::MIN, &[]),
        Err("the initial offset is `-2147483648` seconds (expected -93599 to 93599, less than 26 hours)".into())
    );
    assert!(new(0, &[(5, 93_600)]).is_err() && new(0, &[(5, 93_599)]).is_ok());
    assert_eq!(new(0, &[(1, 0), (2, 60), (3, 60), (4, 0)]), new(0, &[(2, 60), (4, 0)]), "no changes are no changes");
}

/// A table, and the unit in seconds in which everything in it is counted.
#[derive(Clone, Debug)]
struct Drawn {
    initial: i64,
    changes: Vec<(i64, i64)>,
    unit: i64,
}

impl Drawn {
    fn table(&self) -> Transitions {
        let changes: Vec<_> =
            self.changes.iter().map(|(at, offset)| (at * self.unit, (offset * self.unit) as i32)).collect();
        table((self.initial * self.unit) as i32, &changes)
    }

    /// What the clocks show, by looking through all changes.
    fn shown(&self, instant: i64) -> i64 {
        let made = self.changes.iter().rev().find(|(at, _)| *at <= instant);
        instant + made.map_or(self.initial, |(_, offset)| *offset)
    }
}

/// Seconds or quarters of an hour, offsets that reach as far as they may, and changes so near to each other that what one
/// skips another may show.
fn drawn(apart: std::ops::Range<i64>) -> impl Strategy<Value = Drawn> {
    let changes = vec((apart, -103..=103i64), 0..6);
    (prop_oneof![Just(1i64), Just(900)], -103..=103i64, -50..50i64, changes).prop_map(
        |(unit, initial, start, steps)| {
            let mut at = start;
            let changes = steps.into_iter().map(|(step, offset)| {
                at += step;
                (at, offset)
            });
            Drawn { initial, changes: changes.collect(), unit }
        },
    )
}

/// So far apart that no change has to do with another.
const FAR: std::ops::Range<i64> = 210..400;

proptest! {
    #[test]
    fn what_a_time_means_is_what_a_search_through_all_instants_finds(drawn in drawn(1..150), wall in -300..1200i64) {
        let table = drawn.table();
        let shown: Vec<i64> = (wall - 104..=wall + 104).filter(|instant| drawn.shown(*instant) == wall).collect();
        let instant = |units: i64| Instant::from_unix(units * drawn.unit);
        match (meaning(&table, Wall::from_second(wall * drawn.unit)), shown.as_slice()) {
            (Local::Unique(found), [once]) => prop_assert_eq!(found, instant(*once)),
            (Local::Overlap { first, second }, [one, other, ..]) => {
                prop_assert_eq!((first, second), (instant(*one), instant(*other)));
            }
            (Local::Gap { from, to, change, before, after }, []) => {
                let change = change.unix() / drawn.unit;
                prop_assert!(drawn.shown(change - 1) < wall && wall < drawn.shown(change));
                prop_assert_eq!(from.second(), (drawn.shown(change - 1) + 1) * drawn.unit);
                prop_assert_eq!(to.second(), drawn.shown(change) * drawn.unit);
                let skipped = Wall::<Instance>::from_second(wall * drawn.unit).second();
                prop_assert_eq!(before.unix() - change * drawn.unit, skipped - from.second());
                prop_assert_eq!(change * drawn.unit - after.unix(), to.second() - skipped);
            }
            (found, shown) => prop_assert!(false, "{:?}, but it is shown at {:?}", found, shown),
        }
    }

    #[test]
    fn every_instant_is_found_again_by_what_the_clocks_show(drawn in drawn(FAR), instant in -500..3000i64) {
        let table = drawn.table();
        let clocks = Clocks::of_instance(&table);
        let instant = Instant::from_unix(instant * drawn.unit);
        let wall = clocks.to_wall(instant);
        let found = [Policy::First, Policy::Second].map(|policy| clocks.to_instant(wall, policy));
        prop_assert!(found.contains(&Ok(instant)), "{:?}", found);
        for policy in [Policy::Exact, Policy::First, Policy::Second, Policy::Rfc5545, Policy::Bound] {
            if let Ok(found) = clocks.to_instant(wall, policy) {
                prop_assert_eq!(clocks.to_wall(found), wall, "what is shown never becomes another time");
            }
        }
    }

    #[test]
    fn what_is_later_is_never_sooner(drawn in drawn(FAR), from in -500..3000i64, later in 0..300i64) {
        let table = drawn.table();
        let clocks = Clocks::of_instance(&table);
        let bound = |units: i64| clocks.to_instant(Wall::from_second(units * drawn.unit), Policy::Bound).unwrap();
        prop_assert!(bound(from) <= bound(from + later));
        // Between two changes the clocks run as time does.
        let [one, other] = [from, from + later].map(|units| Instant::from_unix(units * drawn.unit));
        if table.offset_at(one) == table.offset_at(other) {
            prop_assert_eq!(clocks.to_wall(other).second() - clocks.to_wall(one).second(), other - one);
        }
    }

    #[test]
    fn the_minutes_that_are_skipped_are_those_of_which_a_second_is(drawn in drawn(FAR), days in 0..2i32) {
        let table = drawn.table();
        let (first, last) = (Day(0), Day(days));
        let skipped = Clocks::of_instance(&table).skipped(first, last);
        let has_gap = |minute: &Minute| (0..60).any(|second| is_skipped(&table, Wall::from_second(i64::from(*minute) * 60 + second)));
        let minutes = first.start()..last.interval().end();
        let expected: IntervalSet = minutes.filter(has_gap).filter_map(|minute| Interval::new(minute, minute + 1)).collect();
        prop_assert_eq!(skipped, expected);
    }

    #[test]
    fn no_number_makes_anything_panic(
        initial in any::<i32>(), changes in vec((any::<i64>(), any::<i32>()), 0..6), number in any::<i64>(),
        days in any::<(i32, i32)>(), seconds in any::<u32>()
    ) {
        let instant = Instant::from_unix(number);
        let _ = (instant + number, Instant::FIRST - instant, EpochMillis(number).to_instant(), EpochMillis::of(instant));
        let _ = (EpochSeconds(number).to_instant(), EpochSeconds::of(instant));
        let mut changes: Vec<_> = changes.iter().map(|(at, offset)| (Instant::from_unix(*at), *offset)).collect();
        let _ = Transitions::new(initial, changes.clone());
        changes.sort_unstable();
        changes.dedup_by_key(|(at, _)| *at);
        changes.iter_mut().for_each(|(_, offset)| *offset %= MAX_OFFSET_SECONDS + 1);
        let table = Transitions::new(initial % (MAX_OFFSET_SECONDS + 1), changes).unwrap();
        let clocks = Clocks::of_instance(&table);
        for wall in [Wall::from_second(number), Wall::at(Day(days.0), seconds), Wall::of(days.1), clocks.to_wall(instant)] {
            let _ = (wall.day(), wall.second_of_day(), wall.minute(), clocks.local(wall));
            let found = clocks.to_instant(wall, Policy::Rfc5545);
            prop_assert!(found.is_ok() && clocks.to_instant(wall, Policy::Bound).is_ok(), "these always answer");
        }
        let _ = clocks.skipped(Day(days.0), Day(days.1));
    }
}
