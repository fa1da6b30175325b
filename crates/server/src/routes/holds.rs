//! `/v1/holds`: a time is held while somebody fills in the rest. Ours; no part of the vendor's API.
//!
//! A hold is made good by the job that is posted over its time; nothing else is to be done.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use slotwright_wire::slotwright::Hold;
use slotwright_wire::time::print_datetime;

use super::jobs::{NO_SUCH_USER, admit, length, place, refusal, refuse_skipped, skipped};
use super::references::{self, Found};
use crate::app::App;
use crate::gateway::{Caller, Names};
use crate::params::{Params, path_id};
use crate::refusal::Refusal;
use crate::store::{self, HoldDraft, References, Refused, VisitDraft};

/// `POST /v1/holds`
pub async fn place_hold(
    State(app): State<Arc<App>>,
    caller: Caller,
    params: Params,
) -> Result<(StatusCode, Json<Hold>), Refusal> {
    let mut read = params.reader();
    read.require("scheduled_datetime").require("user_ids");
    let job_type_id = read.id("job_type_id");
    let place = place(&mut read, &Names::OF_JOBS);
    let length_in_minutes = length(&mut read);
    let start = read.datetime("scheduled_datetime");
    let user_ids = read.ids("user_ids", NO_SUCH_USER);
    let references = match caller {
        // What a link is for is known, and nothing else is looked at.
        Caller::Customer(_) => References::default(),
        Caller::Staff(_) => References { job_type_id, place, ..References::default() },
    };
    let Found { job_type, user_ids, .. } =
        references::find(&app, &caller, &mut read, &Names::OF_JOBS, user_ids, references).await?;
    let wanted = match &caller {
        Caller::Customer(customer) => {
            customer.hold_to_link(&mut read, &Names::OF_JOBS, job_type_id, place, length_in_minutes);
            let job_id = customer.job.as_ref().map(|job| job.id);
            Some((customer.job_type.id, customer.place.place, customer.length_in_minutes, job_id))
        }
        Caller::Staff(_) => {
            for name in ["job_type_id", "assigned_type", "assigned_id"] {
                read.require(name);
            }
            let job_id = read.id("job_id");
            if let Some(job_id) = job_id
                && app.store.job(job_id).await?.is_none()
            {
                read.invalid("job_id");
            }
            let usual = job_type.as_ref().map_or(0, |job_type| job_type.length_in_minutes);
            let length_in_minutes = length_in_minutes.map_or(usual, |length| length as u32);
            job_type.zip(place).map(|(job_type, place)| (job_type.id, place, length_in_minutes, job_id))
        }
    };
    read.finish()?;
    // What the reader let through is there.
    let (Some((job_type_id, place, length_in_minutes, job_id)), Some(start), Some(user_ids)) =
        (wanted, start, user_ids)
    else {
        return Err(Refusal::no_item());
    };
    refuse_skipped(&app, Some(start))?;
    if let Caller::Customer(_) = caller {
        admit(&app, Some(start), length_in_minutes, None)?;
    }
    let draft = HoldDraft { job_type_id, length_in_minutes, place, visit: VisitDraft { start, user_ids }, job_id };
    let skipped = skipped(&app, Some(start));
    let hold = app.store.place_hold(draft, caller.by(&app), app.policy.holds, skipped).await;
    let hold = hold.map_err(|refused| refused_hold(refused, &app, &caller))?;
    Ok((StatusCode::CREATED, Json(shown(hold, &caller))))
}

/// `POST /v1/holds/:id/extend`
pub async fn extend(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Hold>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let hold = app.store.extend_hold(id, caller.by(&app), app.policy.holds).await;
    Ok(Json(shown(hold.map_err(|refused| refused_hold(refused, &app, &caller))?, &caller)))
}

/// `DELETE /v1/holds/:id`
pub async fn release(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let released = app.store.release_hold(id, caller.by(&app)).await;
    released.map_err(|refused| refused_hold(refused, &app, &caller))?;
    Ok(StatusCode::NO_CONTENT)
}

fn refused_hold(refused: Refused, app: &App, caller: &Caller) -> Refusal {
    match refused {
        Refused::NotFree(_) => refusal(refused, app, caller).conflicting(),
        other => refusal(other, app, caller),
    }
}

fn shown(hold: store::Hold, caller: &Caller) -> Hold {
    let instant = |ms| Timestamp::from_millisecond(ms).map(|instant| instant.to_string()).unwrap_or_default();
    Hold {
        id: hold.id,
        scheduled_datetime: print_datetime(hold.start),
        length_in_minutes: hold.length_in_minutes,
        user_ids: hold.user_ids.iter().map(|&user_id| caller.name_of(user_id)).collect(),
        expires_at: instant(hold.until_ms),
        deadline: instant(hold.deadline_ms),
        remaining_seconds: u64::try_from((hold.until_ms - hold.now_ms) / 1000).unwrap_or(0),
    }
}
