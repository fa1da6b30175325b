//! Whether a history and what is left in the database can both be true.
//!
//! The promises are those of a booking, written without the server's words, so that any way of keeping them passes:
//!
//! | | |
//! |---|---|
//! | I1 | no two claims of one technician overlap, and a job has the claims of its crew exactly while it is scheduled |
//! | I2 | what was acknowledged is there, once, as the last word about it was |
//! | I3 | nothing is there that nobody asked for |
//! | I4 | what became of a request can be asked again by its key, and the answer is the same for ever |
//! | I5 | a key has one effect at most |
//! | I7 | what was acknowledged before another request was sent is never given to that one |
//! | I8 | a live hold is not broken by others, and ends by its deadline |
//! | I9 | who was answered "taken" was answered so because it was, at some moment between question and answer |
//! | I10 | each change of a job is noted once, in order, with who made it |
//! | max | as many are booked as can be: a server that refuses everybody keeps all the others |
//!
//! Two kinds of time are kept apart. A claim was *surely* there from the answer that acknowledged it until the next
//! request that could end it was sent; it was *possibly* there from its own request until the answer that ended it. I7
//! and I8 blame only what contradicts the sure time, I9 accepts what the possible time explains. So a finding is a fault,
//! whatever the network did.

mod occupied;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use crate::history::{Action, Attempt, Outcome, marker};
use crate::rows::{Entry, Job, Owner, Rows};
use crate::time;
use occupied::{Occupied, Occupier};

/// What a run promised beyond the invariants.
#[derive(Clone, Debug)]
pub struct Promises {
    /// How many visits must be there at the end, where that is known: the greatest number possible.
    pub visits: Option<usize>,
    /// How long a hold lives.
    pub hold: Duration,
    /// How long it lives at most, however often it is extended.
    pub hold_max: Duration,
}

impl Default for Promises {
    fn default() -> Self {
        Self { visits: None, hold: Duration::from_secs(300), hold_max: Duration::from_secs(900) }
    }
}

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which: `I1` … `I10`, `max`, or `file` where the database itself is broken.
    pub promise: &'static str,
    /// What was found.
    pub text: String,
}

/// What the checker looked at and found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many things were held against each promise.
    pub held: BTreeMap<&'static str, usize>,
    /// What was broken.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether every promise was kept.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings.is_empty()
    }

    /// Demands that every promise was kept.
    ///
    /// # Panics
    ///
    /// One was not.
    #[track_caller]
    pub fn assert(&self) {
        assert!(self.is_good(), "{self}");
    }

    fn hold(&mut self, promise: &'static str, things: usize) {
        *self.held.entry(promise).or_default() += things;
    }

    fn find(&mut self, promise: &'static str, text: String) {
        self.findings.push(Finding { promise, text });
    }
}

impl Display for Report {
    fn fmt(&self, out: &mut Formatter) -> fmt::Result {
        const SHOWN: usize = 5;
        for (promise, things) in &self.held {
            let broken: Vec<_> = self.findings.iter().filter(|finding| finding.promise == *promise).collect();
            writeln!(out, "  {promise:<5}{things:>9} held against it, {} broken", broken.len())?;
            for finding in broken.iter().take(SHOWN) {
                writeln!(out, "       {}", finding.text)?;
            }
        }
        Ok(())
    }
}

/// Holds a history and what is in the database against the promises. Both must be whole: no client still runs.
#[must_use]
pub fn check(attempts: &[Attempt], rows: &Rows, promises: &Promises) -> Report {
    let mut report = Report::default();
    nobody_is_in_two_places(rows, &mut report);
    what_was_acknowledged_is_there(attempts, rows, &mut report);
    nothing_is_there_unasked(attempts, rows, &mut report);
    a_key_has_one_answer(attempts, &mut report);
    a_key_has_one_effect(attempts, rows, &mut report);
    let occupied = Occupied::of(attempts, promises);
    nothing_is_given_twice(attempts, &occupied, &mut report);
    every_conflict_was_one(attempts, &occupied, &mut report);
    holds_end(attempts, rows, promises, &mut report);
    every_change_is_noted(attempts, rows, &mut report);
    if let Some(expected) = promises.visits {
        let visits = rows.jobs.iter().filter(|job| job.time.is_some()).count();
        report.hold("max", expected);
        if visits != expected {
            report.find("max", format!("{visits} visits are booked, {expected} are possible"));
        }
    }
    report.hold("file", rows.jobs.len() + rows.claims.len());
    for fault in &rows.faults {
        report.find("file", fault.clone());
    }
    report
}

fn nobody_is_in_two_places(rows: &Rows, report: &mut Report) {
    let over: BTreeSet<_> = rows.holds.iter().filter(|hold| hold.remaining_ms <= 0).map(|hold| hold.id).collect();
    let mut of_user: BTreeMap<u64, Vec<_>> = BTreeMap::new();
    for claim in &rows.claims {
        if !matches!(claim.owner, Owner::Hold(id) if over.contains(&id)) {
            of_user.entry(claim.user).or_default().push(claim);
        }
    }
    report.hold("I1", rows.claims.len());
    for claims in of_user.values_mut() {
        claims.sort_by_key(|claim| claim.time);
        let mut latest = claims[0];
        for claim in claims.iter().skip(1) {
            if claim.time.0 < latest.time.1 {
                report.find("I1", format!("{latest:?} and {claim:?} overlap"));
            }
            if latest.time.1 < claim.time.1 {
                latest = claim;
            }
        }
    }
    let mut crews: HashMap<u64, usize> = HashMap::new();
    for claim in &rows.claims {
        let Owner::Job(id) = claim.owner else { continue };
        *crews.entry(id).or_default() += 1;
        match rows.job(id) {
            Some(job) if job.time == Some(claim.time) => {}
            job => report.find("I1", format!("{claim:?} is not as its job is: {job:?}")),
        }
    }
    for job in &rows.jobs {
        if (job.status == "scheduled") != crews.contains_key(&job.id) {
            report.find("I1", format!("job {} is {} and has {:?} claims", job.id, job.status, crews.get(&job.id)));
        }
    }
}

fn what_was_acknowledged_is_there(attempts: &[Attempt], rows: &Rows, report: &mut Report) {
    let mut makers: HashMap<u64, &Attempt> = HashMap::new();
    for attempt in attempts.iter().filter(|attempt| attempt.call.action == Action::Book) {
        let Outcome::Done(id) = attempt.outcome else { continue };
        report.hold("I2", 1);
        if let Some(first) = makers.insert(id, attempt)
            && !is_repetition(first, attempt)
        {
            report.find("I2", format!("job {id} was given to attempts {} and {}", first.number, attempt.number));
        }
    }
    let words = words_about_jobs(attempts);
    let mut crews: HashMap<u64, BTreeSet<u64>> = HashMap::new();
    for claim in &rows.claims {
        if let Owner::Job(id) = claim.owner {
            crews.entry(id).or_default().insert(claim.user);
        }
    }
    for id in makers.keys() {
        let words = words.get(id).map(Vec::as_slice).unwrap_or_default();
        // The last word is any that no acknowledged one was sent after.
        let last = words.iter().filter(|word| {
            let is_later =
                |other: &&Attempt| matches!(other.outcome, Outcome::Done(_)) && word.returned <= other.called;
            !words.iter().any(is_later)
        });
        let (job, crew) = (rows.job(*id), crews.remove(id).unwrap_or_default());
        if !last.clone().any(|word| is_as_asked(word, job, &crew)) {
            let asked: Vec<_> = last.map(|word| (word.number, word.call.action, &word.call.users)).collect();
            report.find("I2", format!("job {id} is {job:?} with {crew:?}; last asked: {asked:?}"));
        }
    }
}

/// By job: what was asked for it and done, or may have been.
fn words_about_jobs(attempts: &[Attempt]) -> HashMap<u64, Vec<&Attempt>> {
    let mut words: HashMap<u64, Vec<_>> = HashMap::new();
    for attempt in attempts.iter().filter(|attempt| !attempt.is_replay) {
        let about = match (attempt.call.action, &attempt.outcome) {
            (Action::Book, Outcome::Done(id)) => Some(*id),
            (Action::Move(id) | Action::Queue(id) | Action::Delete(id), Outcome::Done(_) | Outcome::Unknown) => {
                Some(id)
            }
            _ => None,
        };
        if let Some(id) = about {
            words.entry(id).or_default().push(attempt);
        }
    }
    words
}

fn is_as_asked(word: &Attempt, job: Option<&Job>, crew: &BTreeSet<u64>) -> bool {
    match word.call.action {
        Action::Delete(_) => job.is_none(),
        Action::Queue(_) => job.is_some_and(|job| job.time.is_none()),
        _ => {
            job.is_some_and(|job| job.time == Some(word.call.time))
                && *crew == word.call.users.iter().copied().collect()
        }
    }
}

fn nothing_is_there_unasked(attempts: &[Attempt], rows: &Rows, report: &mut Report) {
    let by_marker: HashMap<_, _> = attempts
        .iter()
        .filter(|attempt| attempt.call.action == Action::Book)
        .map(|attempt| (marker(attempt.number), attempt))
        .collect();
    report.hold("I3", rows.jobs.len());
    for job in &rows.jobs {
        match by_marker.get(&job.notes) {
            None => report.find("I3", format!("nobody asked for {job:?}")),
            Some(attempt) if may_have_made(attempts, attempt, job.id) => {}
            Some(attempt) => report.find("I3", format!("{job:?} is there, though its caller was answered {attempt:?}")),
        }
    }
}

/// Whether this attempt, or a repetition of it, may have made the job.
fn may_have_made(attempts: &[Attempt], attempt: &Attempt, id: u64) -> bool {
    let may = |outcome: &Outcome| matches!(outcome, Outcome::Unknown) || *outcome == Outcome::Done(id);
    let is_same = |other: &Attempt| other.number == attempt.number || is_repetition(other, attempt);
    may(&attempt.outcome) || attempts.iter().any(|other| may(&other.outcome) && is_same(other))
}

/// Whether both carry one key of one caller.
fn is_repetition(one: &Attempt, other: &Attempt) -> bool {
    one.call.key.is_some() && one.call.key == other.call.key && one.call.caller == other.call.caller
}

fn by_key(attempts: &[Attempt]) -> BTreeMap<(&str, &str), Vec<&Attempt>> {
    let mut by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for attempt in attempts {
        if let Some(key) = &attempt.call.key {
            by_key.entry((attempt.call.caller.as_str(), key.as_str())).or_default().push(attempt);
        }
    }
    by_key
}

fn a_key_has_one_answer(attempts: &[Attempt], report: &mut Report) {
    for ((caller, key), attempts) in by_key(attempts) {
        report.hold("I4", 1);
        let is_final = |attempt: &&&Attempt| match &attempt.outcome {
            Outcome::Done(_) | Outcome::Conflict(_) => true,
            Outcome::Refused(_, code) => code != "key-reused",
            Outcome::Running | Outcome::Unknown => false,
        };
        let mut finals = attempts.iter().filter(is_final);
        match finals.next() {
            None => report.find("I4", format!("what became of key {key} of {caller} is unknown")),
            Some(first) => {
                if let Some(other) = finals.find(|other| other.answer != first.answer) {
                    let (one, other) = (first.number, other.number);
                    report.find("I4", format!("key {key} of {caller} got two answers: attempts {one}, {other}"));
                }
            }
        }
    }
}

fn a_key_has_one_effect(attempts: &[Attempt], rows: &Rows, report: &mut Report) {
    let mut made: HashMap<&str, usize> = HashMap::new();
    for job in &rows.jobs {
        *made.entry(&job.notes).or_default() += 1;
    }
    for ((caller, key), attempts) in by_key(attempts) {
        report.hold("I5", 1);
        let jobs: usize = attempts.iter().filter_map(|attempt| made.get(marker(attempt.number).as_str())).sum();
        let answered: BTreeSet<_> = attempts
            .iter()
            .filter_map(|attempt| match attempt.outcome {
                Outcome::Done(id) => Some(id),
                _ => None,
            })
            .collect();
        if 1 < jobs || 1 < answered.len() {
            report.find("I5", format!("key {key} of {caller} made {jobs} jobs, and answered {answered:?}"));
        }
    }
}

fn nothing_is_given_twice(attempts: &[Attempt], occupied: &Occupied, report: &mut Report) {
    for attempt in attempts {
        let (Outcome::Done(_), Some(taken)) = (&attempt.outcome, occupied.by(attempt)) else { continue };
        report.hold("I7", 1);
        for other in occupied.meeting(attempt, &attempt.call.users) {
            if other.owner == taken.owner || !(other.surely_covers(attempt) || other.surely_meets(taken)) {
                continue;
            }
            let is_about_hold = [other.owner, taken.owner].iter().any(|owner| matches!(owner, Occupier::Hold(_)));
            let (number, mine, others) = (attempt.number, taken.owner, other.owner);
            let text = format!("attempt {number} got {mine:?} a time that {others:?} had");
            report.find(if is_about_hold { "I8" } else { "I7" }, text);
        }
    }
}

fn every_conflict_was_one(attempts: &[Attempt], occupied: &Occupied, report: &mut Report) {
    for attempt in attempts.iter().filter(|attempt| !attempt.is_replay) {
        let Outcome::Conflict(named) = &attempt.outcome else { continue };
        report.hold("I9", 1);
        let users = named.map_or(attempt.call.users.clone(), |user| vec![user]);
        let own = attempt.owner();
        let mut meeting = occupied.meeting(attempt, &users);
        if !meeting.any(|one| Some(one.owner) != own && one.possibly_meets(attempt.called, attempt.returned)) {
            let (start, end) = (time::text(attempt.call.time.0), time::text(attempt.call.time.1));
            let text = format!("attempt {} was refused {start} to {end}, when {users:?} was free", attempt.number);
            report.find("I9", text);
        }
    }
}

fn holds_end(attempts: &[Attempt], rows: &Rows, promises: &Promises, report: &mut Report) {
    let placed: HashMap<u64, &Attempt> = attempts
        .iter()
        .filter(|attempt| attempt.call.action == Action::Hold)
        .filter_map(|attempt| match attempt.outcome {
            Outcome::Done(id) => Some((id, attempt)),
            _ => None,
        })
        .collect();
    report.hold("I8", placed.len() + rows.holds.len());
    for attempt in attempts {
        let (Action::Extend(id), Outcome::Done(_)) = (attempt.call.action, &attempt.outcome) else { continue };
        let Some(hold) = placed.get(&id) else { continue };
        if hold.returned + promises.hold_max + occupied::SECOND < attempt.called {
            report.find("I8", format!("hold {id} was extended after its deadline (attempt {})", attempt.number));
        }
        if hold.call.caller != attempt.call.caller {
            report.find("I8", format!("hold {id} was extended by another (attempt {})", attempt.number));
        }
    }
    for hold in &rows.holds {
        let at_most = promises.hold.as_millis() as i64;
        if at_most < hold.remaining_ms || hold.extendable_ms < 0 {
            report.find("I8", format!("{hold:?} lives longer than it may"));
        }
        if 0 < hold.remaining_ms && !placed.contains_key(&hold.id) && !has_unknown_holds(attempts) {
            report.find("I8", format!("nobody placed {hold:?}"));
        }
    }
    for hold in rows.holds.iter().filter(|hold| 0 < hold.remaining_ms) {
        let Some(placed) = placed.get(&hold.id) else { continue };
        let absorbed = attempts.iter().find(|booking| {
            matches!((booking.call.action, &booking.outcome), (Action::Book | Action::Move(_), Outcome::Done(_)))
                && (&booking.call.caller, booking.call.time) == (&placed.call.caller, placed.call.time)
                && booking.call.users == placed.call.users
                && placed.returned <= booking.called
        });
        if let Some(booking) = absorbed {
            report.find("I8", format!("{hold:?} is left though attempt {} booked its time", booking.number));
        }
    }
}

fn every_change_is_noted(attempts: &[Attempt], rows: &Rows, report: &mut Report) {
    let mut noted: HashMap<u64, Vec<&Entry>> = HashMap::new();
    for entry in &rows.entries {
        noted.entry(entry.job).or_default().push(entry);
    }
    report.hold("I10", rows.entries.len());
    for (job, words) in words_about_jobs(attempts) {
        let entries = noted.remove(&job).unwrap_or_default();
        let status = rows.job(job).map_or("deleted", |job| &job.status);
        if entries.first().is_none_or(|first| first.operation != "create")
            || entries.last().is_none_or(|last| last.status != status)
        {
            report.find("I10", format!("job {job} is {status}; noted is {entries:?}"));
        }
        // Who did what how often; what nobody knows of may be there or not.
        let mut balance: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        for word in &words {
            let operation = match word.call.action {
                Action::Book => "create",
                Action::Move(_) => "change",
                Action::Queue(_) => "queue",
                _ => "delete",
            };
            let (least, most) = balance.entry((&word.call.caller, operation)).or_default();
            *least += usize::from(matches!(word.outcome, Outcome::Done(_)));
            *most += 1;
        }
        for entry in &entries {
            balance.entry((&entry.actor, &entry.operation)).or_default();
        }
        for ((actor, operation), (least, most)) in balance {
            let found =
                entries.iter().filter(|entry| (entry.actor.as_str(), entry.operation.as_str()) == (actor, operation));
            let found = found.count();
            if found < least || most < found {
                report.find(
                    "I10",
                    format!("job {job}: {operation} of {actor} is noted {found} times, not {least} to {most}"),
                );
            }
        }
    }
}

fn has_unknown_holds(attempts: &[Attempt]) -> bool {
    attempts.iter().any(|attempt| attempt.call.action == Action::Hold && attempt.outcome == Outcome::Unknown)
}

impl Rows {
    fn job(&self, id: u64) -> Option<&Job> {
        self.jobs.binary_search_by_key(&id, |job| job.id).ok().map(|index| &self.jobs[index])
    }
}
