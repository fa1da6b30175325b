//! `/jobs/:id/tasks`: what is to be done on a job. The vendor has tasks of accounts, sites and tickets as well; here they
//! are of jobs only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{self, Data, write};

use super::changes::{MAX_NAME_CHARACTERS, complete, over};
use super::params::{Params, path_id};
use super::words::NO_SUCH_USER;
use super::{Success, listed, page, success};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;
use slotwright_domain::{Task, UnixSecond};
use slotwright_store::Editor;

/// What a deletion that finds nothing says does not exist.
const TASK: &str = "Task";

/// `GET /jobs/:id/tasks`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<sonar::Task>>>, Refusal> {
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
) -> Result<Json<Data<sonar::Task>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::task(app.store.task(job_id, id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /jobs/:id/tasks`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<(StatusCode, Json<Data<sonar::Task>>), Refusal> {
    let job_id = path_id(&job_id).ok_or_else(Refusal::no_item)?;
    let now = app.now().unix();
    let task = app.store.edit(move |editor| {
        if !editor.lock_job(job_id)? {
            return Err(Refusal::no_item());
        }
        let task = draft(&params, editor, None, (now, staff.user_id))?;
        Ok(editor.insert_task(job_id, &task)?)
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::task(task.await?)))))
}

/// `PATCH /jobs/:id/tasks/:task_id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((job_id, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<sonar::Task>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let now = app.now().unix();
    let task = app.store.edit(move |editor| {
        editor.lock_job(job_id)?;
        let before = editor.task(job_id, id)?.ok_or_else(Refusal::no_item)?;
        let task = draft(&params, editor, Some(before), (now, staff.user_id))?;
        Ok::<_, Refusal>(editor.update_task(job_id, id, &task)?)
    });
    Ok(Json(Data::of(write::task(task.await?))))
}

/// `DELETE /jobs/:id/tasks/:task_id`
pub async fn delete(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((job_id, id)): Path<(String, String)>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(TASK);
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(unknown)?;
    let is_done = app.store.edit(move |editor| {
        editor.lock_job(job_id)?;
        editor.delete_task(job_id, id)
    });
    if is_done.await? { Ok(success()) } else { Err(unknown()) }
}

/// What a task is, or is to become. Who does it, and when it is due, can be taken away with null.
fn draft(
    params: &Params,
    editor: &Editor,
    before: Option<Task>,
    (now, user_id): (UnixSecond, u64),
) -> Result<Task, Refusal> {
    let mut read = params.reader();
    let description = before.as_ref().map(|before| before.description.clone());
    let description =
        over(&mut read, "description", description, |read| read.short_text("description", MAX_NAME_CHARACTERS));
    let before = before.unwrap_or_default();
    let for_user = if read.is_sent("user_id") { read.id_or("user_id", NO_SUCH_USER) } else { before.user_id };
    if for_user.is_some() && editor.unknown_user(for_user.as_slice())?.is_some() {
        read.fault("user_id", NO_SUCH_USER);
    }
    let due = if read.is_sent("due_date") { read.date("due_date") } else { before.due };
    let done = match read.boolean("complete") {
        // Who did it first did it.
        Some(true) => before.done.or(Some((now, Some(user_id)))),
        Some(false) => None,
        None => before.done,
    };
    read.finish()?;
    Ok(Task { description: complete(description)?, user_id: for_user, due, done })
}
