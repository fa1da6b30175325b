//! `/v1/booking/earlier`: the holder of a booking link would rather have their visit sooner. Ours; no part of the vendor's API.
//! What is held for them they take as they move the visit in any other way.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::SignedDuration;
use slotwright_wire::slotwright::{Earlier, EarlierOffer};
use slotwright_wire::time::print_datetime;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params};
use crate::inbound::sonar::words::refused_as;
use crate::scheduling::earlier::{self as deeds, Standing};
use crate::scheduling::{Caller, Customer};

/// `PUT /v1/booking/earlier`: they wait from now on, or still, and not before the time that is said.
pub async fn put(State(app): State<Arc<App>>, customer: Customer, params: Params) -> Result<Json<Earlier>, Refusal> {
    let mut read = params.reader();
    let not_before = read.datetime("not_before");
    let start = customer.job.as_ref().and_then(|job| job.start);
    if not_before.zip(start).is_some_and(|(not_before, start)| start <= not_before) {
        let start = start.map(print_datetime).unwrap_or_default();
        read.fault("not_before", format!("The not before must be before the visit, which starts at {start}."));
    }
    read.finish()?;
    let shown = match deeds::ask(&app, &customer, not_before).await {
        Ok(()) => shown(&app, &customer).await?,
        Err(refused) => return Err(refused_as(refused, &app, &Caller::Customer(Box::new(customer)))),
    };
    shown.map(Json).ok_or_else(Refusal::no_item)
}

/// `DELETE /v1/booking/earlier`: they don't wait any more.
pub async fn delete(State(app): State<Arc<App>>, customer: Customer, _: NoParams) -> Result<StatusCode, Refusal> {
    let done = deeds::withdraw(&app, &customer).await;
    done.map_err(|refused| refused_as(refused, &app, &Caller::Customer(Box::new(customer))))?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /v1/booking/earlier/decline`: they would rather not have what is held for them, and wait on.
pub async fn decline(State(app): State<Arc<App>>, customer: Customer, params: Params) -> Result<StatusCode, Refusal> {
    let mut read = params.reader();
    let hold_id = read.require("hold_id").id("hold_id");
    read.finish()?;
    let done = deeds::decline(&app, &customer, hold_id.unwrap_or_default()).await;
    done.map_err(|refused| refused_as(refused, &app, &Caller::Customer(Box::new(customer))))?;
    Ok(StatusCode::NO_CONTENT)
}

/// How it stands with the holder's waiting; `None` where they can't wait.
pub(super) async fn shown(app: &App, customer: &Customer) -> Result<Option<Earlier>, Refusal> {
    let Some(Standing { asked }) = deeds::standing(app, customer).await? else { return Ok(None) };
    let offer = asked.as_ref().and_then(|asked| asked.offer.as_ref()).map(|offer| {
        let now = app.now();
        // It ends with a minute, and two clocks are never quite together.
        let remaining = SignedDuration::from_millis(offer.remaining_ms) + SignedDuration::from_secs(30);
        let until = now.instant.saturating_add(remaining).unwrap_or(now.instant);
        EarlierOffer {
            hold_id: offer.hold_id,
            scheduled_datetime: print_datetime(offer.start),
            user_ids: offer.user_ids.clone(),
            held_until: print_datetime(app.zone.wall_clock(until).minute()),
            remaining_seconds: u64::try_from(offer.remaining_ms / 1000).unwrap_or_default(),
        }
    });
    let not_before = asked.as_ref().and_then(|asked| asked.not_before).map(print_datetime);
    Ok(Some(Earlier { asked: asked.is_some(), not_before, offer }))
}
