//! When a technician's time was surely, and when it was possibly, somebody's.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::Promises;
use crate::history::{Action, Attempt, Outcome};
use crate::time::Minute;

/// The database counts the ends of holds in seconds, so what the history says of them is that exact.
pub(super) const SECOND: Duration = Duration::from_secs(1);
const EVER: Duration = Duration::MAX;

/// What had the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Occupier {
    /// This job.
    Job(u64),
    /// A job that this attempt asked for, whose number was answered to nobody.
    JobOf(usize),
    /// This hold.
    Hold(u64),
    /// A hold that this attempt asked for.
    HoldOf(usize),
}

/// A time of some technicians that one attempt took.
pub(super) struct Occupation {
    pub(super) owner: Occupier,
    caller: String,
    users: Vec<u64>,
    time: (Minute, Minute),
    sure: (Duration, Duration),
    possible: (Duration, Duration),
}

impl Occupation {
    /// Whether it was there all the while that `attempt` took.
    pub(super) fn surely_covers(&self, attempt: &Attempt) -> bool {
        self.sure.0 <= attempt.called && attempt.returned <= self.sure.1
    }

    /// Whether both were there at one moment.
    pub(super) fn surely_meets(&self, other: &Self) -> bool {
        self.sure.0.max(other.sure.0) < self.sure.1.min(other.sure.1)
    }

    /// Whether it may have been there at some moment.
    pub(super) fn possibly_meets(&self, from: Duration, until: Duration) -> bool {
        self.possible.0 <= until && from <= self.possible.1
    }
}

/// All times that were taken.
pub(super) struct Occupied {
    all: Vec<Occupation>,
    /// By user and hour: which of them touch it.
    in_hour: HashMap<(u64, Minute), Vec<usize>>,
    by_attempt: HashMap<usize, usize>,
}

impl Occupied {
    pub(super) fn of(attempts: &[Attempt], promises: &Promises) -> Self {
        let mut endings = Endings::default();
        let mut first_replies = HashSet::new();
        let mut takers = Vec::new();
        for attempt in attempts {
            if !matches!(attempt.outcome, Outcome::Done(_) | Outcome::Unknown) {
                continue;
            }
            // A repeated answer tells of the first one's action, whichever of them came first.
            if let (Outcome::Done(id), Some(key)) = (&attempt.outcome, &attempt.call.key)
                && !first_replies.insert((attempt.call.caller.clone(), key.clone(), *id))
            {
                continue;
            }
            endings.note(attempt);
            if matches!(attempt.call.action, Action::Book | Action::Move(_) | Action::Hold) {
                takers.push(attempt);
            }
        }
        let mut by_attempt = HashMap::new();
        let mut all = Vec::new();
        for attempt in takers {
            if let Some(occupation) = endings.occupation(attempt, promises) {
                by_attempt.insert(attempt.number, all.len());
                all.push(occupation);
            }
        }
        let mut in_hour: HashMap<_, Vec<_>> = HashMap::new();
        for (index, one) in all.iter().enumerate() {
            for key in hours(&one.users, one.time) {
                in_hour.entry(key).or_default().push(index);
            }
        }
        Self { all, in_hour, by_attempt }
    }

    /// What an attempt took, if it did.
    pub(super) fn by(&self, attempt: &Attempt) -> Option<&Occupation> {
        self.by_attempt.get(&attempt.number).map(|index| &self.all[*index])
    }

    /// What overlaps the time that an attempt wants of these users; its caller's own holds don't count.
    pub(super) fn meeting(&self, attempt: &Attempt, users: &[u64]) -> impl Iterator<Item = &Occupation> {
        let (caller, time) = (attempt.call.caller.clone(), attempt.call.time);
        let found: HashSet<_> = hours(users, time).filter_map(|key| self.in_hour.get(&key)).flatten().collect();
        found.into_iter().map(|index| &self.all[*index]).filter(move |one| {
            let is_hold = matches!(one.owner, Occupier::Hold(_) | Occupier::HoldOf(_));
            one.time.0 < time.1 && time.0 < one.time.1 && !(is_hold && one.caller == caller)
        })
    }
}

fn hours(users: &[u64], (start, end): (Minute, Minute)) -> impl Iterator<Item = (u64, Minute)> {
    let hours = start.div_euclid(60)..=(end - 1).div_euclid(60);
    users.iter().flat_map(move |user| hours.clone().map(move |hour| (*user, hour)))
}

impl Attempt {
    /// What it gave the time to, or would have.
    pub(super) fn owner(&self) -> Option<Occupier> {
        Some(match (self.call.action, &self.outcome) {
            (Action::Book, Outcome::Done(id)) => Occupier::Job(*id),
            (Action::Move(id), _) => Occupier::Job(id),
            (Action::Book, _) => Occupier::JobOf(self.number),
            (Action::Hold, Outcome::Done(id)) => Occupier::Hold(*id),
            (Action::Hold, _) => Occupier::HoldOf(self.number),
            _ => return None,
        })
    }
}

/// What could end what an attempt took.
#[derive(Default)]
struct Endings {
    /// Everything that was done, or may have been, to a job.
    of_job: HashMap<u64, Vec<Attempt>>,
    /// Extensions and releases of a hold.
    of_hold: HashMap<u64, Vec<Attempt>>,
    /// Bookings and holds of a caller, each of which replaces the caller's holds that it overlaps.
    of_caller: HashMap<String, Vec<Attempt>>,
}

impl Endings {
    fn note(&mut self, attempt: &Attempt) {
        let light = || Attempt { answer: (0, Vec::new()), ..attempt.clone() };
        match attempt.call.action {
            Action::Move(id) | Action::Queue(id) | Action::Delete(id) => {
                self.of_job.entry(id).or_default().push(light())
            }
            Action::Extend(id) | Action::Release(id) => self.of_hold.entry(id).or_default().push(light()),
            Action::Book | Action::Hold => {}
        }
        if matches!(attempt.call.action, Action::Book | Action::Move(_) | Action::Hold) {
            self.of_caller.entry(attempt.call.caller.clone()).or_default().push(light());
        }
    }

    fn occupation(&self, attempt: &Attempt, promises: &Promises) -> Option<Occupation> {
        let owner = attempt.owner()?;
        let is_done = matches!(attempt.outcome, Outcome::Done(_));
        let (sure_until, possible_until) = match owner {
            Occupier::Job(id) => self.of_a_job(id, attempt),
            Occupier::Hold(id) => self.of_a_hold(id, attempt, promises),
            Occupier::JobOf(_) => (EVER, EVER),
            Occupier::HoldOf(_) => (Duration::ZERO, EVER),
        };
        Some(Occupation {
            owner,
            caller: attempt.call.caller.clone(),
            users: attempt.call.users.clone(),
            time: attempt.call.time,
            sure: if is_done { (attempt.returned, sure_until) } else { (EVER, Duration::ZERO) },
            possible: (attempt.called, possible_until),
        })
    }

    fn of_a_job(&self, id: u64, taker: &Attempt) -> (Duration, Duration) {
        let (mut sure, mut possible) = (EVER, EVER);
        for other in self.of_job.get(&id).into_iter().flatten() {
            let is_same = |one: &Attempt| (one.call.time, one.call.users.clone());
            if other.number == taker.number || other.returned < taker.called {
                continue;
            }
            // To be moved to where it is already ends nothing.
            if matches!(other.call.action, Action::Move(_)) && is_same(other) == is_same(taker) {
                continue;
            }
            sure = sure.min(other.called);
            if matches!(other.outcome, Outcome::Done(_)) && taker.returned <= other.called {
                possible = possible.min(other.returned);
            }
        }
        (sure, possible)
    }

    fn of_a_hold(&self, id: u64, taker: &Attempt, promises: &Promises) -> (Duration, Duration) {
        let mut sure = taker.called + promises.hold;
        let mut possible = taker.returned.saturating_add(promises.hold + SECOND);
        let mut ended = (EVER, EVER);
        for other in self.of_hold.get(&id).into_iter().flatten() {
            if matches!(other.call.action, Action::Release(_)) {
                ended.0 = ended.0.min(other.called);
                if matches!(other.outcome, Outcome::Done(_)) {
                    ended.1 = ended.1.min(other.returned);
                }
                continue;
            }
            if matches!(other.outcome, Outcome::Done(_)) {
                sure = sure.max(other.called + promises.hold);
            }
            possible = possible.max(other.returned.saturating_add(promises.hold + SECOND));
        }
        for other in self.of_caller.get(&taker.call.caller).into_iter().flatten() {
            let meets = other.call.time.0 < taker.call.time.1 && taker.call.time.0 < other.call.time.1;
            if meets && other.number != taker.number && taker.called <= other.returned {
                ended.0 = ended.0.min(other.called);
            }
        }
        sure = sure.min(taker.called + promises.hold_max).saturating_sub(SECOND).min(ended.0);
        possible = possible.min(taker.returned.saturating_add(promises.hold_max + SECOND)).min(ended.1);
        (sure, possible)
    }
}
