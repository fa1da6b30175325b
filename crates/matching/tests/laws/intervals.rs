//! Intervals and days.

use crate::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn overlapping_is_having_an_intersection(a in interval(), b in interval()) {
        prop_assert_eq!(a.overlaps(b), a.intersection(b).is_some());
        prop_assert_eq!(a.covers(b), a.intersection(b) == Some(b));
    }

    #[test]
    fn an_interval_has_its_start_and_not_its_end(a in interval()) {
        prop_assert!(a.contains(a.start()) && a.contains(a.end() - 1));
        prop_assert!(!a.contains(a.end()) && !a.contains(a.start() - 1));
    }

    #[test]
    fn there_is_no_empty_interval(start in any::<i32>(), end in any::<i32>()) {
        prop_assert_eq!(Interval::new(start, end).is_some(), start < end);
    }

    #[test]
    fn a_minute_belongs_to_the_day_whose_interval_has_it(minute in -2_000_000_000..2_000_000_000) {
        prop_assert!(Day::of(minute).interval().contains(minute));
        prop_assert_eq!(Day::of(minute).start(), Day::of(minute).interval().start());
    }

    #[test]
    fn weekdays_follow_each_other(day in any::<i32>()) {
        let (today, tomorrow) = (Day(day), Day(day) + 1);
        prop_assert!(today.weekday() < 7);
        prop_assert!(today == tomorrow || (today.weekday() + 1) % 7 == tomorrow.weekday());
    }
}
