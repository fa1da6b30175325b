//! `/scheduling/jobs/:id/desired_job_datetimes`: when a customer would like it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, DesiredDateTime};

use super::jobs::{refusal, visible};
use super::{Success, listed, page, show, success};
use crate::app::App;
use crate::gateway::Caller;
use crate::params::{Params, path_id};
use crate::refusal::Refusal;
use crate::store::{Refused, WishChange, WishWindow};

/// What a deletion that finds nothing says does not exist.
const WISH: &str = "desired job date/time";

/// `GET …`
pub async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<DesiredDateTime>>>, Refusal> {
    let job_id = visible(&caller, &job_id).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let (wishes, total) = app.store.wishes(job_id, page).await?.ok_or_else(Refusal::no_item)?;
    Ok(listed(wishes.into_iter().map(show::wish).collect(), total, page))
}

/// `GET …/:did`
pub async fn get(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((job_id, id)): Path<(String, String)>,
) -> Result<Json<Data<DesiredDateTime>>, Refusal> {
    let (job_id, id) = visible(&caller, &job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let wish = app.store.wish(job_id, id).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(show::wish(wish))))
}

/// `POST …`
pub async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(job_id): Path<String>,
    params: Params,
) -> Result<(StatusCode, Json<Data<DesiredDateTime>>), Refusal> {
    let job_id = visible(&caller, &job_id).ok_or_else(Refusal::no_item)?;
    app.store.job(job_id).await?.ok_or_else(Refusal::no_item)?;
    let mut read = params.reader();
    let day = read.require("date").date("date");
    let start = read.require("start_time").time("start_time");
    let end = read.require("end_time").time("end_time");
    read.finish()?;
    // What the reader let through is there.
    let (Some(day), Some(start_second), Some(end_second)) = (day, start, end) else { return Err(Refusal::no_item()) };
    let window = WishWindow { day, start_second, end_second };
    admit(&app, &caller, window)?;
    let wish = app.store.create_wish(job_id, window, caller.by(&app)).await;
    let wish = wish.map_err(|refused| refusal(refused, &app, &caller))?;
    Ok((StatusCode::CREATED, Json(Data::of(show::wish(wish)))))
}

/// `PATCH …/:did`
pub async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((job_id, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Data<DesiredDateTime>>, Refusal> {
    let (job_id, id) = visible(&caller, &job_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let before = app.store.wish(job_id, id).await?.ok_or_else(Refusal::no_item)?.window;
    let mut read = params.reader();
    let change =
        WishChange { day: read.date("date"), start_second: read.time("start_time"), end_second: read.time("end_time") };
    read.finish()?;
    let window = WishWindow {
        day: change.day.unwrap_or(before.day),
        start_second: change.start_second.unwrap_or(before.start_second),
        end_second: change.end_second.unwrap_or(before.end_second),
    };
    admit(&app, &caller, window)?;
    let wish = app.store.change_wish(job_id, id, change, caller.by(&app)).await;
    Ok(Json(Data::of(show::wish(wish.map_err(|refused| refusal(refused, &app, &caller))?))))
}

/// `DELETE …/:did`
pub async fn delete(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((job_id, id)): Path<(String, String)>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(WISH);
    let (job_id, id) = visible(&caller, &job_id).zip(path_id(&id)).ok_or_else(unknown)?;
    let deleted = app.store.delete_wish(job_id, id, caller.by(&app)).await;
    deleted.map_err(|refused| match refused {
        Refused::NoSuchWish => unknown(),
        other => refusal(other, &app, &caller),
    })?;
    Ok(success())
}

fn admit(app: &App, caller: &Caller, window: WishWindow) -> Result<(), Refusal> {
    match caller {
        // One without length gets the vendor's sentence first.
        Caller::Customer(_) if window.start_second < window.end_second => app.policy.admit_wish(window, app.now()),
        _ => Ok(()),
    }
}
