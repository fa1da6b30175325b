//! Every refusal with its status, its code and its words.
//!
//! A handler says what is wrong by meaning; which shape the answer has follows from the path: Sonar's envelope under
//! `/api/v1`, an RFC 9457 problem on our own paths. The texts that the vendor documents are word for word the vendor's,
//! the others follow the wordings of Laravel, on which the vendor's API is built.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use slotwright_wire::slotwright::{PROBLEM_CODE_HEADER, Problem, ProblemError};
use slotwright_wire::sonar::{Entries, ErrorBody, ErrorDetail, ErrorMessage, NO_AVAILABILITY, ROOT};

use crate::bounds::{MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_URL_BYTES, fault_of_head};
use crate::gateway::Policy;
use crate::request_log::RequestId;
use crate::store::{self, Refused};

/// A request that is not done, and why.
#[derive(Clone, Debug)]
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: ErrorMessage,
    /// Where Sonar's envelope repeats another status than the answer has.
    envelope_status: Option<u16>,
    challenge: Option<&'static str>,
    /// For the operator's log only.
    cause: Option<String>,
    is_unsure: bool,
}

impl Refusal {
    fn sentence(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        let message = ErrorMessage::Sentence(message.into());
        Self { status, code, message, envelope_status: None, challenge: None, cause: None, is_unsure: false }
    }

    /// Fields that are missing or wrong: field → sentence.
    #[must_use]
    pub fn fields(faults: Vec<(String, String)>) -> Self {
        let mut refusal = Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "validation-failed", "");
        refusal.message = ErrorMessage::Fields(Entries(faults));
        refusal
    }

    /// One field that is wrong.
    #[must_use]
    pub fn field(name: &str, sentence: impl Into<String>) -> Self {
        Self::fields(vec![(name.to_owned(), sentence.into())])
    }

    /// There is nothing with that number, or nothing that the caller may know of.
    #[must_use]
    pub fn no_item() -> Self {
        Self::sentence(StatusCode::NOT_FOUND, "not-found", "No item with that ID found.")
    }

    /// The same as [`Self::no_item`] where the vendor answers 422 to it: changing an unknown job.
    #[must_use]
    pub fn no_item_to_change() -> Self {
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "not-found", "No item with that ID found.")
    }

    /// What was to be deleted is not there: `job` → `job does not exist.`
    #[must_use]
    pub fn does_not_exist(what: &str) -> Self {
        Self::sentence(StatusCode::NOT_FOUND, "not-found", format!("{what} does not exist."))
    }

    /// What was to be deleted is named by others, which the sentence tells.
    #[must_use]
    pub fn in_use(sentence: &str) -> Self {
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "in-use", sentence)
    }

    /// The dates of a calculated schedule are no dates. Status 422 with 404 in the envelope: so the vendor does it.
    #[must_use]
    pub fn no_calculated_schedule() -> Self {
        let text = "schedule day/time does not exist.";
        let refusal = Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "validation-failed", text);
        Self { envelope_status: Some(404), ..refusal }
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

    /// Neither a name with its password nor a link.
    #[must_use]
    pub fn invalid_credentials() -> Self {
        let refusal = Self::sentence(StatusCode::UNAUTHORIZED, "invalid-credentials", "Invalid credentials.");
        Self { challenge: Some("Basic realm=\"Sonar\""), ..refusal }
    }

    /// No link has this handle.
    #[must_use]
    pub fn link_invalid() -> Self {
        let text = "This link is not valid. Please use the link exactly as you received it, or ask for a new one.";
        // No Basic challenge: a browser would ask the customer for a password.
        Self { challenge: Some("Bearer"), ..Self::sentence(StatusCode::UNAUTHORIZED, "link-invalid", text) }
    }

    /// The link has ended.
    #[must_use]
    pub fn link_expired() -> Self {
        Self::sentence(StatusCode::GONE, "link-expired", "This link has expired. Please ask for a new one.")
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
    pub fn too_large() -> Self {
        let text = format!("The body must not be longer than {} kilobytes.", MAX_BODY_BYTES / 1024);
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

    /// There is no turn to be had.
    #[must_use]
    pub fn overloaded() -> Self {
        let text = "The server is too busy at the moment. Please try again.";
        Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "overloaded", text)
    }

    /// The request was given up in the middle: perhaps before anything was done, perhaps before it could be answered.
    #[must_use]
    pub fn took_too_long() -> Self {
        let text = "The server took too long. Please look whether this was done, and try again.";
        Self { is_unsure: true, ..Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "took-too-long", text) }
    }

    /// As many passwords are being checked as may be.
    #[must_use]
    pub fn too_many_passwords() -> Self {
        let text = "Too many passwords are being checked at the moment. Please try again.";
        Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "overloaded", text)
    }

    /// A start of a visit, or a change of one, on too short notice.
    #[must_use]
    pub fn too_soon(policy: &Policy) -> Self {
        let text = format!("Please choose a time at least {} from now.", length(policy.notice_minutes));
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-soon", text)
    }

    /// A visit that is too near to be changed.
    #[must_use]
    pub fn too_late_to_change(policy: &Policy) -> Self {
        let text = format!(
            "The visit starts in less than {} and can no longer be changed here. Please call us.",
            length(policy.notice_minutes)
        );
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-soon", text)
    }

    /// A start that the clocks skip.
    #[must_use]
    pub fn local_time_does_not_exist(field: &str, zone: &str) -> Self {
        let text = format!(
            "The clocks in {zone} are put forward and never show that time on that day. Please choose another time."
        );
        Self { code: "local-time-does-not-exist", ..Self::field(field, text) }
    }

    /// A visit beyond the horizon.
    #[must_use]
    pub fn too_far(policy: &Policy) -> Self {
        let text = format!("Please choose a time within the next {} days.", policy.horizon_days);
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-far", text)
    }

    /// A start between the offered ones.
    #[must_use]
    pub fn not_on_grid(policy: &Policy) -> Self {
        let text = format!(
            "Please choose one of the offered times: visits start every {} minutes.",
            policy.start_step_minutes
        );
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "not-on-grid", text)
    }

    /// An `Idempotency-Key` that is none.
    #[must_use]
    pub fn malformed_key() -> Self {
        let text = "The Idempotency-Key must be one value of 1 to 255 printable ASCII characters, bare without blanks or \
                    quotes, or in double quotes.";
        Self::sentence(StatusCode::BAD_REQUEST, "malformed-idempotency-key", text)
    }

    /// The key was used for another request.
    #[must_use]
    pub fn key_reused() -> Self {
        let text = "This Idempotency-Key was used for another request. Please send a new key with a new request.";
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "key-reused", text)
    }

    /// The same request is at work.
    #[must_use]
    pub fn request_in_progress() -> Self {
        let text = "A request with this Idempotency-Key is being worked on. Please ask again in a moment.";
        Self::sentence(StatusCode::CONFLICT, IN_PROGRESS, text)
    }

    /// The request was done, and nobody knows any more what was answered to it.
    #[must_use]
    pub fn answer_lost() -> Self {
        let text =
            "The request with this Idempotency-Key was done, but its answer was lost. Please look at what is there.";
        Self::sentence(StatusCode::CONFLICT, "answer-lost", text)
    }

    /// The time was held for too long, and is somebody else's now.
    #[must_use]
    pub fn hold_expired() -> Self {
        let text = "This time was held for you, but not long enough. Please choose it again, or another.";
        Self::sentence(StatusCode::CONFLICT, "hold-expired", text)
    }

    /// The job was changed between the look at it and the change.
    #[must_use]
    pub fn changed_meanwhile() -> Self {
        let text = "This was changed meanwhile. Please look at it again before you change it.";
        Self::sentence(StatusCode::CONFLICT, "changed-by-staff", text)
    }

    /// As many times as one may hold.
    #[must_use]
    pub fn hold_limit(policy: &Policy) -> Self {
        let text = format!("There can be up to {} holds. Please release one first.", policy.holds.max_of_staff);
        Self::sentence(StatusCode::TOO_MANY_REQUESTS, "hold-limit", text)
    }

    /// The time that was to be held is not free: a conflict of two wishes rather than a faulty request.
    #[must_use]
    pub fn conflicting(self) -> Self {
        Self { status: StatusCode::CONFLICT, ..self }
    }

    /// As many wishes as a job may have.
    #[must_use]
    pub fn too_many_wishes(policy: &Policy) -> Self {
        let text = format!("There can be up to {} wishes. Please remove one first.", policy.max_wishes);
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "too-many-wishes", text)
    }

    /// Notes that are too long.
    #[must_use]
    pub fn notes_too_long(policy: &Policy) -> Self {
        let text = format!("The notes may have up to {} characters.", policy.max_notes_length);
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "notes-too-long", text)
    }

    /// What the store refused. `name_of` gives the number by which the caller knows a user.
    pub fn from_store(refused: Refused, policy: &Policy, name_of: impl Fn(u64) -> u64) -> Self {
        let refuse = |code, text| Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, code, text);
        match refused {
            Refused::NoSuchJob | Refused::NoSuchWish => Self::no_item(),
            Refused::WishWithoutLength => {
                refuse("validation-failed", "The start_time must be prior to the end_time.".to_owned())
            }
            Refused::TooManyWishes => Self::too_many_wishes(policy),
            Refused::NotFree(user_id) => refuse("slot-taken", format!("{NO_AVAILABILITY}{}.", name_of(user_id))),
            Refused::HoldExpired => Self::hold_expired(),
            Refused::NoSuchHold => Self::no_item(),
            Refused::TooManyHolds => Self::hold_limit(policy),
            Refused::AlreadyCompleted => refuse("already-completed", "The job has already been completed.".to_owned()),
            Refused::OpenTasks => {
                refuse("open-tasks", "The job can not be completed while it has uncompleted tasks.".to_owned())
            }
            Refused::NotScheduled => refuse("not-scheduled", "The job is not scheduled.".to_owned()),
            Refused::TooLateToChange => Self::too_late_to_change(policy),
            Refused::CrewSize { needed, named } => Self::field("user_ids", crew_size_fault(needed, named)),
            Refused::ChangedMeanwhile => Self::changed_meanwhile(),
            Refused::AlreadyBooked => refuse("already-booked", "There is a booking with this link already.".to_owned()),
            Refused::LinkEnded => Self::link_expired(),
            Refused::Outdated => store::Error::TakenBack.into(),
            Refused::Storage(error) => error.into(),
        }
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
                    "The server has lost its database for the moment. Please look whether this was done, and try again."
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
    /// Whether the same request may be answered otherwise in a moment.
    fn is_retryable(&self) -> bool {
        let is_for_now = matches!(self.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT);
        (is_for_now && !self.is_unsure) || self.code == IN_PROGRESS
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
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            StatusCode::SERVICE_UNAVAILABLE => Self::took_too_long(),
            status if status.is_server_error() => Self::internal(),
            status => Self { status, ..Self::malformed("The request can't be read.") },
        }
    }
}

impl IntoResponse for Refusal {
    /// Without a body: [`in_envelope`] or [`as_problem`] writes it.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes refusals in Sonar's envelope.
pub async fn in_envelope(request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    Shape::Envelope.write(next.run(request).await, &id)
}

/// Writes refusals as RFC 9457 problems.
pub async fn as_problem(request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    Shape::Problem.write(next.run(request).await, &id)
}

/// How refusals look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Sonar's envelope.
    Envelope,
    /// An RFC 9457 problem.
    Problem,
}

impl Shape {
    /// The type of a refusal's body.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Envelope => "application/json",
            Self::Problem => "application/problem+json",
        }
    }

    /// Writes an answer's refusal, if it is one that is not written yet.
    pub fn write(self, response: Response, request_id: &str) -> Response {
        written(response, request_id, |refusal| match self {
            Self::Envelope => envelope(refusal),
            Self::Problem => problem(refusal, request_id),
        })
    }
}

/// Refuses requests with too long a head, whatever they ask for: in the shape that belongs to the path.
pub async fn bound_head(request: Request, next: Next) -> Response {
    let Some(refusal) = fault_of_head(&request) else { return next.run(request).await };
    let id = RequestId::of(&request);
    let is_sonar = request.uri().path().strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let shape = if is_sonar { Shape::Envelope } else { Shape::Problem };
    shape.write(refusal.into_response(), &id)
}

/// The type of a body, and the body.
type Written = (&'static str, serde_json::Result<Vec<u8>>);

fn envelope(refusal: &Refusal) -> Written {
    let status_code = refusal.envelope_status.unwrap_or(refusal.status.as_u16());
    let body = ErrorBody { error: ErrorDetail { message: refusal.message.clone(), status_code } };
    ("application/json", serde_json::to_vec(&body))
}

fn problem(refusal: &Refusal, instance: &str) -> Written {
    let (detail, errors) = match &refusal.message {
        ErrorMessage::Sentence(sentence) => (sentence.clone(), Vec::new()),
        ErrorMessage::Fields(fields) => (
            fields.0.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" "),
            fields.0.iter().map(|(name, sentence)| error_of(name, sentence)).collect(),
        ),
    };
    let body = Problem {
        kind: format!("/problems/{}", refusal.code),
        title: in_words(refusal.code),
        status: refusal.status.as_u16(),
        detail,
        code: refusal.code.to_owned(),
        instance: instance.to_owned(),
        retryable: refusal.is_retryable(),
        errors,
    };
    (Shape::Problem.content_type(), serde_json::to_vec(&body))
}

fn error_of(name: &str, sentence: &str) -> ProblemError {
    let pointer = format!("#/{}", name.replace('~', "~0").replace('/', "~1"));
    ProblemError { pointer, detail: sentence.to_owned() }
}

/// `slot-taken` → `Slot taken`
fn in_words(code: &str) -> String {
    let words = code.replace('-', " ");
    words.get(..1).map(str::to_uppercase).unwrap_or_default() + words.get(1..).unwrap_or_default()
}

/// In the extensions of an answer that is written as it shall be, though its status is that of a refusal.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

fn written(response: Response, request_id: &str, write: impl FnOnce(&Refusal) -> Written) -> Response {
    let status = response.status();
    // What has its code was written before, and is an answer given again.
    let is_written =
        response.extensions().get::<AsItIs>().is_some() || response.headers().contains_key(PROBLEM_CODE_HEADER);
    if is_written || (!status.is_client_error() && !status.is_server_error()) {
        return response;
    }
    let refusal = response.extensions().get::<Refusal>().cloned().unwrap_or_else(|| Refusal::of_status(status));
    if let Some(cause) = &refusal.cause {
        tracing::error!(code = refusal.code, request_id, "{cause}");
    }
    let (content_type, body) = write(&refusal);
    let mut written = (refusal.status, body.unwrap_or_default()).into_response();
    // Keeps what the router added, such as `Allow`, and drops what told of the body that is replaced.
    let of_body = [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING, header::TRANSFER_ENCODING];
    for (name, value) in response.headers() {
        if !of_body.contains(name) {
            written.headers_mut().insert(name.clone(), value.clone());
        }
    }
    let headers = written.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(PROBLEM_CODE_HEADER, HeaderValue::from_static(refusal.code));
    if refusal.status == StatusCode::SERVICE_UNAVAILABLE || refusal.code == IN_PROGRESS {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if let Some(challenge) = refusal.challenge {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    written
}

/// What is wrong with a crew of another size than is needed.
#[must_use]
pub fn crew_size_fault(needed: usize, named: usize) -> String {
    match needed < named {
        true => format!("The user ids may not have more than {needed} items."),
        false => format!("The user ids must have at least {needed} items."),
    }
}

/// The code of a request that only has to be sent again in a moment.
const IN_PROGRESS: &str = "request-in-progress";

/// `2 hours`, `90 minutes`, `1 hour`.
fn length(minutes: u32) -> String {
    match (minutes, minutes / 60) {
        (60, _) => "1 hour".to_owned(),
        (minutes, hours) if minutes % 60 == 0 && hours > 0 => format!("{hours} hours"),
        (minutes, _) => format!("{minutes} minutes"),
    }
}
