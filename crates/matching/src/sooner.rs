//! Somebody has a visit and would rather have it sooner: what has become free for them.
//!
//! What was free before they asked, or was offered to them and not taken, is no news. So whoever waits has a set of starts that
//! they have *seen*, and what counts are the openings beside it. It is a set of stretches rather than of single starts: nobody
//! who has declined nine o'clock is asked about a quarter past nine. What somebody else takes meanwhile is not seen any more
//! ([`IntervalSet::intersection`] with [`stretches`]): should it become free again, that is news.

use crate::{Interval, IntervalSet, Minute, Opening, Search, Windows, arrival_windows, choose_crew, openings};

/// What whoever waits has, and wants.
#[derive(Clone, Copy, Debug)]
pub struct Waits<'w> {
    /// Their visit starts here, or is promised to from here on: what they are offered starts before.
    pub before: Minute,
    /// And not before this.
    pub not_before: Minute,
    /// Starts that are no news to them.
    pub seen: &'w IntervalSet,
}

/// A sooner start for somebody who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sooner {
    /// When, and how many could come.
    pub opening: Opening,
    /// Who would: as many as [`Search::crew`], as indexes into the people, as [`choose_crew`] has them.
    pub crew: Vec<usize>,
    /// All starts like it: once it was offered, none of them is news.
    pub stretch: Interval,
}

/// The soonest of what `search` finds that is news to whoever waits. With `windows` what is promised are those, and the start is
/// the first in its window.
///
/// ```
/// use slotwright_matching::*;
/// // Ada was free from nine to ten when they asked, and by now is from eight on. Their visit is at three in the afternoon.
/// let ada: IntervalSet = Interval::new(480, 600).into_iter().collect();
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let seen: IntervalSet = Interval::new(540, 541).into_iter().collect();
/// let waits = Waits { before: 900, not_before: 0, seen: &seen };
/// let found = sooner(&[ada.clone()], &search, None, &waits).unwrap();
/// assert_eq!((found.opening.start, found.crew), (480, vec![0]));
///
/// // It was offered, and they would rather not: nothing is news any more.
/// let seen = seen.union(&[found.stretch].into_iter().collect());
/// assert_eq!(sooner(&[ada], &search, None, &Waits { seen: &seen, ..waits }), None);
/// ```
#[must_use]
pub fn sooner(people: &[IntervalSet], search: &Search, windows: Option<&Windows>, waits: &Waits) -> Option<Sooner> {
    let found = found(people, search, windows);
    let is_wanted = |start: Minute| waits.not_before <= start && start < waits.before;
    let is_news = |start: Minute| stretch_at(waits.seen, start).is_none();
    let opening = found.iter().copied().find(|opening| is_wanted(opening.start) && is_news(opening.start))?;
    let crew = choose_crew(people, search.visit(opening.start)?, search.crew)?;
    let stretch = stretch_at(&together(&found, search, windows), opening.start)?;
    Some(Sooner { opening, crew, stretch })
}

/// All that `search` finds, as stretches of starts: to whoever sees it, nothing in them is news.
#[must_use]
pub fn stretches(people: &[IntervalSet], search: &Search, windows: Option<&Windows>) -> IntervalSet {
    together(&found(people, search, windows), search, windows)
}

fn found(people: &[IntervalSet], search: &Search, windows: Option<&Windows>) -> Vec<Opening> {
    match windows {
        None => openings(people, search),
        Some(windows) => arrival_windows(people, search, windows).into_iter().map(|found| found.first).collect(),
    }
}

/// Starts no further from each other than one step are one stretch, from the first to the last.
fn together(found: &[Opening], search: &Search, windows: Option<&Windows>) -> IntervalSet {
    let step = windows.map_or(0, |windows| windows.step_minutes).max(search.step_minutes).max(1);
    let each = found.iter().filter_map(|opening| Interval::new(opening.start, opening.start.saturating_add(1)));
    let starts = IntervalSet::from_unsorted(each.collect());
    starts.merged(|last, next| next.start() < last.end().saturating_add(step))
}

/// The interval of the set in which a minute lies.
fn stretch_at(set: &IntervalSet, minute: Minute) -> Option<Interval> {
    set.overlapping(Interval::new(minute, minute.saturating_add(1))?).next()
}
