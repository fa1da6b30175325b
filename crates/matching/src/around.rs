//! Time around a job: between two of them, on the way to the day's first and from its last; and how many a day may have.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::distance::{Origin, great_circle_km};
use crate::free::Hours;
use crate::known_jobs::KnownJob;
use crate::sort::sort;
use crate::{
    Day, Interval, IntervalSet, KnownJobs, MINUTES_PER_DAY, Minute, Occupied, Point, Question, Reason, Roster, Skipped,
};

/// The policy for time around jobs and for how many a day may have. The default is none of it.
///
/// Between a job and the visit asked for lie, in this order, the buffer after the one, the travel, and the buffer before the
/// other: together they are the least distance in time. It is kept from *every* job of the person, which between neighbours
/// is what one expects, and beyond them is no more than what the ways take anyhow; so another job never makes an opening.
/// It is time that passes, whoever works: a lunch break may fall into it, a job's buffer may lie outside working hours, and minutes
/// that clocks skip are none of it.
///
/// Free time after all of it is [`Roster::free_around`].
/// The roster should have the jobs of the day before and the day after those asked for, since time around them reaches over
/// midnight; and of three days where both buffers and the way may take the longest time that is kept.
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
///         shifts: vec![Shift { weekday: day.weekday(), start: 480, end: 1020 }],
///         areas: None,
///     }],
///     occupied: vec![Occupied { job_id, user_id: ada, interval: Interval::new(at(10, 0), at(11, 0)).unwrap() }],
///     ..Roster::default()
/// };
///
/// // Ten minutes to tidy up after each installation, and 36 km to the job at 10:00, at 60 km/h with roads 30 % longer.
/// let here = Point { latitude: 40.5, longitude: -89.5 };
/// let north = Point { latitude: 40.824, longitude: -89.5 };
/// let around = Around {
///     buffers: vec![Buffer { job_type_id: install, before_minutes: 0, after_minutes: 10 }],
///     travel: Some(Travel { speed_km_h: 60, detour_percent: 130, least_minutes: 5 }),
///     jobs: [(job_id, JobFacts { job_type_id: install, place: Some(north) })].into(),
///     ..Around::default()
/// };
/// let question = Question { job_type_id: install, place: Some(here), first: day, last: day, except_job_id: None };
/// let free = roster.free_around(ada, &question, &around);
/// assert_eq!(free.as_slice(), [
///     Interval::new(at(8, 0), at(9, 3)).unwrap(),    // ten minutes to tidy up, 47 to drive
///     Interval::new(at(11, 57), at(17, 0)).unwrap(), // the same after it
/// ]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// Time kept before and after jobs of some types; of two for the same type the first holds. Others have none.
    pub buffers: Vec<Buffer>,
    /// How long ways take; `None` = no time.
    pub travel: Option<Travel>,
    /// From where people start their days and where they end them; nothing for those not listed.
    pub day_ends: Vec<DayEnds>,
    /// How many jobs a person may have on a day; `None` = any number.
    pub jobs_per_day: Option<u32>,
    /// Where a person may have another number; of two for the same person the first holds.
    pub jobs_per_day_of: Vec<(u64, u32)>,
    /// How many jobs all the people of the roster may have on a day; a job of two people is one. `None` = any number.
    pub jobs_per_day_of_all: Option<u32>,
    /// By job: what the roster doesn't know of it. A job that is missing has no buffers and an unknown place.
    pub jobs: KnownJobs,
}

/// Time kept before and after each job of a type, towards other jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buffer {
    /// The type of the job.
    pub job_type_id: u64,
    /// 0 to 1440; less counts as 0 and more as 1440.
    pub before_minutes: Minute,
    /// 0 to 1440; less counts as 0 and more as 1440.
    pub after_minutes: Minute,
}

/// How long ways take: the great circle's length, made longer by what roads are, at one speed.
///
/// ```
/// use slotwright_matching::{Point, Travel};
/// let travel = Travel { speed_km_h: 60, detour_percent: 130, least_minutes: 10 };
/// let at = |latitude| Some(Point { latitude, longitude: -89.5 });
/// assert_eq!(travel.minutes(at(40.0), at(41.0)), 145); // 111.2 km, 144.6 by road
/// assert_eq!(travel.minutes(at(40.0), at(40.0)), 10);
/// assert_eq!(travel.minutes(at(40.0), None), 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Travel {
    /// Kilometres per hour; 0 counts as 1.
    pub speed_km_h: u32,
    /// How long roads are for 100 km of the great circle: 130 is a usual value, 100 are straight roads.
    pub detour_percent: u32,
    /// Each way takes this many minutes at least, also to the same place and to an unknown one.
    pub least_minutes: Minute,
}

impl Travel {
    /// Whole minutes, rounded up; at most 1440, a day.
    #[must_use]
    pub fn minutes(&self, from: Option<Point>, to: Option<Point>) -> Minute {
        let km = from.zip(to).and_then(|(from, to)| great_circle_km(from, to)).unwrap_or(0.0);
        self.minutes_of(km)
    }

    fn minutes_of(&self, km: f64) -> Minute {
        let minutes = km * f64::from(self.detour_percent) / 100.0 * 60.0 / f64::from(self.speed_km_h.max(1));
        within_a_day((minutes.ceil() as Minute).max(self.least_minutes))
    }
}

/// Where a person's day starts and ends: the way from and to there lies in working hours.
///
/// A day starts where the hours of schedules for such jobs do, and ends where they do; a night shift that goes on over midnight
/// starts and ends once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayEnds {
    /// Whose day.
    pub user_id: u64,
    /// From where to the first visit; `None` = no way.
    pub start: Option<Point>,
    /// Where to after the last visit; `None` = no way.
    pub end: Option<Point>,
}

impl Roster {
    /// When the user is free and has time for all that lies around a job: [`Roster::free`] without what `around` keeps.
    ///
    /// What is found here can be booked by [`Roster::first_not_free_around`] with the same policy.
    #[must_use]
    pub fn free_around(&self, user_id: u64, q: &Question, around: &Around) -> IntervalSet {
        self.free_each_around(&[user_id], q, around).pop().unwrap_or_default()
    }

    /// [`Roster::free_around`] for each of the users, in the order given. As [`Roster::free_each`] does, it looks through the
    /// roster's jobs once and not once for each user; under a policy that keeps nothing it is that, and takes no longer.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let day = Day(19_856);
    /// let visit = Interval::new(day.start() + 600, day.start() + 660).unwrap();
    /// let roster = Roster {
    ///     schedules: vec![Schedule {
    ///         user_ids: vec![1, 2],
    ///         job_type_ids: vec![7],
    ///         available: true,
    ///         repetition: Repetition { start: day, weeks: 1, repetitions: 0, infinite: true },
    ///         shifts: vec![Shift { weekday: day.weekday(), start: 480, end: 1020 }],
    ///         areas: None,
    ///     }],
    ///     occupied: vec![Occupied { job_id: 5, user_id: 1, interval: visit }],
    ///     ..Roster::default()
    /// };
    /// let question = Question { job_type_id: 7, place: None, first: day, last: day, except_job_id: None };
    /// let one_a_day = Around { jobs_per_day: Some(1), ..Around::default() };
    /// let free = roster.free_each_around(&[1, 2], &question, &one_a_day);
    /// assert!(free[0].is_empty());
    /// assert_eq!(free[1].total_minutes(), 9 * 60);
    /// ```
    #[must_use]
    pub fn free_each_around(&self, user_ids: &[u64], q: &Question, around: &Around) -> Vec<IntervalSet> {
        let Some(asked) = asked(q).filter(|_| around.keeps_anything()) else { return self.free_each(user_ids, q) };
        let full_days = around.full_days(self, q);
        let margins = around.margins(self, q);
        let caps = around.caps();
        let skipped = Skipped::of(&self.skipped);
        let ways = around.ways_of_the_days(user_ids, self, q);
        let free_around = |((mut hours, user_id), ways): ((Hours, u64), Vec<Reason>)| {
            let own = hours.runs.iter().flat_map(|run| run.clone().map(|index| (index, &self.occupied[index])));
            let own = own.filter(|(_, job)| Some(job.job_id) != q.except_job_id);
            let mut kept: Vec<Interval> = match &margins {
                Some(margins) => {
                    own.clone().filter_map(|(at, job)| margins.span(at, job, &|time| time.overlaps(asked))).collect()
                }
                None => own.clone().map(|(_, job)| job.interval).collect(),
            };
            if !kept.is_sorted_by_key(|interval| interval.start) {
                sort(&mut kept);
            }
            let own_full_days = caps.full_days_of(user_id, own.map(|(_, job)| job), q);
            let reasons = full_days.iter().copied().chain(own_full_days).chain(ways);
            hours.busy.extend(reasons.filter_map(|reason| reason.interval()));
            hours.left().without(kept.into_iter()).joined_over(skipped)
        };
        let people = self.hours_each(user_ids, q, asked);
        people.into_iter().zip(user_ids.iter().copied()).zip(ways).map(free_around).collect()
    }

    /// When all the users are free at once and have time for all that lies around a job; never, when there are none.
    #[must_use]
    pub fn free_in_common_around(&self, user_ids: &[u64], q: &Question, around: &Around) -> IntervalSet {
        let free = self.free_each_around(user_ids, q, around).into_iter();
        free.reduce(|common, free| common.intersection(&free)).unwrap_or_default()
    }

    /// [`Roster::first_not_free`] with time around the visit; the days of `q` don't matter.
    #[must_use]
    pub fn first_not_free_around(
        &self,
        user_ids: &[u64],
        visit: Interval,
        q: &Question,
        around: &Around,
    ) -> Option<u64> {
        let Some(day) = self.day_of(visit) else { return user_ids.first().copied() };
        let q = Question { first: day, last: day, ..*q };
        user_ids.iter().copied().find(|user_id| !self.free_around(*user_id, &q, around).covers(visit))
    }
}

impl Around {
    /// Whether it asks for anything at all.
    fn keeps_anything(&self) -> bool {
        let Around { buffers, travel, day_ends, jobs_per_day, jobs_per_day_of, jobs_per_day_of_all, jobs: _ } = self;
        travel.is_some()
            || jobs_per_day.or(*jobs_per_day_of_all).is_some()
            || !(buffers.is_empty() && day_ends.is_empty() && jobs_per_day_of.is_empty())
    }

    /// The days on which nobody may have another job.
    pub(crate) fn full_days(&self, roster: &Roster, q: &Question) -> Vec<Reason> {
        let Some(allowed) = self.jobs_per_day_of_all else { return Vec::new() };
        let full = full_days(allowed, roster.occupied.iter(), q);
        full.into_iter().map(|(jobs, interval)| Reason::CapOfAll { jobs, allowed, interval }).collect()
    }

    /// How many jobs a day people may have, each found at once.
    pub(crate) fn caps(&self) -> Caps {
        let of_people = self.jobs_per_day_of.iter().rev().copied().collect();
        Caps { of_people, of_others: self.jobs_per_day }
    }

    /// Time around the roster's jobs, for a visit such as `q` asks for; `None` when there is none.
    pub(crate) fn margins(&self, roster: &Roster, q: &Question) -> Option<Margins<'_>> {
        let is_any = self.travel.is_some() || !self.buffers.is_empty();
        is_any.then(|| {
            let (own_before, own_after) = self.buffer(Some(q.job_type_id));
            let origin = q.place.map(Origin::new);
            let ways = RefCell::new(Vec::new());
            let no_way = self.travel.map_or(0, |travel| travel.minutes_of(0.0));
            let skipped = Skipped::of(&roster.skipped);
            Margins { around: self, skipped, own_before, own_after, place: q.place, origin, no_way, ways }
        })
    }

    /// For each of the users: the ways to the first visit of a day and from the last, where they lie in the days asked for.
    pub(crate) fn ways_of_the_days(&self, user_ids: &[u64], roster: &Roster, q: &Question) -> Vec<Vec<Reason>> {
        let mut kept = vec![Vec::new(); user_ids.len()];
        let ends: BTreeMap<u64, &DayEnds> = self.day_ends.iter().rev().map(|ends| (ends.user_id, ends)).collect();
        let of_people = user_ids.iter().enumerate().filter_map(|(at, user_id)| Some((at, *ends.get(user_id)?)));
        let of_people: Vec<(usize, &DayEnds)> = of_people.collect();
        let Some(asked) = asked(q).filter(|_| !of_people.is_empty()) else { return kept };
        let skipped = Skipped::of(&roster.skipped);
        let with_ends: Vec<u64> = of_people.iter().map(|(_, ends)| ends.user_id).collect();
        // A way may reach into the next day, and whether a day starts at midnight the day before knows.
        let longer = Question { first: q.first + -2, last: q.last + 2, ..*q };
        let hours = roster.scheduled_each(&with_ends, &longer);
        for ((at, ends), hours) in of_people.into_iter().zip(hours) {
            let hours = hours.left();
            let [to_first, from_last] =
                [ends.start, ends.end].map(|point| point.map_or(0, |point| self.way(Some(point), q.place)));
            for day in Day::all(q.first + -1, q.last + 1) {
                let today = day.interval();
                let first = hours.overlapping(today).next().filter(|first| today.start <= first.start);
                let last = hours.overlapping(today).last().filter(|last| last.end <= today.end);
                let ways = [
                    first.and_then(|first| Interval::new(first.start, skipped.end_of(first.start, to_first))),
                    last.and_then(|last| Interval::new(skipped.start_of(last.end, from_last), last.end)),
                ];
                let ways = ways.into_iter().flatten().filter(|way| way.overlaps(asked));
                kept[at].extend(ways.map(|interval| Reason::Travel { job_id: None, interval }));
            }
        }
        kept
    }

    /// Before and after a job of this type.
    pub(crate) fn buffer(&self, job_type_id: Option<u64>) -> (Minute, Minute) {
        let found = self.buffers.iter().find(|buffer| Some(buffer.job_type_id) == job_type_id);
        found.map_or((0, 0), |buffer| (within_a_day(buffer.before_minutes), within_a_day(buffer.after_minutes)))
    }

    pub(crate) fn way(&self, from: Option<Point>, to: Option<Point>) -> Minute {
        self.travel.map_or(0, |travel| travel.minutes(from, to))
    }
}

/// How many jobs a day people may have.
pub(crate) struct Caps {
    of_people: BTreeMap<u64, u32>,
    of_others: Option<u32>,
}

impl Caps {
    /// The days on which the user, who has these jobs, may not have another.
    pub(crate) fn full_days_of<'j, Jobs: Iterator<Item = &'j Occupied> + Clone>(
        &self,
        user_id: u64,
        jobs: Jobs,
        q: &Question,
    ) -> impl Iterator<Item = Reason> + use<'j, Jobs> {
        // Most people have fewer jobs than that in all, which is seen at once.
        let has_so_many =
            |jobs_of_a_day: u32| jobs_of_a_day as usize <= jobs.clone().take(jobs_of_a_day as usize).count();
        let allowed = self.of_people.get(&user_id).copied().or(self.of_others);
        let allowed = allowed.filter(|allowed| has_so_many(*allowed));
        let full = allowed.map(|allowed| (allowed, full_days(allowed, jobs, q)));
        full.into_iter().flat_map(|(allowed, days)| {
            days.into_iter().map(move |(jobs, interval)| Reason::Cap { jobs, allowed, interval })
        })
    }
}

/// Time around jobs towards a visit of one type at one place, which is looked up once for all of them.
pub(crate) struct Margins<'a> {
    around: &'a Around,
    skipped: Skipped,
    own_before: Minute,
    own_after: Minute,
    place: Option<Point>,
    origin: Option<Origin>,
    /// To an unknown place.
    no_way: Minute,
    /// To each of the places that were looked at, by index: many jobs are at the same one.
    ways: RefCell<Vec<Option<Minute>>>,
}

impl Margins<'_> {
    /// How far from a job time can be kept at most, in minutes: by it, most jobs are out of the question without being
    /// looked up.
    pub(crate) fn reach(&self) -> Minute {
        let longest = |buffer: &Buffer| within_a_day(buffer.before_minutes.max(buffer.after_minutes));
        let buffer = self.around.buffers.iter().map(longest).max().unwrap_or(0);
        let way = self.around.travel.map_or(0, |travel| {
            let places = self.around.jobs.points();
            let farthest =
                self.place.map_or(0.0, |place| places.map(|other| at_most_km(place, other)).fold(0.0, f64::max));
            travel.minutes_of(farthest)
        });
        let skipped = self.skipped.iter().map(Interval::minutes).fold(0, Minute::saturating_add);
        (buffer + way + self.own_before.max(self.own_after)).saturating_add(skipped)
    }

    /// What is kept after the job, the roster's with this index, and before it. Nothing where no time that `matters` can be among it.
    pub(crate) fn around(
        &self,
        index: usize,
        job: &Occupied,
        matters: &dyn Fn(Interval) -> bool,
    ) -> impl Iterator<Item = Reason> + use<> {
        let Margins { own_before, own_after, skipped, .. } = *self;
        let (start, end) = (job.interval.start, job.interval.end);
        let later = move |minutes: Minute| skipped.end_of(end, minutes);
        let sooner = move |minutes: Minute| skipped.start_of(start, minutes);

        let job_id = job.job_id;
        let buffer = move |interval| Reason::Buffer { job_id, interval };
        let travel = move |interval| Reason::Travel { job_id: Some(job_id), interval };
        let stretches = self.of_job(index, job, matters).map(|OfJob { before, after, way }| {
            [
                Interval::new(end, later(after)).map(buffer),
                Interval::new(later(after), later(after + way)).map(travel),
                Interval::new(later(after + way), later(after + way + own_before)).map(buffer),
                Interval::new(sooner(before), start).map(buffer),
                Interval::new(sooner(before + way), sooner(before)).map(travel),
                Interval::new(sooner(before + way + own_after), sooner(before + way)).map(buffer),
            ]
        });
        stretches.into_iter().flatten().flatten()
    }

    /// All of [`Margins::around`] with the job between, for who doesn't ask what is what: the stretches touch each other.
    fn span(&self, index: usize, job: &Occupied, matters: &dyn Fn(Interval) -> bool) -> Option<Interval> {
        self.of_job(index, job, matters).map(|of_job| self.widened(job.interval, of_job))
    }

    /// `None` where no time that `matters` can be among it.
    fn of_job(&self, index: usize, job: &Occupied, matters: &dyn Fn(Interval) -> bool) -> Option<OfJob> {
        let known = self.around.jobs.known(index, job.job_id);
        let (before, after) = self.around.buffer(known.map(|known| known.job_type_id));
        let of_job = OfJob { before, after, way: self.way(known) };
        matters(self.widened(job.interval, of_job)).then_some(of_job)
    }

    /// From when to when no visit can be because of a job that is at a known place, as the visit is, and how long the way between
    /// the two takes; `None` of others, and where ways take no time.
    pub(crate) fn neighbour(&self, index: usize, job: &Occupied) -> Option<(Interval, Minute)> {
        self.around.jobs.known(index, job.job_id)?.place.and(self.place).and(self.around.travel)?;
        let of_job = self.of_job(index, job, &|_| true)?;
        Some((self.widened(job.interval, of_job), of_job.way))
    }

    /// When a visit starts that takes so long and ends then.
    pub(crate) fn start_of(&self, end: Minute, minutes: Minute) -> Minute {
        self.skipped.start_of(end, minutes)
    }

    fn widened(&self, job: Interval, OfJob { before, after, way }: OfJob) -> Interval {
        Interval {
            start: self.skipped.start_of(job.start, before + way + self.own_after),
            end: self.skipped.end_of(job.end, after + way + self.own_before),
        }
    }

    fn way(&self, known: Option<&KnownJob>) -> Minute {
        let (Some(travel), Some(origin)) = (&self.around.travel, &self.origin) else { return self.no_way };
        let Some(index) = known.and_then(|known| known.place) else { return self.no_way };
        let places = self.around.jobs.places();
        let mut ways = self.ways.borrow_mut();
        if ways.is_empty() {
            ways.resize(places.len(), None);
        }
        let way = &mut ways[index as usize];
        *way.get_or_insert_with(|| travel.minutes_of(origin.km_to(places.origin(index)).unwrap_or(0.0)))
    }
}

/// What lies around a job towards the visit, without the visit's own buffers.
#[derive(Clone, Copy)]
struct OfJob {
    before: Minute,
    after: Minute,
    way: Minute,
}

/// From the first day asked for to the last.
fn asked(q: &Question) -> Option<Interval> {
    Interval::new(q.first.start(), q.last.interval().end)
}

/// No less than the great circle: along the meridian and then along the equator.
fn at_most_km(from: Point, to: Point) -> f64 {
    // A degree is 111.195 km. Rounded up, so that it stays above what is added up in another order.
    111.2 * ((from.latitude - to.latitude).abs() + (from.longitude - to.longitude).abs())
}

/// The days asked for with at least `allowed` of the jobs, and how many. A job counts on each day it reaches into, and once on
/// each, though several people do it.
fn full_days<'j>(allowed: u32, jobs: impl Iterator<Item = &'j Occupied> + Clone, q: &Question) -> Vec<(u32, Interval)> {
    let Some(asked) = asked(q) else { return Vec::new() };
    let jobs = jobs.filter(|job| Some(job.job_id) != q.except_job_id);
    // What lies beyond the axis has no minute.
    let (first, last) = (q.first.max(Day::of(asked.start)), q.last.min(Day::of(asked.end - 1)));
    let Ok(after_first) = usize::try_from(last - first) else { return Vec::new() };
    let days_of = |job: &Occupied| {
        let index = |day: Day| (day - first) as usize;
        let part = asked.intersection(job.interval);
        part.map_or(0..0, |part| index(first.max(Day::of(part.start)))..index(last.min(Day::of(part.end - 1))) + 1)
    };
    // At first each time counts that a person does a job, which is more; most days are not full even so.
    let mut counts = vec![0_u32; after_first + 1];
    jobs.clone().flat_map(days_of).for_each(|day| counts[day] += 1);
    if counts.iter().all(|count| *count < allowed) {
        return Vec::new();
    }
    // A person's come day by day, and are few a day.
    let mut of_days: Vec<(usize, u64)> = Vec::new();
    for job in jobs {
        of_days.extend(days_of(job).filter(|day| allowed <= counts[*day]).map(|day| (day, job.job_id)));
    }
    if !of_days.is_sorted_by_key(|(day, _)| *day) {
        sort(&mut of_days);
    }
    let mut of_days = &of_days[..];
    let full = counts.into_iter().enumerate().filter(|(_, count)| allowed <= *count).filter_map(|(day, count)| {
        let (today, later) = of_days.split_at(count as usize);
        of_days = later;
        let distinct = distinct(today);
        (allowed <= distinct).then(|| (distinct, (first + day as i32).interval()))
    });
    full.collect()
}

/// How many jobs there are on a day.
fn distinct(today: &[(usize, u64)]) -> u32 {
    const FEW: usize = 32;
    if today.len() <= FEW {
        return today.iter().enumerate().filter(|(at, job)| !today[..*at].contains(job)).count() as u32;
    }
    let mut today = today.to_vec();
    sort(&mut today);
    today.dedup();
    today.len() as u32
}

fn within_a_day(minutes: Minute) -> Minute {
    minutes.clamp(0, MINUTES_PER_DAY)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::JobFacts;

    fn degrees() -> impl Strategy<Value = f64> {
        prop_oneof![-180.0..180.0, 40.0..41.0, (-8..8i32).prop_map(f64::from), any::<f64>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_told_of_the_time_around_a_job_is_all_that_is_kept_each_minute_once_and_in_its_order(
            (before, after) in (0..90, 0..90), (own_before, own_after) in (0..90, 0..90), least_minutes in 0..60
        ) {
            let (its, own, job_id) = (1, 2, 7);
            let buffer = |job_type_id, (before_minutes, after_minutes)| Buffer { job_type_id, before_minutes, after_minutes };
            let around = Around {
                buffers: vec![buffer(its, (before, after)), buffer(own, (own_before, own_after))],
                travel: Some(Travel { speed_km_h: 50, detour_percent: 130, least_minutes }),
                jobs: [(job_id, JobFacts { job_type_id: its, place: None })].into(),
                ..Around::default()
            };
            let day = Day(19_856);
            let q = Question { job_type_id: own, place: None, first: day, last: day, except_job_id: None };
            let job = Interval::new(day.start() + 600, day.start() + 660).unwrap();
            let margins = around.margins(&Roster::default(), &q).unwrap();
            let occupied = Occupied { job_id, user_id: 1, interval: job };
            let margin = |from: Minute, minutes: Minute, is_way: bool| {
                let interval = Interval::new(from, from + minutes)?;
                Some(if is_way { Reason::Travel { job_id: Some(job_id), interval } } else { Reason::Buffer { job_id, interval } })
            };
            let way = least_minutes;
            let earliest = job.start - before - way - own_after;
            let expected = [
                margin(earliest, own_after, false),
                margin(earliest + own_after, way, true),
                margin(job.start - before, before, false),
                margin(job.end, after, false),
                margin(job.end + after, way, true),
                margin(job.end + after + way, own_before, false),
            ];
            let mut found: Vec<Reason> = margins.around(0, &occupied, &|_| true).collect();
            found.sort_by_key(|reason| reason.interval().map(Interval::start));
            prop_assert_eq!(found, expected.into_iter().flatten().collect::<Vec<_>>());
            let span = Interval::new(earliest, job.end + after + way + own_before);
            prop_assert_eq!(margins.span(0, &occupied, &|_| true), span);
        }

        #[test]
        fn at_a_glance_no_way_is_taken_for_shorter_than_it_is(
            from in (degrees(), degrees()), to in (degrees(), degrees()), detour_percent in 0..200u32, speed_km_h in 0..300u32
        ) {
            let point = |(latitude, longitude)| Some(Point { latitude, longitude });
            let travel = Travel { speed_km_h, detour_percent, least_minutes: 5 };
            let (from, to) = (point(from).unwrap(), point(to).unwrap());
            prop_assert!(travel.minutes(Some(from), Some(to)) <= travel.minutes_of(at_most_km(from, to)));
        }
    }
}
