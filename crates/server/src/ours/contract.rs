//! The API's document. Ours; no part of the vendor's API.

use axum::http::header;
use axum::response::IntoResponse;

use crate::contract;

/// `GET /openapi.json`
pub async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], contract::text())
}
