//! `/scheduling/jobs/:id/desired_job_datetimes`: when a customer would like it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_domain::{WishChange, WishWindow};
use slotwright_store::Refused;
use slotwright_wire::sonar::{Data, DesiredDateTime, write};

use super::params::{NoParams, Params, path_id};
use super::words::refused_as;
use super::{Success, listed, page, success};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::{Caller, wish};

/// What a deletion that finds nothing says does not exist.
const WISH: &str = "desired job date/time";

/// `GET …`
pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<DesiredDateTime>>>, Refusal> {
    let job_id = path_id(&job_id).filter(|&id| caller.may_see(id)).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let found = wish::list(&app, &caller, job_id, page).await;
    let (wishes, total) = found.map_err(|refused| refused_as(refused, &app, &caller))?;
    Ok(listed(wishes.into_iter().map(write::wish).collect(), total, page))
}

/// `GET …/:did`
pub async fn get(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((job_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<DesiredDateTime>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let wish = wish::get(&app, &caller, job_id, id).await.map_err(|refused| refused_as(refused, &app, &caller))?;
    Ok(Json(Data::of(write::wish(wish))))
}

/// `POST …`
pub async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<(StatusCode, Json<Data<DesiredDateTime>>), Refusal> {
    let job_id = path_id(&job_id).filter(|&id| caller.may_see(id)).ok_or_else(Refusal::no_item)?;
    app.store.job(job_id).await?.ok_or_else(Refusal::no_item)?;
    let mut read = params.reader();
    let day = read.require("date").date("date");
    let start = read.require("start_time").time("start_time");
    let end = read.require("end_time").end_time("end_time");
    read.finish()?;
    // What the reader let through is there.
    let (Some(day), Some(start_second), Some(end_second)) = (day, start, end) else { return Err(Refusal::no_item()) };
    let wish = wish::add(&app, &caller, job_id, WishWindow { day, start_second, end_second }).await;
    let wish = wish.map_err(|refused| refused_as(refused, &app, &caller))?;
    Ok((StatusCode::CREATED, Json(Data::of(write::wish(wish)))))
}

/// `PATCH …/:did`
pub async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((job_id, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<DesiredDateTime>>, Refusal> {
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let before = wish::get(&app, &caller, job_id, id).await.map_err(|refused| refused_as(refused, &app, &caller))?;
    let mut read = params.reader();
    let change = WishChange {
        day: read.date("date"),
        start_second: read.time("start_time"),
        end_second: read.end_time("end_time"),
    };
    read.finish()?;
    let wish = wish::change(&app, &caller, job_id, before, change).await;
    Ok(Json(Data::of(write::wish(wish.map_err(|refused| refused_as(refused, &app, &caller))?))))
}

/// `DELETE …/:did`
pub async fn delete(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((job_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(WISH);
    let (job_id, id) = path_id(&job_id).zip(path_id(&id)).ok_or_else(unknown)?;
    match wish::remove(&app, &caller, job_id, id).await {
        Ok(()) => Ok(success()),
        Err(Refused::NoSuchWish) => Err(unknown()),
        Err(refused) => Err(refused_as(refused, &app, &caller)),
    }
}
