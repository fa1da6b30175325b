//! What goes wrong on purpose below the roots of the systems: delays, refusals, answers that are none.

mod read;

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use hyper::body::Frame;
use serde_json::{Value, json};

use super::Standin;
use crate::edge::refusal::{Refusal, Shape};
use crate::edge::request_id::request_id;

/// Those that are wanted, in the order in which they are looked through.
pub struct Faults {
    /// Below which roots they can be.
    roots: Vec<&'static str>,
    wanted: Mutex<Vec<Wanted>>,
}

/// A fault, and whom it befalls.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    /// Requests to this path and to what is below it.
    path_prefix: String,
    /// How many of them are left.
    requests: u64,
    fault: Fault,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The answer comes later.
    Delay(Duration),
    /// The request is refused with this status, and not done.
    Status {
        /// 429, 500 or 503.
        status: StatusCode,
        /// After how many seconds to try again.
        retry_after: Option<u64>,
    },
    /// The connection is closed without an answer, and the request is not done.
    CutBefore,
    /// The request is done, and the connection is closed without an answer.
    CutAfter,
    /// An answer of 200 that says it is JSON and is none; the request is not done.
    Garbage,
}

/// As `Fault::Garbage` has it: the beginning of something.
const GARBAGE: &str = "{\"id\": 1, \"status\": \"sch";

impl Faults {
    /// None, below these roots.
    #[must_use]
    pub fn below(roots: Vec<&'static str>) -> Self {
        Self { roots, wanted: Mutex::default() }
    }

    /// What befalls a request to this path. It counts.
    pub fn take(&self, path: &str) -> Option<Fault> {
        let mut wanted = self.lock();
        let place = wanted.iter().position(|wanted| is_at_or_below(path, &wanted.path_prefix))?;
        let fault = wanted[place].fault;
        wanted[place].requests -= 1;
        if wanted[place].requests == 0 {
            wanted.remove(place);
        }
        Some(fault)
    }

    fn shown(&self) -> Value {
        self.lock().iter().map(Wanted::shown).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Wanted>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wanted {
    fn shown(&self) -> Value {
        let fault = match self.fault {
            Fault::Delay(delay) => json!({"delay_ms": delay.as_millis() as u64}),
            Fault::Status { status, retry_after: None } => json!({"status": status.as_u16()}),
            Fault::Status { status, retry_after } => json!({"status": status.as_u16(), "retry_after": retry_after}),
            Fault::CutBefore => "cut_before".into(),
            Fault::CutAfter => "cut_after".into(),
            Fault::Garbage => "garbage".into(),
        };
        json!({"path_prefix": self.path_prefix, "requests": self.requests, "fault": fault})
    }
}

impl Fault {
    /// Answers a request as it has it; `shape` is that of refusals at its path.
    pub async fn befall(self, shape: Shape, request: Request, next: Next) -> Response {
        match self {
            Self::Delay(delay) => {
                tokio::time::sleep(delay).await;
                next.run(request).await
            }
            Self::Status { status, retry_after } => {
                let refusal = refusal(status);
                let refusal = Refusal { retry_after: retry_after.or(refusal.retry_after), ..refusal };
                shape.write(refusal.into_response(), &request_id(&request))
            }
            Self::CutBefore => Body::new(Cut).into_response(),
            Self::CutAfter => {
                // To the last byte: what was done is known to be done.
                let _ = next.run(request).await.into_body().collect().await;
                Body::new(Cut).into_response()
            }
            Self::Garbage => ([(header::CONTENT_TYPE, "application/json")], GARBAGE).into_response(),
        }
    }
}

fn refusal(status: StatusCode) -> Refusal {
    match status {
        StatusCode::TOO_MANY_REQUESTS => Refusal::too_many_requests(Duration::ZERO),
        StatusCode::SERVICE_UNAVAILABLE => Refusal::overloaded(),
        _ => Refusal::internal(),
    }
}

/// A body that fails before its first byte, upon which the server closes the connection and has sent nothing.
struct Cut;

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::Error::other("cut on purpose"))))
    }
}

fn is_at_or_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `GET /__standin/faults`
pub async fn get(State(standin): State<Arc<Standin>>) -> Json<Value> {
    Json(standin.faults.shown())
}

/// `PUT /__standin/faults`: these, and no others.
pub async fn put(State(standin): State<Arc<Standin>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let wanted = read::list(&super::json(&body)?, &standin.faults.roots)?;
    *standin.faults.lock() = wanted;
    Ok(Json(standin.faults.shown()))
}

/// `DELETE /__standin/faults`
pub async fn delete(State(standin): State<Arc<Standin>>) -> StatusCode {
    standin.faults.lock().clear();
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_befalls_so_many_requests_at_its_path_and_below_it() {
        let faults = Faults::below(vec!["/os1", "/bigchange"]);
        let wanted = json!([
            {"path_prefix": "/bigchange/v1/jobs", "requests": 2, "fault": "cut_after"},
            {"path_prefix": "/bigchange", "requests": 1, "fault": {"status": 503}},
        ]);
        *faults.lock() = read::list(&wanted, &faults.roots).unwrap();
        assert_eq!(faults.take("/bigchange/v1/jobs/9"), Some(Fault::CutAfter));
        assert_eq!(faults.take("/os1/v1/jobs"), None);
        let unavailable = Fault::Status { status: StatusCode::SERVICE_UNAVAILABLE, retry_after: None };
        assert_eq!(faults.take("/bigchange/v1/jobTypes"), Some(unavailable), "it only begins alike");
        assert_eq!(faults.shown(), json!([{"path_prefix": "/bigchange/v1/jobs", "requests": 1, "fault": "cut_after"}]));
        assert_eq!(faults.take("/bigchange/v1/jobs"), Some(Fault::CutAfter));
        assert_eq!(faults.take("/bigchange/v1/jobs"), None);
    }
}
