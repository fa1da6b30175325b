//! Changes to jobs: what is asked is judged and written in one transaction, so that nothing can come between.
//!
//! Whoever may come in between is locked out first (link, then job, then users), so what the claims say here stays true until
//! the commit. The plan is not locked: on PostgreSQL a booking is judged by one that held while it was at work, and a change
//! to it that is answered a moment before the booking is, as if it had come a moment after. Issues of taste (which texts,
//! which status) are the routes'; here a refusal is a meaning.

use slotwright_matching::{Day, Interval, IntervalSet, Minute, Question};

use super::roster::Draw;
use super::sql::Db;
use super::{
    Effect, Error, RosterQuestion, Store, directory, effects, history, holds, jobs, ledger, links, roster, tasks,
    versions,
};
use crate::sabotage::{self, Safeguard};
use slotwright_domain::{
    By, Completion, Holder, Job, JobChange, JobDraft, Link, LinkHolder, LinkScope, NotesChange, PlaceRef, Status,
    UnixSecond, WallSecond,
};

impl Store {
    /// Makes a job; where it has a visit, everybody of its crew must be free. With `in_plan` only as long as the plan has that
    /// version.
    pub async fn create_job(
        &self,
        draft: JobDraft,
        by: By,
        skipped: IntervalSet,
        in_plan: Option<u64>,
    ) -> Result<Job, Refused> {
        let crew = draft.visit.as_ref().map(|visit| visit.user_ids.clone()).unwrap_or_default();
        let created = self.change(move |db| create(db, &draft, &by, skipped.clone(), in_plan)).await;
        // PostgreSQL may say so only at the commit.
        created.map_err(|refused| match refused {
            Refused::Storage(error) => backstop(error, &crew),
            refused => refused,
        })
    }

    /// Changes a job; where its visit changes, everybody of its crew must be free. `skipped` gives the minutes that the clocks
    /// skip on the day of a start.
    pub async fn change_job(
        &self,
        id: u64,
        change: JobChange,
        by: By,
        skipped: impl Fn(Minute) -> IntervalSet + Send + 'static,
    ) -> Result<Job, Refused> {
        self.change(move |db| self::change(db, id, &change, &by, &skipped)).await
    }

    /// Forgets a job and frees its crew. Links that were for it end `now`; one that made it may make another.
    pub async fn delete_job(&self, id: u64, by: By, now: UnixSecond) -> Result<(), Refused> {
        self.change(move |db| delete(db, id, &by, now)).await
    }

    /// Puts a scheduled or failed job back into the queue.
    pub async fn queue_job(&self, id: u64, by: By) -> Result<Job, Refused> {
        self.change(move |db| queue(db, id, &by)).await
    }

    /// Notes that a user is on site, since `second`.
    pub async fn check_in(&self, id: u64, user_id: u64, second: WallSecond, by: By) -> Result<Job, Refused> {
        self.change(move |db| check_in(db, id, user_id, second, &by)).await
    }

    /// Notes that a user has left.
    pub async fn check_out(&self, id: u64, user_id: u64, by: By) -> Result<Job, Refused> {
        self.change(move |db| check_out(db, id, user_id, &by)).await
    }

    /// Ends a job `now`, with or without success, frees its crew, and brings about what its type says.
    pub async fn complete_job(&self, id: u64, completion: Completion, by: By, now: UnixSecond) -> Result<Job, Refused> {
        self.change(move |db| complete(db, id, &completion, &by, now)).await
    }
}

/// Why a change was refused.
pub type Refused = slotwright_domain::Refused<Error>;

pub(super) fn create(
    db: &Db,
    draft: &JobDraft,
    by: &By,
    skipped: IntervalSet,
    in_plan: Option<u64>,
) -> Result<Job, Refused> {
    let link = match by {
        By::Staff { .. } => None,
        By::Customer { link_id, now, .. } => {
            let (link, scope) = standing(db, *link_id, *now)?;
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
        status: if draft.visit.is_some() { Status::Scheduled } else { Status::Queued },
        start: draft.visit.as_ref().map(|visit| visit.start),
        user_ids: draft.visit.as_ref().map(|visit| visit.user_ids.clone()).unwrap_or_default(),
        last_crew_size: None,
        checked_in: Vec::new(),
        created_by_user_id: match by {
            By::Staff { user_id, .. } => Some(*user_id),
            By::Customer { .. } => None,
        },
        completion: None,
    };
    let free = claim(db, &job, draft.hold_id, by, skipped)?;
    if let Some(in_plan) = in_plan {
        let plan_version = match free.plan_version {
            Some(read) => read,
            None => versions::of_plan(db)?,
        };
        if plan_version != in_plan {
            return Err(Refused::Outdated);
        }
    }
    let id = jobs::insert(db, &Job { id: free.job_number, ..job.clone() }, by)?;
    if let Some(template_id) = draft.task_template_id {
        tasks::add_from_template(db, id, template_id)?;
    }
    if let Some(link) = link {
        links::bind(db, link.id, id)?;
    }
    ledger::note(db, Effect::Job(id))?;
    Ok(Job { id, ..job })
}

/// `skipped` gives the minutes that the clocks skip on the day of a start.
pub(super) fn change(
    db: &Db,
    id: u64,
    change: &JobChange,
    by: &By,
    skipped: impl Fn(Minute) -> IntervalSet,
) -> Result<Job, Refused> {
    let before = changeable(db, id, by)?;
    let is_of_length = change.judged_length.is_none_or(|length| length == before.length_in_minutes);
    if !is_of_length || (change.leaves_users_out && before.status == Status::Scheduled) {
        return Err(Refused::ChangedMeanwhile);
    }
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
        if before.status.has_ended() {
            return Err(Refused::AlreadyCompleted);
        }
        job.start = Some(start);
        job.status = Status::Scheduled;
    }
    if let Some(user_ids) = change.user_ids.as_ref().filter(|_| job.status == Status::Scheduled) {
        let (needed, named) = (before.crew_size(), user_ids.len());
        if matches!(by, By::Customer { .. }) && needed != named {
            return Err(Refused::CrewSize { needed, named });
        }
        job.user_ids.clone_from(user_ids);
    }
    let visit = |job: &Job| (job.interval(), job.user_ids.clone(), job.place);
    if visit(&job) != visit(&before) {
        refuse_late(&before, by)?;
        claim(db, &job, change.hold_id, by, job.start.map(skipped).unwrap_or_default())?;
    }
    jobs::update(db, &before, &job).map_err(|error| backstop(error, &job.user_ids))?;
    history::note(db, by, id, "change", Some(job.status))?;
    Ok(job)
}

pub(super) fn delete(db: &Db, id: u64, by: &By, now: UnixSecond) -> Result<(), Refused> {
    links::lock_those_to(db, id)?;
    let job = changeable(db, id, by)?;
    refuse_late(&job, by)?;
    if let By::Customer { link_id, now, .. } = by
        && !standing(db, *link_id, *now)?.1.made_job
    {
        return Err(Refused::NoSuchJob);
    }
    links::release(db, id, now)?;
    jobs::delete(db, &job)?;
    history::note(db, by, id, "delete", None)?;
    Ok(())
}

pub(super) fn queue(db: &Db, id: u64, by: &By) -> Result<Job, Refused> {
    let job = changeable(db, id, by)?;
    refuse_late(&job, by)?;
    if let By::Customer { link_id, now, .. } = by
        && standing(db, *link_id, *now)?.1.made_job
    {
        return Err(Refused::NoSuchJob);
    }
    match job.status {
        Status::Queued => return Ok(job),
        Status::Completed => return Err(Refused::AlreadyCompleted),
        Status::Scheduled | Status::InProgress | Status::Failed | Status::Cancelled => {}
    }
    let queued = Job { status: Status::Queued, completion: None, ..freed(job.clone()) };
    jobs::update(db, &job, &queued)?;
    history::note(db, by, id, "queue", Some(queued.status))?;
    Ok(queued)
}

pub(super) fn check_in(db: &Db, id: u64, user_id: u64, second: WallSecond, by: &By) -> Result<Job, Refused> {
    let before = scheduled(db, id)?;
    if before.status == Status::Queued {
        return Err(Refused::NotScheduled);
    }
    let mut job = before.clone();
    if !job.checked_in.iter().any(|(known, _)| *known == user_id) {
        job.checked_in.push((user_id, second));
        jobs::update(db, &before, &job)?;
        history::note(db, by, id, "check_in", Some(job.status))?;
    }
    Ok(job)
}

pub(super) fn check_out(db: &Db, id: u64, user_id: u64, by: &By) -> Result<Job, Refused> {
    let before = scheduled(db, id)?;
    let mut job = before.clone();
    job.checked_in.retain(|(known, _)| *known != user_id);
    if job != before {
        jobs::update(db, &before, &job)?;
        history::note(db, by, id, "check_out", Some(job.status))?;
    }
    Ok(job)
}

pub(super) fn complete(db: &Db, id: u64, completion: &Completion, by: &By, now: UnixSecond) -> Result<Job, Refused> {
    let job = scheduled(db, id)?;
    let status = if completion.successfully { Status::Completed } else { Status::Failed };
    let job_type = directory::job_type(db, job.job_type_id)?;
    let job_type = job_type.ok_or_else(|| Error::Corrupt(format!("job {id} is of no type")))?;
    if completion.successfully && !job_type.effects.allow_completion_with_uncompleted_tasks && tasks::has_open(db, id)?
    {
        return Err(Refused::OpenTasks);
    }
    let completed = Job { status, completion: Some(completion.clone()), ..freed(job.clone()) };
    jobs::update(db, &job, &completed)?;
    effects::of_end(db, &completed, &job_type, now)?;
    history::note(db, by, id, "complete", Some(status))?;
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
fn freed(job: Job) -> Job {
    Job { start: None, user_ids: Vec::new(), checked_in: Vec::new(), ..job }
}

/// The job, if there is one and the caller may change it.
pub(super) fn changeable(db: &Db, id: u64, by: &By) -> Result<Job, Refused> {
    let By::Customer { link_id, now, .. } = by else {
        return jobs::get_for_update(db, id)?.ok_or(Refused::NoSuchJob);
    };
    let (_, scope) = standing(db, *link_id, *now)?;
    let job = jobs::get_for_update(db, id)?.filter(|job| scope.job_id == Some(job.id)).ok_or(Refused::NoSuchJob)?;
    // Staff gave the job to another customer: the link was never meant for that one.
    if job.place != scope.place {
        return Err(Refused::LinkEnded);
    }
    // What was done stays on record, and whether a failed visit is tried again is the provider's decision.
    if job.status.has_ended() {
        return Err(Refused::AlreadyCompleted);
    }
    Ok(job)
}

/// The link as it stands now: it may have ended, or got its job, since the caller was let in.
pub(super) fn standing(db: &Db, link_id: u64, now: i64) -> Result<(Link, LinkScope), Refused> {
    let link = links::get_for_update(db, link_id)?.ok_or(Refused::LinkEnded)?;
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

/// Makes sure that the crew of a visit is free, and takes the caller's own hold of its time away, which the visit's claims
/// replace.
fn claim(db: &Db, job: &Job, hold_id: Option<u64>, by: &By, skipped: IntervalSet) -> Result<Free, Refused> {
    let Some(visit) = job.interval() else { return Ok(Free::default()) };
    let wanted = Wanted {
        user_ids: &job.user_ids,
        visit,
        job_type_id: job.job_type_id,
        place: job.place,
        own_job: (job.id != 0).then_some(job.id),
    };
    let draw = if job.id == 0 { Draw::JobNumber } else { Draw::Nothing };
    let free = match all_free(db, &wanted, by.holder(), skipped, draw) {
        Err(Refused::NotFree(_)) if is_gone(db, hold_id, by.holder())? => return Err(Refused::HoldExpired),
        judged => judged?,
    };
    if free.has_holds {
        holds::make_way(db, by.holder(), &job.user_ids, visit)?;
    }
    Ok(free)
}

/// Whether it was for a hold, and that is no more.
fn is_gone(db: &Db, hold_id: Option<u64>, holder: Holder) -> Result<bool, Error> {
    match hold_id {
        Some(hold_id) => Ok(!holds::is_live(db, hold_id, holder)?),
        None => Ok(false),
    }
}

/// What somebody wants to be free.
pub(super) struct Wanted<'a> {
    pub(super) user_ids: &'a [u64],
    pub(super) visit: Interval,
    pub(super) job_type_id: u64,
    pub(super) place: PlaceRef,
    /// The job that is to be moved.
    pub(super) own_job: Option<u64>,
}

/// That somebody is free, and what was found with it.
#[derive(Default)]
pub(super) struct Free {
    /// Whether there are holds at that time that may have to make way.
    has_holds: bool,
    /// What was drawn, or 0.
    job_number: u64,
    /// By which it was judged.
    plan_version: Option<u64>,
}

/// Locks the users, and refuses when somebody isn't free.
pub(super) fn all_free(
    db: &Db,
    wanted: &Wanted,
    holder: Holder,
    skipped: IntervalSet,
    draw: Draw,
) -> Result<Free, Refused> {
    let Wanted { user_ids, visit, job_type_id, .. } = *wanted;
    if sabotage::is_off(Safeguard::Check) {
        db.lock_users(user_ids)?;
        return Ok(Free { has_holds: true, ..Free::default() });
    }
    let question = RosterQuestion {
        user_ids: user_ids.to_vec(),
        job_type_id: Some(job_type_id),
        first: Day::of(visit.start()),
        last: Day::of(last_minute(visit)),
    };
    let now = match roster::read_if_alone(db, &question, draw)? {
        Some(now) => now,
        None => {
            // In a stampede most come too late: they need neither wait for the others nor read all that may decide.
            if let Some(first) = user_ids.first()
                && roster::is_occupied(db, *first, visit, wanted.own_job, holder)?
            {
                return Err(Refused::NotFree(*first));
            }
            db.lock_users(user_ids)?;
            roster::read_locked(db, &question, draw)?
        }
    };
    let (now, plan) = roster::in_one_plan(db, now, &question)?;
    let free = Free { has_holds: now.has_holds(), job_number: now.job_number, plan_version: Some(now.plan_version) };
    let (roster, around) = roster::of_now(now, &plan, &question, holder, skipped);
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
pub(super) fn backstop(error: Error, user_ids: &[u64]) -> Refused {
    match (error, user_ids.first()) {
        (Error::Overlap, Some(user_id)) => {
            tracing::error!(user_id, "the backstop held: a claim would have overlapped another");
            Refused::NotFree(*user_id)
        }
        (error, _) => Refused::Storage(error),
    }
}

fn last_minute(visit: Interval) -> Minute {
    visit.end() - 1
}
