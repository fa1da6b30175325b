//! Who may come in: whoever has a link, from a program or from a page that the operator has listed.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Caller;

/// Lets the holder of a link in, who is in the request's extensions from then on.
///
/// By `Host` alone no page is ours here: a page elsewhere can have its own name lead to this machine (DNS rebinding), and both
/// would be its own. So an `Origin` has to be the public address's, or listed.
pub(super) async fn admit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if let Some(origin) = parts.headers.get(ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let is_ours = app.public_url.split('/').take(3).collect::<Vec<_>>().join("/") == origin;
        if !is_ours && !app.allowed_origins.lists(origin) {
            return Refusal::origin_not_allowed(&app.allowed_origins.setting_for(origin)).into_response();
        }
    }
    let scheme = parts.headers.get(AUTHORIZATION).and_then(|value| value.as_bytes().get(..7)).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case(b"bearer ") {
        return Refusal::link_invalid().into_response();
    }
    match Caller::from_request_parts(&mut parts, &app).await {
        Ok(caller) => {
            parts.extensions.insert(Arc::new(caller));
            next.run(Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal.into_response(),
    }
}
