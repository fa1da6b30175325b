//! Asking our own addresses in the process, as the caller.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use slotwright_wire::slotwright::{PROBLEM_CODE_HEADER, SEEN_HEADER, SEEN_WITHOUT_TIME};
use slotwright_wire::time::print_datetime;
use tower::ServiceExt;

use crate::edge::address::Peer;
use crate::edge::random::{hex, random_bytes};
use crate::edge::request_id;
use crate::scheduling::Caller;

/// What of an agent's request goes along: who asks, and from where.
const CARRIED: [HeaderName; 3] = [header::AUTHORIZATION, header::HOST, HeaderName::from_static("x-forwarded-for")];
const KEY: &str = "idempotency-key";
/// Far more than any of our answers has.
const MAX_ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// Our own addresses, as one caller sees them.
pub(super) struct Api {
    router: Router,
    headers: HeaderMap,
    extensions: Extensions,
}

/// What was not done, and why.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    /// The stable word that the API has for it.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// What is wrong in particular: member → sentence; null where it is about the whole.
    pub errors: Box<Value>,
    /// After how many seconds it may be tried again, where that is known.
    pub retry_after_seconds: Option<u64>,
}

impl Refused {
    /// Something that is refused before anything is asked.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), errors: Box::default(), retry_after_seconds: None }
    }

    /// An argument that is wrong.
    pub fn argument(name: &str, sentence: impl Into<String>) -> Self {
        let message = sentence.into();
        Self { errors: Box::new(json!({name: message})), ..Self::new("validation-failed", message) }
    }

    /// A record that is not what it should be: our fault.
    fn internal() -> Self {
        Self::new("internal", "Something went wrong on our side. Please try again.")
    }
}

impl Api {
    /// As the caller of this request. Of a customer, who changes a visit only as long as it is as they were let in with.
    pub fn of(router: Router, parts: &Parts, caller: &Caller) -> Self {
        let carried = |name: HeaderName| Some((name.clone(), parts.headers.get(name)?.clone()));
        let mut headers: HeaderMap = CARRIED.into_iter().filter_map(carried).collect();
        if let Caller::Customer(customer) = caller {
            let start = customer.job.as_ref().and_then(|job| job.start);
            let seen = start.map_or_else(|| SEEN_WITHOUT_TIME.to_owned(), print_datetime);
            headers.extend(HeaderValue::try_from(seen).ok().map(|seen| (HeaderName::from_static(SEEN_HEADER), seen)));
        }
        let mut extensions = Extensions::new();
        if let Some(peer) = parts.extensions.get::<Peer>() {
            extensions.insert(*peer);
        }
        request_id::carry(&parts.extensions, &mut extensions);
        Self { router, headers, extensions }
    }

    /// What is at an address.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Refused> {
        read(self.ask(Method::GET, path, None).await?)
    }

    /// Changes something, under a key of its own.
    pub async fn write(&self, method: Method, path: &str, body: Value) -> Result<Value, Refused> {
        self.ask(method, path, Some(body)).await
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, Refused> {
        let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT, "application/json");
        if body.is_some() {
            let key = hex(&random_bytes::<16>());
            request = request.header(header::CONTENT_TYPE, "application/json").header(KEY, key);
        }
        let body = body.filter(|body| !body.is_null()).map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut request = request.body(body).map_err(|_| Refused::internal())?;
        request.headers_mut().extend(self.headers.clone());
        request.extensions_mut().extend(self.extensions.clone());
        let (head, body) = match self.router.clone().oneshot(request).await {
            Ok(response) => response.into_parts(),
            Err(never) => match never {},
        };
        let body = to_bytes(body, MAX_ANSWER_BYTES).await.map_err(|_| Refused::internal())?;
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        if head.status.is_success() { Ok(body) } else { Err(refused(&head.headers, &body)) }
    }
}

/// The records of an answer.
pub(super) fn read<T: DeserializeOwned>(answer: Value) -> Result<T, Refused> {
    serde_json::from_value(answer).map_err(|_| Refused::internal())
}

/// Reads a refusal in either shape that our addresses have: the vendor's envelope, or a problem.
fn refused(headers: &HeaderMap, body: &Value) -> Refused {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let code = headers.get(PROBLEM_CODE_HEADER).and_then(|code| code.to_str().ok()).unwrap_or("internal").to_owned();
    let envelope = body.pointer("/error/message");
    let errors = match (envelope, body.get("errors").and_then(Value::as_array)) {
        (Some(Value::Object(members)), _) => Value::Object(members.clone()),
        (_, Some(errors)) if !errors.is_empty() => errors
            .iter()
            .filter_map(|error| {
                Some((text(error.get("pointer"))?.trim_start_matches("#/").to_owned(), error["detail"].clone()))
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        _ => Value::Null,
    };
    let in_one = || {
        let sentences = errors.as_object()?.values().filter_map(Value::as_str);
        Some(sentences.collect::<Vec<_>>().join(" "))
    };
    let message = text(envelope).or_else(|| text(body.get("detail"))).or_else(in_one);
    let wait = headers.get(header::RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.parse().ok());
    let message = message.unwrap_or_else(|| Refused::internal().message);
    Refused { code, message, errors: Box::new(errors), retry_after_seconds: wait }
}
