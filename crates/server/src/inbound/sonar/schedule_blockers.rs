//! `/scheduling/schedule_blockers` and their overrides.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use slotwright_wire::sonar::{Data, ScheduleBlocker, ScheduleBlockerOverride, write};
use slotwright_wire::time::print_date;

use super::collisions::WithCollisions;
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{NO_SUCH_USER, Names, refusal};
use super::{Success, deleted, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::blocker::{self, BlockerDraft, OverrideDraft};
use crate::scheduling::{Caller, Said, Staff};

/// What a deletion that finds nothing says does not exist.
const BLOCKER: &str = "schedule blocker";
const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const START: &str = "start_timestamp";
const END: &str = "end_timestamp";

/// `{"id": 2}`: all that the vendor answers to a change of a blocker.
#[derive(JsonSchema, Serialize)]
pub struct Changed {
    /// The blocker's number.
    pub id: u64,
}

/// `GET /scheduling/schedule_blockers`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<ScheduleBlocker>>>, Refusal> {
    let page = page(params.reader())?;
    let (blockers, total) = app.store.blockers(page).await?;
    Ok(listed(blockers.into_iter().map(write::blocker).collect(), total, page))
}

/// `GET /scheduling/schedule_blockers/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<ScheduleBlocker>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::blocker(app.store.blocker(id).await?.ok_or_else(Refusal::no_item)?))))
}

/// `POST /scheduling/schedule_blockers`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Json<WithCollisions<ScheduleBlocker>>), Refusal> {
    let (read, wanted) = draft(&params, true);
    match blocker::create(&app, staff, wanted).await {
        Ok(blocker) => Ok((StatusCode::CREATED, WithCollisions::of(blocker, write::blocker))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff))),
    }
}

/// `PATCH /scheduling/schedule_blockers/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<WithCollisions<Changed>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let (read, wanted) = draft(&params, false);
    match blocker::change(&app, staff, id, wanted).await {
        Ok(done) => Ok(WithCollisions::of(done, |()| Changed { id })),
        Err(refused) => Err(refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff))),
    }
}

/// `DELETE /scheduling/schedule_blockers/:id`
pub async fn delete(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Success>>, Refusal> {
    let id = path_id(&id).ok_or_else(|| Refusal::does_not_exist(BLOCKER))?;
    deleted(blocker::delete(&app, staff, id).await, BLOCKER, &app, staff)
}

/// `POST /scheduling/schedule_blockers/:id/schedule_blocker_overrides`, which answers 200 though it creates.
pub async fn create_override(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<WithCollisions<ScheduleBlockerOverride>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let mut read = params.reader();
    let day = read.require("date").date("date");
    let start = read.require(START).start_of_day_part(START);
    let end = read.require(END).end_of_day_part(END);
    read.keep_place(END);
    let user_id = read.require("user_id").id("user_id");
    let could_not_be_read = !read.is_good();
    let moved = blocker::move_once(&app, staff, id, OverrideDraft { day, start, end, user_id, could_not_be_read });
    let moved = moved.await;
    let moved = moved.map_err(|refused| refusal(refused, read, &Names::OF_ROSTER, &app, &Caller::Staff(staff)))?;
    Ok(WithCollisions::of(moved, |moved| {
        let (start_timestamp, end_timestamp) = write::day_part(moved.start, moved.end);
        ScheduleBlockerOverride {
            date: print_date(moved.day),
            start_timestamp,
            end_timestamp,
            user_id: moved.user_id.to_string(),
            schedule_blocker_id: moved.blocker_id,
        }
    }))
}

fn draft(params: &Params, is_new: bool) -> (Reader<'_>, BlockerDraft) {
    let mut read = params.reader();
    let name = read.said_text("name", is_new);
    let weekdays = WEEKDAYS.map(|name| read.said(name, is_new, Reader::boolean));
    let start = read.said(START, is_new, Reader::start_of_day_part);
    let end = read.said(END, is_new, Reader::end_of_day_part);
    read.keep_place(END);
    // The vendor's own blocker 9 has nobody.
    let user_ids = match read.is_empty_list("user_ids") {
        true => Said::This(Vec::new()),
        false => read.said("user_ids", is_new, |read, name| read.ids(name, NO_SUCH_USER)),
    };
    read.keep_place("user_id");
    let repetition = read.repetition(is_new);
    let could_not_be_read = !read.is_good();
    (read, BlockerDraft { name, user_ids, weekdays, start, end, repetition, could_not_be_read })
}
