//! `/v1/origin`: whether pages of the origin that asks may. Open to all, so that a page that may not can tell its author why.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use slotwright_wire::slotwright::OriginAnswer;

use crate::app::App;
use crate::edge::origin::ForAll;
use crate::inbound::sonar::params::NoParams;

/// `GET /v1/origin`
pub async fn get(State(app): State<Arc<App>>, headers: HeaderMap, _: NoParams) -> Response {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    let allowed = app.allowed_origins.allows(origin);
    let setting = (!allowed && !origin.is_empty()).then(|| app.allowed_origins.setting_for(origin));
    let mut response = Json(OriginAnswer { allowed, setting }).into_response();
    response.extensions_mut().insert(ForAll);
    response
}
