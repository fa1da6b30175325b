//! From one state of a job to the next: queued, on site, ended, deleted.

use slotwright_domain::{Actor, Completion, Job, LinkTerms, Status, UnixSecond, WallSecond};
use slotwright_matching::Skipped;

use super::rights::{changeable, refuse_late};
use crate::error::{Error, Refused};
use crate::history::Change;
use crate::links::standing;
use crate::unit_of_work::Db;
use crate::{directory, effects, history, jobs, links, photos, tasks};

pub(super) fn delete(db: &Db, id: u64, by: &Actor, terms: LinkTerms) -> Result<(), Refused> {
    links::lock_those_to(db, id)?;
    let job = changeable(db, id, by)?;
    refuse_late(&job, by)?;
    if let Actor::Customer { link_id, links: terms, .. } = by
        && !standing(db, *link_id, *terms)?.1.made_job
    {
        return Err(Refused::NoSuchJob);
    }
    links::release(db, id, terms)?;
    photos::release(db, id, terms.clock)?;
    jobs::delete(db, &job)?;
    history::note(db, by, id, "delete", Change { before: Some(&job), after: None })?;
    Ok(())
}

pub(super) fn queue(db: &Db, id: u64, by: &Actor) -> Result<Job, Refused> {
    let job = changeable(db, id, by)?;
    refuse_late(&job, by)?;
    if let Actor::Customer { link_id, links: terms, .. } = by
        && standing(db, *link_id, *terms)?.1.made_job
    {
        return Err(Refused::NoSuchJob);
    }
    match job.status {
        Status::Queued => return Ok(job),
        Status::Completed => return Err(Refused::AlreadyCompleted),
        Status::Scheduled | Status::InProgress | Status::Failed | Status::Cancelled => {}
    }
    let queued = Job { status: Status::Queued, completion: None, ..freed(job.clone()) };
    jobs::update(db, &job, &queued, Skipped::NONE)?;
    history::note(db, by, id, "queue", Change { before: Some(&job), after: Some(&queued) })?;
    Ok(queued)
}

pub(super) fn check_in(db: &Db, id: u64, user_id: u64, second: WallSecond, by: &Actor) -> Result<Job, Refused> {
    let before = scheduled(db, id)?;
    if before.status == Status::Queued {
        return Err(Refused::NotScheduled);
    }
    let mut job = before.clone();
    if !job.checked_in.iter().any(|(known, _)| *known == user_id) {
        job.checked_in.push((user_id, second));
        jobs::update(db, &before, &job, Skipped::NONE)?;
        history::note(db, by, id, "check_in", Change { before: Some(&before), after: Some(&job) })?;
    }
    Ok(job)
}

pub(super) fn check_out(db: &Db, id: u64, user_id: u64, by: &Actor) -> Result<Job, Refused> {
    let before = scheduled(db, id)?;
    let mut job = before.clone();
    job.checked_in.retain(|(known, _)| *known != user_id);
    if job != before {
        jobs::update(db, &before, &job, Skipped::NONE)?;
        history::note(db, by, id, "check_out", Change { before: Some(&before), after: Some(&job) })?;
    }
    Ok(job)
}

pub(super) fn complete(db: &Db, id: u64, completion: &Completion, by: &Actor, now: UnixSecond) -> Result<Job, Refused> {
    let job = scheduled(db, id)?;
    let status = if completion.successfully { Status::Completed } else { Status::Failed };
    let job_type = directory::job_type(db, job.job_type_id)?;
    let job_type = job_type.ok_or_else(|| Error::Corrupt(format!("job {id} is of no type")))?;
    if completion.successfully && !job_type.effects.allow_completion_with_uncompleted_tasks && tasks::has_open(db, id)?
    {
        return Err(Refused::OpenTasks);
    }
    let completed = Job { status, completion: Some(completion.clone()), ..freed(job.clone()) };
    jobs::update(db, &job, &completed, Skipped::NONE)?;
    effects::of_end(db, &completed, &job_type, now)?;
    history::note(db, by, id, "complete", Change { before: Some(&job), after: Some(&completed) })?;
    Ok(completed)
}

/// A job that has not ended.
fn scheduled(db: &Db, id: u64) -> Result<Job, Refused> {
    let job = jobs::get_for_update(db, id)?.ok_or(Refused::NoSuchJob)?;
    if job.status.has_ended() {
        return Err(Refused::AlreadyCompleted);
    }
    Ok(job)
}

/// Off the schedule, with nobody on site.
pub(super) fn freed(job: Job) -> Job {
    Job { start: None, user_ids: Vec::new(), checked_in: Vec::new(), ..job }
}
