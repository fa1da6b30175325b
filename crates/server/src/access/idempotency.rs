//! `Idempotency-Key`: a request that is sent again is answered again, not done again.
//!
//! As in draft-ietf-httpapi-idempotency-key-header-07. A key is its caller's own, and belongs to one request: method, path
//! and parameters. Kept for seven days: what was done, and refusals that were decided by what is stored (the time is
//! taken, the job is gone). Not kept: faults of the request itself, and failures after which trying again is the point.
//!
//! What changes something is done by a task of its own, with a key or without: a client that disconnects, and the time limit of
//! a request, end the waiting for an answer and not the work. Otherwise a request could end between its commit and its answer,
//! and whoever repeats it would be told for the length of the lease that it is at work.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use sha2::{Digest, Sha256};
use slotwright_domain::Holder;
use slotwright_store::sabotage::Safeguard;
use slotwright_store::{Answer, Effect, KeyedRequest, Known, for_request, sabotage};
use slotwright_wire::slotwright::PROBLEM_CODE_HEADER;
use tower::ServiceExt;

use crate::app::App;
use crate::edge::concurrency::Permit;
use crate::edge::random::random_bytes;
use crate::edge::refusal::{Refusal, Shape};
use crate::edge::request_id::request_id;
use crate::metrics;
use crate::scheduling::Caller;

/// The header with a request's key.
const KEY_HEADER: &str = "idempotency-key";
/// The header that says that an answer was given before.
const REPLAYED_HEADER: &str = "idempotency-replayed";
/// The longest key.
const MAX_KEY_LENGTH: usize = 255;
/// Refusals that stay true: decided by what is stored, not by how the request is written.
const FINAL_CODES: [&str; 8] = [
    "slot-taken",
    "hold-expired",
    "not-found",
    "already-booked",
    "second-job",
    "already-completed",
    "not-scheduled",
    "link-used",
];

/// What has to be known of a system's API to repeat its answers.
#[derive(Clone, Copy)]
pub struct Dialect {
    /// How refusals look.
    pub shape: Shape,
    /// Whether a path that is posted to changes nothing: whoever asks again wants to know how it is now.
    pub only_asks: fn(path: &str) -> bool,
    /// Where what a request of this method did can be read.
    pub read_back: fn(method: &Method, effect: Effect) -> ReadBack,
}

/// Where what was done can be read.
pub enum ReadBack {
    /// At this path; the answer to the request that did it has this status.
    At(String, StatusCode),
    /// Nothing is left of it: this is the answer.
    Nothing(Answer),
}

/// What the layer works with.
#[derive(Clone)]
pub struct Once {
    app: Arc<App>,
    /// The addresses without this layer: where what was done is read when its answer got lost.
    inside: Router,
    /// Whose addresses these are.
    dialect: Dialect,
    running: Arc<Mutex<HashSet<(Holder, String)>>>,
}

impl Once {
    /// For these addresses.
    #[must_use]
    pub fn new(app: Arc<App>, inside: Router, dialect: Dialect) -> Self {
        Self { app, inside, dialect, running: Arc::default() }
    }
}

/// Does what a request with a key asks for once, however often it is sent.
pub async fn once(State(once): State<Once>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let key = match key(request.headers()) {
        // A key that is none is refused even where a good one means nothing.
        Ok(_) if (once.dialect.only_asks)(request.uri().path()) => return next.run(request).await,
        Ok(key) => key.filter(|_| !sabotage::is_off(Safeguard::Ledger)),
        Err(refusal) => return refusal.into_response(),
    };
    let (stop, permit) = (once.app.stop.clone(), request.extensions().get::<Permit>().cloned());
    let work = async move {
        let _permit = permit;
        match key {
            Some(key) => with_key(once, key, request, next).await.unwrap_or_else(Refusal::into_response),
            None => next.run(request).await,
        }
    };
    stop.finish(work).await
}

async fn with_key(once: Once, key: String, request: Request, next: Next) -> Result<Response, Refusal> {
    let request_id = request_id(&request);
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &once.app).await?;
    // `limits::read_body` has read it already, and bounded it.
    let body = to_bytes(body, usize::MAX).await;
    let body = body.map_err(|_| Refusal::malformed("The body could not be read."))?;
    let request = KeyedRequest {
        subject: caller.actor(&once.app).holder(),
        key,
        fingerprint: fingerprint(&parts, &body),
        owner: random_bytes(),
    };
    let _turn = Turn::take(&once, &request).ok_or_else(Refusal::request_in_progress)?;
    match once.app.store.known(request.clone()).await? {
        Known::Nothing => {}
        known => return again(&once, &parts, request, known).await,
    }
    let asked = Request::from_parts(parts.clone(), Body::from(body));
    let response = for_request(request.clone(), next.run(asked)).await;
    let response = once.dialect.shape.write(response, &request_id);
    let code = code_of(&response);
    let is_final = code.as_deref().map_or(response.status().is_success(), |code| FINAL_CODES.contains(&code));
    if !is_final {
        // What may have been done all the same is looked up by the next try, which need not wait for this one any more.
        if response.status().is_server_error() {
            end_try(&once, request).await;
        }
        return Ok(response);
    }
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let answer = match head.extensions.get::<Secret>() {
        None => Answer { status: head.status.as_u16(), code, body: String::from_utf8_lossy(&body).into_owned() },
        Some(Secret) => answer_of(once.dialect.shape.write(Refusal::answer_lost().into_response(), &request_id)).await,
    };
    match once.app.store.keep_answer(request.clone(), answer.clone()).await {
        // Another server has answered it meanwhile, and there is one answer.
        Ok(known) if known != Known::Answered(answer) => again(&once, &parts, request, known).await,
        Ok(_) => Ok(Response::from_parts(head, Body::from(body))),
        Err(error) => {
            // It is done and this is the answer; who asks again is told what was done.
            tracing::warn!(%error, "an answer could not be kept");
            end_try(&once, request).await;
            Ok(Response::from_parts(head, Body::from(body)))
        }
    }
}

/// Nobody waits for the answer of this try any more.
async fn end_try(once: &Once, request: KeyedRequest) {
    if let Err(error) = once.app.store.end_try(request).await {
        // It ends by itself, with its lease.
        tracing::warn!(%error, "a key could not be given back");
    }
}

/// Marks an answer that must not be kept: only who asked may ever see what is in it.
#[derive(Clone, Copy)]
pub struct Secret;

async fn answer_of(response: Response) -> Answer {
    let (status, code) = (response.status().as_u16(), code_of(&response));
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
    Answer { status, code, body: String::from_utf8_lossy(&body).into_owned() }
}

fn code_of(response: &Response) -> Option<String> {
    let code = response.headers().get(PROBLEM_CODE_HEADER)?;
    code.to_str().ok().map(str::to_owned)
}

/// The answer to a request that was sent before.
async fn again(once: &Once, parts: &Parts, request: KeyedRequest, known: Known) -> Result<Response, Refusal> {
    let answer = match known {
        Known::Nothing | Known::Running => return Err(Refusal::request_in_progress()),
        Known::Reused => return Err(Refusal::key_reused()),
        Known::Answered(answer) => answer,
        // Better no answer than a second one of it.
        Known::Done(Effect::Change) => return Err(Refusal::answer_lost()),
        Known::Done(effect) => {
            let answer = read_back(once, parts, effect).await;
            match once.app.store.keep_answer(request, answer.clone()).await {
                Ok(Known::Answered(kept)) => kept,
                // It is what was done, also where that can't be kept.
                _ => answer,
            }
        }
    };
    metrics::idempotency_replay();
    Ok(replayed(once, &answer))
}

/// What was done, as it is now: the answer itself got lost.
async fn read_back(once: &Once, parts: &Parts, effect: Effect) -> Answer {
    let (path, status) = match (once.dialect.read_back)(&parts.method, effect) {
        ReadBack::At(path, status) => (path, status),
        ReadBack::Nothing(answer) => return answer,
    };
    let mut question = Request::builder().uri(path);
    if let Some(authorization) = parts.headers.get(header::AUTHORIZATION) {
        question = question.header(header::AUTHORIZATION, authorization);
    }
    let response = once.inside.clone().oneshot(question.body(Body::empty()).unwrap_or_default()).await;
    let response = response.unwrap_or_else(|never| match never {});
    let is_there = response.status().is_success();
    let answer = answer_of(response).await;
    if is_there { Answer { status: status.as_u16(), ..answer } } else { answer }
}

fn replayed(once: &Once, answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, answer.body.clone()).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if !answer.body.is_empty() {
        let content_type = if answer.code.is_some() { once.dialect.shape.content_type } else { "application/json" };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if let Some(Ok(code)) = answer.code.as_deref().map(HeaderValue::from_str) {
        headers.insert(PROBLEM_CODE_HEADER, code);
    }
    headers.insert(REPLAYED_HEADER, HeaderValue::from_static("true"));
    response
}

/// The key, as a string of structured fields (`"8e03978e"`) or bare.
fn key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let mut values = headers.get_all(KEY_HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().ok().map(str::trim).filter(|_| values.next().is_none());
    let key = text.and_then(|text| match text.strip_prefix('"') {
        None => Some(text.to_owned()).filter(|key| key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"')),
        Some(rest) => unquoted(rest.strip_suffix('"')?),
    });
    let key = key.filter(|key| !key.is_empty() && key.len() <= MAX_KEY_LENGTH);
    key.map(Some).ok_or_else(Refusal::malformed_key)
}

fn unquoted(text: &str) -> Option<String> {
    let mut key = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        key.push(match letter {
            '\\' => letters.next().filter(|letter| matches!(letter, '"' | '\\'))?,
            '"' => return None,
            ' '..='~' => letter,
            _ => return None,
        });
    }
    Some(key)
}

/// The same for the same request, however its JSON is laid out.
fn fingerprint(parts: &Parts, body: &Bytes) -> [u8; 32] {
    let content: Vec<u8> = match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            value.sort_all_objects();
            value.to_string().into_bytes()
        }
        Err(_) => body.to_vec(),
    };
    let content_type = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let mut digest = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), content_type, &content] {
        // With its length, so that no two lists of parts look the same.
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// Keeps a second request with the same key waiting at the door while the first is at work in this process.
struct Turn {
    running: Arc<Mutex<HashSet<(Holder, String)>>>,
    key: (Holder, String),
}

impl Turn {
    fn take(once: &Once, request: &KeyedRequest) -> Option<Self> {
        let key = (request.subject, request.key.clone());
        let is_first = once.running.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        is_first.then(|| Self { running: once.running.clone(), key })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &[u8]) -> Option<String> {
        let headers = HeaderMap::from_iter([(KEY_HEADER.parse().unwrap(), HeaderValue::from_bytes(value).unwrap())]);
        key(&headers).ok().flatten()
    }

    #[test]
    fn a_key_is_a_string_of_structured_fields_or_bare_and_up_to_255_characters() {
        assert_eq!(read(b"8e03-978e").as_deref(), Some("8e03-978e"));
        assert_eq!(read(br#""8e03 978e""#).as_deref(), Some("8e03 978e"));
        assert_eq!(read(br#""a\"b\\c""#).as_deref(), Some(r#"a"b\c"#));
        assert_eq!(read(&[b'k'; 255]).map(|key| key.len()), Some(255));
        for malformed in
            [&b""[..], b" ", b"\"\"", b"\"a", b"a\"", br#""a\b""#, b"a b", "schl\u{fc}ssel".as_bytes(), &[b'k'; 256]]
        {
            assert_eq!(read(malformed), None, "{malformed:?}");
        }
    }
}
