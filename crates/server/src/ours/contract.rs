//! The APIs' documents. Ours; no part of the vendor's API.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::contract;
use crate::edge::refusal::Refusal;

/// `GET /openapi.json`
pub async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], contract::text())
}

/// `GET /os1/openapi.json`, and of each other system beside Sonar by its root.
pub async fn of_system(root: &str) -> Response {
    match contract::systems::text(root) {
        Some(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        None => Refusal::no_such_path().into_response(),
    }
}
