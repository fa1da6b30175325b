//! `/scheduling/scheduled_time_offs`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_wire::sonar::{Data, ScheduledTimeOff, write};

use super::super::{Success, success};
use super::{complete, known_users, name, over};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Params, path_id};
use crate::scheduling::Staff;
use slotwright_domain::TimeOff;
use slotwright_store::Editor;

/// What a deletion that finds nothing says does not exist.
const TIME_OFF: &str = "scheduled time off";
const START: &str = "start_time";
const END: &str = "end_time";

/// `POST /scheduling/scheduled_time_offs`
pub async fn create_time_off(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<(StatusCode, Json<Data<ScheduledTimeOff>>), Refusal> {
    let off = app.store.edit(move |editor| {
        let off = draft(&params, editor, None)?;
        Ok::<_, Refusal>(editor.insert_time_off(&off)?)
    });
    Ok((StatusCode::CREATED, Json(Data::of(write::time_off(off.await?)))))
}

/// `PATCH /scheduling/scheduled_time_offs/:id`
pub async fn change_time_off(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<ScheduledTimeOff>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let off = app.store.edit(move |editor| {
        let before = editor.time_off(id)?.ok_or_else(Refusal::no_item)?;
        let off = draft(&params, editor, Some((id, before)))?;
        Ok::<_, Refusal>(editor.update_time_off(id, &off)?)
    });
    Ok(Json(Data::of(write::time_off(off.await?))))
}

/// `DELETE /scheduling/scheduled_time_offs/:id`
pub async fn delete_time_off(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(TIME_OFF);
    let id = path_id(&id).ok_or_else(unknown)?;
    match app.store.edit(move |editor| editor.delete_time_off(id)).await? {
        true => Ok(success()),
        false => Err(unknown()),
    }
}

fn draft(params: &Params, editor: &Editor, before: Option<(u64, TimeOff)>) -> Result<TimeOff, Refusal> {
    let (id, before) = before.unzip();
    let mut read = params.reader();
    let name = name(&mut read, before.as_ref().map(|before| before.name.clone()));
    if let Some(name) = &name
        && read.is_sent("name")
        && editor.has_time_off_named(name, id)?
    {
        read.fault("name", "The name must be unique.");
    }
    let user_id = before.as_ref().map(|before| before.user_id);
    let user_id = over(&mut read, "user_id", user_id, |read| read.id("user_id"));
    if let Some(user_id) = user_id {
        known_users(&mut read, editor, Some(vec![user_id]))?;
    }
    let start = over(&mut read, START, before.as_ref().map(|before| before.start), |read| read.datetime(START));
    let end = over(&mut read, END, before.as_ref().map(|before| before.end), |read| read.end_datetime(END));
    read.in_order(START, start, END, end);
    read.finish()?;
    let draft = || Some(TimeOff { name: name?, user_id: user_id?, start: start?, end: end? });
    complete(draft())
}
