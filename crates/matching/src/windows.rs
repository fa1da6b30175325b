//! Arrival windows: what is promised to a customer instead of an exact start.

use crate::{Align, Day, Interval, IntervalSet, Minute, Opening, Search, openings};

/// What an arrival window promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Whenever in the window they arrive, the same people have time for the whole visit: the crew may be late, and the day
    /// planned in any order, as long as the window is kept.
    EveryStart,
    /// There is at least one opening in the window. The next booking may leave it the only one.
    SomeStart,
}

/// Which windows are promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// How long a window is: the visit starts in its first minute or before its end. None are found for less than 1.
    pub window_minutes: Minute,
    /// Windows start at midnight and so many minutes later each; less than 1 counts as 1. Less than
    /// [`window_minutes`](Windows::window_minutes), and they overlap.
    pub step_minutes: Minute,
    /// What holds in them.
    pub promise: Promise,
}

/// A window that can be promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrivalWindow {
    /// In it the visit starts.
    pub window: Interval,
    /// The first start in it, and how many could come then: for [`Promise::EveryStart`] throughout, from its first minute
    /// on.
    pub first: Opening,
}

/// The arrival windows in which `search` can be promised, ascending. A window lies in one day and doesn't start before the
/// notice ends; the visit starts in it and may end after it.
///
/// [`Promise::SomeStart`] counts the starts that [`openings`](crate::openings()) finds; for [`Promise::EveryStart`] every
/// minute is a start, whatever the steps of `search`.
///
/// ```
/// use slotwright_matching::*;
/// let ada: IntervalSet = [(480, 660), (900, 960)].into_iter().filter_map(|(from, to)| Interval::new(from, to)).collect();
/// let search = Search {
///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let of = |promise| {
///     let windows = Windows { window_minutes: 120, step_minutes: 120, promise };
///     let found = arrival_windows(&[ada.clone()], &search, &windows);
///     found.into_iter().map(|found| (found.window.start() / 60, found.first.start)).collect::<Vec<_>>()
/// };
/// assert_eq!(of(Promise::EveryStart), [(8, 480)], "from 08:00 to 10:00, since Ada is there until 11:00");
/// assert_eq!(of(Promise::SomeStart), [(8, 480), (10, 600), (14, 900)], "10:00 and 15:00 are single starts");
/// ```
#[must_use]
pub fn arrival_windows(people: &[IntervalSet], search: &Search, windows: &Windows) -> Vec<ArrivalWindow> {
    if search.length_minutes < 1 || windows.window_minutes < 1 {
        return Vec::new();
    }
    match windows.promise {
        Promise::EveryStart => in_every_start(people, search, windows),
        Promise::SomeStart => in_some_start(people, search, windows),
    }
}

/// To have time whenever they arrive is to be free from the window's start to the end of a visit that starts at its end.
fn in_every_start(people: &[IntervalSet], search: &Search, windows: &Windows) -> Vec<ArrivalWindow> {
    let length_minutes = search.length_minutes.saturating_add(windows.window_minutes - 1);
    let throughout = Search { length_minutes, step_minutes: windows.step_minutes, align: Align::Clock, ..*search };
    let window = |first: Opening| {
        let window = Interval::new(first.start, first.start + windows.window_minutes)?;
        // Nobody arrives in minutes that are skipped.
        let is_shown = search.skipped.iter().all(|skipped| !skipped.overlaps(window));
        is_shown.then_some(ArrivalWindow { window, first })
    };
    openings(people, &throughout).into_iter().filter_map(window).collect()
}

fn in_some_start(people: &[IntervalSet], search: &Search, windows: &Windows) -> Vec<ArrivalWindow> {
    let step = windows.step_minutes.max(1);
    let mut found: Vec<ArrivalWindow> = Vec::new();
    for first in openings(people, search) {
        let today = Day::of(first.start).interval();
        // From the last window that has begun back to the first that hasn't ended; those known from the opening before are
        // left out, so that each window has the first of its openings.
        let known = found.last().map(|last| last.window.start);
        let last = first.start - (first.start - today.start) % step;
        let starts = (0..).map_while(|back: Minute| last.checked_sub(back.checked_mul(step)?));
        let starts = starts.take_while(|start| {
            known.is_none_or(|known| known < *start)
                && search.earliest.max(today.start) <= *start
                && first.start - start < windows.window_minutes
        });
        let begun = found.len();
        let of = |start: Minute| Interval::new(start, start.checked_add(windows.window_minutes)?);
        let these = starts.filter_map(of).filter(|window| window.end <= today.end);
        found.extend(these.map(|window| ArrivalWindow { window, first }));
        found[begun..].reverse();
    }
    found
}
