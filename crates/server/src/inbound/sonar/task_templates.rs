//! `/system/misc/task_templates`: what is to be done on each job of a type.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, TaskTemplate, TemplateTask, write};

use super::changes::{MAX_NAME_CHARACTERS, complete};
use super::params::{Params, Reader, path_id};
use super::{Success, listed, page, success};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;
use slotwright_store::{Editor, Removal};

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
) -> Result<Json<Data<TaskTemplate>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::task_template(app.store.task_template(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /system/misc/task_templates`
pub async fn create(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<TaskTemplate>>), Refusal> {
    let template = app.store.edit(move |editor| {
        let mut read = params.reader();
        read.require("name");
        let name = template_name(read, editor, None)?;
        Ok::<_, Refusal>(editor.insert_task_template(&complete(name)?)?)
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::task_template(template.await?)))))
}

/// `PATCH /system/misc/task_templates/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<TaskTemplate>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let template = app.store.edit(move |editor| {
        let before = editor.task_template(id)?.ok_or_else(Refusal::no_item)?;
        let mut read = params.reader();
        if read.is_sent("name") {
            read.require("name");
        }
        match template_name(read, editor, Some(id))? {
            Some(name) => Ok(editor.rename_task_template(id, &name)?),
            None => Ok::<_, Refusal>(before),
        }
    });
    Ok(Json(Data::of(write::task_template(template.await?))))
}

/// `DELETE /system/misc/task_templates/:id`: one that job types name stays.
pub async fn delete(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(TASK_TEMPLATE);
    let id = path_id(&id).ok_or_else(unknown)?;
    let in_use = || Refusal::in_use("The task template is used by job types.");
    // Refused inside, so that nothing is kept of it.
    let deleted = app.store.edit(move |editor| match editor.delete_task_template(id) {
        Ok(Removal::Done) => Ok(success()),
        Ok(Removal::NoSuchItem) => Err(unknown()),
        Ok(Removal::InUse) => Err(in_use()),
        // Somebody named it after we looked.
        Err(error) if error.is_dangling() => Err(in_use()),
        Err(error) => Err(error.into()),
    });
    deleted.await
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
) -> Result<Json<Data<TemplateTask>>, Refusal> {
    let (template_id, id) = path_id(&template_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let task = app.store.template_task(template_id, id).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::template_task(task))))
}

/// `POST /system/misc/task_templates/:id/template_tasks`: what the answer calls `task` is sent as `name`.
pub async fn create_task(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(template_id): Path<String>,
    params: Params,
) -> Result<(StatusCode, Json<Data<TemplateTask>>), Refusal> {
    let template_id = path_id(&template_id).ok_or_else(Refusal::no_item)?;
    let task = app.store.edit(move |editor| {
        editor.task_template(template_id)?.ok_or_else(Refusal::no_item)?;
        let mut read = params.reader();
        read.require("name");
        let task = read.short_text("name", MAX_NAME_CHARACTERS);
        read.finish()?;
        Ok::<_, Refusal>(editor.insert_template_task(template_id, &complete(task)?)?)
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::template_task(task.await?)))))
}

/// `PATCH /system/misc/task_templates/:id/template_tasks/:template_task_id`
pub async fn change_task(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((template_id, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<TemplateTask>>, Refusal> {
    let (template_id, id) = path_id(&template_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let task = app.store.edit(move |editor| {
        editor.change_template_task(template_id, id, None)?.ok_or_else(Refusal::no_item)?;
        let mut read = params.reader();
        if read.is_sent("name") {
            read.require("name");
        }
        let task = read.short_text("name", MAX_NAME_CHARACTERS);
        read.finish()?;
        editor.change_template_task(template_id, id, task.as_deref())?.ok_or_else(Refusal::no_item)
    });
    Ok(Json(Data::of(write::template_task(task.await?))))
}

/// `DELETE /system/misc/task_templates/:id/template_tasks/:template_task_id`
pub async fn delete_task(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((template_id, id)): Path<(String, String)>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(TEMPLATE_TASK);
    let (template_id, id) = path_id(&template_id).zip(path_id(&id)).ok_or_else(unknown)?;
    match app.store.edit(move |editor| editor.delete_template_task(template_id, id)).await? {
        true => Ok(success()),
        false => Err(unknown()),
    }
}

/// A name that no other template has; `None` when none was sent.
fn template_name(mut read: Reader, editor: &Editor, own: Option<u64>) -> Result<Option<String>, Refusal> {
    let name = read.short_text("name", MAX_NAME_CHARACTERS);
    if let Some(name) = &name
        && editor.has_task_template_named(name, own)?
    {
        read.fault("name", "The name must be unique.");
    }
    read.finish()?;
    Ok(name)
}
