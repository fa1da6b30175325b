//! One line in the log for each request, and the id by which its caller can name it.
//!
//! No bodies, no queries, no names, no handles: of the path only the route's template is logged.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

use crate::gateway::random_bytes;
use crate::metrics::{self, Present};

const HEADER: &str = "x-request-id";

/// The id of a request; in its extensions.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// The id of a request that was given one; else an empty text.
    pub fn of(request: &Request) -> String {
        request.extensions().get::<Self>().map(|id| id.0.clone()).unwrap_or_default()
    }
}

/// Gives the request its id, and logs how it went.
pub async fn log(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let _present = Present::request();
    let sent = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).filter(|id| is_well_formed(id));
    let id = sent.map_or_else(new_id, str::to_owned);
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let taken = started.elapsed();
    let milliseconds = taken.as_micros() as f64 / 1000.0;
    metrics::request(&method, &route, response.status(), taken.as_secs_f64());
    if response.status().is_server_error() {
        tracing::error!(%method, route, status, milliseconds, request_id = id, "request failed");
    } else {
        tracing::info!(%method, route, status, milliseconds, request_id = id, "request");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// What others may give us: it ends up in our log.
fn is_well_formed(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

fn new_id() -> String {
    random_bytes::<8>().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tame_ids_are_taken_over() {
        assert!(is_well_formed("0af7651916cd43dd"));
        for bad in ["", "short", "with blanks in", "line\nbreak", &"x".repeat(65)] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }
}
