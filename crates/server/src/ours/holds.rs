//! `/v1/holds`: a time is held while somebody fills in the rest. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use slotwright_domain as domain;
use slotwright_store::Refused;
use slotwright_wire::slotwright::Hold;
use slotwright_wire::time::print_datetime;

use crate::access::Proof;
use crate::app::App;
use crate::credentials::Demand;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::{length, place};
use crate::inbound::sonar::params::{NoParams, Params, path_id};
use crate::inbound::sonar::words::{NO_SUCH_USER, Names, refusal, refused_as};
use crate::scheduling::Caller;
use crate::scheduling::hold::{self, NewHold};

/// The longest name that staff may give to whom a time is held for.
const MAX_HOLDER_LENGTH: usize = 255;

/// `POST /v1/holds`
pub async fn place_hold(
    State(app): State<Arc<App>>,
    caller: Caller,
    proof: Proof,
    params: Params,
) -> Result<(StatusCode, Json<Hold>), Refusal> {
    let mut read = params.reader();
    read.require("scheduled_datetime").require("user_ids");
    let job_type_id = read.id("job_type_id");
    let place = place(&mut read, &Names::OF_JOBS);
    let length_in_minutes = length(&mut read);
    let start = read.datetime("scheduled_datetime");
    let user_ids = read.ids("user_ids", NO_SUCH_USER);
    let seconds = read.integer_up_to("seconds", 1, u64::from(u32::MAX));
    let (mut job_id, mut named) = (None, None);
    if let Caller::Staff(_) = caller {
        for name in ["job_type_id", "assigned_type", "assigned_id"] {
            read.require(name);
        }
        job_id = read.id("job_id");
        named = read.short_text("holder", MAX_HOLDER_LENGTH);
    }
    let could_not_be_read = !read.is_good();
    if let Caller::Customer(_) = caller {
        proof.hold_to(&app, app.proof_of_work.demand == Demand::All).await?;
    }
    let wanted =
        NewHold { job_type_id, place, length_in_minutes, start, user_ids, job_id, named, seconds, could_not_be_read };
    match hold::place(&app, &caller, wanted).await {
        Ok(hold) => Ok((StatusCode::CREATED, Json(shown(hold, &app)))),
        Err(refused @ Refused::Faulty(_)) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &caller)),
        Err(refused) => Err(refused_hold(refused, &app, &caller)),
    }
}

/// `POST /v1/holds/:id/extend`
pub async fn extend(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Hold>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let mut read = params.reader();
    let seconds = read.integer_up_to("seconds", 1, u64::from(u32::MAX));
    read.finish()?;
    let hold =
        hold::extend(&app, &caller, id, seconds).await.map_err(|refused| refused_hold(refused, &app, &caller))?;
    Ok(Json(shown(hold, &app)))
}

/// `DELETE /v1/holds/:id`
pub async fn release(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<StatusCode, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    hold::release(&app, &caller, id).await.map_err(|refused| refused_hold(refused, &app, &caller))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A time that is not free is a conflict of two wishes rather than a faulty request.
fn refused_hold(refused: Refused, app: &App, caller: &Caller) -> Refusal {
    match refused {
        Refused::NotFree(_) => refused_as(refused, app, caller).conflicting(),
        other => refused_as(other, app, caller),
    }
}

fn shown(hold: domain::Hold, app: &App) -> Hold {
    let instant = |ms| Timestamp::from_millisecond(ms).map(|instant| instant.to_string()).unwrap_or_default();
    Hold {
        id: hold.id,
        scheduled_datetime: print_datetime(hold.start),
        length_in_minutes: hold.length_in_minutes,
        user_ids: hold.user_ids,
        expires_at: instant(hold.until_ms),
        deadline: instant(hold.deadline_ms),
        usual_seconds: u64::from(app.policy.holds.seconds)
            .min(u64::try_from((hold.deadline_ms - hold.now_ms) / 1000).unwrap_or(0)),
        remaining_seconds: u64::try_from((hold.until_ms - hold.now_ms) / 1000).unwrap_or(0),
    }
}
