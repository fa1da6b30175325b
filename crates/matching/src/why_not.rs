//! "Why not 10:00?": all causes at once, for a start and each person.
//!
//! The roster is walked once for all people, and only its one day is looked at: a dispatcher asks about a hundred of them
//! while pointing at the timeline.

use crate::{
    Align, Around, BlockerOccurrence, Day, Interval, IntervalSet, Minute, Occupied, Question, Reason, Roster, Search,
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
        for (person, reasons) in self.people_on(day, user_ids, q, around).into_iter().zip(&mut why_not.people) {
            let free = person.free();
            if let Some(block) = free.overlapping(visit).next().filter(|block| block.covers(visit)) {
                able += 1;
                on_grid.count_from(block.start);
            }
            person.explain(day, &free, visit, reasons);
        }
        why_not.start.extend(on_grid.reason(day));
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
    /// let search =
    ///     Search { length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: 540, latest: 1440 };
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

    /// What the roster says about one day of each of the users.
    pub(crate) fn people_on(&self, day: Day, user_ids: &[u64], q: &Question, around: &Around) -> Vec<PersonDay> {
        let mut people: Vec<PersonDay> = user_ids.iter().map(|_| PersonDay::default()).collect();
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
                        people[place].add_busy(Reason::Blocker { blocker_id, interval, overridden });
                    }
                }
            }
        }
        let today = day.interval();
        for (time_off, off) in self.time_offs.iter().enumerate().filter(|(_, off)| off.interval.overlaps(today)) {
            for place in places_of(off.user_id) {
                people[place].add_busy(Reason::TimeOff { time_off, interval: off.interval });
            }
        }
        let counts = |job_id: u64| Some(job_id) != q.except_job_id;
        let reach = around.reach();
        let near = Interval { start: today.start.saturating_sub(reach), end: today.end.saturating_add(reach) };
        let mut jobs: Vec<Vec<&Occupied>> = vec![Vec::new(); people.len()];
        for job in self.occupied.iter().filter(|job| job.interval.overlaps(near) && counts(job.job_id)) {
            for place in places_of(job.user_id) {
                jobs[place].push(job);
                if job.interval.overlaps(today) {
                    people[place].add_busy(Reason::Job { job_id: job.job_id, interval: job.interval });
                }
            }
        }
        for interval in self.skipped.overlapping(today) {
            people.iter_mut().for_each(|person| person.add_busy(Reason::SkippedByClockChange { interval }));
        }
        let q = Question { first: day, last: day, ..*q };
        let full_days = around.full_days(self, &q);
        for ((person, user_id), jobs) in people.iter_mut().zip(user_ids).zip(jobs) {
            person.busy.extend_from_slice(&full_days);
            around.keep(self, *user_id, &jobs, &q, &mut person.busy);
        }
        people
    }
}

/// What is wrong with the start, whoever would come.
pub(crate) fn of_the_start(start: Minute, q: &Question, search: &Search) -> Vec<Reason> {
    let Search { length_minutes, earliest, latest, .. } = *search;
    let midnight = Day::of(start).interval().end;
    let end = start.saturating_add(length_minutes);
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
    let visit = Interval::new(start, start.saturating_add(search.length_minutes));
    visit.filter(|visit| visit.overlaps(day.interval()))
}

/// One person's day.
#[derive(Default)]
pub(crate) struct PersonDay {
    /// What schedules open for such jobs at this place.
    open: Vec<Interval>,
    /// What schedules open for other places or other jobs.
    elsewhere: Vec<Reason>,
    /// What is in the way.
    busy: Vec<Reason>,
}

impl PersonDay {
    fn add_shift(&mut self, available: bool, has_type: bool, admits: bool, schedule: usize, interval: Interval) {
        match (available, has_type, admits) {
            (true, true, true) => self.open.push(interval),
            (true, true, false) => push_new(&mut self.elsewhere, Reason::Geofence { schedule, interval }),
            (true, false, _) => push_new(&mut self.elsewhere, Reason::JobType { schedule, interval }),
            (false, true, true) => push_new(&mut self.busy, Reason::Closed { schedule, interval }),
            (false, ..) => {}
        }
    }

    fn add_busy(&mut self, reason: Reason) {
        push_new(&mut self.busy, reason);
    }

    pub(crate) fn free(&self) -> IntervalSet {
        let open: IntervalSet = self.open.iter().copied().collect();
        open.difference(&self.busy.iter().filter_map(Reason::interval).collect())
    }

    /// Why this person, who is `free` then, can't come for all of `visit`; nothing when they can.
    pub(crate) fn explain(&self, day: Day, free: &IntervalSet, visit: Interval, reasons: &mut Vec<Reason>) {
        let Some(within) = visit.intersection(day.interval()) else { return };
        let block = free.overlapping(within).next().filter(|block| block.contains(visit.start));
        if block.is_some_and(|block| block.covers(visit)) {
            return;
        }
        let only = |interval: Interval| IntervalSet::from_unsorted(vec![interval]);
        let open: IntervalSet = self.open.iter().copied().collect();
        let closed = only(within).difference(&open);
        let elsewhere: IntervalSet = self.elsewhere.iter().filter_map(Reason::interval).collect();
        let outside = only(day.interval()).difference(&open.union(&elsewhere));
        reasons.extend(outside.overlapping(within).map(|interval| Reason::OutsideHours { interval }));

        let cuts = |reason: &&Reason, time: &IntervalSet| {
            reason.interval().is_some_and(|interval| time.overlapping(interval).next().is_some())
        };
        reasons.extend(self.elsewhere.iter().filter(|reason| cuts(reason, &closed)));
        reasons.extend(self.busy.iter().filter(|reason| cuts(reason, &only(within))));
        reasons.extend(block.map(|free| {
            let missing_minutes = visit.end.saturating_sub(free.end);
            Reason::TooShort { free, missing_minutes }
        }));
    }
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
        if search.align == Align::Clock {
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
