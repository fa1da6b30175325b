//! Many people at once: the same answers as set by set, in flat arrays.
//!
//! An [`IntervalSet`](crate::IntervalSet) is a list of its own, and a question about a thousand people and a quarter of a
//! year makes hundreds of thousands of them. Here everybody's intervals lie behind each other, each person is read once from
//! front to back, and what is found is written behind what was found before. Nothing in the inner loops depends on how the
//! data happens to lie, so processors neither wait nor guess.
//!
//! The quick way, `lanes`, is written so that compilers make vectors of it: for wasm they need `-C target-feature=+simd128`
//! and optimisation level 3. Without, it is right all the same and about as quick as good JavaScript; `cargo xtask bench
//! matching` tells.

mod days;
mod grid;
mod lanes;
mod order;
mod sweep;
mod times;

pub use times::Times;

use days::Days;
use grid::Grid;
use lanes::Steps;
use order::Ordered;
use times::Cut;

use crate::{Align, Interval, MINUTES_PER_DAY, Minute, Opening, Search};

/// When many people are free, when a visit could start, and who could come then.
///
/// The question is a [`Search`]: everything lies between [`Search::earliest`] and [`Search::latest`], whatever is beyond is
/// cut off, and starts are counted from midnight ([`Align::Clock`]). People are numbered as they come. No visit goes on beyond
/// minutes that clocks skip, and [`Search::skipped`] doesn't matter: hours come without those
/// ([`IntervalSet::cut_at`](crate::IntervalSet::cut_at)).
///
/// The work is done by [`Fleet::step`], person by person, and rests between two steps for as long as its caller likes: a
/// page stays alive however many people there are. It is linear in the number of intervals (for more than 16 in a day of a
/// person: n log n of that day), and no memory is taken for a minute, a start or an interval: for each person one bit a
/// start, 16 bytes a day on a grid of 15 minutes.
///
/// ```
/// use slotwright_matching::*;
/// // Ada and Ben work from 8 to 12; he has a visit until 9 and one from 11:30, given in no order and twice.
/// let hours = Times { starts: &[480, 480], ends: &[720, 720], upto: &[1, 2] };
/// let busy = Times { starts: &[690, 480, 690], ends: &[720, 540, 720], upto: &[0, 3] };
/// let search = Search {
///     length_minutes: 120,
///     crew: 1,
///     step_minutes: 30,
///     align: Align::Clock,
///     earliest: 0,
///     latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let mut fleet = Fleet::new(&search).unwrap();
/// while fleet.step(&hours, &busy, 50_000) {
///     // A page draws and listens here.
/// }
/// assert_eq!(fleet.free(1), [Interval::new(540, 690).unwrap()]);
/// let mut common = Vec::new();
/// fleet.common(&[0, 1], &mut common);
/// assert_eq!(common, [Interval::new(540, 690).unwrap()]);
/// let openings: Vec<_> = fleet.openings().iter().map(|opening| (opening.start, opening.people)).collect();
/// assert_eq!(openings, [(480, 1), (510, 1), (540, 2), (570, 2), (600, 1)]);
/// assert_eq!(fleet.who(570).collect::<Vec<_>>(), [0, 1]);
/// ```
#[derive(Debug)]
pub struct Fleet {
    search: Search,
    days: Days,
    grid: Option<Grid>,
    steps: Steps,
    /// Everybody's free intervals, and for each person where theirs end.
    free: Vec<Interval>,
    free_upto: Vec<usize>,
    /// For each person and day a row of bits, and one for each day in which somebody's bits are.
    starts: Vec<u64>,
    somebody: Vec<u64>,
    room: Room,
}

/// What is needed along the way and kept only so that it needn't be asked for again.
#[derive(Debug, Default)]
struct Room {
    cut: [Cut; 2],
    free: Vec<Interval>,
    ordered: [Ordered; 2],
    common: [Vec<Interval>; 2],
}

impl Fleet {
    /// The longest time that can be asked about, in days: a row of bits is kept for each.
    pub const DAYS_AT_MOST: usize = 1000;

    /// Nobody as yet. `None` where `search` leaves no time between earliest and latest or more than
    /// [`Fleet::DAYS_AT_MOST`], and for [`Align::Block`], under which each person has starts of their own.
    #[must_use]
    pub fn new(search: &Search) -> Option<Fleet> {
        let days = Days::new(Interval::new(search.earliest, search.latest)?);
        if search.align != Align::Clock || Fleet::DAYS_AT_MOST < days.count() {
            return None;
        }
        let grid = Grid::new(search);
        let row = grid.as_ref().map_or(0, |grid| grid.words_per_day()) * days.count();
        Some(Fleet {
            search: *search,
            days,
            steps: grid.as_ref().map(Steps::new).unwrap_or_default(),
            grid,
            free: Vec::new(),
            free_upto: Vec::new(),
            starts: Vec::new(),
            somebody: vec![0; row],
            room: Room::default(),
        })
    }

    /// Nobody as yet, for another question, in the memory of this one; `None` as for [`Fleet::new`].
    #[must_use]
    pub fn again(mut self, search: &Search) -> Option<Fleet> {
        let new = Fleet::new(search)?;
        self.free.clear();
        self.free_upto.clear();
        self.starts.clear();
        Some(Fleet { free: self.free, free_upto: self.free_upto, starts: self.starts, room: self.room, ..new })
    }

    /// Reads the next people, those after the [`Fleet::people`] already read: one, and further ones as long as they have
    /// not more than `intervals` together, where each person's days count too. `hours` says how many people there are, and
    /// is to be the same in each step, as `busy` is. Tells whether some are left.
    ///
    /// Hours and busy times may lie in any order and overlap; their order is found quickest where days come one after the
    /// other. 50,000 intervals take less than a millisecond in a browser.
    pub fn step(&mut self, hours: &Times, busy: &Times, intervals: usize) -> bool {
        self.reserve(hours, busy);
        let work = |person| hours.count(person) + busy.count(person) + self.days.count();
        let end = hours.people();
        let mut next = self.people();
        let mut left = intervals.saturating_sub(work(next));
        next = (next + 1).min(end);
        while next < end && work(next) <= left {
            left -= work(next);
            next += 1;
        }
        while self.people() < next {
            self.add(hours, busy);
        }
        next < end
    }

    /// How many people have been read.
    #[must_use]
    pub fn people(&self) -> usize {
        self.free_upto.len()
    }

    /// When a person is free, ascending, merged where they touch. Never for whoever isn't there.
    #[must_use]
    pub fn free(&self, person: usize) -> &[Interval] {
        let upto = |person: usize| self.free_upto.get(person).copied().unwrap_or_default();
        self.free.get(person.checked_sub(1).map_or(0, upto)..upto(person)).unwrap_or_default()
    }

    /// Appends to `common` when all of `crew` are free, ascending; nothing for a crew of nobody.
    pub fn common(&mut self, crew: &[usize], common: &mut Vec<Interval>) {
        let [mut shared, mut next] = std::mem::take(&mut self.room.common);
        shared.clear();
        if let Some((last, others)) = crew.split_last() {
            let mut others = others.iter().map(|person| self.free(*person));
            match (others.next(), others.next()) {
                (None, _) => common.extend_from_slice(self.free(*last)),
                (Some(first), None) => sweep::intersect(first, self.free(*last), common),
                (Some(first), Some(second)) => {
                    sweep::intersect(first, second, &mut shared);
                    for other in others {
                        next.clear();
                        sweep::intersect(&shared, other, &mut next);
                        std::mem::swap(&mut shared, &mut next);
                    }
                    sweep::intersect(&shared, self.free(*last), common);
                }
            }
        }
        self.room.common = [shared, next];
    }

    /// All openings among those who have been read, exactly as [`openings`](crate::openings()) finds them. Linear in the
    /// number of starts and of those who could come.
    #[must_use]
    pub fn openings(&self) -> Vec<Opening> {
        let mut openings = Vec::new();
        let Some(grid) = self.grid.as_ref().filter(|_| 0 < self.search.crew) else {
            return openings;
        };
        let (words, row) = (grid.words_per_day(), self.somebody.len());
        let mut people = vec![0u32; 64 * words];
        for (day, somebody) in self.somebody.chunks_exact(words).enumerate() {
            for starts in self.starts.chunks_exact(row) {
                grid::bits(&starts[day * words..][..words]).for_each(|bit| people[bit] += 1);
            }
            let midnight = self.days.day(day).start();
            for bit in grid::bits(somebody) {
                let people = std::mem::take(&mut people[bit]);
                if self.search.crew <= people as usize {
                    openings.push(Opening { start: midnight + grid.minute_of_day(bit), people });
                }
            }
        }
        openings
    }

    /// Who is free for a whole visit that starts at `start`, ascending. Nobody where no visit starts.
    pub fn who(&self, start: Minute) -> impl Iterator<Item = usize> {
        let (word, mask) = self.bit(start).unwrap_or_default();
        let rows = self.starts.chunks_exact(self.somebody.len().max(1)).enumerate();
        rows.filter(move |(_, row)| row.get(word).is_some_and(|word| word & mask != 0)).map(|(person, _)| person)
    }

    /// Where in a row the bit of `start` is: the word, and the bit alone in it.
    fn bit(&self, start: Minute) -> Option<(usize, u64)> {
        let grid = self.grid.as_ref().filter(|_| self.search.earliest <= start && start < self.search.latest)?;
        let since = self.days.since(start);
        let day = (since / MINUTES_PER_DAY as u32) as usize;
        let bit = grid.bit(since % MINUTES_PER_DAY as u32)?;
        Some((day * grid.words_per_day() + bit / 64, 1 << (bit % 64)))
    }

    /// Asks for memory once, before the first person, so that no step is long because memory is moved.
    fn reserve(&mut self, hours: &Times, busy: &Times) {
        if self.people() == 0 {
            // Where there isn't as much, it may yet be enough for what is found.
            let _ = self.free.try_reserve(hours.intervals().saturating_add(busy.intervals()));
            let _ = self.free_upto.try_reserve(hours.people());
            let _ = self.starts.try_reserve(hours.people().saturating_mul(self.somebody.len()));
        }
    }

    /// Reads the next person.
    fn add(&mut self, hours: &Times, busy: &Times) {
        let person = self.people();
        let (before, begin) = (self.free.len(), self.starts.len());
        self.starts.resize(begin + self.somebody.len(), 0);
        let row = &mut self.starts[begin..];
        let Room { cut: [cut_hours, cut_busy], free, ordered: [ordered_hours, ordered_busy], .. } = &mut self.room;
        let hours = cut_hours.read(hours.of(person), &self.days);
        let busy = cut_busy.read(busy.of(person), &self.days);
        free.resize(free.len().max(lanes::most_free(hours)), sweep::UNWRITTEN);
        let mut found = lanes::Found { free, written: 0, row };
        let in_lanes = lanes::read(hours, busy, &self.days, &self.steps, &mut found);
        if in_lanes {
            self.free.extend_from_slice(&found.free[..found.written]);
        } else {
            row.fill(0);
            let hours = ordered_hours.read(hours, &self.days);
            let busy = ordered_busy.read(busy, &self.days);
            let open = sweep::join(hours);
            sweep::subtract(&hours[..open], busy, &self.days, &mut self.free);
        }
        self.free_upto.push(self.free.len());
        if let Some(grid) = &self.grid {
            if !in_lanes {
                grid.mark(&self.free[before..], &self.days, row);
            }
            // Half a day at an end of the axis has no midnight to count from.
            let whole = self.days.whole();
            row[..whole.start * grid.words_per_day()].fill(0);
            row[whole.end * grid.words_per_day()..].fill(0);
            self.somebody.iter_mut().zip(row).for_each(|(somebody, own)| *somebody |= *own);
        }
    }
}
