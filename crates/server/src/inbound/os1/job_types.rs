//! Types of jobs.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use slotwright_store::Refused;
use slotwright_wire::os1::{JobType, MadeJobType};

use super::asked::{Asked, Done, data, not_found};
use super::callback::{self, JOB_TYPE_CREATED};
use super::definitions::{JOB_TYPES, TypeOfJob, definition, types};
use super::read::{Fault, Object};
use crate::edge::refusal::Refusal;
use crate::scheduling::Said;
use crate::scheduling::job_type::{self, EffectsDraft, JobTypeDraft};

/// What a new type is like until somebody says otherwise.
const USUAL_MINUTES: u32 = 60;
const USUAL_COLOR: &str = "blue";
const USUAL_ICON: &str = "box";

/// `GET …/job-types`
pub async fn list(asked: Asked) -> Response {
    let done = async {
        let types = types(&asked.app).await?;
        let shown: Vec<JobType> = types.iter().map(|of_job| shown(of_job, &asked)).collect();
        Ok((StatusCode::OK, data(shown)))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `GET …/job-types/{type_id}`
pub async fn get(Path(id): Path<String>, asked: Asked) -> Response {
    let done = async {
        let of_job = known(&asked, &id).await?;
        Ok((StatusCode::OK, data(shown(&of_job, &asked))))
    };
    let done: Done = done.await;
    asked.answer(done)
}

/// `POST …/job-types`: a type with a name, of an hour.
pub async fn create(asked: Asked) -> Response {
    let done = create_type(&asked).await;
    asked.answer(done)
}

async fn create_type(asked: &Asked) -> Done {
    let body = Object::of(&asked.body, "");
    let name = body.needed_text("name", 4, 16)?;
    if !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(Fault(format!("name must be of letters (^[a-zA-Z]{{4,16}}$), and is {name:?}.")).into());
    }
    // Before the type is there, and so before its id is known: what is wrong with it is wrong with the request.
    callback::read(asked, JOB_TYPE_CREATED, None)?;
    let draft = JobTypeDraft {
        name: Said::This(name.to_owned()),
        length_in_minutes: Said::This(USUAL_MINUTES),
        color: Said::This(USUAL_COLOR.to_owned()),
        icon: Said::This(USUAL_ICON.to_owned()),
        effects: EffectsDraft {
            change_status_on_completion: None,
            account_status_id_completion: None,
            change_status_on_failure: None,
            account_status_id_failure: None,
            create_completion_ticket: None,
            completion_ticket_group_id: None,
            create_failure_ticket: None,
            failure_ticket_group_id: None,
            allow_completion_with_uncompleted_tasks: None,
            task_template_id: None,
            services: None,
            contract_template_id: None,
        },
        could_not_be_read: false,
    };
    let made = job_type::create(&asked.app, asked.staff, draft).await.map_err(|refused| refusal(asked, refused))?;
    let id = format!("{}:{}", name.to_ascii_lowercase(), made.id);
    let document = json!({"id": id, "name": name, "job_type_id": made.id});
    let callback = callback::read(asked, JOB_TYPE_CREATED, Some(json!({"jobTypeId": id})))?;
    asked.app.store.add_definitions(vec![definition(JOB_TYPES, &id, &document)], callback).await?;
    Ok((StatusCode::ACCEPTED, data(MadeJobType { job_type_id: id })))
}

fn refusal(asked: &Asked, refused: Refused) -> Refusal {
    match refused {
        Refused::Faulty(_) => Refusal::malformed("The type can't be made like that."),
        refused => asked.refused(refused),
    }
}

fn shown(of_job: &TypeOfJob, asked: &Asked) -> JobType {
    let tenant_id = asked.options.tenant_id.clone();
    JobType { job_type_id: of_job.id.clone(), name: of_job.name.clone(), tenant_id }
}

/// The type with that id.
///
/// # Errors
///
/// There is none, or the store can't be asked.
pub async fn known(asked: &Asked, id: &str) -> Result<TypeOfJob, Refusal> {
    let types = types(&asked.app).await?;
    types.into_iter().find(|of_job| of_job.id == id).ok_or_else(|| not_found("job type", id))
}
