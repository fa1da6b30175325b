//! Jobs with a visit: made and changed, where everybody of the crew must be free.

use slotwright_domain::{
    Actor, Holder, Job, JobChange, JobDraft, LinkScope, NotesChange, PlaceDraft, Purpose, SecondJob, Status,
};
use slotwright_matching::{IntervalSet, Minute, Skipped};

use super::rights::{changeable_by, refuse_late, refuse_too_many, refuse_used};
use crate::claims::{Free, Heed, Wanted, all_free, backstop};
use crate::error::{Error, Refused};
use crate::history::Change;
use crate::holds::Making;
use crate::idempotency_keys::Effect;
use crate::links::standing;
use crate::roster::Allocate;
use crate::unit_of_work::Db;
use crate::{
    callbacks, directory, earlier, history, holds, jobs, links, open_links, particulars, photos, tasks, versions,
};

pub(super) fn create(
    db: &Db,
    draft: &JobDraft,
    by: &Actor,
    skipped: IntervalSet,
    expected_version: Option<u64>,
) -> Result<Job, Refused> {
    let link = match by {
        Actor::Staff { .. } | Actor::Upstream { .. } => None,
        Actor::Customer { link_id, links: terms, second_job, .. } => {
            let (link, scope) = standing(db, *link_id, *terms)?;
            if scope.job_id.is_some() {
                return Err(Refused::AlreadyBooked);
            }
            // What a newcomer asks for has no place yet; and nobody learns from a refusal whose account is there.
            if *second_job == SecondJob::Refuse && link.origin.is_none() {
                refuse_second(db, &scope)?;
            }
            refuse_used(&link)?;
            refuse_too_many(db, by)?;
            Some(link)
        }
    };
    let place = match &draft.place {
        PlaceDraft::Known(place) => *place,
        PlaceDraft::Named { name, address, point } => directory::account_of(db, name, address.as_deref(), *point)?,
        PlaceDraft::Newcomer { contact, terms } => {
            if let Some(link) = &link {
                open_links::refuse_many_bookings(db, link, *terms)?;
            }
            open_links::account_of(db, contact)?
        }
    };
    // Whether they are free is judged by what a newcomer saw: an account that is found could tell of itself else.
    let origin = link.as_ref().and_then(|link| link.origin.as_ref());
    let judged_at = origin.map_or(place, |origin| origin.place);
    let job = Job {
        id: 0,
        job_type_id: draft.job_type_id,
        length_in_minutes: draft.length_in_minutes,
        place,
        ticket_id: draft.ticket_id,
        notes: draft.notes.clone(),
        services: draft.services.clone(),
        status: if draft.visit.is_some() { Status::Scheduled } else { Status::Queued },
        start: draft.visit.as_ref().map(|visit| visit.start),
        user_ids: draft.visit.as_ref().map(|visit| visit.user_ids.clone()).unwrap_or_default(),
        last_crew_size: None,
        checked_in: Vec::new(),
        created_by_user_id: match by {
            Actor::Staff { user_id, .. } => Some(*user_id),
            Actor::Customer { .. } | Actor::Upstream { .. } => None,
        },
        completion: None,
        fields: draft.fields.clone(),
    };
    let free = claim(db, &Job { place: judged_at, ..job.clone() }, draft.hold_id, by, skipped.clone(), Heed::All)?;
    if let Some(expected_version) = expected_version {
        let definition_version = match free.definition_version {
            Some(read) => read,
            None => versions::of_definition(db)?,
        };
        if definition_version != expected_version {
            return Err(Refused::Outdated);
        }
    }
    let id = jobs::insert(db, &Job { id: free.allocated_id, ..job.clone() }, by, Skipped::of(&skipped))?;
    if let Some(template_id) = draft.task_template_id {
        tasks::add_from_template(db, id, template_id)?;
    }
    photos::follow(db, id, &draft.photo_keys, None, &job, by)?;
    for wish in &draft.wishes {
        jobs::add_wish(db, None, id, *wish)?;
    }
    if let Some(particulars) = &draft.particulars {
        particulars::insert(db, id, particulars)?;
    }
    if let Some(callback) = &draft.callback {
        callbacks::write(db, callback, Some(id))?;
    }
    if let Some(link) = link {
        links::bind(db, link.id, id)?;
        if link.origin.is_some() {
            open_links::note_booking(db, link.id, place)?;
        }
    }
    db.note(Effect::Job(id))?;
    Ok(Job { id, ..job })
}

/// Refuses another job of a type where one is open. Two links for the same place wait for each other here.
fn refuse_second(db: &Db, scope: &LinkScope) -> Result<(), Refused> {
    directory::lock_place(db, scope.place)?;
    match links::open_job_beside(db, scope.place, scope.job_type_id, None)? {
        Some(job_id) => Err(Refused::HasSuchJob(job_id)),
        None => Ok(()),
    }
}

/// `skipped` gives the minutes that the clocks skip on the day of a start.
pub(super) fn change(
    db: &Db,
    id: u64,
    change: &JobChange,
    by: &Actor,
    skipped: impl Fn(Minute) -> IntervalSet,
) -> Result<Job, Refused> {
    let (before, link) = changeable_by(db, id, by)?;
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
    job.fields.extend(change.fields.clone());
    job.fields.retain(|_, text| !text.is_empty());
    job.ticket_id = change.ticket_id.unwrap_or(job.ticket_id);
    job.services = change.services.clone().unwrap_or(job.services);
    if let Some(start) = change.start {
        // What was given up can be taken up again: systems that have no word for it have it in their queue.
        if before.status.has_ended() && before.status != Status::Cancelled {
            return Err(Refused::AlreadyCompleted);
        }
        job.start = Some(start);
        job.status = Status::Scheduled;
    }
    if let Some(user_ids) = change.user_ids.as_ref().filter(|_| job.status == Status::Scheduled) {
        let (needed, named) = (before.crew_size(), user_ids.len());
        if matches!(by, Actor::Customer { .. }) && needed != named {
            return Err(Refused::CrewSize { needed, named });
        }
        job.user_ids.clone_from(user_ids);
    }
    let visit = |job: &Job| (job.start.map(|start| (start, job.length_in_minutes)), job.user_ids.clone(), job.place);
    let skipped = job.start.map(skipped).unwrap_or_default();
    if visit(&job) != visit(&before) {
        refuse_late(&before, by)?;
        if let Some(link) = &link {
            refuse_used(link)?;
        }
        refuse_too_many(db, by)?;
        // For a newcomer it is judged who is free at the place by which they were shown it.
        let judged_at = link.and_then(|link| link.origin).map_or(job.place, |origin| origin.place);
        let ends_waiting = before.start != job.start && ends_waiting(db, &job, by)?;
        claim(db, &Job { place: judged_at, ..job.clone() }, change.hold_id, by, skipped.clone(), Heed::All)?;
        if ends_waiting {
            earlier::remove(db, id)?;
        }
    }
    jobs::update(db, &before, &job, Skipped::of(&skipped)).map_err(|error| backstop(error, &job.user_ids))?;
    photos::follow(db, id, &change.photo_keys, Some(&before), &job, by)?;
    history::note(db, by, id, "change", Change { before: Some(&before), after: Some(&job) })?;
    Ok(job)
}

/// Whether nobody waits for something sooner any more once a visit has this time: whoever has chosen it does not, nor does who
/// got what was offered; whom the office has moved still does.
pub(super) fn ends_waiting(db: &Db, job: &Job, by: &Actor) -> Result<bool, Error> {
    let is_chosen = matches!(by, Actor::Customer { .. });
    Ok(is_chosen || earlier::offered_start(db, job.id)?.is_some_and(|start| job.start == Some(start)))
}

/// Makes sure that the crew of a visit is free, and takes the caller's own hold of its time away, which the visit's claims
/// replace.
pub(super) fn claim(
    db: &Db,
    job: &Job,
    hold_id: Option<u64>,
    by: &Actor,
    skipped: IntervalSet,
    heed: Heed,
) -> Result<Free, Refused> {
    let Some(visit) = job.visit(Skipped::of(&skipped)) else { return Ok(Free::default()) };
    let wanted = Wanted {
        user_ids: &job.user_ids,
        visit,
        job_type_id: job.job_type_id,
        place: job.place,
        own_job: (job.id != 0).then_some(job.id),
        heed,
    };
    let allocate = if job.id == 0 { Allocate::JobId } else { Allocate::Nothing };
    let mut own = by.own_holds(&Purpose::of(wanted.own_job, job.place));
    // What staff hold may be for something else and is theirs all the same, where they name it.
    if let (Holder::Staff(_), Some(hold_id)) = (own.holder, hold_id) {
        own.hold_id = holds::has_expired(db, hold_id, own.holder)?.map(|_| hold_id);
    }
    // What is offered to the job's customer is theirs by whatever link they take it, and whoever of the office takes it for them.
    if let (Some(job_id), None) = (wanted.own_job, own.hold_id) {
        own.hold_id = earlier::offer_of(db, job_id)?;
    }
    let free = match all_free(db, &wanted, &own, skipped, allocate) {
        Err(Refused::NotFree(_)) if has_expired(db, hold_id, own.holder)? => return Err(Refused::HoldExpired),
        judged => judged?,
    };
    if free.has_holds {
        holds::make_way(db, &own, &job.user_ids, visit, Making::Visit)?;
    }
    // A visit that is moved is held anew under a deadline of its own, and counts.
    if let (Actor::Customer { link_id, .. }, Some(_)) = (by, wanted.own_job) {
        links::note_move(db, *link_id)?;
    }
    Ok(free)
}

/// Whether it was for a hold, and that has expired.
fn has_expired(db: &Db, hold_id: Option<u64>, holder: Holder) -> Result<bool, Error> {
    match hold_id {
        Some(hold_id) => Ok(holds::has_expired(db, hold_id, holder)? == Some(true)),
        None => Ok(false),
    }
}
