//! A request as this system has them: its headers, its body, and the envelope of its answer.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, RequestExt};
use serde::Serialize;
use serde_json::{Map, Value, json};
use slotwright_domain::System;
use slotwright_store::Refused;
use slotwright_wire::os1;

use super::definitions::Options;
use super::read::Fault;
use super::shape;
use crate::access::{self, Life};
use crate::app::App;
use crate::edge::limits::check_json;
use crate::edge::refusal::{AsItIs, Refusal};
use crate::inbound::sonar::words::refused_as;
use crate::scheduling::{Caller, Staff};

/// How long a token works.
pub const LOGIN: (System, Life) = (System::Os1, Life::Fixed(TOKEN_SECONDS));
/// The same in seconds.
pub const TOKEN_SECONDS: i64 = 86_400;

/// What was sent, for the answer's envelope.
pub struct Sent {
    request: os1::Request<Value>,
}

/// A request of somebody who was let in.
pub struct Asked {
    /// What the system has.
    pub app: Arc<App>,
    /// As whom the caller acts.
    pub staff: Staff,
    /// How the system is set up.
    pub options: Options,
    /// What the program calls the request.
    pub request_id: String,
    /// What a callback of the request is signed by.
    pub callback_secret: Option<String>,
    /// The members of the body; none of a request that has none.
    pub body: Map<String, Value>,
    sent: Sent,
}

/// What a request is answered with: a status, and data where there is some.
pub type Done = Result<(StatusCode, Option<Value>), Refusal>;

/// The data of an answer.
pub fn data(record: impl Serialize) -> Option<Value> {
    serde_json::to_value(record).ok()
}

impl Asked {
    /// The answer, in its envelope.
    pub fn answer(self, done: Done) -> Response {
        self.sent.answer(done)
    }

    /// What was refused, as this system refuses it: what is wrong with a request is 400.
    pub fn refused(&self, refused: Refused) -> Refusal {
        let refusal = refused_as(refused, &self.app, &Caller::Staff(self.staff));
        match refusal.status.as_u16() {
            409 | 422 => Refusal { status: StatusCode::BAD_REQUEST, ..refusal },
            _ => refusal,
        }
    }
}

impl Sent {
    /// Of a request with this body.
    pub fn of(request: &Request, body: &Bytes) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_else(|_| json!({}));
        let uri = request.uri();
        Self {
            request: os1::Request {
                uri: uri.path().to_owned(),
                method: request.method().to_string(),
                query_string: uri.query().unwrap_or_default().to_owned(),
                body,
            },
        }
    }

    /// The answer, in its envelope.
    pub fn answer(self, done: Done) -> Response {
        let request = self.request;
        match done {
            Ok((status, Some(data))) => {
                (status, Json(os1::Answer { error: os1::Error::default(), request, data })).into_response()
            }
            Ok((status, None)) => {
                (status, Json(os1::Acknowledgement { error: os1::Error::default(), request })).into_response()
            }
            Err(refusal) if refusal.status.is_server_error() => refusal.into_response(),
            Err(refusal) => {
                let envelope = os1::Acknowledgement { error: shape::error(&refusal), request };
                let mut response = (refusal.status, Json(envelope)).into_response();
                if let Some(seconds) = refusal.retry_after {
                    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
                }
                response.extensions_mut().insert(AsItIs);
                response
            }
        }
    }
}

impl FromRequest<Arc<App>> for Asked {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        let (request, bytes) = with_body(request).await?;
        let sent = Sent::of(&request, &bytes);
        let options = match Options::of(app).await {
            Ok(options) => options,
            Err(refusal) => return Err(sent.answer(Err(refusal))),
        };
        match admit(app, request.headers(), &options).await {
            Err(refusal) => Err(sent.answer(Err(refusal))),
            Ok(staff) => match object(&bytes) {
                Err(refusal) => Err(sent.answer(Err(refusal))),
                Ok(body) => {
                    let header = |name: &str| header(request.headers(), name).to_owned();
                    let of_request = Some(header("x-coreos-callback-secret")).filter(|secret| !secret.is_empty());
                    let callback_secret = of_request.or_else(|| options.callback_secret.clone());
                    let request_id = header("x-coreos-request-id");
                    Ok(Self { app: app.clone(), staff, options, request_id, callback_secret, body, sent })
                }
            },
        }
    }
}

/// The request, and its body.
pub async fn with_body(request: Request) -> Result<(Request, Bytes), Response> {
    let (parts, body) = request.into_parts();
    let bytes: Bytes = Request::new(body).extract().await.map_err(IntoResponse::into_response)?;
    Ok((Request::from_parts(parts, axum::body::Body::empty()), bytes))
}

/// The members of a body.
pub fn object(bytes: &Bytes) -> Result<Map<String, Value>, Refusal> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    check_json(bytes)?;
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Refusal::malformed("The body must be a JSON object.")),
        Err(error) => Err(Refusal::malformed(format!("The body must be a JSON object: {error}."))),
    }
}

/// A header's text; empty where there is none.
fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Lets the sender of these headers in.
async fn admit(app: &App, headers: &HeaderMap, options: &Options) -> Result<Staff, Refusal> {
    let header = |name: &str| header(headers, name);
    let token = header("x-coreos-access");
    let holder = if token.is_empty() { None } else { access::holder(app, LOGIN, token).await? };
    let Some(holder) = holder else { return Err(unauthorized("X-COREOS-ACCESS must be a token that still works.")) };
    for name in ["X-COREOS-REQUEST-ID", "X-COREOS-TID", "X-COREOS-USERINFO"] {
        if header(&name.to_ascii_lowercase()).is_empty() {
            return Err(Refusal::malformed(format!("The header {name} must be sent.")));
        }
    }
    if header("x-coreos-tid") != options.tenant_id {
        return Err(unauthorized("X-COREOS-TID is not the tenant of the token."));
    }
    if holder.systems.contains(&System::Os1) {
        return Ok(holder.staff);
    }
    Err(Refusal::sentence(StatusCode::FORBIDDEN, "forbidden", "This client may not use the dispatch service."))
}

/// Who calls is not known.
pub fn unauthorized(sentence: &str) -> Refusal {
    Refusal::sentence(StatusCode::UNAUTHORIZED, "invalid-credentials", sentence)
}

/// A request that breaks a rule.
impl From<Fault> for Refusal {
    fn from(Fault(sentence): Fault) -> Self {
        Self::malformed(sentence)
    }
}

/// There is none with that id.
pub fn not_found(what: &str, id: &str) -> Refusal {
    Refusal::sentence(StatusCode::NOT_FOUND, "not-found", format!("There is no {what} {id}."))
}
