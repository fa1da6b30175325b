//! What a day is like beside who is free on it: how much is planned, and which starts are beside visits near by.
//!
//! It is made to be told to customers, and is no finer than a recommendation needs: a load in quarters, of all people together,
//! and ways in two steps. That a neighbour is in the same house is told as that they are ten minutes away.

use crate::free::Hours;
use crate::sort::sort;
use crate::{Around, Day, Interval, IntervalSet, Minute, Question, Roster};

/// A start is beside another visit when no more than so many minutes could be waited between them.
const BESIDE_MINUTES: Minute = 60;
/// The steps in which ways are told, in minutes; a longer one isn't.
const STEPS: [Minute; 2] = [10, 20];

/// What a day is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// Which day.
    pub day: Day,
    /// How much of the work of all people together is taken: 0, 25, 50, 75 or 100, whichever is nearest.
    pub load_percent: u32,
    /// Which starts are beside visits near by.
    pub beside: Vec<Beside>,
}

/// Starts of a visit that are beside another one near by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Whose other visit it is.
    pub user_id: u64,
    /// Which starts.
    pub starts: Interval,
    /// On which side the other visit is.
    pub side: Side,
    /// The way between the two takes at most so many minutes: 10 or 20.
    pub way_minutes: Minute,
}

/// On which side of a visit another one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is before the visit.
    Before,
    /// It is after it.
    After,
}

impl Hints {
    /// For a start with this person: how long the way is from the visit before it, and to the visit after it.
    #[must_use]
    pub fn ways(&self, user_id: u64, start: Minute) -> [Option<Minute>; 2] {
        let is_beside = |beside: &&Beside| beside.user_id == user_id && beside.starts.contains(start);
        let near = self.beside.iter().filter(is_beside);
        [Side::Before, Side::After]
            .map(|side| near.clone().filter(|beside| beside.side == side).map(|beside| beside.way_minutes).min())
    }
}

impl Roster {
    /// What the days asked for are like for a visit of this length, for these users together. Ways are known where `around` says
    /// how long they take, between places that are known; of the jobs only those count that are `firm`.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let day = Day(19_856);
    /// let at = |hour: Minute, minute: Minute| day.start() + hour * 60 + minute;
    /// let (ada, install, job_id) = (1, 7, 5);
    /// let roster = Roster {
    ///     schedules: vec![Schedule {
    ///         user_ids: vec![ada],
    ///         job_type_ids: vec![install],
    ///         available: true,
    ///         repetition: Repetition { start: day, weeks: 1, repetitions: 0, infinite: true },
    ///         shifts: vec![Shift { weekday: day.weekday(), start: 480, end: 960 }],
    ///         areas: None,
    ///     }],
    ///     occupied: vec![Occupied { job_id, user_id: ada, interval: Interval::new(at(10, 0), at(12, 0)).unwrap() }],
    ///     ..Roster::default()
    /// };
    /// // Two of eight hours are taken, by a job eight minutes away.
    /// let here = Point { latitude: 40.5, longitude: -89.5 };
    /// let north = Point { latitude: 40.55, longitude: -89.5 };
    /// let around = Around {
    ///     travel: Some(Travel { speed_km_h: 60, detour_percent: 130, least_minutes: 5 }),
    ///     jobs: [(job_id, JobFacts { job_type_id: install, place: Some(north) })].into(),
    ///     ..Around::default()
    /// };
    /// let question = Question { job_type_id: install, place: Some(here), first: day, last: day, except_job_id: None };
    /// let hints = roster.hints(&[ada], &question, 30, &around, &|_| true);
    /// let starts = |from, to| Interval::new(from, to).unwrap();
    /// assert_eq!(hints, [Hints {
    ///     day,
    ///     load_percent: 25,
    ///     beside: vec![
    ///         Beside { user_id: ada, starts: starts(at(8, 22), at(9, 23)), side: Side::After, way_minutes: 10 },
    ///         Beside { user_id: ada, starts: starts(at(12, 8), at(13, 9)), side: Side::Before, way_minutes: 10 },
    ///     ],
    /// }]);
    /// ```
    #[must_use]
    pub fn hints(
        &self,
        user_ids: &[u64],
        q: &Question,
        length_minutes: Minute,
        around: &Around,
        firm: &dyn Fn(u64) -> bool,
    ) -> Vec<Hints> {
        let Some(asked) = Interval::new(q.first.start(), q.last.interval().end()) else { return Vec::new() };
        let mut days: Vec<(Hints, Minute, Minute)> =
            Day::all(q.first, q.last).map(|day| (Hints { day, load_percent: 0, beside: Vec::new() }, 0, 0)).collect();
        let margins = around.margins(self, q);
        for (user_id, mut hours) in user_ids.iter().copied().zip(self.hours_each(user_ids, q, asked)) {
            let runs = hours.runs.split_off(0);
            let own = runs.into_iter().flatten().filter(|at| Some(self.occupied[*at].job_id) != q.except_job_id);
            let mut jobs: Vec<(Interval, usize)> = own.map(|at| (self.occupied[at].interval, at)).collect();
            sort(&mut jobs);
            let work = Hours::left(hours);
            let free = work.difference(&jobs.iter().map(|(interval, _)| *interval).collect());
            let mut count = |set: &IntervalSet, add: fn(&mut (Hints, Minute, Minute), Minute)| {
                for (day, part) in set.iter().flat_map(Interval::by_day) {
                    if let Some(of_day) = usize::try_from(day - q.first).ok().and_then(|at| days.get_mut(at)) {
                        add(of_day, part.minutes());
                    }
                }
            };
            count(&work, |(.., work), minutes| *work += minutes);
            count(&free, |(_, free, _), minutes| *free += minutes);
            let Some(margins) = &margins else { continue };
            for (place, &(job, at)) in jobs.iter().enumerate() {
                let occupied = &self.occupied[at];
                let Some((kept, way)) = margins.neighbour(at, occupied).filter(|_| firm(occupied.job_id)) else {
                    continue;
                };
                let Some(way_minutes) = STEPS.into_iter().find(|step| way <= *step) else { continue };
                let previous = place.checked_sub(1).map_or(Minute::MIN, |previous| jobs[previous].0.end);
                let next = jobs.get(place + 1).map_or(Minute::MAX, |(next, _)| next.start);
                let latest = margins.start_of(kept.start, length_minutes);
                let after =
                    Interval::new(latest.saturating_sub(BESIDE_MINUTES).max(previous), latest.saturating_add(1));
                let before = Interval::new(kept.end, kept.end.saturating_add(BESIDE_MINUTES + 1).min(next));
                for (starts, day, side) in
                    [(after, Day::of(job.start), Side::After), (before, Day::of(job.end - 1), Side::Before)]
                {
                    let starts = starts.and_then(|starts| starts.intersection(day.interval()));
                    let of_day = usize::try_from(day - q.first).ok().and_then(|at| days.get_mut(at));
                    if let Some((starts, (hints, ..))) = starts.zip(of_day) {
                        hints.beside.push(Beside { user_id, starts, side, way_minutes });
                    }
                }
            }
        }
        days.into_iter().map(|(hints, free, work)| Hints { load_percent: load(free, work), ..hints }).collect()
    }
}

/// How much is taken where so much of the work is free, to the nearest quarter; all, where there is none.
fn load(free_minutes: Minute, work_minutes: Minute) -> u32 {
    let (free, work) = (u64::try_from(free_minutes).unwrap_or(0), u64::try_from(work_minutes).unwrap_or(0));
    let quarters = (4 * work.saturating_sub(free) + work / 2).checked_div(work).unwrap_or(4);
    quarters.min(4) as u32 * 25
}
