//! When a visit can start.

use crate::count::count;
use crate::sort::sort;
use crate::{Day, Interval, IntervalSet, Minute, Skipped};

/// Where the starts of visits are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// From midnight: with a step of 30 visits start at the full and the half hour.
    #[default]
    Clock,
    /// From midnight, and where a stretch of possible starts holds none of those, its first minute is a start: so a coarse
    /// step never hides time that is free. Of such a stretch all of its day counts, for whoever could come: neither the
    /// notice nor the window of a wish moves a start.
    ClockOrFirst,
    /// From the start of each free block of each person, so that visits follow each other without gaps. A block counts
    /// at those starts at which its person could come.
    Block,
}

/// What is looked for. All times are minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// How long the visit takes. Nothing is found for less than 1 and more than a day.
    pub length_minutes: Minute,
    /// How many people must be free for the whole visit. Nothing is found for nobody.
    pub crew: usize,
    /// The distance between starts; less than 1 counts as 1.
    pub step_minutes: Minute,
    /// Where starts are counted from.
    pub align: Align,
    /// The visit starts here at the soonest: now and the notice.
    pub earliest: Minute,
    /// The visit has ended here at the latest: the horizon.
    pub latest: Minute,
    /// Minutes that the clocks skip: a visit takes none of them, and starts at none.
    pub skipped: Skipped,
}

/// A start at which enough people are free for the whole visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// When the visit starts.
    pub start: Minute,
    /// How many could come, at least [`Search::crew`].
    pub people: u32,
}

/// All openings of `search`, ascending. A visit never reaches over midnight; an end at midnight is allowed.
///
/// O(n log n) in the number of intervals, and linear in the number of starts.
///
/// ```
/// use slotwright_matching::{Align, Interval, IntervalSet, Opening, Search, Skipped, openings};
/// let ada: IntervalSet = Interval::new(490, 600).into_iter().collect();
/// let search = Search {
///     length_minutes: 60,
///     crew: 1,
///     step_minutes: 30,
///     align: Align::Clock,
///     earliest: 0,
///     latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let starts = |search: &Search| openings(&[ada.clone()], search).iter().map(|opening| opening.start).collect::<Vec<_>>();
/// assert_eq!(starts(&search), [510, 540]);
/// assert_eq!(starts(&Search { align: Align::ClockOrFirst, ..search }), [510, 540]);
/// assert_eq!(starts(&Search { align: Align::Block, ..search }), [490, 520]);
///
/// // A longer visit could start from 08:10 to 08:20.
/// let longer = Search { length_minutes: 100, ..search };
/// assert_eq!(starts(&longer), []);
/// assert_eq!(starts(&Search { align: Align::ClockOrFirst, ..longer }), [490]);
/// ```
#[must_use]
pub fn openings(people: &[IntervalSet], search: &Search) -> Vec<Opening> {
    if search.align != Align::ClockOrFirst {
        return Starts::find(people, search).on_grid();
    }
    let whole_days = Search {
        earliest: Day::of(search.earliest).start().min(search.earliest),
        latest: Day::of(search.latest.saturating_sub(1)).interval().end.max(search.latest),
        ..*search
    };
    let mut found = Starts::find(people, &whole_days).on_grid();
    let last = search.skipped.start_of(search.latest, search.length_minutes);
    found.retain(|opening| search.earliest <= opening.start && opening.start <= last);
    found
}

/// Where visits can start, before the grid is laid over it.
struct Starts<'s> {
    search: &'s Search,
    /// Stretches of starts at which the same number of people, at least the crew, can come; ascending. Each lies in one
    /// day, since every visit does.
    pieces: Vec<(Interval, u32)>,
    /// For [`Align::Block`]: where a free block starts, and its starts as half-open stretch.
    blocks: Vec<(Minute, Interval)>,
}

impl<'s> Starts<'s> {
    fn find(people: &[IntervalSet], search: &'s Search) -> Starts<'s> {
        let mut blocks: Vec<(Minute, Interval)> = Vec::new();
        let window = Interval::new(search.earliest, search.latest).filter(|_| 0 < search.length_minutes);
        if let Some(window) = window.filter(|_| 0 < search.crew && search.crew <= people.len()) {
            for free in people.iter().flat_map(|set| set.overlapping(window)) {
                for (day, part) in free.intersection(window).into_iter().flat_map(Interval::by_day) {
                    // The last start is a visit's length before the end, and it is a start itself.
                    let after_last = search.skipped.start_of(part.end, search.length_minutes).saturating_add(1);
                    // A block starts at midnight or where somebody becomes free, not where the notice ends.
                    let block_start = free.start.max(day.start());
                    let starts = Interval::new(part.start, after_last);
                    if search.skipped.is_empty() {
                        blocks.extend(starts.map(|starts| (block_start, starts)));
                    } else {
                        let shown = starts.into_iter().collect::<IntervalSet>().cut_at(search.skipped);
                        blocks.extend(
                            shown.iter().map(|starts| (search.skipped.block_start(block_start, starts.start), starts)),
                        );
                    }
                }
            }
        }
        let starts: Vec<Interval> = blocks.iter().map(|(_, starts)| *starts).collect();
        let mut pieces = count(&starts);
        pieces.retain(|(_, people)| search.crew <= *people as usize);
        Starts { search, pieces, blocks }
    }

    /// The openings at the starts that `search` asks for, ascending.
    fn on_grid(self) -> Vec<Opening> {
        let step = self.search.step_minutes.max(1);
        match self.search.align {
            Align::Clock => self.by_clock(step),
            Align::ClockOrFirst => self.by_clock_or_first(step),
            Align::Block => self.by_block(step),
        }
    }

    fn by_clock(self, step: Minute) -> Vec<Opening> {
        let opening = |people| move |start| Opening { start, people };
        let starts = |piece: Interval| steps(Day::of(piece.start).start(), step, piece);
        self.pieces.into_iter().flat_map(|(piece, people)| starts(piece).map(opening(people))).collect()
    }

    fn by_clock_or_first(self, step: Minute) -> Vec<Opening> {
        let mut found = Vec::new();
        let day = |piece: &(Interval, u32)| Day::of(piece.0.start);
        for stretch in self.pieces.chunk_by(|piece, next| piece.0.end == next.0.start && day(piece) == day(next)) {
            let before = found.len();
            for (piece, people) in stretch.iter().copied() {
                found.extend(steps(Day::of(piece.start).start(), step, piece).map(|start| Opening { start, people }));
            }
            if found.len() == before {
                let (first, people) = stretch[0];
                found.push(Opening { start: first.start, people });
            }
        }
        found
    }

    fn by_block(self, step: Minute) -> Vec<Opening> {
        let mut starts: Vec<Minute> =
            self.blocks.iter().flat_map(|(origin, starts)| steps(*origin, step, *starts)).collect();
        sort(&mut starts);
        starts.dedup();

        let mut pieces = self.pieces.into_iter().peekable();
        let opening = |start| {
            while pieces.next_if(|(piece, _)| piece.end <= start).is_some() {}
            let (_, people) = pieces.peek().filter(|(piece, _)| piece.contains(start))?;
            Some(Opening { start, people: *people })
        };
        starts.into_iter().filter_map(opening).collect()
    }
}

/// The minutes of `within` that lie a whole number of steps after `origin`, which is not after `within` starts.
fn steps(origin: Minute, step: Minute, within: Interval) -> impl Iterator<Item = Minute> {
    let since = within.start - origin;
    let first = within.start.checked_add((step - since % step) % step);
    first.into_iter().flat_map(move |first| (first..within.end).step_by(step as usize))
}
