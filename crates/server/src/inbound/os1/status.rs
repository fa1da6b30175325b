//! Completing jobs, and their sub-statuses: any text. Two of them mean something to everybody: `CANCELLED` gives the visit up, and
//! a job that is completed with `FAILED` has failed.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use slotwright_domain::{Callback, Completion, Job, JobDeed, Particulars, ParticularsChange, Status, System};
use slotwright_store::Refused;

use super::asked::{Asked, Done, not_found};
use super::callback::{self, JOB_COMPLETED, SUB_STATUS_CHANGED};
use super::job::{Document, number_of};
use super::jobs::{is_completed, known, refuse_completed};
use super::read::{Fault, Object};
use crate::edge::refusal::Refusal;
use crate::scheduling::record::{Recorded, record, record_all};

const COMPLETED: &str = "COMPLETED";
const CANCELLED: &str = "CANCELLED";
const FAILED: &str = "FAILED";

/// `POST …/jobs/{id}/status`
pub async fn complete(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        let (job, particulars) = known(&asked, &id).await?;
        complete_job(&asked, &job, particulars).await
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `PUT …/jobs`: the job that is called so is completed.
pub async fn complete_by_reference(asked: Asked) -> Response {
    let done = async {
        let body = Object::of(&asked.body, "");
        let reference = body.needed_text("jobRef", 1, 64)?;
        read_status(&body)?;
        let called = asked.app.store.jobs_called(System::Os1, reference).await?;
        let id = called.first().ok_or_else(|| not_found("job with the reference", reference))?;
        let (job, particulars) = known(&asked, &format!("job:{id}")).await?;
        complete_job(&asked, &job, particulars).await
    };
    let done: Done = done.await;
    asked.answer(done)
}

fn read_status(body: &Object) -> Result<(), Fault> {
    match body.needed_text("status", 1, 64)? {
        COMPLETED => Ok(()),
        other => Err(Fault(format!("status must be {COMPLETED:?}, and is {other:?}."))),
    }
}

async fn complete_job(asked: &Asked, job: &Job, before: Option<Particulars>) -> Done {
    let body = Object::of(&asked.body, "");
    read_status(&body)?;
    let callback = callback::read(asked, JOB_COMPLETED, None)?;
    let sub_status = body.text("subStatus", 1, 64)?;
    let mut document = Document::read(before.as_ref())?;
    if is_completed(job) {
        // The same again changes nothing.
        let is_same = sub_status.is_none() || sub_status == document.sub_status.as_deref();
        if !is_same {
            refuse_completed(job)?;
        }
        if let Some(callback) = callback {
            asked.app.store.add_callback(callback, job.id).await?;
        }
        return Ok((StatusCode::ACCEPTED, None));
    }
    let now = asked.app.now();
    if let Some(sub_status) = sub_status {
        document.set_sub_status(sub_status, now.instant.as_millisecond());
    }
    document.updated_at = now.instant.as_millisecond();
    let successfully = sub_status != Some(FAILED);
    let reason = (!successfully).then(|| FAILED.to_owned());
    let by_user_id = Some(asked.staff.user_id);
    let completion = Completion { at: now.second(), by_user_id, successfully, reason };
    let change = change(before, &document, callback);
    let recorded = record(&asked.app, asked.staff, job.id, JobDeed::Complete(completion), Some(change)).await;
    recorded.map_err(|refused| asked.refused(refused))?;
    Ok((StatusCode::ACCEPTED, None))
}

fn change(before: Option<Particulars>, document: &Document, callback: Option<Callback>) -> ParticularsChange {
    let reference = before.as_ref().and_then(|before| before.reference.clone());
    ParticularsChange { before, after: document.particulars(reference), callback }
}

/// `POST …/jobs/{id}/sub-status`
pub async fn set_sub_status(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        let body = Object::of(&asked.body, "");
        let (job, particulars) = known(&asked, &id).await?;
        let sub_status = body.needed_text("subStatus", 1, 64)?;
        let callback = callback::read(&asked, SUB_STATUS_CHANGED, None)?;
        let recorded = recorded(&asked, &job, particulars, sub_status, callback)?;
        apply(&asked, vec![recorded]).await
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `POST …/jobs/sub-status`: of all of these jobs, or of none.
pub async fn set_sub_statuses(asked: Asked) -> Response {
    let done = async {
        let body = Object::of(&asked.body, "");
        let sent = body.list("jobs")?.filter(|sent| !sent.is_empty()).ok_or_else(|| body.missing("jobs"))?;
        let mut read: Vec<(&str, &str)> = Vec::new();
        for (value, place) in sent {
            let object = Object::read(value, &place)?;
            let id = object.needed_text("jobId", 1, 64)?;
            if read.iter().any(|(known, _)| *known == id) {
                return Err(Fault(format!("{place}.jobId: {id} is there twice.")).into());
            }
            read.push((id, object.needed_text("subStatus", 1, 64)?));
        }
        let ids: Vec<&str> = read.iter().map(|(id, _)| *id).collect();
        // One for all of them: it goes with the first.
        let mut callback = callback::read(&asked, SUB_STATUS_CHANGED, Some(json!({"jobIds": ids})))?;
        let mut all = Vec::new();
        for (id, sub_status) in read {
            if number_of(id).is_none() {
                return Err(not_found("job", id));
            }
            let (job, particulars) = known(&asked, id).await?;
            all.push(recorded(&asked, &job, particulars, sub_status, callback.take())?);
        }
        apply(&asked, all).await
    };
    let done: Done = done.await;
    asked.answer(done)
}

fn recorded(
    asked: &Asked,
    job: &Job,
    before: Option<Particulars>,
    sub_status: &str,
    callback: Option<Callback>,
) -> Result<Recorded, Refusal> {
    refuse_completed(job)?;
    let mut document = Document::read(before.as_ref())?;
    document.set_sub_status(sub_status, asked.app.now().instant.as_millisecond());
    let is_given_up = sub_status == CANCELLED && job.status != Status::Cancelled;
    let deed = if is_given_up { JobDeed::Cancel } else { JobDeed::None };
    Ok(Recorded { job_id: job.id, deed, particulars: Some(change(before, &document, callback)) })
}

async fn apply(asked: &Asked, all: Vec<Recorded>) -> Done {
    match record_all(&asked.app, asked.staff, all).await {
        Ok(()) => Ok((StatusCode::ACCEPTED, None)),
        Err(Refused::AlreadyCompleted) => {
            let sentence = "One of the jobs has been completed.";
            Err(Refusal::sentence(StatusCode::BAD_REQUEST, "conflict", sentence))
        }
        Err(refused) => Err(asked.refused(refused)),
    }
}
