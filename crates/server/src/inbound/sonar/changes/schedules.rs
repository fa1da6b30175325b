//! `/scheduling/schedules`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{self, Data, write};

use super::super::words::NO_SUCH_USER;
use super::super::{Success, success};
use super::{boolean, complete, known_users, name, over, repetition};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Params, path_id};
use crate::scheduling::Staff;
use slotwright_domain::Schedule;
use slotwright_store::Editor;

/// What a deletion that finds nothing says does not exist.
const SCHEDULE: &str = "Schedule";

/// `POST /scheduling/schedules`
pub async fn create_schedule(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<sonar::Schedule>>), Refusal> {
    let schedule = app.store.edit(move |editor| {
        let schedule = draft(&params, editor, None)?;
        Ok::<_, Refusal>(editor.insert_schedule(&schedule)?)
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::schedule(schedule.await?)))))
}

/// `PATCH /scheduling/schedules/:id`
pub async fn change_schedule(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<sonar::Schedule>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let schedule = app.store.edit(move |editor| {
        let before = editor.schedule(id)?.ok_or_else(Refusal::no_item)?;
        let schedule = draft(&params, editor, Some(before))?;
        Ok::<_, Refusal>(editor.update_schedule(id, &schedule)?)
    });
    Ok(Json(Data::of(write::schedule(schedule.await?))))
}

/// `DELETE /scheduling/schedules/:id`: its days go with it, the visits in it stay.
pub async fn delete_schedule(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(SCHEDULE);
    let id = path_id(&id).ok_or_else(unknown)?;
    match app.store.edit(move |editor| editor.delete_schedule(id)).await? {
        true => Ok(success()),
        false => Err(unknown()),
    }
}

fn draft(params: &Params, editor: &Editor, before: Option<Schedule>) -> Result<Schedule, Refusal> {
    let mut read = params.reader();
    let name = name(&mut read, before.as_ref().map(|before| before.name.clone()));
    let user_ids = before.as_ref().map(|before| before.user_ids.clone());
    let user_ids = over(&mut read, "user_ids", user_ids, |read| read.ids("user_ids", NO_SUCH_USER));
    let user_ids = known_users(&mut read, editor, user_ids)?;
    let job_type_ids = before.as_ref().map(|before| before.job_type_ids.clone());
    let job_type_ids = over(&mut read, "job_type_ids", job_type_ids, |read| {
        read.ids("job_type_ids", "The selected job type ids is invalid.")
    });
    if let Some(ids) = &job_type_ids
        && editor.unknown_job_type(ids)?.is_some()
    {
        read.invalid("job_type_ids");
    }
    let repetition = repetition(&mut read, before.as_ref().map(|before| before.repetition));
    let available = boolean(&mut read, "available", before.map(|before| before.available));
    read.finish()?;
    let draft = || {
        Some(Schedule {
            name: name?,
            user_ids: user_ids?,
            job_type_ids: job_type_ids?,
            available: available?,
            repetition: repetition?,
        })
    };
    complete(draft())
}
