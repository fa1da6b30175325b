//! "Why not 10:00?": all causes at once, for a start and each person.
//!
//! The roster is walked once for all people, and only what touches the visit, or ends the free time before and after it, is
//! looked at closely: a dispatcher asks about a hundred of them while pointing at the timeline.

use crate::around::Margins;
use crate::sort::sort;
use crate::{
    Align, Around, BlockerOccurrence, Day, Interval, IntervalSet, Minute, Occupied, Question, Reason, Roster, Search,
    Skipped, TimeOff, openings,
};

/// Why a start is not offered; see [`Roster::why_not`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhyNot {
    /// Why nobody is sent at this start. None exactly when it is an opening.
    pub start: Vec<Reason>,
    /// Why each of the people can't come, in the order given. None for those who could.
    pub people: Vec<Vec<Reason>>,
}

impl WhyNot {
    /// Whether the start is offered.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.start.is_empty()
    }
}

impl Roster {
    /// All causes for which `start` is not offered when these users are asked, and for which each of them can't come.
    ///
    /// A start is without cause exactly when [`openings`](crate::openings()) of the users' [`Roster::free_around`] has it, and a
    /// user is when free for the whole visit: nothing is offered that has a cause, and nothing is withheld without one.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let day = Day(19_856);
    /// let at = |hour: Minute, minute: Minute| day.start() + hour * 60 + minute;
    /// let roster = Roster {
    ///     schedules: vec![Schedule {
    ///         user_ids: vec![1, 2],
    ///         job_type_ids: vec![7],
    ///         available: true,
    ///         repetition: Repetition { start: day, weeks: 1, repetitions: 0, infinite: true },
    ///         shifts: vec![Shift { weekday: day.weekday(), start: 480, end: 1020 }],
    ///         areas: None,
    ///     }],
    ///     occupied: vec![Occupied { job_id: 5, user_id: 1, interval: Interval::new(at(10, 30), at(12, 0)).unwrap() }],
    ///     ..Roster::default()
    /// };
    /// let question = Question { job_type_id: 7, place: None, first: day, last: day, except_job_id: None };
    /// let search = Search {
    ///     length_minutes: 60,
    ///     crew: 2,
    ///     step_minutes: 30,
    ///     align: Align::Clock,
    ///     earliest: at(0, 0),
    ///     latest: at(24, 0),
    ///     skipped: Skipped::NONE,
    /// };
    /// let why_not = roster.why_not(&[1, 2], at(10, 0), &question, &search, &Around::default());
    /// assert_eq!(why_not.start, [Reason::Crew { able: 1, needed: 2 }]);
    /// let job = Reason::Job { job_id: 5, interval: Interval::new(at(10, 30), at(12, 0)).unwrap() };
    /// let too_short = Reason::TooShort { free: Interval::new(at(8, 0), at(10, 30)).unwrap(), missing_minutes: 30 };
    /// assert_eq!(why_not.people, [vec![job, too_short], vec![]]);
    /// assert!(roster.why_not(&[1, 2], at(9, 30), &question, &search, &Around::default()).is_opening());
    /// ```
    #[must_use]
    pub fn why_not(&self, user_ids: &[u64], start: Minute, q: &Question, search: &Search, around: &Around) -> WhyNot {
        let mut why_not = WhyNot { start: of_the_start(start, q, search), people: vec![Vec::new(); user_ids.len()] };
        let day = Day::of(start);
        // Without length, or at the ends of the axis, there is no visit to say more about.
        let Some(visit) = visit(start, day, search) else { return why_not };

        let mut on_grid = OnGrid::new(start, day, search);
        let mut able = 0;
        for (person, reasons) in self.people_at(visit, user_ids, q, around).iter().zip(&mut why_not.people) {
            if let Some(block) = person.free().filter(|block| block.covers(visit)) {
                able += 1;
                on_grid.count_from(search.skipped.block_start(block.start, start));
            }
            person.explain(visit, reasons);
        }
        let free = || self.free_each_around(user_ids, &Question { first: day, last: day, ..*q }, around);
        why_not.start.extend(on_grid.reason(day).filter(|_| !is_first(start, search, &free)));
        if able < search.crew || search.crew == 0 {
            why_not.start.push(Reason::Crew { able, needed: search.crew });
        }
        why_not
    }

    /// All causes for which this user alone isn't offered at `start`: [`Roster::why_not`] for a crew of one, in one list.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let question = Question { job_type_id: 7, place: None, first: Day(0), last: Day(0), except_job_id: None };
    /// let search = Search {
    ///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 540, latest: 1440,
    ///     skipped: Skipped::NONE,
    /// };
    /// let reasons = Roster::default().reasons(1, 500, &question, &search, &Around::default());
    /// let codes: Vec<&str> = reasons.iter().map(Reason::code).collect();
    /// assert_eq!(codes, ["notice", "grid", "outside_hours"]);
    /// ```
    #[must_use]
    pub fn reasons(&self, user_id: u64, start: Minute, q: &Question, search: &Search, around: &Around) -> Vec<Reason> {
        let alone = Search { crew: 1, ..*search };
        let WhyNot { start, people } = self.why_not(&[user_id], start, q, &alone, around);
        let of_the_start = start.into_iter().filter(|reason| !matches!(reason, Reason::Crew { .. }));
        of_the_start.chain(people.into_iter().flatten()).collect()
    }

    /// What the roster says about each of the users at the time of a visit, as far as that lies in its first day.
    pub(crate) fn people_at(
        &self,
        visit: Interval,
        user_ids: &[u64],
        q: &Question,
        around: &Around,
    ) -> Vec<PersonThen> {
        let day = Day::of(visit.start);
        let today = day.interval();
        // Where the start itself is skipped nothing is crossed.
        let crossed = Skipped::of(&self.skipped).within(day);
        let crossed = if crossed.at(visit.start).is_some() { Skipped::NONE } else { crossed };
        let mut people: Vec<PersonThen> = user_ids.iter().map(|_| PersonThen::new(visit, today, crossed)).collect();
        let mut places: Vec<(u64, usize)> = user_ids.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let places_of = |user_id: u64| {
            let from = places.partition_point(|(id, _)| *id < user_id);
            places[from..].iter().take_while(move |(id, _)| *id == user_id).map(|(_, place)| *place)
        };

        for (index, schedule) in self.schedules.iter().enumerate() {
            if !schedule.repetition.is_active(day, self.week_anchor) {
                continue;
            }
            let has_type = schedule.job_type_ids.contains(&q.job_type_id);
            let admits = schedule.admits(q.place);
            for interval in schedule.on(day) {
                for place in schedule.user_ids.iter().copied().flat_map(places_of) {
                    people[place].add_shift(schedule.available, has_type, admits, index, interval);
                }
            }
        }
        for blocker in &self.blockers {
            for user_id in blocker.user_ids.iter().copied() {
                if places_of(user_id).next().is_none() {
                    continue;
                }
                if let Some(BlockerOccurrence { blocker_id, interval, overridden }) =
                    self.occurrence(blocker, user_id, day)
                {
                    for place in places_of(user_id) {
                        people[place].take(interval, Reason::Blocker { blocker_id, interval, overridden });
                    }
                }
            }
        }
        for (time_off, TimeOff { user_id, interval }) in self.time_offs.iter().copied().enumerate() {
            if interval.overlaps(today) {
                places_of(user_id)
                    .for_each(|place| people[place].take(interval, Reason::TimeOff { time_off, interval }));
            }
        }

        let q = Question { first: day, last: day, ..*q };
        let margins = around.margins(self, &q);
        let reach = margins.as_ref().map_or(0, Margins::reach);
        let jobs = self.jobs_in(widened(today, reach), q.except_job_id, places_of);
        for (place, index) in jobs.iter().copied() {
            let Occupied { job_id, interval, .. } = self.occupied[index];
            people[place].take(interval, Reason::Job { job_id, interval });
        }
        let is_crossed = |interval: &Interval| crossed.iter().any(|stretch| stretch == *interval);
        for interval in self.skipped.overlapping(today).filter(|interval| !is_crossed(interval)) {
            people.iter_mut().for_each(|person| person.take(interval, Reason::SkippedByClockChange { interval }));
        }

        let (full_days, caps) = (around.full_days(self, &q), around.caps());
        let ways = around.ways_of_the_days(user_ids, self, &q);
        let mut jobs = jobs.chunk_by(|(place, _), (next, _)| place == next).peekable();
        let each = people.iter_mut().zip(user_ids.iter().copied()).zip(ways);
        for (place, ((person, user_id), ways)) in each.enumerate() {
            let own = jobs.next_if(|own| own[0].0 == place).unwrap_or_default();
            let own = own.iter().map(|(_, index)| (*index, &self.occupied[*index]));
            let today = own.clone().map(|(_, job)| job).filter(|job| job.interval.overlaps(today));
            full_days.iter().copied().chain(caps.full_days_of(user_id, today, &q)).for_each(|full| person.add(full));
            if let Some(margins) = &margins {
                for (index, job) in own {
                    if person.cares_for(widened(job.interval, reach)) {
                        margins
                            .around(index, job, &|time| person.cares_for(time))
                            .for_each(|reason| person.add(reason));
                    }
                }
            }
            ways.into_iter().for_each(|way| person.add(way));
        }
        people
    }

    /// The jobs in a stretch of time: each by its person's place and its index, person by person in the roster's order.
    fn jobs_in<Places: Iterator<Item = usize>>(
        &self,
        near: Interval,
        except_job_id: Option<u64>,
        places_of: impl Fn(u64) -> Places,
    ) -> Vec<(usize, usize)> {
        let mut jobs = Vec::new();
        let mut index = 0;
        // Mostly those of a person stand together, who then is looked up once.
        for run in self.occupied.chunk_by(|job, next| job.user_id == next.user_id) {
            for place in places_of(run[0].user_id) {
                let counts = |job: &Occupied| job.interval.overlaps(near) && Some(job.job_id) != except_job_id;
                let of_run = (index..).zip(run).filter(|(_, job)| counts(job));
                jobs.extend(of_run.map(|(index, _)| (place, index)));
            }
            index += run.len();
        }
        sort(&mut jobs);
        jobs
    }
}

/// Whether a start off the clock's grid is the first of a stretch that holds none of that, where those are offered.
pub(crate) fn is_first(start: Minute, search: &Search, free: &dyn Fn() -> Vec<IntervalSet>) -> bool {
    let today = Day::of(start).interval();
    let whole_day = Search { earliest: today.start, latest: today.end, ..*search };
    search.align == Align::ClockOrFirst && openings(&free(), &whole_day).iter().any(|opening| opening.start == start)
}

/// What is wrong with the start, whoever would come.
pub(crate) fn of_the_start(start: Minute, q: &Question, search: &Search) -> Vec<Reason> {
    let Search { length_minutes, earliest, latest, .. } = *search;
    let midnight = Day::of(start).interval().end;
    let end = search.end_of(start);
    let is_asked = q.first.start() <= start && start < q.last.interval().end;
    let is_a_visit = 0 < length_minutes && length_minutes <= crate::MINUTES_PER_DAY;
    [
        (!is_a_visit).then_some(Reason::Length { minutes: length_minutes }),
        (!is_asked).then_some(Reason::NotAsked { first: q.first, last: q.last }),
        (start < earliest).then_some(Reason::Notice { earliest }),
        (latest < end).then_some(Reason::Horizon { latest }),
        (midnight < end).then_some(Reason::OverMidnight { midnight }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The visit that would start there; none without length and at the ends of the axis, where no whole day is.
pub(crate) fn visit(start: Minute, day: Day, search: &Search) -> Option<Interval> {
    let visit = Interval::new(start, search.end_of(start));
    visit.filter(|visit| visit.overlaps(day.interval()))
}

/// One person at the time of a visit.
pub(crate) struct PersonThen {
    /// The visit's first day, and the visit as far as it lies in it.
    today: Interval,
    visit: Interval,
    /// What schedules open for such jobs at this place.
    open: Vec<Interval>,
    /// What schedules open for other places or other jobs.
    elsewhere: Vec<Reason>,
    /// What is in the way of the visit.
    busy: Vec<Reason>,
    /// The time around the start in which nothing else is; none when something is at the start.
    clear: Option<Interval>,
    /// What the clocks skip, where it is no end of free time by itself.
    crossed: Skipped,
}

impl PersonThen {
    fn new(visit: Interval, today: Interval, crossed: Skipped) -> PersonThen {
        let visit = Interval { end: visit.end.min(today.end), ..visit };
        let (open, elsewhere, busy) = (Vec::new(), Vec::new(), Vec::new());
        PersonThen { today, visit, open, elsewhere, busy, clear: Some(today), crossed }
    }

    fn add_shift(&mut self, available: bool, has_type: bool, admits: bool, schedule: usize, interval: Interval) {
        match (available, has_type, admits) {
            (true, true, true) => self.open.push(interval),
            (true, true, false) => push_new(&mut self.elsewhere, Reason::Geofence { schedule, interval }),
            (true, false, _) => push_new(&mut self.elsewhere, Reason::JobType { schedule, interval }),
            (false, true, true) => self.take(interval, Reason::Closed { schedule, interval }),
            (false, ..) => {}
        }
    }

    /// Something takes of the person's time.
    fn take(&mut self, interval: Interval, reason: Reason) {
        let start = self.visit.start;
        let Some(interval) = self.crossed.widened(interval) else { return };
        self.clear = self.clear.and_then(|clear| match interval {
            before if before.end <= start => Some(Interval { start: clear.start.max(before.end), ..clear }),
            after if start < after.start => Some(Interval { end: clear.end.min(after.start), ..clear }),
            _ => None,
        });
        if interval.overlaps(self.visit) {
            push_new(&mut self.busy, reason);
        }
    }

    fn add(&mut self, reason: Reason) {
        if let Some(interval) = reason.interval() {
            self.take(interval, reason);
        }
    }

    /// Whether it makes a difference if something takes this time.
    fn cares_for(&self, time: Interval) -> bool {
        time.overlaps(self.visit) || self.clear.is_some_and(|clear| clear.overlaps(time))
    }

    /// The free time that holds the start, if there is any.
    pub(crate) fn free(&self) -> Option<Interval> {
        let open = self.opened().overlapping(self.visit).next()?;
        open.intersection(self.clear?).filter(|free| free.contains(self.visit.start))
    }

    fn opened(&self) -> IntervalSet {
        let open: IntervalSet = self.open.iter().copied().collect();
        if self.crossed.is_empty() { open } else { open.cut_at(self.crossed).joined_over(self.crossed) }
    }

    /// Why this person can't come for all of `visit`, which starts at the time in question and takes no longer than was said;
    /// nothing when they can.
    pub(crate) fn explain(&self, visit: Interval, reasons: &mut Vec<Reason>) {
        let free = self.free();
        if free.is_some_and(|free| free.covers(visit)) {
            return;
        }
        let Some(within) = visit.intersection(self.today) else { return };
        let open = self.opened();
        if !open.covers(within) {
            let only = |interval: Interval| IntervalSet::from_unsorted(vec![interval]);
            let closed = only(within).cut_at(self.crossed).difference(&open);
            let elsewhere: IntervalSet = self.elsewhere.iter().filter_map(Reason::interval).collect();
            let outside = only(self.today).cut_at(self.crossed).difference(&open.union(&elsewhere));
            reasons.extend(outside.overlapping(within).map(|interval| Reason::OutsideHours { interval }));
            let opens_closed = |reason: &&Reason| {
                reason.interval().is_some_and(|interval| closed.overlapping(interval).next().is_some())
            };
            reasons.extend(self.elsewhere.iter().filter(opens_closed));
        }
        let is_in_the_way = |reason: &&Reason| reason.interval().is_some_and(|interval| interval.overlaps(within));
        reasons.extend(self.busy.iter().filter(is_in_the_way));
        reasons.extend(free.map(|free| {
            let missing = Interval::new(free.end, visit.end);
            let missing_minutes = missing.map_or(0, |missing| self.crossed.minutes(missing));
            Reason::TooShort { free, missing_minutes }
        }));
    }
}

/// Longer by some minutes on both sides.
fn widened(interval: Interval, minutes: Minute) -> Interval {
    Interval { start: interval.start.saturating_sub(minutes), end: interval.end.saturating_add(minutes) }
}

/// Lists may name a user twice, which is one cause all the same.
fn push_new(reasons: &mut Vec<Reason>, reason: Reason) {
    if reasons.last() != Some(&reason) {
        reasons.push(reason);
    }
}

/// Whether visits start at such times.
pub(crate) struct OnGrid {
    start: Minute,
    step: Minute,
    align: Align,
    /// The last start on the grid that is not after the one asked about; none where no grid is known.
    last: Option<Minute>,
    /// The first after it.
    next: Option<Minute>,
}

impl OnGrid {
    pub(crate) fn new(start: Minute, day: Day, search: &Search) -> OnGrid {
        let mut grid = OnGrid { start, step: search.step_minutes.max(1), align: search.align, last: None, next: None };
        if search.align != Align::Block {
            grid.lay(day.start());
        }
        grid
    }

    /// Somebody's free time, which holds the start, begins at `origin`.
    pub(crate) fn count_from(&mut self, origin: Minute) {
        if self.align == Align::Block {
            self.lay(origin);
        }
    }

    fn lay(&mut self, origin: Minute) {
        let last = self.start - (self.start - origin) % self.step;
        let next = last.checked_add(self.step);
        self.last = self.last.max(Some(last));
        self.next = [self.next, next].into_iter().flatten().min();
    }

    pub(crate) fn reason(self, day: Day) -> Option<Reason> {
        let previous = self.last.filter(|last| *last != self.start)?;
        Some(Reason::Grid { previous, next: self.next.filter(|next| *next < day.interval().end) })
    }
}
