//! `/scheduling/schedule_blockers` and their overrides.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use slotwright_matching::BlockerOverride;
use slotwright_wire::sonar::{Data, ScheduleBlocker, ScheduleBlockerOverride, write};
use slotwright_wire::time::print_date;

use super::super::words::NO_SUCH_USER;
use super::super::{Success, success};
use super::{boolean, complete, known_users, name, over, repetition};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Params, path_id};
use crate::scheduling::Staff;
use slotwright_domain::Blocker;
use slotwright_store::Editor;

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

/// `POST /scheduling/schedule_blockers`
pub async fn create_blocker(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<ScheduleBlocker>>), Refusal> {
    let blocker = app.store.edit(move |editor| {
        let blocker = draft(&params, editor, None)?;
        Ok::<_, Refusal>(editor.insert_blocker(&blocker)?)
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::blocker(blocker.await?)))))
}

/// `PATCH /scheduling/schedule_blockers/:id`
pub async fn change_blocker(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<Changed>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let change = app.store.edit(move |editor| {
        let before = editor.blocker(id)?.ok_or_else(Refusal::no_item)?;
        let blocker = draft(&params, editor, Some(before))?;
        Ok::<_, Refusal>(editor.update_blocker(id, &blocker)?)
    });
    change.await?;
    Ok(Json(Data::of(Changed { id })))
}

/// `DELETE /scheduling/schedule_blockers/:id`: its overrides go with it.
pub async fn delete_blocker(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(BLOCKER);
    let id = path_id(&id).ok_or_else(unknown)?;
    match app.store.edit(move |editor| editor.delete_blocker(id)).await? {
        true => Ok(success()),
        false => Err(unknown()),
    }
}

/// `POST /scheduling/schedule_blockers/:id/schedule_blocker_overrides`, which answers 200 though it creates.
///
/// One for a day without the break, or for a user who does not have it, is kept and changes nothing.
pub async fn override_blocker(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<ScheduleBlockerOverride>>, Refusal> {
    let blocker_id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let moved = app.store.edit(move |editor| {
        if !editor.has_blocker(blocker_id)? {
            return Err(Refusal::no_item());
        }
        let moved = blocker_override(&params, editor, blocker_id)?;
        editor.insert_override(&moved)?;
        Ok(moved)
    });
    let moved = moved.await?;
    let (start_timestamp, end_timestamp) = write::day_part(moved.start, moved.end);
    Ok(Json(Data::of(ScheduleBlockerOverride {
        date: print_date(moved.day),
        start_timestamp,
        end_timestamp,
        user_id: moved.user_id.to_string(),
        schedule_blocker_id: blocker_id,
    })))
}

fn draft(params: &Params, editor: &Editor, before: Option<Blocker>) -> Result<Blocker, Refusal> {
    let mut read = params.reader();
    let name = name(&mut read, before.as_ref().map(|before| before.name.clone()));
    let mut weekdays = [None; 7];
    for (weekday, name) in WEEKDAYS.into_iter().enumerate() {
        weekdays[weekday] = boolean(&mut read, name, before.as_ref().map(|before| before.weekdays[weekday]));
    }
    let start = before.as_ref().map(|before| before.start);
    let start = over(&mut read, START, start, |read| read.start_of_day_part(START));
    let end = before.as_ref().map(|before| before.end);
    let end = over(&mut read, END, end, |read| read.end_of_day_part(END));
    read.in_order(START, start, END, end);
    // The vendor's own blocker 9 has nobody.
    let user_ids = match read.is_empty_list("user_ids") {
        true => Some(Vec::new()),
        false => {
            let user_ids = before.as_ref().map(|before| before.user_ids.clone());
            over(&mut read, "user_ids", user_ids, |read| read.ids("user_ids", NO_SUCH_USER))
        }
    };
    let user_ids = known_users(&mut read, editor, user_ids)?;
    let repetition = repetition(&mut read, before.map(|before| before.repetition));
    read.finish()?;
    let draft = || {
        Some(Blocker {
            name: name?,
            user_ids: user_ids?,
            weekdays: weekdays.map(|weekday| weekday.unwrap_or(false)),
            start: start?,
            end: end?,
            repetition: repetition?,
        })
    };
    complete(draft())
}

fn blocker_override(params: &Params, editor: &Editor, blocker_id: u64) -> Result<BlockerOverride, Refusal> {
    let mut read = params.reader();
    let day = read.require("date").date("date");
    let start = read.require(START).start_of_day_part(START);
    let end = read.require(END).end_of_day_part(END);
    read.in_order(START, start, END, end);
    let user_id = read.require("user_id").id("user_id");
    if let Some(user_id) = user_id {
        known_users(&mut read, editor, Some(vec![user_id]))?;
    }
    read.finish()?;
    let moved = || Some(BlockerOverride { blocker_id, user_id: user_id?, day: day?, start: start?, end: end? });
    complete(moved())
}
