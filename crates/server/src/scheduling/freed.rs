//! Time that is free again, since a visit was cancelled, moved or made shorter, or somebody's time off has ended: which of the jobs
//! that wait could make use of it, so that one of their wishes is met.
//!
//! For staff, whom neither notice nor horizon nor the grid of customers binds: visits start on quarters of an hour, as the board
//! moves them. Whoever has a visit and would rather have it sooner comes first: what is theirs by then is held, and nobody else is
//! told of it ([`earlier`]).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use slotwright_domain::Job;
use slotwright_matching::{
    Align, Day, Grade, Grading, Interval, IntervalSet, Minute, Question, Refill, Search, Skipped, Weights, Wishes,
    refill,
};
use slotwright_store::{Error, WaitedFor, Waiter, Waiters, is_hold};
use slotwright_wire::convert::interval_of_window;
use slotwright_wire::slotwright::{read, write};

use super::earlier;
use super::visit::skipped_around;
use crate::instance::Instance;

/// Starts are quarters of an hour, as lengths are.
const STEP_MINUTES: Minute = 15;

/// So many days ahead it is looked whether a wish can be met now.
const MET_DAYS: i32 = 60;

/// Somebody's time that is free again.
pub type Gap = (u64, Interval);

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Whose time is free again, and when.
    pub gaps: Vec<Gap>,
    /// Not these jobs: the time was theirs.
    pub except_job_ids: Vec<u64>,
    /// So many are answered at most.
    pub limit: usize,
}

/// What a job that waits could make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The job.
    pub job_id: u64,
    /// When its visit would start.
    pub start: Minute,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// The rank of the wish that is met, from 1.
    pub rank: usize,
    /// Whether its customer would rather not have it then.
    pub is_rather_not: bool,
    /// How good the time is.
    pub grade: Grade,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Freed {
    /// The best of them, the best first: by the rank of the wish, by how good the time is, by who has wished first.
    pub candidates: Vec<Candidate>,
    /// How many there are in all.
    pub total: usize,
    /// What is held of the time by somebody else.
    pub held: Vec<Gap>,
}

/// Looks for whom time would be that is free again.
///
/// # Errors
///
/// The store failed.
pub async fn look_up(instance: &Instance, wanted: Wanted) -> Result<Freed, Error> {
    // Who would rather come sooner has asked before, and is not overtaken by who asks what is free.
    if 0 < instance.policy.earlier_offer_minutes && !instance.store.waiting_pulse().await?.is_idle() {
        earlier::offer_round(instance).await?;
    }
    let now = instance.now();
    let ahead = |(user_id, gap): &Gap| Some((*user_id, Interval::new(gap.start().max(now.minute()), gap.end())?));
    let gaps: Vec<Gap> = wanted.gaps.iter().filter_map(ahead).collect();
    let days = gaps.iter().map(|(_, gap)| (Day::of(gap.start()), Day::of(gap.end() - 1)));
    let Some((first, last)) = days.reduce(|(first, last), (from, to)| (first.min(from), last.max(to))) else {
        return Ok(Freed::default());
    };
    let skipped = skipped_around(&instance.zone, first, last);
    let waited = WaitedFor { first, last, except_job_ids: wanted.except_job_ids, skipped };
    let (earliest, today, settings) = (now.minute(), now.today(), instance.policy.weights);
    let found = instance.store.waiters(waited, move |waiters| {
        let weights = waiters.policy.recommend.map_or(settings, read::weights);
        let held = held(&waiters, &gaps);
        let look = Look { waiters: &waiters, gaps: &gaps, earliest, today, weights };
        let mut all: Vec<(_, Candidate)> = waiters.jobs.iter().filter_map(|waiter| look.at(waiter)).collect();
        all.sort_by_key(|(key, _)| *key);
        let total = all.len();
        let candidates = all.into_iter().map(|(_, candidate)| candidate).take(wanted.limit).collect();
        Freed { candidates, total, held }
    });
    found.await
}

/// The jobs that wait and of which a wish can be met now, whoever comes.
///
/// # Errors
///
/// The store failed.
pub async fn met_now(instance: &Instance) -> Result<BTreeSet<u64>, Error> {
    let now = instance.now();
    let (first, last) = (now.today(), now.today() + MET_DAYS);
    let all = Interval::new(now.minute(), (last + 1).start());
    let users = instance.store.users().await?;
    let gaps: Vec<Gap> = users.iter().filter_map(|user| Some((user.id, all?))).collect();
    let skipped = skipped_around(&instance.zone, first, last);
    let waited = WaitedFor { first, last, except_job_ids: Vec::new(), skipped };
    let (earliest, today, weights) = (now.minute(), now.today(), instance.policy.weights);
    let found = instance.store.waiters(waited, move |waiters| {
        let look = Look { waiters: &waiters, gaps: &gaps, earliest, today, weights };
        let met = waiters.jobs.iter().filter(|waiter| look.any(waiter).is_some());
        met.map(|waiter| waiter.job.id).collect()
    });
    found.await
}

/// What is held of the time by somebody else.
fn held(waiters: &Waiters, gaps: &[Gap]) -> Vec<Gap> {
    let holds = || waiters.roster.occupied.iter().filter(|occupied| is_hold(occupied.job_id));
    let of_gap = |(user_id, gap): &Gap| {
        let own = holds().filter(|hold| hold.user_id == *user_id);
        own.filter_map(|hold| Some((*user_id, hold.interval.intersection(*gap)?))).collect::<Vec<_>>()
    };
    let mut held: Vec<Gap> = gaps.iter().flat_map(of_gap).collect();
    held.sort_unstable();
    held.dedup();
    held
}

/// By what candidates are ordered: who would rather not last, then by the rank of the wish, how good the time is, and who has wished
/// first.
type Key = (bool, usize, Reverse<u32>, u64);

/// What there is for one who waits: people, in their order what is free again of their time and when they are free by now.
struct Chance {
    wishes: Wishes,
    search: Search,
    people: Vec<u64>,
    freed: Vec<IntervalSet>,
    free: Vec<IntervalSet>,
    days: Vec<Day>,
}

/// A look at all who wait.
struct Look<'w> {
    waiters: &'w Waiters,
    gaps: &'w [Gap],
    earliest: Minute,
    today: Day,
    weights: Weights,
}

impl Look<'_> {
    /// What one who waits could make of it.
    fn at(&self, waiter: &Waiter) -> Option<(Key, Candidate)> {
        // What days are like is looked up for those alone for whom there is something.
        let Chance { wishes, search, people, freed, free, days, .. } = self.any(waiter)?;
        let hints: Vec<_> = days.iter().flat_map(|day| self.hints(waiter, *day)).collect();
        let grading = Grading { weights: self.weights, today: self.today, crew: 1 };
        let grade = |start: Minute, person: usize| {
            let of_day = hints.iter().find(|hints| hints.day == Day::of(start));
            grading.grade(start, &[(people[person], 0)], of_day).unwrap_or_default()
        };
        let Refill { wish, start, crew, grade, is_rather_not } = refill(&freed, &free, &wishes, &search, &grade)?;
        let first_wish = waiter.wishes.first().map_or(u64::MAX, |wish| wish.id);
        let key = (is_rather_not, wish, Reverse(grade.points), first_wish);
        let user_ids = crew.into_iter().map(|person| people[person]).collect();
        Some((key, Candidate { job_id: waiter.job.id, start, user_ids, rank: wish + 1, is_rather_not, grade }))
    }

    /// What there is for one who waits, if anything.
    fn any(&self, waiter: &Waiter) -> Option<Chance> {
        let Waiters { roster, user_ids, .. } = self.waiters;
        let windows: Vec<Interval> = waiter.wishes.iter().filter_map(|wish| interval(wish.window)).collect();
        let rather_not = waiter.rather_not.iter().filter_map(|window| interval(*window)).collect();
        let wishes = Wishes::ranked(&windows, rather_not);
        let search = Search {
            length_minutes: waiter.job.length_in_minutes as Minute,
            crew: waiter.job.crew_size(),
            step_minutes: STEP_MINUTES,
            align: Align::Clock,
            earliest: self.earliest,
            latest: Minute::MAX,
            skipped: Skipped::of(&roster.skipped),
        };
        // One comes alone: then it is somebody whose time is free again.
        let people: Vec<u64> = match search.crew {
            1 => user_ids.iter().copied().filter(|id| self.gaps.iter().any(|(user_id, _)| user_id == id)).collect(),
            _ => user_ids.clone(),
        };
        let of_user = |user_id: &u64| {
            let own = self.gaps.iter().filter(|(whose, _)| whose == user_id);
            own.map(|(_, gap)| *gap).collect::<IntervalSet>()
        };
        let freed: Vec<IntervalSet> = people.iter().map(of_user).collect();
        let days = self.days(&windows);
        let mut free = vec![IntervalSet::default(); people.len()];
        for day in &days {
            let each = roster.free_each_around(&people, &self.question(waiter, *day), &self.waiters.around);
            free = free.iter().zip(&each).map(|(before, of_day)| before.union(of_day)).collect();
        }
        refill(&freed, &free, &wishes, &search, &|_, _| Grade::default())?;
        Some(Chance { wishes, search, people, freed, free, days })
    }

    /// The days of these windows on which something is free again.
    fn days(&self, windows: &[Interval]) -> Vec<Day> {
        let is_touched = |window: &&Interval| self.gaps.iter().any(|(_, gap)| gap.overlaps(**window));
        let mut days: Vec<Day> = windows.iter().filter(is_touched).map(|window| Day::of(window.start())).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    fn question(&self, Waiter { job, place, .. }: &Waiter, day: Day) -> Question {
        let Job { job_type_id, .. } = *job;
        let place = place.as_ref().and_then(|place| place.point);
        Question { job_type_id, place, first: day, last: day, except_job_id: None }
    }

    /// What a day is like, for all people together.
    fn hints(&self, waiter: &Waiter, day: Day) -> Vec<slotwright_matching::Hints> {
        let Waiters { roster, user_ids, around, .. } = self.waiters;
        let length = waiter.job.length_in_minutes as Minute;
        roster.hints(user_ids, &self.question(waiter, day), length, around, &|job_id| !is_hold(job_id))
    }
}

fn interval(window: slotwright_domain::WishWindow) -> Option<Interval> {
    interval_of_window(&write::day_window(window))
}
