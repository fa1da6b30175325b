//! `/v1/company`: whose the server is. Open to all, so that whoever comes with a link that works no more knows whom to call.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::edge::origin::ForAll;
use crate::inbound::sonar::params::NoParams;

/// For how many seconds it may be kept: it changes with the settings alone.
const KEPT: &str = "public, max-age=300";

/// `GET /v1/company`
pub async fn get(State(app): State<Arc<App>>, _: NoParams) -> Response {
    let mut response = ([(header::CACHE_CONTROL, KEPT)], Json(app.company.clone())).into_response();
    response.extensions_mut().insert(ForAll);
    response
}
