//! A roster as the search for free time takes it, made of what editors say and what takes of people's time.

use std::collections::HashSet;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use slotwright_domain::{Holder, OwnHolds};
use slotwright_matching::{Around, BlockerOverride, Interval, IntervalSet, MINUTES_PER_DAY, Occupied, Roster, TimeOff};

use super::RosterQuestion;
use super::busy_times::{Now, seen};
use crate::roster_cache::busy_times::{BusyTimes, Held};
use crate::roster_cache::definition::RosterDefinition;
use crate::sabotage::{self, Safeguard};

/// What was read for a change, as a roster.
pub(crate) fn of_now(
    now: Now,
    definition: &RosterDefinition,
    question: &RosterQuestion,
    own: &OwnHolds,
    skipped: IntervalSet,
) -> (Roster, Around) {
    let busy: Vec<Arc<BusyTimes>> = now.busy.into_values().map(Arc::new).collect();
    roster(definition, &busy, question, (Some(own), now.now_ms), skipped)
}

/// As much of it as a question needs.
pub(super) fn roster(
    definition: &RosterDefinition,
    busy: &[Arc<BusyTimes>],
    question: &RosterQuestion,
    (own, now_ms): (Option<&OwnHolds>, i64),
    skipped: IntervalSet,
) -> (Roster, Around) {
    let asked = Interval::new(question.first.start(), question.last.start() + MINUTES_PER_DAY);
    let is_asked = |interval: Interval| asked.is_some_and(|asked| interval.overlaps(asked));
    let scope = definition.scope();
    let (from, until) = seen(question.minutes(), scope);
    let seen = Interval::new(from, until);
    let is_seen = |interval: Interval| seen.is_some_and(|seen| interval.overlaps(seen));
    let users: HashSet<u64> = question.user_ids.iter().copied().collect();
    let mut each: Vec<u64> = users.iter().copied().collect();
    each.sort_unstable();
    let is_of_users = |user_ids: &[u64]| user_ids.iter().any(|user_id| users.contains(user_id));
    let is_of_type = |types: &[u64]| question.job_type_id.is_none_or(|job_type_id| types.contains(&job_type_id));
    let own = own.map(|own| (owner_number(own), own.hold_id));
    let is_own = |held: &Held| own.is_some_and(|(owner, id)| held.owner == owner || Some(held.id) == id);

    let jobs = busy.iter().map(|busy| busy.jobs.len()).sum();
    let (mut occupied, mut known) = (Vec::with_capacity(jobs), definition.around.jobs.clone());
    if scope.has_facts {
        known.reserve(jobs);
    }
    for busy in busy {
        occupied.extend(busy.jobs.iter().filter(|job| is_seen(job.interval)));
        if scope.has_facts {
            let places = busy.places(definition);
            let jobs = busy.jobs.iter().zip(&busy.facts).zip(places.iter());
            for ((job, facts), place) in jobs.filter(|((job, _), _)| is_seen(job.interval)) {
                known.push(job.job_id, facts.job_type_id, *place);
            }
        }
        // An expired hold is no hold, though its row may still be there.
        let is_held = |held: &&Held| now_ms < held.until_ms && !is_own(held) && is_seen(held.interval);
        let held = busy.holds.iter().filter(is_held).filter(|_| !sabotage::is_off(Safeguard::Holds));
        for held in held {
            let job_id = HOLD | held.id;
            occupied.push(Occupied { job_id, user_id: busy.user_id, interval: held.interval });
            if let Some(facts) = held.facts.filter(|_| scope.has_facts) {
                known.push(job_id, facts.job_type_id, definition.place(facts));
            }
        }
    }
    let mut time_offs = Vec::new();
    for &(user_id, interval) in definition.time_offs.iter().filter(|(_, interval)| is_asked(*interval)) {
        match user_id {
            Some(user_id) if users.contains(&user_id) => time_offs.push(TimeOff { user_id, interval }),
            Some(_) => {}
            // That which names nobody is that of each.
            None => time_offs.extend(each.iter().map(|&user_id| TimeOff { user_id, interval })),
        }
    }
    let is_on = |moved: &&BlockerOverride| {
        users.contains(&moved.user_id) && question.first <= moved.day && moved.day <= question.last
    };
    let schedules = definition.schedules.iter();
    let schedules = schedules.filter(|schedule| is_of_type(&schedule.job_type_ids) && is_of_users(&schedule.user_ids));
    let roster = Roster {
        schedules: schedules.cloned().collect(),
        blockers: definition.blockers.iter().filter(|blocker| is_of_users(&blocker.user_ids)).cloned().collect(),
        overrides: definition.overrides.iter().filter(is_on).copied().collect(),
        time_offs,
        occupied,
        skipped,
        week_anchor: definition.week_anchor,
    };
    (roster, Around { jobs: known, ..definition.around.clone() })
}

/// By which number a roster knows whose a hold is: a link's own, and one below 0 made of a holder among staff and what the hold is
/// for. It is stored with the hold, so that a roster is read as numbers alone.
pub(crate) fn owner_number(own: &OwnHolds) -> i64 {
    match own.holder {
        Holder::Link(id) => id as i64,
        Holder::Staff(_) => {
            let digest = Sha256::digest(format!("{} {}", own.holder.name(), own.purpose));
            let number = digest[..8].iter().fold(0, |number, byte| number << 8 | i64::from(*byte));
            number | i64::MIN
        }
    }
}

/// Whether a number that a roster has in the place of a job's is that of a hold.
#[must_use]
pub fn is_hold(job_id: u64) -> bool {
    job_id & HOLD != 0
}

/// The number of the hold, where it is one's.
#[must_use]
pub fn hold_id(job_id: u64) -> Option<u64> {
    is_hold(job_id).then_some(job_id & !HOLD)
}

/// Marks the number of a hold in the place of a job's, which never has this bit: the database's numbers are signed.
const HOLD: u64 = 1 << 63;
