//! Digests.

use crate::*;

type Free = Vec<(u64, IntervalSet)>;

/// Each number once.
fn people() -> impl Strategy<Value = Free> {
    proptest::collection::btree_map(0..6u64, set(), 0..5).prop_map(|people| people.into_iter().collect())
}

fn by_day(people: &[(u64, IntervalSet)]) -> Vec<(Day, Digest)> {
    digests(&borrowed(people), FIRST, LAST)
}

fn borrowed(people: &[(u64, IntervalSet)]) -> Vec<(u64, &IntervalSet)> {
    people.iter().map(|(number, free)| (*number, free)).collect()
}

/// What a digest stands for: who is free when on that day, those who aren't left out.
fn meaning(people: &Free, day: Day) -> Free {
    let mut today: Free = people.iter().map(|(number, free)| (*number, free.clip(day.interval()))).collect();
    today.retain(|(_, free)| !free.is_empty());
    today.sort_by_key(|(number, _)| *number);
    today
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn days_have_equal_digests_exactly_when_the_same_people_are_free_at_the_same_times(one in people(), other in people()) {
        for ((day, of_one), (_, of_other)) in by_day(&one).into_iter().zip(by_day(&other)) {
            prop_assert_eq!(of_one == of_other, meaning(&one, day) == meaning(&other, day));
        }
    }

    #[test]
    fn neither_the_order_of_people_nor_how_their_time_came_about_matters(
        (people, shuffled) in people().prop_flat_map(|people| (Just(people.clone()), Just(people).prop_shuffle())),
        at in 1..3 * 1440
    ) {
        let at = FIRST.start() + at;
        let halves = |free: &IntervalSet| {
            let (before, after) = (only(Interval::new(FIRST.start(), at).unwrap()), only(Interval::new(at, window().end()).unwrap()));
            free.intersection(&after).union(&free.intersection(&before))
        };
        let again: Free = shuffled.iter().map(|(number, free)| (*number, halves(free))).chain([(9, IntervalSet::default())]).collect();
        prop_assert_eq!(by_day(&again), by_day(&people));
    }

    #[test]
    fn a_single_minute_changes_its_day_and_no_other(people in people(), number in 0..6u64, minute in 0..3 * 1440) {
        let minute = FIRST.start() + minute;
        let known = by_day(&people);
        let mut changed = people.clone();
        let single = only(Interval::new(minute, minute + 1).unwrap());
        match changed.iter_mut().find(|(other, _)| *other == number) {
            Some((_, free)) if free.covers(single.as_slice()[0]) => *free = free.difference(&single),
            Some((_, free)) => *free = free.union(&single),
            None => changed.push((number, single)),
        }
        prop_assert_eq!(changed_days(&known, &borrowed(&changed)), [Day::of(minute)]);
        prop_assert!(changed_days(&known, &borrowed(&people)).is_empty());
        prop_assert_ne!(Digest::of_days(&known), Digest::of_days(&by_day(&changed)));
    }

    #[test]
    fn a_digest_is_read_as_it_was_written_and_nothing_else_is(number in any::<u64>(), other in ".{0,14}", at in 0..11usize) {
        let digest = Digest(number);
        let text = digest.text();
        prop_assert_eq!(text.len(), 11);
        prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        prop_assert_eq!(Digest::read(&text), Some(digest));
        prop_assert!(Digest::read(&other).is_none_or(|read| read.text() == other));
        prop_assert_eq!(Digest::read(&text[..at]), None);
        let longer = format!("A{text}");
        prop_assert_eq!(Digest::read(&longer), None);
        // Bits that no digest has.
        prop_assert_eq!(Digest::read(&format!("{}B", &text[..10])), None);
    }
}

/// They are kept and compared between versions: whoever changes one of these breaks what customers hold. Worked out by a second
/// implementation, in another language.
#[test]
fn digests_are_the_same_for_ever() {
    let at = |day: i32, from: Minute, to: Minute| Interval::new(day * 1440 + from, day * 1440 + to).unwrap();
    let ada: IntervalSet = [at(19_849, 480, 720), at(19_849, 780, 1020), at(19_850, 1320, 1700)].into_iter().collect();
    let ben: IntervalSet = [at(19_849, 481, 721)].into_iter().collect();
    let texts = |people: &[(u64, &IntervalSet)]| {
        let days = digests(people, FIRST, LAST);
        let texts: Vec<String> = days.iter().map(|(_, digest)| digest.text()).collect();
        format!("{} {}", texts.join(" "), Digest::of_days(&days).text())
    };
    assert_eq!(texts(&[]), "P1aDea9n4l4 tTo3e87qDqQ 90sVr1rS92Y VCkEuplLD-M");
    assert_eq!(texts(&[(1, &ada)]), "ipBhRZSCqOk 4W70_vhwkEs JAZoWsrJE2w 8s-6gevnlyU");
    assert_eq!(texts(&[(1, &ada), (u64::MAX, &ben)]), "me5sSHQnDuQ 4W70_vhwkEs JAZoWsrJE2w nBURSKlvN8I");
    assert_eq!(texts(&[(1, &ben), (u64::MAX, &ada)]), "5KJz9S2oZeE LDxr_MwiRhc VZu0jwHFXgA FjIpH6F6dIA");
    assert_eq!(Digest::of_day(&[], Day(-1)).text(), "6RssEDbi8g4");
    assert_eq!(Digest(0).text(), "AAAAAAAAAAA");
    assert_eq!(Digest(u64::MAX).text(), "__________8");
}

#[test]
fn days_beyond_the_axis_have_digests_too() {
    let whole = IntervalSet::from_unsorted(vec![Interval::new(Minute::MIN, Minute::MAX).unwrap()]);
    for day in [Day(i32::MIN), Day(i32::MAX)] {
        assert_ne!(Digest::of_day(&[(1, &whole)], day), Digest::of_day(&[], day));
    }
}
