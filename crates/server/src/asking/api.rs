//! Asking our own addresses in the process, as the caller.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
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

/// What of the request from outside goes along: who asks, from where, and what they read.
const CARRIED: [HeaderName; 4] =
    [header::AUTHORIZATION, header::HOST, header::ACCEPT_LANGUAGE, HeaderName::from_static("x-forwarded-for")];
const KEY: &str = "idempotency-key";
/// Far more than any of our answers has.
const MAX_ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// Our own addresses, as one caller sees them.
pub struct Api {
    router: Router,
    headers: HeaderMap,
    extensions: Extensions,
    /// The key of what is done, where it has one, and how many writes were done under it.
    key: Option<String>,
    written: AtomicU32,
}

/// What was not done, and why.
#[derive(Clone, Debug)]
pub struct Refused {
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
        let mut api = Self::with(router, parts);
        if let Caller::Customer(customer) = caller {
            let start = customer.job.as_ref().and_then(|job| job.start);
            let seen = start.map_or_else(|| SEEN_WITHOUT_TIME.to_owned(), print_datetime);
            let seen = HeaderValue::try_from(seen).ok().map(|seen| (HeaderName::from_static(SEEN_HEADER), seen));
            api.headers.extend(seen);
        }
        api
    }

    /// With the credentials of this request, whoever has them.
    pub fn with(router: Router, parts: &Parts) -> Self {
        let carried = |name: HeaderName| Some((name.clone(), parts.headers.get(name)?.clone()));
        let headers = CARRIED.into_iter().filter_map(carried).collect();
        let mut extensions = Extensions::new();
        if let Some(peer) = parts.extensions.get::<Peer>() {
            extensions.insert(*peer);
        }
        request_id::carry(&parts.extensions, &mut extensions);
        Self { router, headers, extensions, key: None, written: AtomicU32::new(0) }
    }

    /// The same for something that has a key: what is written first, second and so on has the same key when all of it is sent again,
    /// and is done once.
    #[must_use]
    pub fn under_key(self, key: String) -> Self {
        Self { key: Some(key), written: AtomicU32::new(0), ..self }
    }

    /// What follows is sent once more: the first write has the first one's key again.
    pub fn begin_again(&self) {
        self.written.store(0, Ordering::Relaxed);
    }

    /// What is at an address.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Refused> {
        read(self.ask(Method::GET, path, None).await?)
    }

    /// The text that is at an address, whatever it is.
    pub async fn get_text(&self, path: &str) -> Result<String, Refused> {
        let bytes = self.send(Method::GET, path, None, None).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Changes something, under a key of its own.
    pub async fn write(&self, method: Method, path: &str, body: Value) -> Result<Value, Refused> {
        self.ask(method, path, Some(body)).await
    }

    /// Posts something without a key: what somebody asks who is nobody yet has none.
    pub async fn post_unkeyed(&self, path: &str, body: &Value) -> Result<Value, Refused> {
        let answer = self.send(Method::POST, path, Some(body.to_string()), None).await?;
        Ok(serde_json::from_slice(&answer).unwrap_or_default())
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, Refused> {
        let key = body.is_some().then(|| self.next_key());
        let body = body.filter(|body| !body.is_null()).map(|body| body.to_string());
        Ok(serde_json::from_slice(&self.send(method, path, body, key).await?).unwrap_or_default())
    }

    fn next_key(&self) -> String {
        match &self.key {
            Some(key) => format!("{key}-{}", self.written.fetch_add(1, Ordering::Relaxed)),
            None => hex(&random_bytes::<16>()),
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        key: Option<String>,
    ) -> Result<Bytes, Refused> {
        let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT, "application/json");
        if body.is_some() || key.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(key) = key {
            request = request.header(KEY, key);
        }
        let body = body.map_or_else(Body::empty, Body::from);
        let mut request = request.body(body).map_err(|_| Refused::internal())?;
        request.headers_mut().extend(self.headers.clone());
        request.extensions_mut().extend(self.extensions.clone());
        let (head, body) = match self.router.clone().oneshot(request).await {
            Ok(response) => response.into_parts(),
            Err(never) => match never {},
        };
        let body = to_bytes(body, MAX_ANSWER_BYTES).await.map_err(|_| Refused::internal())?;
        if head.status.is_success() {
            return Ok(body);
        }
        Err(refused(&head.headers, &serde_json::from_slice(&body).unwrap_or_default()))
    }
}

/// The records of an answer.
pub fn read<T: DeserializeOwned>(answer: Value) -> Result<T, Refused> {
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
