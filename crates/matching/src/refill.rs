//! Time that is free again, since a visit was cancelled, moved or made shorter, or somebody's time off has ended: what one job that
//! waits could make of it.
//!
//! A job with wishes is met best by its dearest wish; but a wish outside what its customer would rather not have goes before, as
//! everywhere ([`Wishes`]). Of the starts that meet the same wish the one with the best [`Grade`] is taken, so that the day is
//! planned well, and of as good ones the earliest.

use std::cmp::Reverse;

use crate::wishes::within;
use crate::{
    Choice, Crew, Grade, IntervalSet, MINUTES_PER_DAY, Minute, Opening, Person, Search, Seat, Wishes, openings,
};

/// What a job that waits could make of time that is free again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refill {
    /// Which wish is met: an index into [`Wishes::wishes`].
    pub wish: usize,
    /// When the visit starts.
    pub start: Minute,
    /// Who comes, as indexes into the people: first somebody whose time is free again, with whom it is best.
    pub crew: Vec<usize>,
    /// How good that is.
    pub grade: Grade,
    /// Whether it has a minute that the customer would rather not have.
    pub is_rather_not: bool,
}

/// The best visit that meets one of the wishes and makes use of the time that is free again: at least one who comes has a minute of
/// it in the visit. `None` where there is none.
///
/// `freed` is what is free again of the time of each of the `people`, in their order, and `people` when they are free by now.
/// `grade` says what a start is worth with somebody, by index. Who comes beside the first is who has the most free minutes that
/// day.
///
/// ```
/// use slotwright_matching::*;
/// let hours = |from: Minute, to: Minute| Interval::new(from * 60, to * 60).unwrap();
/// let set = |interval: Interval| IntervalSet::from_unsorted(vec![interval]);
/// // Ada's visit from nine to ten is cancelled, and Ben is free all morning.
/// let (freed, people) = ([set(hours(9, 10)), IntervalSet::default()], [set(hours(9, 11)), set(hours(8, 12))]);
/// let wishes = Wishes::ranked(&[hours(6, 8), hours(8, 12)], IntervalSet::default());
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let of = |crew: usize| refill(&freed, &people, &wishes, &Search { crew, ..search }, &|_, _| Grade::default()).unwrap();
/// let Refill { wish, start, crew, .. } = of(1);
/// assert_eq!((wish, start, crew), (1, 540, vec![0]), "at eight nothing of it would be hers");
/// assert_eq!(of(2).crew, [0, 1]);
/// ```
#[must_use]
pub fn refill(
    freed: &[IntervalSet],
    people: &[IntervalSet],
    wishes: &Wishes,
    search: &Search,
    grade: &dyn Fn(Minute, usize) -> Grade,
) -> Option<Refill> {
    let persons: Vec<Person> = people.iter().map(|free| Person { free, skills: &[] }).collect();
    let mut best: Option<(_, Refill)> = None;
    for (wish, wanted) in wishes.wishes.iter().enumerate() {
        // Around all that is freed: what starts a day before or after it has none of it.
        let search = within(wanted.window, search);
        let touched = freed.iter().filter_map(|freed| Some((freed.as_slice().first()?, freed.as_slice().last()?)));
        let (from, to) = touched.map(|(first, last)| (first.start, last.end)).reduce(hull)?;
        let earliest = search.earliest.max(from.saturating_sub(MINUTES_PER_DAY));
        let latest = search.latest.min(to.saturating_add(MINUTES_PER_DAY));
        for Opening { start, .. } in openings(people, &Search { earliest, latest, ..search }) {
            let Some(visit) = search.visit(start) else { continue };
            let is_rather_not = wishes.is_rather_not(start, &search);
            for (first, (free, freed)) in people.iter().zip(freed).enumerate() {
                if freed.overlapping(visit).next().is_none() || !free.covers(visit) {
                    continue;
                }
                let Some(crew) = crew_around(first, &persons, start, &search) else { continue };
                let each = crew.iter().map(|person| grade(start, *person)).collect();
                let Some(grade) = Grade::of_crew(each, crew.len()) else { continue };
                let key = (is_rather_not, wanted.rank, Reverse(grade.points), start, wish, first);
                if best.as_ref().is_none_or(|(known, _)| key < *known) {
                    best = Some((key, Refill { wish, start, crew, grade, is_rather_not }));
                }
            }
        }
    }
    best.map(|(_, refill)| refill)
}

/// One of the people, and beside them those with the most free minutes that day.
fn crew_around(first: usize, people: &[Person], start: Minute, search: &Search) -> Option<Vec<usize>> {
    if search.crew <= 1 {
        return (search.crew == 1).then(|| vec![first]);
    }
    let mut seats = vec![Seat::default(); search.crew];
    seats[0].person = Some(first);
    Crew { seats, with_skill: Vec::new() }.choose(people, start, search, Choice::LeastLoaded)
}

fn hull((from, to): (Minute, Minute), (other_from, other_to): (Minute, Minute)) -> (Minute, Minute) {
    (from.min(other_from), to.max(other_to))
}
