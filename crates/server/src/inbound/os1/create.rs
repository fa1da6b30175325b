//! Making a job.

use axum::http::StatusCode;
use axum::response::Response;
use slotwright_wire::os1::MadeJob;

use super::asked::{Asked, Done, data};
use super::callback::{self, JOB_CREATED};
use super::definitions::{types, workflow};
use super::job::{Document, known_place, named_place, read_assets, read_objectives, read_scheduled_for, visit};
use super::read::{Fault, Object};
use super::values;
use crate::scheduling::assign::assign;
use crate::scheduling::book::{NewJob, book};
use crate::scheduling::{Attempt, Caller};

/// `POST …/jobs`
pub async fn create(asked: Asked) -> Response {
    let done = create_job(&asked).await;
    asked.answer(done)
}

async fn create_job(asked: &Asked) -> Done {
    let app = &asked.app;
    let body = Object::of(&asked.body, "");
    let workflow_id = body.needed_text("jobWorkflowId", 1, 64)?;
    let type_id = body.needed_text("jobTypeId", 4, 64)?;
    let reference = body.text("jobRef", 1, 64)?.map(str::to_owned);
    let of_job = types(app).await?.into_iter().find(|of_job| of_job.id == type_id);
    let of_job = of_job.ok_or_else(|| Fault(format!("jobTypeId: there is no job type {type_id:?}.")))?;
    let workflow = workflow(app, workflow_id).await?;
    let workflow =
        workflow.ok_or_else(|| Fault(format!("jobWorkflowId: there is no job workflow {workflow_id:?}.")))?;
    if workflow["status"] == "INACTIVE" {
        return Err(Fault(format!("jobWorkflowId: {workflow_id:?} is not active.")).into());
    }
    let objectives = read_objectives(&body, &workflow)?.unwrap_or_default();
    let scheduled_for = read_scheduled_for(&body)?;
    read_assets(&body)?;
    let callback = callback::read(asked, JOB_CREATED, None)?;
    let custom_data = values::of_job(asked, type_id, None).await?;

    let first = objectives.first();
    let place = match first {
        Some(first) => known_place(app, first).await?,
        None => None,
    };
    let timeslot = first.and_then(|first| first.timeslot);
    let usual = of_job.job_type.length_in_minutes;
    let visit = visit(app, scheduled_for, timeslot, usual);
    let now = app.now().instant.as_millisecond();
    let document = Document {
        workflow_id: workflow_id.to_owned(),
        objectives: objectives.iter().map(|objective| objective.sent.clone()).collect(),
        scheduled_for: body.get("scheduledFor").cloned(),
        assets: body.get("assets").cloned(),
        custom_data,
        event_meta: body.get("_event_meta").cloned(),
        sub_status: None,
        sub_statuses: Vec::new(),
        created_at: now,
        updated_at: now,
    };
    let notes = document.custom_data.get("notes").and_then(serde_json::Value::as_str).unwrap_or_default();
    let wanted = NewJob {
        job_type_id: Some(of_job.job_type.id),
        place,
        named_place: place.is_none().then(|| named_place(first)),
        length_in_minutes: Some(usual.into()),
        notes: Some(notes.to_owned()),
        particulars: Some(document.particulars(reference)),
        callback,
        ..NewJob::default()
    };
    let mut attempt = Attempt::default();
    let made = match visit {
        Some(visit) => assign(app, asked.staff, wanted, visit, &mut attempt).await,
        None => book(app, &Caller::Staff(asked.staff), wanted, None, &mut attempt).await,
    };
    let job = made.map_err(|refused| asked.refused(refused))?;
    Ok((StatusCode::ACCEPTED, data(MadeJob { job_id: format!("job:{}", job.id) })))
}
