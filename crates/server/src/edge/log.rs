//! One line in the log for each request.
//!
//! No bodies, no queries, no names, no handles: of the path only the route's template is logged, of methods only those that
//! exist. What comes from outside is an id of a proxy's (`super::request_id`) and a trace's (W3C `traceparent`), both only in
//! the form that such ids have.
//!
//! Why not tower-http's `TraceLayer`: it writes at the answer what its span was given at the request, so the fields of a JSON
//! line would stand in `span` instead of beside the message, where log searches find them; a failure would have a second line;
//! and its hooks see either the request or the answer, while a metric's labels are of both.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::request_id::request_id;
use crate::metrics::{self, Present};

/// Logs and counts how a request went.
pub async fn log(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let _present = Present::request();
    let request_id = request_id(&request);
    let trace_id = text(request.headers(), "traceparent").and_then(trace_id).map(str::to_owned);
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = word_of(request.method());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    let milliseconds = elapsed.as_micros() as f64 / 1000.0;
    metrics::request(method, &route, response.status(), elapsed.as_secs_f64());
    if response.status().is_server_error() {
        tracing::error!(method, route, status, milliseconds, request_id, trace_id, "request failed");
    } else {
        tracing::info!(method, route, status, milliseconds, request_id, trace_id, "request");
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The method, if it is one: anybody may send any word.
fn word_of(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

/// The trace's id in a `traceparent`: `00-` 32 digits `-` 16 digits `-` 2 digits, the first two numbers not 0.
fn trace_id(traceparent: &str) -> Option<&str> {
    let mut parts = traceparent.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |text: &str, length| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let is_id = |text: &str, length| is_hex(text, length) && text.bytes().any(|byte| byte != b'0');
    // Later versions may have more to say; version 00 may not.
    let is_whole = is_hex(version, 2) && version != "ff" && (version != "00" || parts.next().is_none());
    (is_whole && is_id(trace, 32) && is_id(parent, 16) && is_hex(flags, 2)).then_some(trace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_known_by_its_id_and_nothing_else_is_taken_for_one() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        for fine in [format!("00-{id}-00f067aa0ba902b7-01"), format!("01-{id}-00f067aa0ba902b7-00-more")] {
            assert_eq!(trace_id(&fine), Some(id), "{fine}");
        }
        for bad in [
            "",
            id,
            &format!("ff-{id}-00f067aa0ba902b7-01"),
            &format!("00-{id}-00f067aa0ba902b7-01-more"),
            &format!("00-{id}-0000000000000000-01"),
            &format!("00-{id}-00f067aa0ba902b7-"),
            &format!("00-{}-00f067aa0ba902b7-01", id.to_uppercase()),
            &format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            "00-ada-novak-01",
        ] {
            assert_eq!(trace_id(bad), None, "{bad}");
        }
    }
}
