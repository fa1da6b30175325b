//! `/scheduling/job_types`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, JobType, write};
use slotwright_world::{COLORS, ICONS};

use super::params::bounds::MAX_LENGTH;
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{Names, refusal};
use super::{Success, cut, deleted, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::job_type::{self, EffectsDraft, JobTypeDraft};
use crate::scheduling::{Caller, Said, Staff};

/// What a deletion that finds nothing says does not exist.
const JOB_TYPE: &str = "job type";

/// `GET /scheduling/job_types`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<JobType>>>, Refusal> {
    let page = page(params.reader())?;
    let job_types = app.store.job_types().await?;
    let total = job_types.len() as u64;
    Ok(listed(cut(job_types, page).into_iter().map(write::job_type).collect(), total, page))
}

/// `GET /scheduling/job_types/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<JobType>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let job_type = app.store.job_type(id).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::job_type(job_type))))
}

/// `POST /scheduling/job_types`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<JobType>>), Refusal> {
    let (read, wanted) = draft(&params, true);
    match job_type::create(&app, staff, wanted).await {
        Ok(job_type) => Ok((StatusCode::CREATED, Json(Data::of(write::job_type(job_type))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /scheduling/job_types/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<JobType>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, false);
    match job_type::change(&app, staff, id, wanted).await {
        Ok(job_type) => Ok(Json(Data::of(write::job_type(job_type)))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /scheduling/job_types/:id`
///
/// The vendor does not say what becomes of jobs and schedules of a type that is deleted. Here one that is named stays, with 422.
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let id = path_id(&id).ok_or_else(|| Refusal::does_not_exist(JOB_TYPE))?;
    deleted(job_type::delete(&app, staff, id).await, JOB_TYPE, &app, staff)
}

fn draft(params: &Params, is_new: bool) -> (Reader<'_>, JobTypeDraft) {
    let mut read = params.reader();
    let name = read.said_text("name", is_new);
    let length_in_minutes =
        read.said("length_in_minutes", is_new, |read, name| read.integer_up_to(name, 1, MAX_LENGTH));
    let color = read.said("color", is_new, |read, name| one_of(read, name, &COLORS));
    let icon = read.said("icon", is_new, |read, name| one_of(read, name, &ICONS));
    let effects = effects(&mut read);
    let could_not_be_read = !read.is_good();
    (read, JobTypeDraft { name, length_in_minutes, color, icon, effects, could_not_be_read })
}

/// None of it is required, of a new type either.
fn effects(read: &mut Reader) -> EffectsDraft {
    let change_status_on_completion = flag(read, "change_status_on_completion");
    let change_status_on_failure = flag(read, "change_status_on_failure");
    let create_completion_ticket = flag(read, "create_completion_ticket");
    let create_failure_ticket = flag(read, "create_failure_ticket");
    let allow_completion_with_uncompleted_tasks = flag(read, "allow_completion_with_uncompleted_tasks");
    EffectsDraft {
        change_status_on_completion,
        account_status_id_completion: target(read, "account_status_id_completion"),
        change_status_on_failure,
        account_status_id_failure: target(read, "account_status_id_failure"),
        create_completion_ticket,
        completion_ticket_group_id: target(read, "completion_ticket_group_id"),
        create_failure_ticket,
        failure_ticket_group_id: target(read, "failure_ticket_group_id"),
        allow_completion_with_uncompleted_tasks,
        task_template_id: read.optional("task_template_id", Reader::id),
        contract_template_id: read.optional("contract_template_id", Reader::id),
        services: read
            .optional("services", |read, name| read.ids(name, "The selected services is invalid."))
            .map(Option::unwrap_or_default),
    }
}

fn flag(read: &mut Reader, name: &str) -> Option<bool> {
    match read.said(name, false, Reader::boolean) {
        Said::This(is_on) => Some(is_on),
        Said::Nothing | Said::Unreadable => None,
    }
}

/// What an effect is about; it may be found missing once the effects are known.
fn target(read: &mut Reader, name: &str) -> Option<Option<u64>> {
    let target = read.optional(name, Reader::id);
    read.keep_place(name);
    target
}

fn one_of(read: &mut Reader, name: &str, words: &[&'static str]) -> Option<String> {
    let words: Vec<(&str, &str)> = words.iter().map(|word| (*word, *word)).collect();
    read.choice(name, &words).map(str::to_owned)
}
