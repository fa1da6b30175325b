//! `/scheduling/scheduled_time_offs`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, ScheduledTimeOff, write};

use super::collisions::WithCollisions;
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{Names, refusal};
use super::{Success, deleted, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::time_off::{self, TimeOffDraft};
use crate::scheduling::{Caller, Said, Staff};

/// What a deletion that finds nothing says does not exist.
const TIME_OFF: &str = "scheduled time off";

/// `GET /scheduling/scheduled_time_offs`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<ScheduledTimeOff>>>, Refusal> {
    let page = page(params.reader())?;
    let (time_offs, total) = app.store.time_offs(page).await?;
    Ok(listed(time_offs.into_iter().map(write::time_off).collect(), total, page))
}

/// `GET /scheduling/scheduled_time_offs/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<ScheduledTimeOff>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::time_off(app.store.time_off(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /scheduling/scheduled_time_offs`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Json<WithCollisions<ScheduledTimeOff>>), Refusal> {
    let (read, wanted) = draft(&params, true);
    match time_off::create(&app, staff, wanted).await {
        Ok(off) => Ok((StatusCode::CREATED, WithCollisions::of(off, write::time_off))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ONE_USER, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /scheduling/scheduled_time_offs/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<WithCollisions<ScheduledTimeOff>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, false);
    match time_off::change(&app, staff, id, wanted).await {
        Ok(off) => Ok(WithCollisions::of(off, write::time_off)),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ONE_USER, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /scheduling/scheduled_time_offs/:id`
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let id = path_id(&id).ok_or_else(|| Refusal::does_not_exist(TIME_OFF))?;
    deleted(time_off::delete(&app, staff, id).await, TIME_OFF, &app, staff)
}

fn draft(params: &Params, is_new: bool) -> (Reader<'_>, TimeOffDraft) {
    let mut read = params.reader();
    let name = read.said_text("name", is_new);
    read.keep_place("name");
    // Ours: the vendor's is always somebody's. Who leaves the name out by mistake doesn't mean to close the company.
    let user_id = match read.is_null("user_id") {
        true => Said::This(None),
        false => read.said("user_id", is_new, |read, name| read.id(name).map(Some)),
    };
    read.keep_place("user_id");
    let start = read.said("start_time", is_new, Reader::datetime);
    let end = read.said("end_time", is_new, Reader::end_datetime);
    let could_not_be_read = !read.is_good();
    (read, TimeOffDraft { name, user_id, start, end, could_not_be_read })
}
