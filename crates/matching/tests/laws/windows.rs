//! Arrival windows.

use crate::*;

prop_compose! {
    pub fn windows()(
        window_minutes in 1..300, step_minutes in 1..200, every in any::<bool>()
    ) -> Windows {
        let promise = if every { Promise::EveryStart } else { Promise::SomeStart };
        Windows { window_minutes, step_minutes, promise }
    }
}

/// Every window that there is on these days, whether it can be promised or not.
fn all(windows: &Windows) -> Vec<Interval> {
    let of_day = |day: i32| {
        let today = Day(day).interval();
        let starts = (today.start()..today.end()).step_by(windows.step_minutes as usize);
        starts
            .filter_map(move |start| Interval::new(start, start + windows.window_minutes))
            .filter(move |window| today.covers(*window))
    };
    (FIRST.0..=LAST.0).flat_map(of_day).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn in_a_window_for_every_start_the_same_people_can_come_at_every_minute(
        people in people(), search in search(), windows in windows()
    ) {
        let windows = Windows { promise: Promise::EveryStart, ..windows };
        let expected: Vec<(Interval, usize)> = all(&windows)
            .into_iter()
            .filter(|window| search.earliest <= window.start() && window.end() - 1 + search.length_minutes <= search.latest)
            .map(|window| {
                let able = |person: &usize| (window.start()..window.end()).all(|start| {
                    who(&people, visit(Opening { start, people: 0 }, &search)).any(|able| able == *person)
                });
                (window, (0..people.len()).filter(able).count())
            })
            .filter(|(_, able)| search.crew <= *able)
            .collect();
        let found: Vec<(Interval, usize)> = arrival_windows(&people, &search, &windows)
            .into_iter()
            .map(|found| (found.window, found.first.people as usize))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn in_a_window_for_some_start_there_is_an_opening_and_the_first_is_told(
        people in people(), search in search(), windows in windows()
    ) {
        let windows = Windows { promise: Promise::SomeStart, ..windows };
        let openings = openings(&people, &search);
        let expected: Vec<ArrivalWindow> = all(&windows)
            .into_iter()
            .filter(|window| search.earliest <= window.start())
            .filter_map(|window| {
                let first = openings.iter().find(|opening| window.contains(opening.start))?;
                Some(ArrivalWindow { window, first: *first })
            })
            .collect();
        prop_assert_eq!(arrival_windows(&people, &search, &windows), expected);
    }

    #[test]
    fn where_every_start_is_promised_some_start_is(people in people(), search in search(), windows in windows()) {
        let search = Search { step_minutes: 1, ..search };
        let of = |promise| {
            let found = arrival_windows(&people, &search, &Windows { promise, ..windows }).into_iter();
            found.map(|found| found.window).collect::<Vec<_>>()
        };
        let some = of(Promise::SomeStart);
        prop_assert!(of(Promise::EveryStart).iter().all(|window| some.contains(window)));
    }
}
