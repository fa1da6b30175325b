//! Grades, and which openings are recommended.

use crate::*;

prop_compose! {
    fn weights()(near in 0..150u32, quiet in 0..150u32, soon in 0..150u32, room in 0..150u32) -> Weights {
        Weights { near, quiet, soon, room }
    }
}

fn way() -> impl Strategy<Value = Option<Minute>> {
    proptest::option::of(-5..60i32)
}

prop_compose! {
    fn outlook()(
        before_minutes in way(), after_minutes in way(), load_percent in proptest::option::of(0..120u32), days_from_now in -2..40i32,
        room_minutes in -10..200i32
    ) -> Outlook {
        Outlook { before_minutes, after_minutes, load_percent, days_from_now, room_minutes }
    }
}

fn side() -> impl Strategy<Value = Side> {
    any::<bool>().prop_map(|is_before| if is_before { Side::Before } else { Side::After })
}

prop_compose! {
    fn beside()(user_id in 1..4u64, starts in interval(), side in side(), way_minutes in 0..60i32) -> Beside {
        Beside { user_id, starts, side, way_minutes }
    }
}

prop_compose! {
    fn hints()(load in 0..5u32, beside in vec(beside(), 0..6)) -> Hints {
        Hints { day: FIRST, load_percent: load * 25, beside }
    }
}

prop_compose! {
    fn grading()(weights in weights(), before in 0..20i32, crew in 1..4usize) -> Grading {
        Grading { weights, today: FIRST + -before, crew }
    }
}

/// Who could come, and the room that each has.
fn able() -> impl Strategy<Value = Vec<(u64, Minute)>> {
    vec(0..150i32, 0..4).prop_map(|rooms| (1..).zip(rooms).collect())
}

fn points(grade: Option<Grade>) -> Option<u32> {
    grade.map(|grade| grade.points)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_better_neighbour_never_lowers_a_grade(outlook in outlook(), weights in weights(), nearer in 1..30i32) {
        let better = |minutes: Option<Minute>| Some(minutes.map_or(nearer, |minutes| minutes - nearer));
        for nearer in [
            Outlook { before_minutes: better(outlook.before_minutes), ..outlook },
            Outlook { after_minutes: better(outlook.after_minutes), ..outlook },
        ] {
            prop_assert!(Grade::of(&outlook, weights).points <= Grade::of(&nearer, weights).points);
        }
    }

    #[test]
    fn another_visit_near_by_a_shorter_way_to_it_or_another_person_never_lowers_the_grade_of_a_start(
        grading in grading(), hints in hints(), able in able(), beside in beside(), start in interval(), room in 0..150i32
    ) {
        let start = start.start();
        let grade = |able: &[(u64, Minute)], hints: &Hints| points(grading.grade(start, able, Some(hints)));
        let before = grade(&able, &hints);
        let mut more = hints.clone();
        more.beside.push(beside);
        prop_assert!(before <= grade(&able, &more));
        let mut nearer = hints.clone();
        nearer.beside.iter_mut().for_each(|beside| beside.way_minutes /= 2);
        prop_assert!(before <= grade(&able, &nearer));
        let another = [&able[..], &[(9, room)]].concat();
        prop_assert!(before <= grade(&another, &hints));
    }

    #[test]
    fn a_quieter_or_sooner_day_or_more_room_never_lowers_a_grade(outlook in outlook(), weights in weights(), by in 1..50i32) {
        let days_from_now = outlook.days_from_now - by;
        for better in [
            Outlook { load_percent: outlook.load_percent.map(|load| load.saturating_sub(by as u32)), ..outlook },
            Outlook { days_from_now, ..outlook },
            Outlook { room_minutes: outlook.room_minutes + by, ..outlook },
        ] {
            prop_assert!(Grade::of(&outlook, weights).points <= Grade::of(&better, weights).points);
        }
    }

    #[test]
    fn what_speaks_for_an_opening_stands_in_the_order_of_its_weight_and_has_some(outlook in outlook(), weights in weights()) {
        let grade = Grade::of(&outlook, weights);
        prop_assert!(grade.points <= 500 * Weights::MAX);
        let alone = |merit: Merit| {
            let none = Weights { near: 0, quiet: 0, soon: 0, room: 0 };
            let weights = match merit {
                Merit::NearBefore | Merit::NearAfter => Weights { near: weights.near, ..none },
                Merit::Soon => Weights { soon: weights.soon, ..none },
                Merit::QuietDay => Weights { quiet: weights.quiet, ..none },
                Merit::Room => Weights { room: weights.room, ..none },
            };
            let outlook = match merit {
                Merit::NearBefore => Outlook { after_minutes: None, ..outlook },
                Merit::NearAfter => Outlook { before_minutes: None, ..outlook },
                _ => outlook,
            };
            Grade::of(&outlook, weights).points
        };
        prop_assert!(grade.merits.iter().all(|merit| 0 < alone(*merit)));
        prop_assert!(grade.merits.is_sorted_by_key(|merit| (u32::MAX - alone(*merit), *merit)));
        prop_assert!(grade.merits.iter().map(|merit| alone(*merit)).sum::<u32>() <= grade.points);
    }

    #[test]
    fn the_order_in_which_people_visits_and_openings_come_is_irrelevant(
        grading in grading(), hints in hints(), able in able(), starts in vec(interval(), 0..12), at_most in 0..4usize
    ) {
        let graded: Vec<(Minute, Grade)> = starts.iter().filter_map(|start| {
            Some((start.start(), grading.grade(start.start(), &able, Some(&hints))?))
        }).collect();
        let (mut other_able, mut other_hints, mut others) = (able.clone(), hints.clone(), graded.clone());
        other_able.reverse();
        other_hints.beside.reverse();
        others.reverse();
        for (start, grade) in &graded {
            let other = grading.grade(*start, &other_able, Some(&other_hints));
            prop_assert_eq!(Some(grade), other.as_ref());
        }
        let recommended = |graded: &[(Minute, Grade)]| -> Vec<(Minute, Grade)> {
            best(graded, at_most).into_iter().map(|index| graded[index].clone()).collect()
        };
        prop_assert_eq!(recommended(&graded), recommended(&others));
    }

    #[test]
    fn the_best_are_of_different_days_and_nothing_better_is_left_out(
        graded in vec((interval(), 0..4u32, any::<bool>()), 0..12), at_most in 0..4usize
    ) {
        let graded: Vec<(Minute, Grade)> = graded.into_iter().map(|(start, points, has_merit)| {
            (start.start(), Grade { points, merits: has_merit.then_some(Merit::Soon).into_iter().collect() })
        }).collect();
        let chosen = best(&graded, at_most);
        let key = |index: usize| (u32::MAX - graded[index].1.points, graded[index].0);
        let day = |index: usize| Day::of(graded[index].0);
        prop_assert!(chosen.is_sorted_by_key(|index| key(*index)));
        let with_merits: Vec<usize> = (0..graded.len()).filter(|index| !graded[*index].1.merits.is_empty()).collect();
        prop_assert!(chosen.iter().all(|index| with_merits.contains(index)));
        let mut days: Vec<Day> = with_merits.iter().map(|index| day(*index)).collect();
        days.sort();
        days.dedup();
        prop_assert_eq!(chosen.len(), at_most.min(days.len()));
        for left_out in with_merits.into_iter().filter(|index| !chosen.contains(index)) {
            let of_its_day = chosen.iter().find(|index| day(**index) == day(left_out));
            let worse_than = of_its_day.or(chosen.last());
            prop_assert!(worse_than.is_none_or(|better| key(*better) <= key(left_out)));
        }
    }
}
