//! Making a case of what a page or the board has at hand.

use slotwright_matching as core;
use slotwright_matching::{Day, IntervalSet, Skipped, Wishes};

use super::ask::{ask, ask_blocks};
use super::{
    Answer, Arrival, Blocks, Case, Input, NoCrew, OfBlocks, Openings, RosterInput, Search, Version, Wanted, Window,
};
use crate::convert::block_of;
use crate::sonar::Entries;
use crate::time::print_date;

/// What a customer's page knows: the people by number, ascending, and the free time of each, in the same order; wishes, which
/// rank by their order. Only free time on the days of `search` is written, since no other matters.
///
/// ```
/// use slotwright_matching::{Align, Day, Interval, IntervalSet, Search, Skipped, Wishes};
/// use slotwright_wire::case::{of_blocks, read};
/// let day = Day(19_856); // 2024-05-13
/// let at = |hour| day.start() + hour * 60;
/// let ada = Interval::new(at(9), at(11)).into_iter().collect();
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 60, align: Align::Clock, earliest: at(0), latest: at(24),
///     skipped: Skipped::NONE,
/// };
/// let wishes = Wishes::ranked(&[Interval::new(at(10), at(12)).unwrap()], IntervalSet::default());
/// let case = of_blocks(&[1], &[ada], &search, &wishes, None, None);
/// let text = serde_json::to_string(&case).unwrap();
/// assert!(text.contains(r#""openings":{"2024-05-13":{"09:00:00":1,"10:00:00":1}}"#));
/// assert!(read(&mut serde_json::Deserializer::from_str(&text)).is_ok());
/// ```
#[must_use]
pub fn of_blocks(
    numbers: &[u64],
    free: &[IntervalSet],
    search: &core::Search,
    wishes: &Wishes,
    wanted: Option<Wanted>,
    arrival: Option<Arrival>,
) -> Case<OfBlocks, NoCrew> {
    // Loops, and no chains of iterators: in the browser each of those is code of its own.
    let (mut begins, mut ends) = (search.latest, search.earliest);
    for free in free {
        if let [first, ..] = free.as_slice() {
            begins = begins.min(first.start());
        }
        if let [.., last] = free.as_slice() {
            ends = ends.max(last.end());
        }
    }
    let mut days = Vec::new();
    for day in Day::of(begins.max(search.earliest)).0..=Day::of(ends.min(search.latest)).0 {
        let mut users = Vec::new();
        for (number, free) in numbers.iter().zip(free) {
            let mut of_day = Vec::new();
            for block in &free.clip(Day(day).interval()).cut_at(search.skipped) {
                of_day.push(block_of(Day(day), block));
            }
            if !of_day.is_empty() {
                users.push((number.to_string(), of_day));
            }
        }
        if !users.is_empty() {
            days.push((print_date(Day(day)), Entries(users)));
        }
    }
    let mut case = unanswered(OfBlocks { blocks: Blocks::new(Entries(days)) }, search, wishes, wanted, arrival);
    case.answer = ask_blocks(&case.input.blocks, &case.asked());
    case
}

/// What a dispatcher knows: whom the question is about, and all that decides whether they are free.
#[must_use]
pub fn of_roster(
    input: RosterInput,
    search: &core::Search,
    wishes: &Wishes,
    wanted: Option<Wanted>,
    arrival: Option<Arrival>,
) -> Case {
    let search = core::Search { skipped: Skipped::NONE, ..*search };
    let mut case = unanswered(Input::Roster(Box::new(input)), &search, wishes, wanted, arrival);
    case.answer = ask(&case);
    case
}

/// A case as it is before anybody was asked.
fn unanswered<I, C>(
    input: I,
    search: &core::Search,
    wishes: &Wishes,
    wanted: Option<Wanted>,
    arrival: Option<Arrival>,
) -> Case<I, C> {
    Case {
        version: Version::NEWEST,
        about: String::new(),
        input,
        search: Search::from(search),
        wishes: wishes.wishes.iter().map(|wish| Window::from(wish.window)).collect(),
        rather_not: wishes.rather_not.iter().map(Window::from).collect(),
        wanted,
        arrival,
        answer: Answer { openings: Openings::default(), wishes: None, wanted: None, arrival_windows: None, crew: None },
    }
}
