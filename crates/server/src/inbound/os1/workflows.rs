//! Workflows: the objectives that jobs can have. A job of ours is one visit, so that the first objective says when and where.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use slotwright_wire::os1::{MadeWorkflow, Workflow};

use super::asked::{Asked, Done, data, not_found};
use super::callback::{self, WORKFLOW_CREATED, WORKFLOW_STATUS_CHANGED};
use super::definitions::{WORKFLOWS, definition, workflow};
use super::read::{Fault, Object};
use crate::edge::random::{hex, random_bytes};

const STATES: [&str; 2] = ["ACTIVE", "INACTIVE"];

/// `POST …/job-workflows`
pub async fn create(asked: Asked) -> Response {
    let done = async {
        let body = Value::Object(asked.body.clone());
        admit(&Object::read(&body, "")?)?;
        let id = format!("jobWorkflow:{}", uuid());
        let mut document = json!({"id": id, "status": "ACTIVE"});
        for name in ["name", "description", "tag", "start", "objectives"] {
            if let Some(value) = asked.body.get(name) {
                document[name] = value.clone();
            }
        }
        let callback = callback::read(&asked, WORKFLOW_CREATED, Some(json!({"jobWorkflowId": id})))?;
        asked.app.store.add_definitions(vec![definition(WORKFLOWS, &id, &document)], callback).await?;
        Ok((StatusCode::CREATED, data(MadeWorkflow { job_workflow_id: id })))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `GET …/job-workflows/{id}`
pub async fn get(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        let mut found = workflow(&asked.app, &id).await?.ok_or_else(|| not_found("job workflow", &id))?;
        if let Some(members) = found.as_object_mut() {
            members.shift_remove("id");
            members.shift_remove("jobWorkflowId");
        }
        Ok((StatusCode::OK, data(Workflow { members: found, job_workflow_id: id.clone() })))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `PUT …/job-workflows/{id}/status`: whether jobs can be made with it.
pub async fn set_status(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        let body = Object::of(&asked.body, "");
        let status = body.needed_text("status", 1, 64)?;
        if !STATES.contains(&status) {
            return Err(Fault(format!("status must be one of {}, and is {status:?}.", STATES.join(", "))).into());
        }
        let mut found = workflow(&asked.app, &id).await?.ok_or_else(|| not_found("job workflow", &id))?;
        found["status"] = status.into();
        let data = json!({"jobWorkflowId": id, "status": status});
        let callback = callback::read(&asked, WORKFLOW_STATUS_CHANGED, Some(data))?;
        asked.app.store.set_definition(definition(WORKFLOWS, &id, &found), callback).await?;
        Ok((StatusCode::ACCEPTED, None))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// Judges one of a world.
pub fn judge(value: &Value) -> Result<(), Fault> {
    let workflow = Object::read(value, "")?;
    workflow.needed_text("id", 1, 64)?;
    match workflow.text("status", 1, 64)? {
        Some(status) if !STATES.contains(&status) => Err(Fault(format!("status must be one of {}", STATES.join(", ")))),
        _ => admit(&workflow),
    }
}

fn admit(workflow: &Object) -> Result<(), Fault> {
    let name = workflow.needed_text("name", 1, 24)?;
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "- _".contains(letter);
    if !name.chars().all(is_of_name) {
        return Err(Fault(format!("{} must match ^[a-zA-Z0-9- _]{{1,24}}$, and is {name:?}.", workflow.at("name"))));
    }
    workflow.text("start", 4, 36)?;
    let objectives = workflow.list("objectives")?.filter(|objectives| !objectives.is_empty());
    let mut known: Vec<&str> = Vec::new();
    for (value, place) in objectives.ok_or_else(|| workflow.missing("objectives"))? {
        let objective = Object::read(value, &place)?;
        let reference = objective.needed_text("objectiveRef", 4, 36)?;
        if known.contains(&reference) {
            return Err(Fault(format!("{place}.objectiveRef: {reference:?} is there twice.")));
        }
        known.push(reference);
        objective.text("workflow", 1, 64)?;
        for (next, place) in objective.list("next")?.unwrap_or_default() {
            let next = Object::read(next, &place)?;
            next.text("nextObjective", 3, 36)?;
            next.text("code", 1, 36)?;
        }
    }
    Ok(())
}

/// A random id in the form of a UUID.
fn uuid() -> String {
    let hex = hex(&random_bytes::<16>());
    format!("{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}
