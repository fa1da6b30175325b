//! Several people at once.

use crate::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn k_of_n_is_the_union_over_all_crews_of_k(people in people(), k in 0..6usize) {
        let refs: Vec<&IntervalSet> = people.iter().collect();
        let mut expected = IntervalSet::default();
        for members in (0u32..1 << people.len()).filter(|members| 0 < k && members.count_ones() as usize == k) {
            let together = (0..people.len())
                .filter(|person| members & (1 << person) != 0)
                .fold(whole(), |common, person| common.intersection(&people[person]));
            expected = expected.union(&together);
        }
        prop_assert_eq!(free_for_at_least(k, &refs), expected);
    }

    #[test]
    fn any_is_the_union_and_all_is_the_intersection(one in set(), other in set()) {
        prop_assert_eq!(free_for_at_least(1, &[&one, &other]), one.union(&other));
        prop_assert_eq!(free_for_at_least(2, &[&one, &other]), one.intersection(&other));
    }

    #[test]
    fn a_bigger_crew_is_free_at_no_other_times(people in people(), k in 1..5usize) {
        let refs: Vec<&IntervalSet> = people.iter().collect();
        prop_assert!(free_for_at_least(k + 1, &refs).difference(&free_for_at_least(k, &refs)).is_empty());
    }

    #[test]
    fn a_chosen_crew_could_come_and_nobody_left_out_has_more_time(people in people(), search in search()) {
        for opening in openings(&people, &search) {
            let visit = visit(opening, &search);
            let able: Vec<usize> = who(&people, visit).collect();
            let chosen = choose_crew(&people, visit, search.crew).unwrap();
            prop_assert_eq!(chosen.len(), search.crew);
            prop_assert!(chosen.iter().all(|person| able.contains(person)));
            let time = |person: &usize| people[*person].clip(Day::of(opening.start).interval()).total_minutes();
            for pair in chosen.windows(2) {
                prop_assert!((time(&pair[1]), pair[0]) < (time(&pair[0]), pair[1]));
            }
            let last = chosen.last().unwrap();
            for left_out in able.iter().filter(|person| !chosen.contains(person)) {
                prop_assert!((time(left_out), *last) < (time(last), *left_out));
            }
            prop_assert_eq!(choose_crew(&people, visit, able.len() + 1), None);
        }
    }
}
