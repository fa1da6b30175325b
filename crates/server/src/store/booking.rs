//! Changes to jobs: what is asked is judged and written in one transaction, so that nothing can come between.
//!
//! The writer is alone, so what the roster says here stays true until the commit. Issues of taste (which texts, which
//! status) are the routes'; here a refusal is a meaning.

use rusqlite::Transaction;
use slotwright_matching::{Day, Interval, IntervalSet, Minute};
use slotwright_wire::sonar::JobStatus;

use super::{
    By, Completion, Error, Job, JobChange, JobDraft, Link, LinkHolder, LinkScope, NotesChange, RosterQuestion,
    UnixSecond, WallSecond, directory, jobs, links, roster,
};

/// Why a change was refused.
#[derive(Debug)]
pub enum Refused {
    /// There is no such job, or none that the caller may know of.
    NoSuchJob,
    /// There is no such wish of that job.
    NoSuchWish,
    /// A wish would end before it starts.
    WishWithoutLength,
    /// The job has as many wishes as it may have.
    TooManyWishes,
    /// This user is not free for the whole visit.
    NotFree(u64),
    /// The job has ended.
    AlreadyCompleted,
    /// Nobody can be on site of a job without a time.
    NotScheduled,
    /// The visit is too near to be changed by the customer.
    TooLateToChange,
    /// The link has its job already.
    AlreadyBooked,
    /// The link has expired or was revoked meanwhile.
    LinkEnded,
    /// The store itself failed.
    Storage(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Storage(error)
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(Error::Sqlite(error))
    }
}

pub(super) fn create(
    transaction: &Transaction,
    draft: &JobDraft,
    by: &By,
    skipped: IntervalSet,
) -> Result<Job, Refused> {
    let link = match by {
        By::Staff { .. } => None,
        By::Customer { link_id, now, .. } => {
            let (link, scope) = standing(transaction, *link_id, *now)?;
            if scope.job_id.is_some() {
                return Err(Refused::AlreadyBooked);
            }
            Some(link)
        }
    };
    let job = Job {
        id: 0,
        job_type_id: draft.job_type_id,
        length_in_minutes: draft.length_in_minutes,
        place: draft.place,
        ticket_id: draft.ticket_id,
        notes: draft.notes.clone(),
        services: draft.services.clone(),
        status: if draft.visit.is_some() { JobStatus::Scheduled } else { JobStatus::Queued },
        start: draft.visit.as_ref().map(|visit| visit.start),
        user_ids: draft.visit.as_ref().map(|visit| visit.user_ids.clone()).unwrap_or_default(),
        last_crew_size: None,
        checked_in: Vec::new(),
        created_by_user_id: match by {
            By::Staff { user_id } => Some(*user_id),
            By::Customer { .. } => None,
        },
        completion: None,
    };
    all_free(transaction, &job, skipped)?;
    let id = jobs::insert(transaction, &job)?;
    if let Some(link) = link {
        links::bind(transaction, link.id, id)?;
    }
    Ok(Job { id, ..job })
}

pub(super) fn change(
    transaction: &Transaction,
    id: u64,
    change: &JobChange,
    by: &By,
    skipped: IntervalSet,
) -> Result<Job, Refused> {
    let before = changeable(transaction, id, by)?;
    let mut job = before.clone();
    job.place = change.place.unwrap_or(job.place);
    job.length_in_minutes = change.length_in_minutes.unwrap_or(job.length_in_minutes);
    job.notes = match &change.notes {
        None => job.notes,
        Some(NotesChange::Whole(notes)) => notes.clone(),
        Some(NotesChange::Part(part, merge)) => merge(&job.notes, part),
    };
    job.ticket_id = change.ticket_id.unwrap_or(job.ticket_id);
    job.services = change.services.clone().unwrap_or(job.services);
    if let Some(start) = change.start {
        if has_ended(&before) {
            return Err(Refused::AlreadyCompleted);
        }
        job.start = Some(start);
        job.status = JobStatus::Scheduled;
    }
    if job.status == JobStatus::Scheduled {
        job.user_ids = change.user_ids.clone().unwrap_or(job.user_ids);
    }
    let visit = |job: &Job| (job.interval(), job.user_ids.clone(), job.place);
    if visit(&job) != visit(&before) {
        refuse_late(&before, by)?;
        all_free(transaction, &job, skipped)?;
    }
    jobs::update(transaction, &job)?;
    Ok(job)
}

pub(super) fn delete(transaction: &Transaction, id: u64, by: &By, now: UnixSecond) -> Result<(), Refused> {
    let job = changeable(transaction, id, by)?;
    refuse_late(&job, by)?;
    if let By::Customer { link_id, now, .. } = by
        && !standing(transaction, *link_id, *now)?.1.made_job
    {
        return Err(Refused::NoSuchJob);
    }
    links::release(transaction, id, now)?;
    jobs::delete(transaction, id)?;
    Ok(())
}

pub(super) fn queue(transaction: &Transaction, id: u64, by: &By) -> Result<Job, Refused> {
    let job = changeable(transaction, id, by)?;
    refuse_late(&job, by)?;
    if let By::Customer { link_id, now, .. } = by
        && standing(transaction, *link_id, *now)?.1.made_job
    {
        return Err(Refused::NoSuchJob);
    }
    match job.status {
        JobStatus::Queued => return Ok(job),
        JobStatus::Completed => return Err(Refused::AlreadyCompleted),
        JobStatus::Scheduled | JobStatus::Failed => {}
    }
    let job = Job { status: JobStatus::Queued, completion: None, ..freed(job) };
    jobs::update(transaction, &job)?;
    Ok(job)
}

pub(super) fn check_in(transaction: &Transaction, id: u64, user_id: u64, second: WallSecond) -> Result<Job, Refused> {
    let mut job = scheduled(transaction, id)?;
    if job.status == JobStatus::Queued {
        return Err(Refused::NotScheduled);
    }
    if !job.checked_in.iter().any(|(known, _)| *known == user_id) {
        job.checked_in.push((user_id, second));
        jobs::update(transaction, &job)?;
    }
    Ok(job)
}

pub(super) fn check_out(transaction: &Transaction, id: u64, user_id: u64) -> Result<Job, Refused> {
    let mut job = scheduled(transaction, id)?;
    job.checked_in.retain(|(known, _)| *known != user_id);
    jobs::update(transaction, &job)?;
    Ok(job)
}

pub(super) fn complete(transaction: &Transaction, id: u64, completion: &Completion) -> Result<Job, Refused> {
    let job = scheduled(transaction, id)?;
    let status = if completion.successfully { JobStatus::Completed } else { JobStatus::Failed };
    let job = Job { status, completion: Some(completion.clone()), ..freed(job) };
    jobs::update(transaction, &job)?;
    Ok(job)
}

/// A job that has not ended.
fn scheduled(transaction: &Transaction, id: u64) -> Result<Job, Refused> {
    let job = jobs::get(transaction, id)?.ok_or(Refused::NoSuchJob)?;
    if has_ended(&job) {
        return Err(Refused::AlreadyCompleted);
    }
    Ok(job)
}

fn has_ended(job: &Job) -> bool {
    matches!(job.status, JobStatus::Completed | JobStatus::Failed)
}

/// Off the schedule, with nobody on site.
fn freed(job: Job) -> Job {
    Job { start: None, user_ids: Vec::new(), checked_in: Vec::new(), ..job }
}

/// The job, if there is one and the caller may change it.
pub(super) fn changeable(transaction: &Transaction, id: u64, by: &By) -> Result<Job, Refused> {
    let By::Customer { link_id, now, .. } = by else {
        return jobs::get(transaction, id)?.ok_or(Refused::NoSuchJob);
    };
    let (_, scope) = standing(transaction, *link_id, *now)?;
    let job = jobs::get(transaction, id)?.filter(|job| scope.job_id == Some(job.id)).ok_or(Refused::NoSuchJob)?;
    // Staff gave the job to another customer: the link was never meant for that one.
    if job.place != scope.place {
        return Err(Refused::LinkEnded);
    }
    // What was done stays on record, and whether a failed visit is tried again is the provider's decision.
    if has_ended(&job) {
        return Err(Refused::AlreadyCompleted);
    }
    Ok(job)
}

/// The link as it stands now: it may have ended, or got its job, since the caller was let in.
fn standing(transaction: &Transaction, link_id: u64, now: i64) -> Result<(Link, LinkScope), Refused> {
    let link = links::get(transaction, link_id)?.ok_or(Refused::LinkEnded)?;
    match link.holder {
        LinkHolder::Customer(scope) if !link.has_ended(now) => Ok((link, scope)),
        _ => Err(Refused::LinkEnded),
    }
}

fn refuse_late(job: &Job, by: &By) -> Result<(), Refused> {
    match (by, job.start) {
        (By::Customer { changeable_from, .. }, Some(start)) if start < *changeable_from => {
            Err(Refused::TooLateToChange)
        }
        _ => Ok(()),
    }
}

fn all_free(transaction: &Transaction, job: &Job, skipped: IntervalSet) -> Result<(), Refused> {
    let Some(visit) = job.interval() else { return Ok(()) };
    let question = RosterQuestion {
        user_ids: job.user_ids.clone(),
        job_type_id: Some(job.job_type_id),
        first: Day::of(visit.start()),
        last: Day::of(last_minute(visit)),
    };
    let roster = roster::load(transaction, &question, skipped)?;
    let place = directory::place(transaction, job.place)?.and_then(|place| place.point);
    let own = (job.id != 0).then_some(job.id);
    match roster.first_not_free(&job.user_ids, visit, job.job_type_id, place, own) {
        Some(user_id) => Err(Refused::NotFree(user_id)),
        None => Ok(()),
    }
}

fn last_minute(visit: Interval) -> Minute {
    visit.end() - 1
}
