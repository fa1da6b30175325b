//! `/scheduling/schedules`, `schedule_blockers`, `scheduled_time_offs`, read only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_wire::sonar::{Data, Schedule, ScheduleBlocker, ScheduleDay, ScheduledTimeOff, write};

use super::params::{Params, path_id};
use super::{cut, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

type List<T> = Result<Json<Data<Vec<T>>>, Refusal>;
type One<T> = Result<Json<Data<T>>, Refusal>;

/// `GET /scheduling/schedules`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> List<Schedule> {
    let page = page(params.reader())?;
    let (schedules, total) = app.store.schedules(page).await?;
    Ok(listed(schedules.into_iter().map(write::schedule).collect(), total, page))
}

/// `GET /scheduling/schedules/:id`
pub async fn get(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> One<Schedule> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::schedule(app.store.schedule(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `GET /scheduling/schedules/:id/schedule_days`
///
/// The vendor documents no way to list a schedule's days; without one they could not be read back.
pub async fn list_days(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> List<ScheduleDay> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let days = app.store.schedule_days(id).await?.ok_or_else(Refusal::no_item)?;
    let total = days.len() as u64;
    Ok(listed(cut(days, page).into_iter().map(write::schedule_day).collect(), total, page))
}

/// `GET /scheduling/schedules/:id/schedule_days/:day_id`
pub async fn get_day(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((id, day_id)): Path<(String, String)>,
) -> One<ScheduleDay> {
    let (id, day_id) = path_id(&id).zip(path_id(&day_id)).ok_or_else(Refusal::no_item)?;
    let days = app.store.schedule_days(id).await?.ok_or_else(Refusal::no_item)?;
    let day = days.into_iter().find(|day| day.id == day_id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::schedule_day(day))))
}

/// `GET /scheduling/schedule_blockers`
pub async fn list_blockers(State(app): State<Arc<App>>, _: Staff, params: Params) -> List<ScheduleBlocker> {
    let page = page(params.reader())?;
    let (blockers, total) = app.store.blockers(page).await?;
    Ok(listed(blockers.into_iter().map(write::blocker).collect(), total, page))
}

/// `GET /scheduling/schedule_blockers/:id`
pub async fn get_blocker(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> One<ScheduleBlocker> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::blocker(app.store.blocker(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `GET /scheduling/scheduled_time_offs`
pub async fn list_time_offs(State(app): State<Arc<App>>, _: Staff, params: Params) -> List<ScheduledTimeOff> {
    let page = page(params.reader())?;
    let (time_offs, total) = app.store.time_offs(page).await?;
    Ok(listed(time_offs.into_iter().map(write::time_off).collect(), total, page))
}

/// `GET /scheduling/scheduled_time_offs/:id`
pub async fn get_time_off(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> One<ScheduledTimeOff> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::time_off(app.store.time_off(id).await?.ok_or_else(Refusal::no_item)?))))
}
