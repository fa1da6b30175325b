//! What free means: one definition, from which the find operations, the check of a booking and the calculated schedule
//! all follow.

use std::ops::Range;

use crate::{
    Blocker, BlockerOccurrence, Day, Interval, IntervalSet, Minute, Occupied, Point, Question, Roster, Schedule,
    Skipped,
};

impl Roster {
    /// When the user is free, from the first day's 00:00 to the last day's 24:00.
    ///
    /// Open schedules, minus closed ones, blockers, time off and jobs. Of the minutes that clocks skip it has those on both sides
    /// of which the user is free, so that a visit may go on beyond them (see [`Skipped`]). Nights are not cut here: see
    /// [`blocks`](crate::blocks()).
    #[must_use]
    pub fn free(&self, user_id: u64, q: &Question) -> IntervalSet {
        self.free_each(&[user_id], q).pop().unwrap_or_default()
    }

    /// [`Roster::free`] for each of the users, in the order given. It looks through each list of the roster once and not once for
    /// each user: for a hundred users and twenty thousand jobs that is nearly all of the work.
    #[must_use]
    pub fn free_each(&self, user_ids: &[u64], q: &Question) -> Vec<IntervalSet> {
        let Some(asked) = Interval::new(q.first.start(), q.last.interval().end()) else {
            return vec![IntervalSet::default(); user_ids.len()];
        };
        let skipped = Skipped::of(&self.skipped);
        let counts = |job: &&Occupied| Some(job.job_id) != q.except_job_id;
        let free = |mut hours: Hours| {
            let runs = hours.runs.split_off(0);
            let jobs_in_order = match &runs[..] {
                // Most of what takes of it, where it came in order, as it mostly does: so it needs no sorting and no copy.
                [run] if self.occupied[run.clone()].is_sorted_by_key(|job| job.interval.start) => {
                    &self.occupied[run.clone()]
                }
                runs => {
                    let jobs = runs.iter().flat_map(|run| &self.occupied[run.clone()]);
                    hours.busy.extend(jobs.filter(counts).map(|job| job.interval));
                    &[]
                }
            };
            hours.left().without(jobs_in_order.iter().filter(counts).map(|job| job.interval)).joined_over(skipped)
        };
        self.hours_each(user_ids, q, asked).into_iter().map(free).collect()
    }

    /// What is open for each of the users, in the order given, and what takes of it.
    pub(crate) fn hours_each(&self, user_ids: &[u64], q: &Question, asked: Interval) -> Vec<Hours> {
        let mut people = self.scheduled_each(user_ids, q);
        let places = Places::of(user_ids);
        for blocker in &self.blockers {
            for user_id in blocker.user_ids.iter().copied() {
                let mut places = places.of_user(user_id).peekable();
                if places.peek().is_none() {
                    continue;
                }
                let occurrences = Day::all(q.first, q.last).filter_map(|day| self.occurrence(blocker, user_id, day));
                let closed: Vec<Interval> = occurrences.map(|occurrence| occurrence.interval).collect();
                places.for_each(|place| people[place].busy.extend_from_slice(&closed));
            }
        }
        for off in self.time_offs.iter().filter(|off| off.interval.overlaps(asked)) {
            places.of_user(off.user_id).for_each(|place| people[place].busy.push(off.interval));
        }
        let mut first = 0;
        for jobs in self.occupied.chunk_by(|job, next| job.user_id == next.user_id) {
            let run = first..first + jobs.len();
            places.of_user(jobs[0].user_id).for_each(|place| people[place].runs.push(run.clone()));
            first = run.end;
        }
        let skipped: Vec<Interval> = self.skipped.overlapping(asked).collect();
        people.iter_mut().for_each(|hours| hours.busy.extend_from_slice(&skipped));
        people
    }

    /// What schedules open for each of the users, in the order given, and what they close.
    pub(crate) fn scheduled_each(&self, user_ids: &[u64], q: &Question) -> Vec<Hours> {
        let places = Places::of(user_ids);
        let mut people: Vec<Hours> = vec![Hours::default(); user_ids.len()];
        for schedule in &self.schedules {
            if !schedule.job_type_ids.contains(&q.job_type_id) || !schedule.admits(q.place) {
                continue;
            }
            let hours: Vec<Interval> = Day::all(q.first, q.last)
                .filter(|day| schedule.repetition.is_active(*day, self.week_anchor))
                .flat_map(|day| schedule.on(day))
                .collect();
            for place in schedule.user_ids.iter().flat_map(|user_id| places.of_user(*user_id)) {
                let Hours { open, busy, .. } = &mut people[place];
                if schedule.available { open } else { busy }.extend_from_slice(&hours);
            }
        }
        people
    }

    /// When all the users are free at once; never, when there are none.
    #[must_use]
    pub fn free_in_common(&self, user_ids: &[u64], q: &Question) -> IntervalSet {
        self.free_each(user_ids, q).into_iter().reduce(|common, free| common.intersection(&free)).unwrap_or_default()
    }

    /// The first of the users, in the order given, who is not free for the whole visit; `None` when it can be booked.
    ///
    /// Nobody is free for a visit that reaches over midnight, or begins or ends with a minute that clocks skip. Any other is
    /// bookable exactly when [`blocks`](crate::blocks()) of [`Roster::free`] has, for each of the users, one which contains it.
    #[must_use]
    pub fn first_not_free(
        &self,
        user_ids: &[u64],
        visit: Interval,
        job_type_id: u64,
        place: Option<Point>,
        except_job_id: Option<u64>,
    ) -> Option<u64> {
        let Some(day) = self.day_of(visit) else { return user_ids.first().copied() };
        let q = Question { job_type_id, place, first: day, last: day, except_job_id };
        user_ids.iter().copied().find(|user_id| !self.free(*user_id, &q).covers(visit))
    }

    /// The day of a visit, if somebody can be free for it.
    pub(crate) fn day_of(&self, visit: Interval) -> Option<Day> {
        let is_shown = |minute: Minute| self.skipped.overlapping(visit).all(|skipped| !skipped.contains(minute));
        visit.day().filter(|_| is_shown(visit.start) && is_shown(visit.end - 1))
    }

    /// The user's hours of one day for a job type: open schedules minus closed ones, time off and skipped minutes. Blockers
    /// and jobs are not subtracted, and geofences are ignored: there is no place.
    #[must_use]
    pub fn open(&self, user_id: u64, job_type_id: u64, day: Day) -> IntervalSet {
        let open: IntervalSet = self.hours(true, user_id, job_type_id, (day, day), |_| true).collect();
        let closed = self.hours(false, user_id, job_type_id, (day, day), |_| true);
        let skipped = self.skipped.overlapping(day.interval());
        open.difference(&closed.chain(self.times_off(user_id)).chain(skipped).collect())
    }

    /// The user's blockers of one day, in the roster's order, moved where an override says so. They begin and end with minutes
    /// that the clocks show; where these skip all of one, there is none.
    #[must_use]
    pub fn blocker_occurrences(&self, user_id: u64, day: Day) -> Vec<BlockerOccurrence> {
        let shown = |occurrence: BlockerOccurrence| {
            let shown = IntervalSet::from_unsorted(vec![occurrence.interval]).difference(&self.skipped);
            let (first, last) = shown.as_slice().first().zip(shown.as_slice().last())?;
            Some(BlockerOccurrence { interval: Interval::new(first.start, last.end)?, ..occurrence })
        };
        self.blockers_on(user_id, day).filter_map(shown).collect()
    }

    /// What the schedules that open time, or those that close it, say about some days.
    pub(crate) fn hours(
        &self,
        available: bool,
        user_id: u64,
        job_type_id: u64,
        (first, last): (Day, Day),
        admits: impl Fn(&Schedule) -> bool,
    ) -> impl Iterator<Item = Interval> {
        self.schedules
            .iter()
            .filter(move |schedule| {
                schedule.available == available
                    && schedule.user_ids.contains(&user_id)
                    && schedule.job_type_ids.contains(&job_type_id)
                    && admits(schedule)
            })
            .flat_map(move |schedule| {
                Day::all(first, last)
                    .filter(|day| schedule.repetition.is_active(*day, self.week_anchor))
                    .flat_map(|day| schedule.on(day))
            })
    }

    fn blockers_on(&self, user_id: u64, day: Day) -> impl Iterator<Item = BlockerOccurrence> {
        let blockers = self.blockers.iter().filter(move |blocker| blocker.user_ids.contains(&user_id));
        blockers.filter_map(move |blocker| self.occurrence(blocker, user_id, day))
    }

    /// One blocker on one day of one of its users.
    pub(crate) fn occurrence(&self, blocker: &Blocker, user_id: u64, day: Day) -> Option<BlockerOccurrence> {
        let occurs =
            blocker.weekdays[usize::from(day.weekday())] && blocker.repetition.is_active(day, self.week_anchor);
        if !occurs {
            return None;
        }
        let moved = self
            .overrides
            .iter()
            .rfind(|moved| (moved.blocker_id, moved.user_id, moved.day) == (blocker.id, user_id, day));
        let (start, end) = moved.map_or((blocker.start, blocker.end), |moved| (moved.start, moved.end));
        let interval = day.between(start, end)?;
        Some(BlockerOccurrence { blocker_id: blocker.id, interval, overridden: moved.is_some() })
    }

    fn times_off(&self, user_id: u64) -> impl Iterator<Item = Interval> {
        self.time_offs.iter().filter(move |off| off.user_id == user_id).map(|off| off.interval)
    }
}

/// What one person's schedules open, and what takes of it.
#[derive(Clone, Default)]
pub(crate) struct Hours {
    pub(crate) open: Vec<Interval>,
    /// All that takes of it but jobs.
    pub(crate) busy: Vec<Interval>,
    /// Where the person's jobs stand in the roster.
    pub(crate) runs: Vec<Range<usize>>,
}

impl Hours {
    /// What is left of it but for jobs.
    pub(crate) fn left(self) -> IntervalSet {
        IntervalSet::from_unsorted(self.open).difference(&IntervalSet::from_unsorted(self.busy))
    }
}

/// At which places in a list users stand.
struct Places(Vec<(u64, usize)>);

impl Places {
    fn of(user_ids: &[u64]) -> Places {
        let mut places: Vec<(u64, usize)> = user_ids.iter().copied().zip(0..).collect();
        places.sort_unstable();
        Places(places)
    }

    fn of_user(&self, user_id: u64) -> impl Iterator<Item = usize> {
        let first = self.0.partition_point(|(known, _)| *known < user_id);
        self.0[first..].iter().take_while(move |(known, _)| *known == user_id).map(|(_, place)| *place)
    }
}

impl Schedule {
    /// Its stretches of `day`, if it is active then.
    pub(crate) fn on(&self, day: Day) -> impl Iterator<Item = Interval> {
        let shifts = self.shifts.iter().filter(move |shift| shift.weekday == day.weekday());
        shifts.filter_map(move |shift| day.between(shift.start, shift.end))
    }

    /// Whether it holds for jobs at `place`.
    pub(crate) fn admits(&self, place: Option<Point>) -> bool {
        match (&self.areas, place) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(areas), Some(place)) => areas.iter().any(|area| area.contains(place)),
        }
    }
}
