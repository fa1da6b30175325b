//! One request to the API.

use gloo_net::http::{Method, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use slotwright_wire::slotwright::PROBLEM_CODE_HEADER;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::ground::failure::Failure;
use crate::ground::once::Once;
use crate::kit::document::random_key;
use crate::kit::live::Live;
use crate::kit::record;

/// After this long an answer is given up: longer than the server takes for anything (20 s).
const TIME_LIMIT_MS: u32 = 25_000;

/// The code for a write whose answer got lost, and can't be told any more: it was done.
const DONE: &str = "answer-lost";

/// Whom to ask, and with which handle.
#[derive(Clone)]
pub struct Endpoint {
    /// The API's address, without a slash at its end.
    pub source: String,
    /// The booking link's handle.
    pub token: String,
}

impl Endpoint {
    /// Asks and gives the answer's text.
    ///
    /// # Errors
    /// What the answer means when it is no success, or [`Failure::Unreachable`] when none came.
    pub async fn text(&self, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        self.send(method, path, body, None).await
    }

    /// Has something done once, even if it has to be asked for again since no answer came.
    ///
    /// # Errors
    /// As [`text`](Endpoint::text).
    pub async fn write(&self, once: Live<Once>, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        let mut write = String::from(method.as_str());
        write.push_str(path);
        write.push_str(&body.as_string().unwrap_or_default());
        // What was begun is done to its end, though the element may have left meanwhile.
        let mut owed = once.try_peek().unwrap_or_default();
        let key = owed.key(&write, random_key);
        once.set(owed);
        let answer = self.send(method, path, body, Some(&key)).await;
        if !matches!(answer, Err(Failure::Unreachable | Failure::Server(_))) {
            once.set(Once::default());
        }
        answer
    }

    async fn send(&self, method: Method, path: &str, body: JsValue, key: Option<&str>) -> Result<JsValue, Failure> {
        let mut url = self.source.clone();
        url.push_str(path);
        let mut bearer = String::from("Bearer ");
        bearer.push_str(&self.token);
        let mut request = RequestBuilder::new(&url)
            .method(method)
            .header("accept", "application/json")
            .header("authorization", &bearer)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(TIME_LIMIT_MS)));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if !body.is_undefined() {
            request = request.header("content-type", "application/json");
        }
        let request = if body.is_undefined() { request.build() } else { request.body(body) };
        let answer = request.map_err(|_| Failure::Unreachable)?.send().await.map_err(|_| Failure::Unreachable)?;
        if answer.ok() {
            let text = web_sys::Response::from(answer).text().map_err(|_| Failure::Unreachable)?;
            return JsFuture::from(text).await.map_err(|_| Failure::Unreachable);
        }
        let header = |name| answer.headers().get(name).unwrap_or_default();
        if header(PROBLEM_CODE_HEADER) == DONE {
            return Ok(JsValue::UNDEFINED);
        }
        let (status, code, request_id) = (answer.status(), header(PROBLEM_CODE_HEADER), header("x-request-id"));
        let sentence = sentence_of(answer.into()).await.unwrap_or_default();
        Err(Failure::of(status, &code, &sentence, &request_id))
    }
}

/// An answer's text as a record.
///
/// # Errors
/// [`Failure::Server`] for an answer that is no JSON or has another shape.
pub fn read<T: DeserializeOwned>(answer: JsValue) -> Result<T, Failure> {
    let value = parse(&answer);
    value.and_then(|value| record::read(value).ok()).ok_or(Failure::Server(String::new()))
}

fn parse(text: &JsValue) -> Option<JsValue> {
    js_sys::JSON::parse(&text.as_string()?).ok()
}

/// A record as a request's body.
pub fn json<T: Serialize>(record: &T) -> JsValue {
    let value = record.serialize(&Serializer::json_compatible());
    value.ok().and_then(|value| js_sys::JSON::stringify(&value).ok()).map_or(JsValue::UNDEFINED, JsValue::from)
}

/// The sentence of a refusal: `error.message` of Sonar's envelope (of its fields, the first), or `detail` of a problem.
async fn sentence_of(answer: web_sys::Response) -> Option<String> {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let body = JsFuture::from(answer.json().ok()?).await.ok()?;
    if let Some(detail) = get(&body, "detail").and_then(|detail| detail.as_string()) {
        return Some(detail);
    }
    let message = get(&get(&body, "error")?, "message")?;
    message.as_string().or_else(|| js_sys::Object::values(message.dyn_ref::<js_sys::Object>()?).get(0).as_string())
}
