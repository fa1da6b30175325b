//! `/metrics`, on a listener of its own.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;

use crate::app::App;
use crate::metrics::{CONTENT_TYPE, Facts, text};
use crate::refusal::Refusal;

/// `GET /metrics`: what has been counted.
pub async fn get(State(app): State<Arc<App>>) -> Result<impl IntoResponse, Refusal> {
    let facts = Facts { zone_rules: app.zone.rules_version(), sqlite: rusqlite::version().to_owned() };
    let text = text(facts).map_err(|_| Refusal::internal())?;
    let headers: [(HeaderName, &str); 2] = [(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, text))
}
