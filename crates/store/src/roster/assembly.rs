//! A roster as the search for free time takes it, made of what editors say and what takes of people's time.

use std::collections::HashSet;
use std::sync::Arc;

use slotwright_domain::Holder;
use slotwright_matching::{Around, BlockerOverride, Interval, IntervalSet, MINUTES_PER_DAY, Occupied, Roster};

use super::RosterQuestion;
use super::busy_times::{Now, seen};
use crate::cache::busy_times::{Held, Taken};
use crate::cache::definition::Plan;
use crate::sabotage::{self, Safeguard};

/// What was read for a change, as a roster.
pub(crate) fn of_now(
    now: Now,
    plan: &Plan,
    question: &RosterQuestion,
    holder: Holder,
    skipped: IntervalSet,
) -> (Roster, Around) {
    let taken: Vec<Arc<Taken>> = now.taken.into_values().map(Arc::new).collect();
    roster(plan, &taken, question, (Some(holder), now.now_ms), skipped)
}

/// As much of it as a question needs.
pub(super) fn roster(
    plan: &Plan,
    taken: &[Arc<Taken>],
    question: &RosterQuestion,
    (holder, now_ms): (Option<Holder>, i64),
    skipped: IntervalSet,
) -> (Roster, Around) {
    let asked = Interval::new(question.first.start(), question.last.start() + MINUTES_PER_DAY);
    let is_asked = |interval: Interval| asked.is_some_and(|asked| interval.overlaps(asked));
    let scope = plan.scope();
    let (from, until) = seen(question.minutes(), scope);
    let seen = Interval::new(from, until);
    let is_seen = |interval: Interval| seen.is_some_and(|seen| interval.overlaps(seen));
    let users: HashSet<u64> = question.user_ids.iter().copied().collect();
    let is_of_users = |user_ids: &[u64]| user_ids.iter().any(|user_id| users.contains(user_id));
    let is_of_type = |types: &[u64]| question.job_type_id.is_none_or(|job_type_id| types.contains(&job_type_id));
    let holder = holder.map(|holder| match holder {
        Holder::Link(id) => id as i64,
        Holder::Staff(number) => -(number as i64),
    });

    let (mut occupied, mut facts) = (Vec::new(), Vec::new());
    for taken in taken {
        occupied.extend(taken.jobs.iter().filter(|job| is_seen(job.interval)));
        if scope.has_facts {
            let jobs = taken.jobs.iter().zip(&taken.facts).filter(|(job, _)| is_seen(job.interval));
            facts.extend(jobs.map(|(job, of_job)| (job.job_id, plan.facts(*of_job))));
        }
        // An expired hold is no hold, though its row may still be there.
        let is_held = |held: &&Held| now_ms < held.until_ms && Some(held.holder) != holder && is_seen(held.interval);
        let held = taken.holds.iter().filter(is_held).filter(|_| !sabotage::is_off(Safeguard::Holds));
        for held in held {
            let job_id = HOLD | held.id;
            occupied.push(Occupied { job_id, user_id: taken.user_id, interval: held.interval });
            facts.extend(held.facts.filter(|_| scope.has_facts).map(|of_hold| (job_id, plan.facts(of_hold))));
        }
    }
    let time_offs = plan.time_offs.iter().filter(|off| users.contains(&off.user_id) && is_asked(off.interval));
    let is_on = |moved: &&BlockerOverride| {
        users.contains(&moved.user_id) && question.first <= moved.day && moved.day <= question.last
    };
    let schedules = plan.schedules.iter();
    let schedules = schedules.filter(|schedule| is_of_type(&schedule.job_type_ids) && is_of_users(&schedule.user_ids));
    let roster = Roster {
        schedules: schedules.cloned().collect(),
        blockers: plan.blockers.iter().filter(|blocker| is_of_users(&blocker.user_ids)).cloned().collect(),
        overrides: plan.overrides.iter().filter(is_on).copied().collect(),
        time_offs: time_offs.copied().collect(),
        occupied,
        skipped,
        week_anchor: plan.week_anchor,
    };
    (roster, Around { jobs: facts.into_iter().collect(), ..plan.around.clone() })
}

/// Whether a number that a roster has in the place of a job's is that of a hold.
#[must_use]
pub fn is_hold(job_id: u64) -> bool {
    job_id & HOLD != 0
}

/// Marks the number of a hold in the place of a job's, which never has this bit: the database's numbers are signed.
const HOLD: u64 = 1 << 63;
