//! `/jobs/:id/tasks`: what is to be done on a job. The vendor has tasks of accounts, sites and tickets as well; here they
//! are of jobs only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, Task, write};

use super::params::{NoParams, Params, Reader, path_id};
use super::words::{NO_SUCH_USER, Names, refusal};
use super::{Success, deleted, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::task::{self, TaskDraft};
use crate::scheduling::{Caller, Staff};

/// What a deletion that finds nothing says does not exist.
const TASK: &str = "Task";

/// `GET /jobs/:id/tasks`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<Task>>>, Refusal> {
    let job_id = path_id(&job_id).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let (tasks, total) = app.store.tasks(job_id, page).await?.ok_or_else(Refusal::no_item)?;
    Ok(listed(tasks.into_iter().map(write::task).collect(), total, page))
}

/// `GET /jobs/:id/tasks/:task_id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((job_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<Task>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::task(app.store.task(job_id, id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /jobs/:id/tasks`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<(StatusCode, Json<Data<Task>>), Refusal> {
    let job_id = path_id(&job_id).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, true);
    match task::create(&app, staff, job_id, wanted).await {
        Ok(task) => Ok((StatusCode::CREATED, Json(Data::of(write::task(task))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ONE_USER, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /jobs/:id/tasks/:task_id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((job_id, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<Task>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, false);
    match task::change(&app, staff, job_id, id, wanted).await {
        Ok(task) => Ok(Json(Data::of(write::task(task)))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ONE_USER, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /jobs/:id/tasks/:task_id`
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((job_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(|| Refusal::does_not_exist(TASK))?;
    deleted(task::delete(&app, staff, job_id, id).await, TASK, &app, staff)
}

/// What a task is, or is to become. Who does it, and when it is due, can be taken away with null.
fn draft(params: &Params, is_new: bool) -> (Reader<'_>, TaskDraft) {
    let mut read = params.reader();
    let description = read.said_text("description", is_new);
    let user_id = read.optional("user_id", |read, name| read.id_or(name, NO_SUCH_USER));
    read.keep_place("user_id");
    let due = read.optional("due_date", Reader::date);
    let is_done = read.boolean("complete");
    let could_not_be_read = !read.is_good();
    (read, TaskDraft { description, user_id, due, is_done, could_not_be_read })
}
