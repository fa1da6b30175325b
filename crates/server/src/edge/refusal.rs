//! A request that is refused, and why: what all systems' APIs answer alike.
//!
//! A handler says what is wrong by meaning. Which shape the answer has follows from the path ([`Shape`]): each system has one
//! of its own, and on our own paths it is an RFC 9457 problem ([`super::problem`]).

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use slotwright_store as store;
use slotwright_wire::slotwright::PROBLEM_CODE_HEADER;

use super::limits::{MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_URL_BYTES};

/// A request that is refused, and why.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// The meaning, for programs.
    pub(crate) code: &'static str,
    /// For people.
    pub(crate) message: Message,
    /// Where Sonar's envelope repeats another status than the answer has.
    pub(crate) envelope_status: Option<u16>,
    pub(crate) challenge: Option<&'static str>,
    /// For the operator's log only.
    pub(crate) cause: Option<String>,
    pub(crate) is_unsure: bool,
    /// After how many seconds it may be tried again, where that is known.
    pub(crate) retry_after: Option<u64>,
}

/// What a refusal says.
#[derive(Clone, Debug)]
pub enum Message {
    /// About the whole request.
    Sentence(String),
    /// Field → sentence.
    Fields(Vec<(String, String)>),
}

impl Refusal {
    pub(crate) fn sentence(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let message = Message::Sentence(message.into());
        Self {
            status,
            code,
            message,
            envelope_status: None,
            challenge: None,
            cause: None,
            is_unsure: false,
            retry_after: None,
        }
    }

    /// The same with another sentence.
    #[must_use]
    pub fn saying(self, sentence: &str) -> Self {
        Self { message: Message::Sentence(sentence.to_owned()), ..self }
    }

    /// What it says, in one text.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.message {
            Message::Sentence(sentence) => sentence.clone(),
            Message::Fields(fields) => {
                fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Fields that are missing or wrong: field → sentence.
    #[must_use]
    pub fn fields(faults: Vec<(String, String)>) -> Self {
        let mut refusal = Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "validation-failed", "");
        refusal.message = Message::Fields(faults);
        refusal
    }

    /// One field that is wrong.
    #[must_use]
    pub fn field(name: &str, sentence: impl Into<String>) -> Self {
        Self::fields(vec![(name.to_owned(), sentence.into())])
    }

    /// No such path.
    #[must_use]
    pub fn no_such_path() -> Self {
        Self::sentence(StatusCode::NOT_FOUND, "not-found", "There is nothing at this address.")
    }

    /// The path is there, but not for this method.
    #[must_use]
    pub fn no_such_method() -> Self {
        Self::sentence(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "This address does not take this method.")
    }

    /// The body is not what it says it is.
    #[must_use]
    pub fn malformed(what: impl Into<String>) -> Self {
        Self::sentence(StatusCode::BAD_REQUEST, "malformed-request", what)
    }

    /// The body is of a type that is not read.
    #[must_use]
    pub fn unsupported_media_type() -> Self {
        let text = "The body must be application/json or application/x-www-form-urlencoded.";
        Self::sentence(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", text)
    }

    /// The body is too long.
    #[must_use]
    pub fn too_large(max_bytes: usize) -> Self {
        let text = format!("The body must not be longer than {} kilobytes.", max_bytes / 1024);
        Self::sentence(StatusCode::PAYLOAD_TOO_LARGE, "too-large", text)
    }

    /// The address is too long.
    #[must_use]
    pub fn url_too_long() -> Self {
        let text = format!("The address must not be longer than {} kilobytes.", MAX_URL_BYTES / 1024);
        Self::sentence(StatusCode::URI_TOO_LONG, "too-large", text)
    }

    /// The headers are too long.
    #[must_use]
    pub fn headers_too_long() -> Self {
        let text = format!("The headers must not be longer than {} kilobytes in all.", MAX_HEADER_BYTES / 1024);
        Self::sentence(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "too-large", text)
    }

    /// The body is compressed: what it becomes would have to be bounded too, and no client needs it.
    #[must_use]
    pub fn compressed() -> Self {
        let text = "The body must be sent as it is, without a Content-Encoding.";
        Self::sentence(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", text)
    }

    /// The body did not come in time.
    #[must_use]
    pub fn body_too_slow() -> Self {
        let text = "The body took too long to arrive. Nothing was done. Please try again.";
        Self::sentence(StatusCode::REQUEST_TIMEOUT, "too-slow", text)
    }

    /// The concurrency limit is reached, and the queue full or too slow.
    #[must_use]
    pub fn overloaded() -> Self {
        let text = "The server is too busy at the moment. Please try again.";
        Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "overloaded", text)
    }

    /// As many follow what is changed as may, or as may for one caller.
    #[must_use]
    pub fn too_many_followers() -> Self {
        let text = "As many as may are listening to what is changed. Please try again in a while.";
        let refusal = Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "overloaded", text);
        Self { retry_after: Some(10), ..refusal }
    }

    /// The caller has asked as often as they may, and may again after a while.
    #[must_use]
    pub fn too_many_requests(wait: Duration) -> Self {
        let text = "There were too many requests in a short time. Please wait a moment and try again.";
        let refusal = Self::sentence(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", text);
        Self { retry_after: Some(wait.as_secs() + 1), ..refusal }
    }

    /// The request was aborted in the middle: perhaps before anything was done, perhaps before it could be answered.
    #[must_use]
    pub fn took_too_long() -> Self {
        let text = "The server took too long. Check whether it was applied before you retry.";
        Self { is_unsure: true, ..Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "took-too-long", text) }
    }

    /// The same request is being handled.
    #[must_use]
    pub fn request_in_progress() -> Self {
        let text = "A request with this Idempotency-Key is being worked on. Please ask again in a moment.";
        Self::sentence(StatusCode::CONFLICT, IN_PROGRESS, text)
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        if let store::Error::KeyInUse = error {
            return Self::request_in_progress();
        }
        if error.is_dangling() {
            let text = "Something that this refers to does not exist any more.";
            return Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "validation-failed", text);
        }
        let refusal = if error.is_passing() {
            let text = match error.is_unsure() {
                false => "The server can't store anything at the moment. Nothing was changed. Please try again.",
                true => {
                    "The server has lost its database for the moment. Check whether it was applied before you retry."
                }
            };
            Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "storage-unavailable", text)
        } else {
            Self::internal()
        };
        Self { cause: Some(error.to_string()), is_unsure: error.is_unsure(), ..refusal }
    }
}

impl Refusal {
    /// Whether the same request may be answered differently in a moment.
    pub(super) fn is_retryable(&self) -> bool {
        let is_for_now = matches!(self.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT);
        (is_for_now && !self.is_unsure) || self.code == IN_PROGRESS || self.retry_after.is_some()
    }

    /// Whether what was asked for may have been done all the same: nobody knows.
    #[must_use]
    pub fn may_be_done(&self) -> bool {
        self.is_unsure
    }

    /// Our fault.
    #[must_use]
    pub fn internal() -> Self {
        let text = "Something went wrong on our side. Please try again.";
        Self::sentence(StatusCode::INTERNAL_SERVER_ERROR, "internal", text)
    }

    /// For answers that were not made by a handler of ours: a time limit, a caught panic.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::no_such_path(),
            StatusCode::METHOD_NOT_ALLOWED => Self::no_such_method(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(MAX_BODY_BYTES),
            StatusCode::SERVICE_UNAVAILABLE => Self::took_too_long(),
            status if status.is_server_error() => Self::internal(),
            status => Self { status, ..Self::malformed("The request can't be read.") },
        }
    }
}

impl IntoResponse for Refusal {
    /// Without a body: the [`Shape`] of the path writes it.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The shape that refusals have below some path.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The type of a refusal's body.
    pub content_type: &'static str,
    /// The body of a refusal of the request with this id.
    pub body: fn(refusal: &Refusal, request_id: &str) -> Vec<u8>,
}

impl Shape {
    /// Writes an answer's refusal, if it is one that is not written yet.
    pub fn write(self, response: Response, request_id: &str) -> Response {
        let status = response.status();
        // What has its code was written before, and is a replayed answer.
        let is_written =
            response.extensions().get::<AsItIs>().is_some() || response.headers().contains_key(PROBLEM_CODE_HEADER);
        if is_written || (!status.is_client_error() && !status.is_server_error()) {
            return response;
        }
        let refusal = response.extensions().get::<Refusal>().cloned().unwrap_or_else(|| Refusal::of_status(status));
        if let Some(cause) = &refusal.cause {
            tracing::error!(code = refusal.code, request_id, "{cause}");
        }
        let mut written = (refusal.status, (self.body)(&refusal, request_id)).into_response();
        // Keeps what the router added, such as `Allow`, and drops what described the body that is replaced.
        let of_body =
            [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING, header::TRANSFER_ENCODING];
        for (name, value) in response.headers() {
            if !of_body.contains(name) {
                written.headers_mut().insert(name.clone(), value.clone());
            }
        }
        let headers = written.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(PROBLEM_CODE_HEADER, HeaderValue::from_static(refusal.code));
        if refusal.status == StatusCode::SERVICE_UNAVAILABLE || refusal.code == IN_PROGRESS {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if let Some(seconds) = refusal.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if let Some(challenge) = refusal.challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        written
    }
}

/// In the extensions of an answer that keeps its own body, though its status is that of a refusal.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

/// The code of a request that only has to be sent again in a moment.
const IN_PROGRESS: &str = "request-in-progress";
