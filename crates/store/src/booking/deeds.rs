//! What a system's program says of a job: its particulars, and what follows for the job, in one transaction.

use slotwright_domain::{Actor, Job, JobDeed, ParticularsChange, Status, UnixSecond};
use slotwright_matching::{IntervalSet, Minute, Skipped};

use super::{states, visits};
use crate::error::Refused;
use crate::history::Change;
use crate::unit_of_work::Db;
use crate::{callbacks, history, jobs, particulars};

pub(super) fn record(
    db: &Db,
    id: u64,
    deed: &JobDeed,
    change: Option<&ParticularsChange>,
    by: &Actor,
    skipped: impl Fn(Minute) -> IntervalSet,
    now: UnixSecond,
) -> Result<Job, Refused> {
    // Locked first: what is held against what it was can't change any more.
    let job = jobs::get_for_update(db, id)?.ok_or(Refused::NoSuchJob)?;
    if let Some(change) = change {
        particulars::change(db, id, change)?;
    }
    let recorded = match deed {
        JobDeed::None => {
            history::note(db, by, id, "note", Change { before: Some(&job), after: Some(&job) })?;
            Ok(job)
        }
        JobDeed::Change(change) => visits::change(db, id, change, by, skipped),
        JobDeed::Unschedule if job.status.has_ended() => Err(Refused::AlreadyCompleted),
        JobDeed::Queue | JobDeed::Unschedule => states::queue(db, id, by),
        JobDeed::CheckIn(user_id, second) => states::check_in(db, id, *user_id, *second, by),
        JobDeed::Complete(completion) => states::complete(db, id, completion, by, now),
        JobDeed::Cancel => cancel(db, job, by),
    }?;
    if let Some(callback) = change.and_then(|change| change.callback.as_ref()) {
        callbacks::write(db, callback, Some(id))?;
    }
    Ok(recorded)
}

fn cancel(db: &Db, job: Job, by: &Actor) -> Result<Job, Refused> {
    match job.status {
        Status::Cancelled => return Ok(job),
        Status::Completed | Status::Failed => return Err(Refused::AlreadyCompleted),
        Status::Queued | Status::Scheduled | Status::InProgress => {}
    }
    let cancelled = Job { status: Status::Cancelled, ..states::freed(job.clone()) };
    jobs::update(db, &job, &cancelled, Skipped::NONE)?;
    history::note(db, by, job.id, "cancel", Change { before: Some(&job), after: Some(&cancelled) })?;
    Ok(cancelled)
}
