//! `/scheduling/schedules/:id/schedule_days`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_matching::Shift;
use slotwright_wire::sonar::{Data, ScheduleDay, write};
use slotwright_wire::time::{print_end_of_block, print_time};

use super::collisions::WithCollisions;
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{Names, refusal};
use super::{Success, cut, deleted_with_collisions, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::schedule_day::{self, ShiftDraft};
use crate::scheduling::{Caller, Staff};

/// What a deletion that finds nothing says does not exist.
const SCHEDULE_DAY: &str = "schedule day/time";

type Written = Result<(StatusCode, Json<WithCollisions<ScheduleDay>>), Refusal>;

/// `GET …`
///
/// The vendor documents no way to list a schedule's days; without one they could not be read back.
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(schedule_id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<ScheduleDay>>>, Refusal> {
    let schedule_id = path_id(&schedule_id).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let days = app.store.schedule_days(schedule_id).await?.ok_or_else(Refusal::no_item)?;
    let total = days.len() as u64;
    Ok(listed(cut(days, page).into_iter().map(write::schedule_day).collect(), total, page))
}

/// `GET …/:day_id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((schedule_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<ScheduleDay>>, Refusal> {
    let (schedule_id, id) = path_id(&schedule_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let days = app.store.schedule_days(schedule_id).await?.ok_or_else(Refusal::no_item)?;
    let day = days.into_iter().find(|day| day.id == id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::schedule_day(day))))
}

/// `POST …`: answers its times with seconds.
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(schedule_id): Path<String>,
    params: Params,
) -> Written {
    let schedule_id = path_id(&schedule_id).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, true);
    let created = schedule_day::create(&app, staff, schedule_id, wanted).await;
    let created = created.map_err(|refused| refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff)))?;
    let day = |(id, shift): (u64, Shift)| ScheduleDay {
        id,
        day: shift.weekday,
        start_timestamp: print_time(shift.start),
        end_timestamp: print_end_of_block(shift.end),
    };
    Ok((StatusCode::CREATED, WithCollisions::of(created, day)))
}

/// `PATCH …/:day_id`: answers 201, and its times without seconds.
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((schedule_id, id)): Path<(String, String)>,
    params: Params,
) -> Written {
    let (schedule_id, id) = path_id(&schedule_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, false);
    let changed = schedule_day::change(&app, staff, schedule_id, id, wanted).await;
    let changed = changed.map_err(|refused| refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff)))?;
    let day = |shift: Shift| {
        let (start_timestamp, end_timestamp) = write::day_part(shift.start, shift.end);
        ScheduleDay { id, day: shift.weekday, start_timestamp, end_timestamp }
    };
    Ok((StatusCode::CREATED, WithCollisions::of(changed, day)))
}

/// `DELETE …/:day_id`
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((schedule_id, id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<WithCollisions<Success>>, Refusal> {
    let ids = path_id(&schedule_id).zip(path_id(&id));
    let (schedule_id, id) = ids.ok_or_else(|| Refusal::does_not_exist(SCHEDULE_DAY))?;
    deleted_with_collisions(schedule_day::delete(&app, staff, schedule_id, id).await, SCHEDULE_DAY, &app, staff)
}

fn draft(params: &Params, is_new: bool) -> (Reader<'_>, ShiftDraft) {
    let mut read = params.reader();
    let weekday = read.said("day", is_new, Reader::weekday);
    let start = read.said("start_timestamp", is_new, Reader::start_of_day_part);
    let end = read.said("end_timestamp", is_new, Reader::end_of_day_part);
    let could_not_be_read = !read.is_good();
    (read, ShiftDraft { weekday, start, end, could_not_be_read })
}
