//! One line in the log for each request, and the id by which its caller can name it.
//!
//! No bodies, no queries, no names, no handles: of the path only the route's template is logged, of methods only those that
//! exist. What comes from outside is an id of a proxy's (`x-request-id`) and a trace's (W3C `traceparent`), both only in the
//! form that such ids have.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::random::random_bytes;
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
    let id = text(request.headers(), HEADER).filter(|id| is_well_formed(id)).map_or_else(new_id, str::to_owned);
    let trace_id = text(request.headers(), "traceparent").and_then(trace_id).map(str::to_owned);
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = word_of(request.method());
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let taken = started.elapsed();
    let milliseconds = taken.as_micros() as f64 / 1000.0;
    metrics::request(method, &route, response.status(), taken.as_secs_f64());
    if response.status().is_server_error() {
        tracing::error!(method, route, status, milliseconds, request_id = id, trace_id, "request failed");
    } else {
        tracing::info!(method, route, status, milliseconds, request_id = id, trace_id, "request");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
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

    #[test]
    fn only_tame_ids_are_taken_over() {
        assert!(is_well_formed("0af7651916cd43dd"));
        for bad in ["", "short", "with blanks in", "line\nbreak", &"x".repeat(65)] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }
}
