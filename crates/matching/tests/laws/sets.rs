//! Set algebra.

use crate::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_set_is_sorted_disjoint_and_merged_where_it_touches(set in set()) {
        prop_assert!(set.as_slice().windows(2).all(|pair| pair[0].end() < pair[1].start()));
    }

    #[test]
    fn the_order_of_intervals_is_irrelevant(intervals in vec(interval(), 0..12).prop_shuffle()) {
        let mut sorted = intervals.clone();
        sorted.sort_unstable_by_key(|interval| (interval.end(), interval.start()));
        prop_assert_eq!(IntervalSet::from_unsorted(intervals), IntervalSet::from_unsorted(sorted));
    }

    #[test]
    fn splitting_an_interval_changes_nothing(set in set(), at in 1..3 * 1440) {
        let at = FIRST.start() + at;
        let split: Vec<Interval> = set
            .iter()
            .flat_map(|interval| [
                Interval::new(interval.start(), interval.end().min(at)),
                Interval::new(interval.start().max(at), interval.end()),
            ])
            .flatten()
            .collect();
        prop_assert_eq!(IntervalSet::from_unsorted(split), set);
    }

    #[test]
    fn a_minute_is_in_a_set_as_the_operation_says(a in set(), b in set(), minute in 0..3 * 1440) {
        let minute = FIRST.start() + minute;
        let has = |set: &IntervalSet| set.iter().any(|interval| interval.contains(minute));
        prop_assert_eq!(has(&a.union(&b)), has(&a) || has(&b));
        prop_assert_eq!(has(&a.intersection(&b)), has(&a) && has(&b));
        prop_assert_eq!(has(&a.difference(&b)), has(&a) && !has(&b));
    }

    #[test]
    fn operations_keep_the_order_and_the_gaps(a in set(), b in set()) {
        for result in [a.union(&b), a.intersection(&b), a.difference(&b), a.clip(window())] {
            prop_assert_eq!(IntervalSet::from_unsorted(result.as_slice().to_vec()), result);
        }
    }

    #[test]
    fn union_and_intersection_know_no_order(a in set(), b in set(), c in set()) {
        prop_assert_eq!(a.union(&b), b.union(&a));
        prop_assert_eq!(a.intersection(&b), b.intersection(&a));
        prop_assert_eq!(a.union(&b).union(&c), a.union(&b.union(&c)));
        prop_assert_eq!(a.intersection(&b).intersection(&c), a.intersection(&b.intersection(&c)));
    }

    #[test]
    fn each_distributes_over_the_other(a in set(), b in set(), c in set()) {
        prop_assert_eq!(a.intersection(&b.union(&c)), a.intersection(&b).union(&a.intersection(&c)));
        prop_assert_eq!(a.union(&b.intersection(&c)), a.union(&b).intersection(&a.union(&c)));
    }

    #[test]
    fn what_is_taken_away_and_what_is_left_make_the_whole(a in set(), b in set()) {
        let (left, taken) = (a.difference(&b), a.intersection(&b));
        prop_assert_eq!(left.union(&taken), a.clone());
        prop_assert!(left.intersection(&b).is_empty());
        prop_assert_eq!(left.total_minutes() + taken.total_minutes(), a.total_minutes());
    }

    #[test]
    fn the_complement_of_a_union_is_what_both_complements_share(a in set(), b in set()) {
        let not = |set: &IntervalSet| whole().difference(set);
        prop_assert_eq!(not(&a.union(&b)), not(&a).intersection(&not(&b)));
        prop_assert_eq!(not(&not(&a)), a);
    }

    #[test]
    fn nothing_and_itself_are_neutral(a in set()) {
        let nothing = IntervalSet::default();
        prop_assert_eq!(a.union(&nothing), a.clone());
        prop_assert_eq!(a.union(&a), a.clone());
        prop_assert_eq!(a.intersection(&a), a.clone());
        prop_assert_eq!(a.difference(&nothing), a.clone());
        prop_assert!(a.difference(&a).is_empty() && a.intersection(&nothing).is_empty());
    }

    #[test]
    fn clipping_is_intersecting(a in set(), window in interval()) {
        prop_assert_eq!(a.clip(window), a.intersection(&only(window)));
    }

    #[test]
    fn a_set_covers_what_taking_it_away_leaves_nothing_of(a in set(), visit in interval()) {
        prop_assert_eq!(a.covers(visit), only(visit).difference(&a).is_empty());
        prop_assert!(a.iter().all(|interval| a.covers(interval)));
    }

    #[test]
    fn the_short_ones_are_left_out_and_no_others(a in set(), minutes in 0..300) {
        let (long, all) = (a.at_least(minutes), a.as_slice());
        prop_assert!(long.iter().all(|interval| minutes <= interval.minutes()));
        prop_assert_eq!(long.as_slice().len(), all.iter().filter(|interval| minutes <= interval.minutes()).count());
    }
}
