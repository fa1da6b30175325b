//! `/scheduling/schedules/:id/schedule_days`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_matching::{Minute, Shift};
use slotwright_wire::sonar::{Data, ScheduleDay, write};
use slotwright_wire::time::{print_end_of_block, print_time};

use super::super::{Success, success};
use super::{complete, over};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{Params, Reader, path_id};
use crate::scheduling::Staff;

/// What a deletion that finds nothing says does not exist.
const SCHEDULE_DAY: &str = "schedule day/time";
/// Schedules are drawn on this grid.
const GRID_MINUTES: Minute = 15;

type Written = Result<(StatusCode, Json<Data<ScheduleDay>>), Refusal>;

/// `POST …`: answers its times with seconds.
pub async fn create_schedule_day(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(schedule_id): Path<String>,
    params: Params,
) -> Written {
    let schedule_id = path_id(&schedule_id).ok_or_else(Refusal::no_item)?;
    let created = app.store.edit(move |editor| {
        if !editor.has_schedule(schedule_id)? {
            return Err(Refusal::no_item());
        }
        let shift = shift(&params, None)?;
        Ok((editor.insert_schedule_day(schedule_id, shift)?, shift))
    });
    let (id, shift) = created.await?;
    let day = ScheduleDay {
        id,
        day: shift.weekday,
        start_timestamp: print_time(shift.start),
        end_timestamp: print_end_of_block(shift.end),
    };
    Ok((StatusCode::CREATED, Json(Data::of(day))))
}

/// `PATCH …/:day_id`: answers 201, and its times without seconds.
pub async fn change_schedule_day(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((schedule_id, id)): Path<(String, String)>,
    params: Params,
) -> Written {
    let (schedule_id, id) = path_id(&schedule_id).zip(path_id(&id)).ok_or_else(Refusal::no_item)?;
    let changed = app.store.edit(move |editor| {
        let before = editor.schedule_day(schedule_id, id)?.ok_or_else(Refusal::no_item)?;
        let shift = shift(&params, Some(before))?;
        editor.update_schedule_day(id, shift)?;
        Ok::<_, Refusal>(shift)
    });
    let shift = changed.await?;
    let (start_timestamp, end_timestamp) = write::day_part(shift.start, shift.end);
    let day = ScheduleDay { id, day: shift.weekday, start_timestamp, end_timestamp };
    Ok((StatusCode::CREATED, Json(Data::of(day))))
}

/// `DELETE …/:day_id`
pub async fn delete_schedule_day(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((schedule_id, id)): Path<(String, String)>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist(SCHEDULE_DAY);
    let (schedule_id, id) = path_id(&schedule_id).zip(path_id(&id)).ok_or_else(unknown)?;
    match app.store.edit(move |editor| editor.delete_schedule_day(schedule_id, id)).await? {
        true => Ok(success()),
        false => Err(unknown()),
    }
}

fn shift(params: &Params, before: Option<Shift>) -> Result<Shift, Refusal> {
    let mut read = params.reader();
    let weekday = over(&mut read, "day", before.map(|before| before.weekday), |read| read.weekday("day"));
    let start = over(&mut read, START, before.map(|before| before.start), |read| read.start_of_day_part(START));
    let end = over(&mut read, END, before.map(|before| before.end), |read| read.end_of_day_part(END));
    for (name, minute) in [(START, start), (END, end)] {
        on_grid(&mut read, name, minute);
    }
    read.in_order(START, start, END, end);
    read.finish()?;
    let shift = || Some(Shift { weekday: weekday?, start: start?, end: end? });
    complete(shift())
}

const START: &str = "start_timestamp";
const END: &str = "end_timestamp";

/// Only what was sent: a day from a world file may lie between the lines, and keeps its times until they change.
fn on_grid(read: &mut Reader, name: &str, minute: Option<Minute>) {
    if read.is_sent(name) && minute.is_some_and(|minute| minute % GRID_MINUTES != 0) {
        let sentence = format!("The {} must be in {GRID_MINUTES} minute increments.", name.replace('_', " "));
        read.fault(name, sentence);
    }
}
