//! Requests to the API.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use slotwright_matching::time::EpochMillis;
use slotwright_wire::slotwright::{PROBLEM_CODE_HEADER, PROOF_HEADER, SEEN_HEADER};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, HtmlElement};

use crate::ground::failure::{Failure, OF_FIELDS};
use crate::ground::idempotency::Idempotency;
use crate::ground::verb::Verb;
use crate::kit::console::warn;
use crate::kit::document::{device_now, random_key, wait};
use crate::kit::{record, tab};

/// After this long a request is aborted: longer than the server takes for anything (20 s).
const TIME_LIMIT_MS: u32 = 25_000;

/// How long a write is waited for that was sent before and is still in progress: that often, so many milliseconds.
const WAITS: (u32, i32) = (25, 1000);

/// How many proofs of work are tried for a request.
const PROOFS: u32 = 2;

/// The problem code for a write that was applied, but whose answer got lost and is no longer stored.
const APPLIED: &str = "answer-lost";

/// Where requests go, and the handle that authorizes them.
#[derive(Clone)]
pub struct Endpoint {
    /// The API's address, without a slash at its end.
    pub source: String,
    /// The booking link's handle.
    pub token: String,
    /// What the person sees of the visit, for the server to hold against what it is: so writes are decided on. Empty where that
    /// doesn't matter.
    pub seen: String,
    /// The language in which the person reads, and so what is refused is said.
    pub language: String,
    /// The element that asks.
    pub host: HtmlElement,
    /// The tag of a document that is read and replaced as a whole: of what was answered last, and so what the next write is to
    /// replace. `None` where nobody asks.
    pub tag: Option<Tag>,
    /// Reads from a refusal's body which members are wrong, for those who say it at each field; else it is told as a whole.
    pub faults: Option<Faults>,
}

/// The tag of a document, shared with whoever asks for it; empty while none is known.
pub type Tag = Rc<RefCell<String>>;

/// What is wrong with which members, as a refusal's body has it.
pub type Faults = fn(&JsValue) -> Vec<(String, String)>;

impl Endpoint {
    /// Sends a request and returns the answer's text.
    ///
    /// # Errors
    /// What the answer means when its status is no success, or [`Failure::Unreachable`] when there is none.
    pub async fn text(&self, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        self.send(method, path, body, None).await
    }

    /// Since when holds what is answered to what the element asks first: `life.js` may have asked it while the program was on its way.
    pub fn since(&self) -> EpochMillis {
        let since = self.of_host("since").and_then(|since| since.call0(&self.host).ok()?.as_f64());
        since.map_or_else(device_now, |since| EpochMillis(since as i64))
    }

    /// The answer to a question that `life.js` has sent already; `None` where there is none to go on with.
    async fn ahead(&self, url: &str) -> Option<Response> {
        let answer = self.of_host("ahead")?.call2(&self.host, &url.into(), &self.bearer().into()).ok()?;
        let answer = JsFuture::from(answer.dyn_into::<Promise>().ok()?).await.ok()?;
        Some(answer.dyn_into::<web_sys::Response>().ok()?.into())
    }

    /// What `life.js` does for the program.
    fn of_host(&self, name: &str) -> Option<Function> {
        Reflect::get(&self.host, &name.into()).ok()?.dyn_into().ok()
    }

    /// Sends a write under an idempotency key, so that it is applied once, even if it is sent again since no answer came.
    ///
    /// # Errors
    /// As [`text`](Endpoint::text).
    pub async fn write(
        &self,
        idempotency: RwSignal<Idempotency>,
        method: Method,
        path: &str,
        body: JsValue,
    ) -> Result<JsValue, Failure> {
        let mut write = String::from(method.as_str());
        write.push_str(path);
        write.push_str(&body.as_string().unwrap_or_default());
        // What was begun is completed, though the element may have been removed meanwhile, and its signals with it.
        let mut pending = idempotency.try_get_untracked().unwrap_or_default();
        let key = pending.key(&write, random_key);
        idempotency.set(pending);
        let mut waits = 0;
        let answer = loop {
            let answer = self.send(method.clone(), path, body.clone(), Some(&key)).await;
            if !matches!(answer, Err(Failure::InProgress)) || waits == WAITS.0 {
                break answer;
            }
            waits += 1;
            wait(WAITS.1).await;
        };
        if !matches!(answer, Err(Failure::Unreachable | Failure::Server(_) | Failure::InProgress)) {
            idempotency.set(Idempotency::default());
        }
        answer
    }

    /// Sends a `DELETE` that goes on when the page is left. Whatever is answered comes to nobody.
    pub fn send_off(&self, path: &str) {
        let mut url = self.source.clone();
        url.push_str(path);
        tab::send_off(&url, &self.bearer());
    }

    /// What authorizes requests.
    pub fn bearer(&self) -> String {
        let mut bearer = String::from("Bearer ");
        bearer.push_str(&self.token);
        bearer
    }

    /// Sends a request; where the server asks for a proof of work, with one. That may have been used or have ended meanwhile.
    async fn send(&self, method: Method, path: &str, body: JsValue, key: Option<&str>) -> Result<JsValue, Failure> {
        let mut proof = String::new();
        for _ in 0..PROOFS {
            match self.send_with(method.clone(), path, body.clone(), (key, &proof)).await {
                Err(Failure::WorkNeeded) => proof = tab::prove(&self.source).await.as_string().unwrap_or_default(),
                answer => return answer,
            }
        }
        self.send_with(method, path, body, (key, &proof)).await
    }

    async fn send_with(
        &self,
        method: Method,
        path: &str,
        body: JsValue,
        (key, proof): (Option<&str>, &str),
    ) -> Result<JsValue, Failure> {
        let mut url = self.source.clone();
        url.push_str(path);
        let mut request = RequestBuilder::new(&url)
            .method(method)
            .header("accept", "application/json")
            .header("accept-language", &self.language)
            .header("authorization", &self.bearer())
            .abort_signal(Some(&AbortSignal::timeout_with_u32(TIME_LIMIT_MS)));
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
            if !self.seen.is_empty() {
                request = request.header(SEEN_HEADER, &self.seen);
            }
            let tag = self.tag.as_ref().map(|tag| tag.borrow().clone()).unwrap_or_default();
            if !tag.is_empty() {
                request = request.header("if-match", &tag);
            }
        }
        if !proof.is_empty() {
            request = request.header(PROOF_HEADER, proof);
        }
        if !body.is_undefined() {
            request = request.header("content-type", "application/json");
        }
        let request = if body.is_undefined() { request.build() } else { request.body(body) };
        let answer = match self.ahead(&url).await {
            Some(answer) => Ok(answer),
            None => request.map_err(|_| Failure::Unreachable)?.send().await,
        };
        let Ok(answer) = answer else {
            return Err(self.explain(&url, "").await);
        };
        let header = |name| answer.headers().get(name).unwrap_or_default();
        if answer.ok() {
            if let Some(tag) = &self.tag {
                tag.replace(header("etag"));
            }
            // Somebody's page instead of a record.
            if header("content-type").starts_with("text/html") {
                return Err(self.explain(&url, "a page").await);
            }
            let text = web_sys::Response::from(answer).text().map_err(|_| Failure::Unreachable)?;
            return JsFuture::from(text).await.map_err(|_| Failure::Unreachable);
        }
        if header(PROBLEM_CODE_HEADER) == APPLIED {
            return Ok(JsValue::UNDEFINED);
        }
        let (status, code, request_id) = (answer.status(), header(PROBLEM_CODE_HEADER), header("x-request-id"));
        let refusal = json_of(answer.into()).await.unwrap_or(JsValue::UNDEFINED);
        let faults = self.faults.map(|read| read(&refusal)).unwrap_or_default();
        if !faults.is_empty() {
            return Err(Failure::WrongFields(faults));
        }
        let said = said(&refusal).unwrap_or_default();
        let (member, sentence) = said.first().map_or(("", ""), |(member, sentence)| (member, sentence));
        if member.starts_with(OF_FIELDS) {
            return Err(Failure::WrongFields(said));
        }
        match Failure::of(status, &code, sentence, &request_id) {
            Failure::WrongAddress => Err(self.explain(&url, &status.to_string()).await),
            Failure::Blocked => {
                warn(&self.host, sentence);
                Err(Failure::Blocked)
            }
            failure => Err(failure),
        }
    }

    /// What it means that an address had no answer, or one that isn't the API's. `life.js` knows what the page's policy refuses,
    /// which to the request itself looks like a broken line; and it tells the page's author what to do.
    async fn explain(&self, url: &str, answer: &str) -> Failure {
        let asked = self.of_host("explain").map(|explain| explain.call2(&self.host, &url.into(), &answer.into()));
        let Some(Ok(promise)) = asked else { return Failure::Unreachable };
        let is_refused = JsFuture::from(promise.unchecked_into::<Promise>()).await == Ok(JsValue::TRUE);
        match answer {
            "" if is_refused => Failure::Blocked,
            "" => Failure::Unreachable,
            _ => Failure::WrongAddress,
        }
    }
}

/// Reads a record from an answer's text.
///
/// # Errors
/// [`Failure::Server`] for an answer that is no JSON or has another shape.
pub fn read<T: DeserializeOwned>(answer: JsValue) -> Result<T, Failure> {
    let value = parse(&answer);
    value.and_then(|value| record::read(value).ok()).ok_or(Failure::Server(String::new()))
}

/// Whether a text is a JSON object.
pub fn is_object(text: &str) -> bool {
    js_sys::JSON::parse(text).is_ok_and(|value| value.is_object() && !js_sys::Array::is_array(&value))
}

fn parse(text: &JsValue) -> Option<JsValue> {
    js_sys::JSON::parse(&text.as_string()?).ok()
}

/// A record as a request's body.
pub fn json<T: Serialize>(record: &T) -> JsValue {
    let value = record.serialize(&Serializer::json_compatible());
    value.ok().and_then(|value| js_sys::JSON::stringify(&value).ok()).map_or(JsValue::UNDEFINED, JsValue::from)
}

/// A verb, as a browser has it.
pub fn method(verb: Verb) -> Method {
    match verb {
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Patch => Method::PATCH,
        Verb::Delete => Method::DELETE,
    }
}

/// What a refusal has in it.
async fn json_of(answer: web_sys::Response) -> Option<JsValue> {
    JsFuture::from(answer.json().ok()?).await.ok()
}

/// A record as a text, to be kept until it is sent.
pub fn body<T: Serialize>(record: &T) -> String {
    json(record).as_string().unwrap_or_default()
}

/// What a refusal says, by the members that it is about: `error.message` of Sonar's envelope, or `detail` of a problem, which are
/// about none.
fn said(body: &JsValue) -> Option<Vec<(String, String)>> {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let detail = get(body, "detail").filter(JsValue::is_string);
    let message = detail.or_else(|| get(&get(body, "error")?, "message"))?;
    if let Some(sentence) = message.as_string() {
        return Some(vec![(String::new(), sentence)]);
    }
    let members = js_sys::Object::entries(message.dyn_ref::<js_sys::Object>()?);
    let member = |member: JsValue| {
        let member = js_sys::Array::from(&member);
        Some((member.get(0).as_string()?, member.get(1).as_string()?))
    };
    members.iter().map(member).collect()
}
