//! Reading a job, and changing what it is about.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;
use slotwright_domain::{Job, JobChange, JobDeed, NotesChange, Particulars, ParticularsChange, Status, System};
use slotwright_matching::Interval;
use slotwright_store::Refused;

use super::asked::{Asked, Done, data, not_found};
use super::callback::{self, JOB_UPDATED};
use super::definitions::{types, workflow};
use super::job::{Document, number_of, read_assets, read_objectives, read_scheduled_for, shown, visit};
use super::read::Object;
use super::values;
use crate::edge::refusal::Refusal;
use crate::scheduling::assign::{Starts, free};
use crate::scheduling::book::NewJob;
use crate::scheduling::record::record;

/// `GET …/jobs/{id}`
pub async fn get(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        let (job, particulars) = known(&asked, &id).await?;
        let created_at = Document::read(particulars.as_ref())?.created_at;
        // As long as the job is not carried out, it is not there.
        if asked.app.now().instant.as_millisecond() < created_at.saturating_add(asked.options.async_delay_ms) {
            return Err(not_found("job", &id));
        }
        Ok((StatusCode::OK, data(shown(&asked, &job, particulars.as_ref()).await?)))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `PUT …/jobs/{id}`: what is sent takes the place of what was there, an objective that of the one of its reference.
pub async fn update(Path(id): Path<String>, asked: Asked) -> Response {
    let done = update_job(&asked, &id).await;
    asked.answer(done)
}

async fn update_job(asked: &Asked, id: &str) -> Done {
    let app = &asked.app;
    let (job, before) = known(asked, id).await?;
    refuse_completed(&job)?;
    let body = Object::of(&asked.body, "");
    let mut document = Document::read(before.as_ref())?;
    let workflow = workflow(app, &document.workflow_id).await?.unwrap_or_default();
    let objectives = read_objectives(&body, &workflow)?.unwrap_or_default();
    let scheduled_for = read_scheduled_for(&body)?;
    read_assets(&body)?;
    let callback = callback::read(asked, JOB_UPDATED, None)?;
    let of_job = types(app).await?.into_iter().find(|of_job| of_job.job_type.id == job.job_type_id);
    let of_job = of_job.ok_or_else(Refusal::internal)?;
    document.custom_data = values::of_job(asked, &of_job.id, Some(&document.custom_data)).await?;
    // As when it was made; notes that aren't sent are those that people have here by now.
    let sends_notes = body.object("customData")?.is_some_and(|sent| sent.members().contains_key("notes"));
    let notes = document.custom_data.get("notes").and_then(Value::as_str).unwrap_or_default();
    let notes = sends_notes.then(|| notes.to_owned()).filter(|notes| *notes != job.notes);
    let what = JobChange { notes: notes.map(NotesChange::Whole), ..JobChange::default() };
    for objective in &objectives {
        let is_same = |known: &&mut Value| known["objectiveRef"] == objective.reference.as_str();
        match document.objectives.iter_mut().find(is_same) {
            Some(known) => *known = objective.sent.clone(),
            None => document.objectives.push(objective.sent.clone()),
        }
    }
    if let Some(sent) = body.get("scheduledFor") {
        document.scheduled_for = Some(sent.clone());
    }
    if let Some(sent) = body.get("assets") {
        document.assets = Some(sent.clone());
    }
    document.updated_at = app.now().instant.as_millisecond();
    let first = document.objectives.first().and_then(|first| first["objectiveRef"].as_str());
    let timeslot = objectives.iter().find(|objective| Some(objective.reference.as_str()) == first);
    let timeslot = timeslot.and_then(|first| first.timeslot);
    let visit = visit(app, scheduled_for, timeslot, job.length_in_minutes);
    let reference = before.as_ref().and_then(|before| before.reference.clone());
    let change = ParticularsChange { before, after: document.particulars(reference), callback };
    let is_another = |visit: &Interval| {
        job.start != Some(visit.start()) || u32::try_from(visit.minutes()) != Ok(job.length_in_minutes)
    };
    match visit.filter(is_another) {
        Some(visit) => move_to(asked, &job, visit, &what, &change).await?,
        None => {
            let deed = if what.notes.is_some() { JobDeed::Change(Box::new(what)) } else { JobDeed::None };
            let recorded = record(app, asked.staff, job.id, deed, Some(change)).await;
            recorded.map_err(|refused| asked.refused(refused))?;
        }
    }
    Ok((StatusCode::ACCEPTED, None))
}

/// Gives a job another time: with those who come already, else with whoever is free.
async fn move_to(
    asked: &Asked,
    job: &Job,
    visit: Interval,
    what: &JobChange,
    particulars: &ParticularsChange,
) -> Result<(), Refusal> {
    let wanted = NewJob { job_type_id: Some(job.job_type_id), place: Some(job.place), ..NewJob::default() };
    let starts = Starts { first: visit.start(), last: visit.start(), except: None };
    let others = free(&asked.app, asked.staff, &wanted, visit.minutes(), starts).await;
    let others = others.map_err(|refused| asked.refused(refused))?;
    let own = (!job.user_ids.is_empty()).then(|| job.user_ids.clone());
    for user_ids in own.into_iter().chain(others.into_iter().map(|(_, user_id)| vec![user_id])) {
        let change = JobChange {
            start: Some(visit.start()),
            user_ids: Some(user_ids),
            length_in_minutes: u32::try_from(visit.minutes()).ok(),
            ..what.clone()
        };
        let deed = JobDeed::Change(Box::new(change));
        match record(&asked.app, asked.staff, job.id, deed, Some(particulars.clone())).await {
            Ok(_) => return Ok(()),
            Err(Refused::NotFree(_)) => {}
            Err(refused) => return Err(asked.refused(refused)),
        }
    }
    Err(Refusal::sentence(StatusCode::BAD_REQUEST, "conflict", "Nobody is free at that time. The job is as it was."))
}

/// The job with that id, and what is kept of it here.
///
/// # Errors
///
/// There is none, or the store can't be asked.
pub async fn known(asked: &Asked, id: &str) -> Result<(Job, Option<Particulars>), Refusal> {
    let number = number_of(id).ok_or_else(|| not_found("job", id))?;
    let job = asked.app.store.job(number).await?.ok_or_else(|| not_found("job", id))?;
    let particulars = asked.app.store.particulars(number, System::Os1).await?;
    Ok((job, particulars))
}

/// Whether a job has been completed, well or not. One that was given up is `CREATED`.
pub fn is_completed(job: &Job) -> bool {
    matches!(job.status, Status::Completed | Status::Failed)
}

/// Refuses to change a job that has been completed.
pub fn refuse_completed(job: &Job) -> Result<(), Refusal> {
    if is_completed(job) {
        let sentence = format!("The job job:{} has been completed.", job.id);
        return Err(Refusal::sentence(StatusCode::BAD_REQUEST, "conflict", sentence));
    }
    Ok(())
}
