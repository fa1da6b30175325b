//! Whether the process lives, and whether it can work.

use std::sync::Arc;

use axum::extract::State;

use crate::app::App;
use crate::refusal::Refusal;
use crate::stop::Phase;

/// `GET /livez`: the process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: a booking could be stored now. By which zone rules is told as well: old ones are wrong by an hour.
pub async fn ready(State(app): State<Arc<App>>) -> Result<String, Refusal> {
    if app.stop.phase() != Phase::Serving {
        return Err(Refusal::overloaded());
    }
    app.store.is_writable().await?;
    Ok(format!("ok\ntime zone {} by rules {}\n", app.zone.name(), app.zone.rules_version()))
}
