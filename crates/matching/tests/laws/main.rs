//! Laws that hold for whatever is put in.

mod crews;
mod digests;
mod grades;
mod hints;
mod intervals;
mod offers;
mod reasons;
mod refill;
mod rosters;
mod seats;
mod sets;
mod sooner;
mod windows;
mod wishes;

use proptest::collection::vec;
use proptest::prelude::*;
use slotwright_matching::*;

/// Three days are enough for every way in which intervals can lie, and few enough for them to meet.
const FIRST: Day = Day(19_849);
const LAST: Day = Day(19_851);

fn window() -> Interval {
    Interval::new(FIRST.start(), LAST.interval().end()).unwrap()
}

prop_compose! {
    /// An interval, half of the time on the quarter hour so that many touch.
    fn interval()(
        start in 0..3 * 1440 - 15, minutes in 1..600, quarters in any::<bool>()
    ) -> Interval {
        let round = |minute: Minute| if quarters { minute / 15 * 15 } else { minute };
        let start = FIRST.start() + round(start);
        let end = (start + round(minutes).max(if quarters { 15 } else { 1 })).min(LAST.interval().end());
        Interval::new(start, end).unwrap()
    }
}

fn set() -> impl Strategy<Value = IntervalSet> {
    vec(interval(), 0..12).prop_map(IntervalSet::from_unsorted)
}

fn people() -> impl Strategy<Value = Vec<IntervalSet>> {
    vec(set(), 0..5)
}

prop_compose! {
    fn search()(
        length_minutes in 1..300, crew in 1..4usize, step_minutes in 1..100, align in 0..3usize,
        earliest in 0..1500, latest in 1500..3 * 1440 + 100
    ) -> Search {
        Search {
            length_minutes, crew, step_minutes,
            align: [Align::Clock, Align::ClockOrFirst, Align::Block][align],
            earliest: FIRST.start() + earliest,
            latest: FIRST.start() + latest,
            skipped: Skipped::NONE,
        }
    }
}

fn starts(people: &[IntervalSet], search: &Search) -> Vec<Minute> {
    openings(people, search).iter().map(|opening| opening.start).collect()
}

fn visit(opening: Opening, search: &Search) -> Interval {
    Interval::new(opening.start, search.skipped.end_of(opening.start, search.length_minutes)).unwrap()
}

/// The search where the roster's clocks run.
fn by_the_clocks_of(roster: &Roster, search: Search) -> Search {
    Search { skipped: Skipped::of(&roster.skipped), ..search }
}

fn only(interval: Interval) -> IntervalSet {
    IntervalSet::from_unsorted(vec![interval])
}

fn whole() -> IntervalSet {
    only(window())
}
