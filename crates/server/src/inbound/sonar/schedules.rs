//! `/scheduling/schedules`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, Schedule, write};

use super::collisions::WithCollisions;
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{NO_SUCH_USER, Names, refusal};
use super::{Success, deleted_with_collisions, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::schedule::{self, ScheduleDraft};
use crate::scheduling::{Caller, Staff};

/// What a deletion that finds nothing says does not exist.
const SCHEDULE: &str = "Schedule";

/// `GET /scheduling/schedules`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<Schedule>>>, Refusal> {
    let page = page(params.reader())?;
    let (schedules, total) = app.store.schedules(page).await?;
    Ok(listed(schedules.into_iter().map(write::schedule).collect(), total, page))
}

/// `GET /scheduling/schedules/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Schedule>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::schedule(app.store.schedule(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /scheduling/schedules`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<Schedule>>), Refusal> {
    let (read, wanted) = draft(&params, true);
    match schedule::create(&app, staff, wanted).await {
        Ok(schedule) => Ok((StatusCode::CREATED, Json(Data::of(write::schedule(schedule))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /scheduling/schedules/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<WithCollisions<Schedule>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, false);
    match schedule::change(&app, staff, id, wanted).await {
        Ok(schedule) => Ok(WithCollisions::of(schedule, write::schedule)),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /scheduling/schedules/:id`
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<WithCollisions<Success>>, Refusal> {
    let id = path_id(&id).ok_or_else(|| Refusal::does_not_exist(SCHEDULE))?;
    deleted_with_collisions(schedule::delete(&app, staff, id).await, SCHEDULE, &app, staff)
}

fn draft(params: &Params, is_new: bool) -> (Reader<'_>, ScheduleDraft) {
    let mut read = params.reader();
    let name = read.said_text("name", is_new);
    let user_ids = read.said("user_ids", is_new, |read, name| read.ids(name, NO_SUCH_USER));
    read.keep_place("user_id");
    let job_type_ids =
        read.said("job_type_ids", is_new, |read, name| read.ids(name, "The selected job type ids is invalid."));
    read.keep_place("job_type_ids");
    let repetition = read.repetition(is_new);
    let available = read.said("available", is_new, Reader::boolean);
    let could_not_be_read = !read.is_good();
    (read, ScheduleDraft { name, user_ids, job_type_ids, available, repetition, could_not_be_read })
}
