//! What time it is, for the board: a page doesn't trust the device's clock. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_wire::slotwright::Clock;

use crate::app::App;
use crate::inbound::sonar::params::NoParams;
use crate::scheduling::Staff;

/// `GET /v1/clock`
pub async fn get(State(app): State<Arc<App>>, _: Staff, _: NoParams) -> Json<Clock> {
    Json(Clock { now: app.now().text(), time_zone: app.zone.name().to_owned() })
}
