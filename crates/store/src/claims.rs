//! Whether somebody's time may be taken: everybody who books or holds it asks here, in the transaction that writes the claim.
//!
//! Whoever is asked about is locked first, so what the claims say here stays true until the commit.

use std::collections::BTreeMap;

use slotwright_domain::{OwnHolds, PlaceRef};
use slotwright_matching::{Day, Interval, IntervalSet, Minute, Question};

use crate::directory;
use crate::error::{Error, Refused};
use crate::roster::{self, Allocate, RosterQuestion};
use crate::sabotage::{self, Safeguard};
use crate::sql::params;
use crate::unit_of_work::Db;

/// What somebody wants to be free.
pub(crate) struct Wanted<'a> {
    pub(crate) user_ids: &'a [u64],
    pub(crate) visit: Interval,
    pub(crate) job_type_id: u64,
    pub(crate) place: PlaceRef,
    /// The job that is to be moved.
    pub(crate) own_job: Option<u64>,
    pub(crate) heed: Heed,
}

/// What somebody's time is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heed {
    /// All that says when they are free: their hours, breaks, time off, ways, and what they have to do.
    All,
    /// Only what they have to do then, and what is held of their time: the rest is overridden.
    Claims,
}

/// That somebody is free, and what was found with it.
#[derive(Default)]
pub(crate) struct Free {
    /// Whether there are holds at that time that may have to make way.
    pub(crate) has_holds: bool,
    /// The id that was allocated for the new job, or 0.
    pub(crate) allocated_id: u64,
    /// By which it was judged.
    pub(crate) definition_version: Option<u64>,
}

/// Locks the users, and refuses when somebody isn't free.
pub(crate) fn all_free(
    db: &Db,
    wanted: &Wanted,
    own: &OwnHolds,
    skipped: IntervalSet,
    allocate: Allocate,
) -> Result<Free, Refused> {
    let Wanted { user_ids, visit, job_type_id, .. } = *wanted;
    if sabotage::is_off(Safeguard::Check) {
        db.lock_users(user_ids)?;
        return Ok(Free { has_holds: true, ..Free::default() });
    }
    if wanted.heed == Heed::Claims {
        db.lock_users(user_ids)?;
        for user_id in user_ids {
            if roster::is_occupied(db, *user_id, visit, wanted.own_job, own)? {
                return Err(Refused::NotFree(*user_id));
            }
        }
        return Ok(Free { has_holds: true, ..Free::default() });
    }
    let question = RosterQuestion {
        user_ids: user_ids.to_vec(),
        job_type_id: Some(job_type_id),
        first: Day::of(visit.start()),
        last: Day::of(last_minute(visit)),
    };
    let now = match roster::read_if_alone(db, &question, allocate)? {
        Some(now) => now,
        None => {
            // In a stampede most come too late: they need neither wait for the others nor read all that may decide.
            if let Some(first) = user_ids.first()
                && roster::is_occupied(db, *first, visit, wanted.own_job, own)?
            {
                return Err(Refused::NotFree(*first));
            }
            db.lock_users(user_ids)?;
            roster::read_locked(db, &question, allocate)?
        }
    };
    let (now, definition) = roster::in_one_version(db, now, &question)?;
    let free = Free {
        has_holds: now.has_holds(),
        allocated_id: now.allocated_id,
        definition_version: Some(now.definition_version),
    };
    let (roster, around) = roster::of_now(now, &definition, &question, own, skipped);
    // Where the visit is matters only where schedules hold for areas or ways take time.
    let place = match around.travel.is_some() || roster.schedules.iter().any(|schedule| schedule.areas.is_some()) {
        true => directory::place(db, wanted.place)?.and_then(|place| place.point),
        false => None,
    };
    let RosterQuestion { first, last, .. } = question;
    let question = Question { job_type_id, place, first, last, except_job_id: wanted.own_job };
    match roster.first_not_free_around(user_ids, visit, &question, &around) {
        Some(user_id) => Err(Refused::NotFree(user_id)),
        None => Ok(free),
    }
}

/// The database refused a claim that was judged free. Nobody is in two places, but somebody came past the locks.
pub(crate) fn backstop(error: Error, user_ids: &[u64]) -> Refused {
    match (error, user_ids.first()) {
        (Error::Overlap, Some(user_id)) => {
            tracing::error!(user_id, "the backstop held: a claim would have overlapped another");
            Refused::NotFree(*user_id)
        }
        (error, _) => Refused::Storage(error),
    }
}

/// Whose the claims of these jobs are (`owner` is `job_id`), or of these holds (`hold_id`), in the order of the crews.
pub(crate) fn claimants(db: &Db, owner: &str, ids: &[u64]) -> Result<BTreeMap<u64, Vec<u64>>, Error> {
    let sql = format!(
        "SELECT {owner}, user_id FROM claims WHERE {owner} IN (SELECT value FROM json_each(?1)) ORDER BY position"
    );
    let mut claimants = BTreeMap::<_, Vec<_>>::new();
    for row in db.rows(&sql, params![ids])? {
        claimants.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(claimants)
}

fn last_minute(visit: Interval) -> Minute {
    visit.end() - 1
}
