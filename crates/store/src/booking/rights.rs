//! Which job a caller may change, and until when.

use slotwright_domain::{Actor, Job, Link};

use crate::error::Refused;
use crate::links::standing;
use crate::unit_of_work::Db;
use crate::{history, jobs};

/// The job, if there is one and the caller may change it.
pub(crate) fn changeable(db: &Db, id: u64, by: &Actor) -> Result<Job, Refused> {
    changeable_by(db, id, by).map(|(job, _)| job)
}

/// The same, with the caller's link.
pub(super) fn changeable_by(db: &Db, id: u64, by: &Actor) -> Result<(Job, Option<Link>), Refused> {
    if let Actor::Upstream { seen_start } = by {
        let job = jobs::get_for_update(db, id)?.ok_or(Refused::NoSuchJob)?;
        let is_as_seen = job.start == *seen_start;
        return if is_as_seen { Ok((job, None)) } else { Err(Refused::MovedMeanwhile { start: job.start }) };
    }
    let Actor::Customer { link_id, links: terms, seen_start, .. } = by else {
        return jobs::get_for_update(db, id)?.map(|job| (job, None)).ok_or(Refused::NoSuchJob);
    };
    let (link, scope) = standing(db, *link_id, *terms)?;
    let job = jobs::get_for_update(db, id)?.filter(|job| scope.job_id == Some(job.id)).ok_or(Refused::NoSuchJob)?;
    // Staff gave the job to another customer: the link was never meant for that one.
    if job.place != scope.place {
        return Err(Refused::LinkEnded);
    }
    // What was done stays on record, and whether a failed visit is tried again is the provider's decision.
    if job.status.has_ended() {
        return Err(Refused::AlreadyCompleted);
    }
    // What was decided about another visit is not done to this one.
    if seen_start.is_some_and(|seen| seen != job.start) {
        return Err(Refused::MovedMeanwhile { start: job.start });
    }
    Ok((job, Some(link)))
}

/// Refuses the holder of a link that is used up.
pub(super) fn refuse_used(link: &Link) -> Result<(), Refused> {
    if link.has_changes_left() { Ok(()) } else { Err(Refused::LinkUsed) }
}

/// Refuses a customer who has done as much within a day as one may: whoever books and cancels all day keeps others from what is
/// free meanwhile.
pub(super) fn refuse_too_many(db: &Db, by: &Actor) -> Result<(), Refused> {
    match by {
        Actor::Customer { max_changes_a_day, .. } if 0 < *max_changes_a_day => {
            let done = history::within_a_day(db, by)?;
            if u64::from(*max_changes_a_day) <= done { Err(Refused::TooManyChanges) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

pub(super) fn refuse_late(job: &Job, by: &Actor) -> Result<(), Refused> {
    match (by, job.start) {
        (Actor::Customer { changeable_from, .. }, Some(start)) if start < *changeable_from => {
            Err(Refused::TooLateToChange)
        }
        _ => Ok(()),
    }
}
