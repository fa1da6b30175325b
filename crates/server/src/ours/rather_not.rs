//! `/v1/booking/rather_not`: when the holder of a booking link would rather not have their visit, though they could. Ours; the
//! vendor's API has no place for it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_domain::WishWindow;
use slotwright_wire::slotwright::{RatherNot, write};

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::words::refused_as;
use crate::scheduling::{Caller, Customer, rather_not};

/// `PUT /v1/booking/rather_not`: these windows in the place of all that were said before.
pub async fn put(State(app): State<Arc<App>>, customer: Customer, params: Params) -> Result<Json<RatherNot>, Refusal> {
    let mut read = params.reader();
    // As many as there may be wishes.
    let windows = read.windows("rather_not", app.policy.max_wishes as usize);
    read.finish()?;
    let stored = rather_not::put(&app, &customer, windows.unwrap_or_default()).await;
    let stored = stored.map_err(|refused| refused_as(refused, &app, &Caller::Customer(Box::new(customer))))?;
    Ok(Json(written(stored)))
}

/// As it is answered.
pub(super) fn written(windows: Vec<WishWindow>) -> RatherNot {
    RatherNot { rather_not: windows.into_iter().map(write::day_window).collect() }
}
