//! `/system/misc/task_templates`: what is to be done on each job of a type.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, TaskTemplate, TemplateTask, write};

use super::params::{NoParams, Params, Reader, path_id};
use super::words::{Names, refusal};
use super::{Success, deleted, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::task_template::{self, TextDraft};
use crate::scheduling::{Caller, Staff};

/// What deletions that find nothing say does not exist.
const TASK_TEMPLATE: &str = "task template";
const TEMPLATE_TASK: &str = "template task";

/// `GET /system/misc/task_templates`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<TaskTemplate>>>, Refusal> {
    let page = page(params.reader())?;
    let (templates, total) = app.store.task_templates(page).await?;
    Ok(listed(templates.into_iter().map(write::task_template).collect(), total, page))
}

/// `GET /system/misc/task_templates/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<TaskTemplate>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::task_template(app.store.task_template(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /system/misc/task_templates`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<TaskTemplate>>), Refusal> {
    let (read, name) = draft(&params, true);
    match task_template::create(&app, staff, name).await {
        Ok(template) => Ok((StatusCode::CREATED, Json(Data::of(write::task_template(template))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /system/misc/task_templates/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<TaskTemplate>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let (read, name) = draft(&params, false);
    match task_template::rename(&app, staff, id, name).await {
        Ok(template) => Ok(Json(Data::of(write::task_template(template)))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /system/misc/task_templates/:id`: one that job types name stays.
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let id = path_id(&id).ok_or_else(|| Refusal::does_not_exist(TASK_TEMPLATE))?;
    deleted(task_template::delete(&app, staff, id).await, TASK_TEMPLATE, &app, staff)
}

/// `GET /system/misc/task_templates/:id/template_tasks`
pub async fn list_tasks(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<TemplateTask>>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let (tasks, total) = app.store.template_tasks(id, page).await?.ok_or_else(Refusal::no_item)?;
    Ok(listed(tasks.into_iter().map(write::template_task).collect(), total, page))
}

/// `GET /system/misc/task_templates/:id/template_tasks/:template_task_id`
pub async fn get_task(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((template_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<TemplateTask>>, Refusal> {
    let (template_id, id) = path_id(&template_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let task = app.store.template_task(template_id, id).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::template_task(task))))
}

/// `POST /system/misc/task_templates/:id/template_tasks`: what the answer calls `task` is sent as `name`.
pub async fn create_task(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(template_id): Path<String>,
    params: Params,
) -> Result<(StatusCode, Json<Data<TemplateTask>>), Refusal> {
    let template_id = path_id(&template_id).ok_or_else(Refusal::no_item)?;
    let (read, task) = draft(&params, true);
    match task_template::create_task(&app, staff, template_id, task).await {
        Ok(task) => Ok((StatusCode::CREATED, Json(Data::of(write::template_task(task))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /system/misc/task_templates/:id/template_tasks/:template_task_id`
pub async fn change_task(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((template_id, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<TemplateTask>>, Refusal> {
    let (template_id, id) = path_id(&template_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let (read, task) = draft(&params, false);
    match task_template::change_task(&app, staff, template_id, id, task).await {
        Ok(task) => Ok(Json(Data::of(write::template_task(task)))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /system/misc/task_templates/:id/template_tasks/:template_task_id`
pub async fn delete_task(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((template_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let ids = path_id(&template_id).zip(path_id(&id));
    let (template_id, id) = ids.ok_or_else(|| Refusal::does_not_exist(TEMPLATE_TASK))?;
    deleted(task_template::delete_task(&app, staff, template_id, id).await, TEMPLATE_TASK, &app, staff)
}

fn draft(params: &Params, is_new: bool) -> (Reader<'_>, TextDraft) {
    let mut read = params.reader();
    let text = read.said_text("name", is_new);
    let could_not_be_read = !read.is_good();
    (read, TextDraft { text, could_not_be_read })
}
