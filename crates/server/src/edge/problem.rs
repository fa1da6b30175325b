//! Refusals as RFC 9457 problems: on our own paths, and for whoever watches the process.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use slotwright_wire::slotwright::{Problem, ProblemError};

use super::refusal::{Message, Refusal, Shape};
use super::request_id::request_id;

/// An RFC 9457 problem.
pub const PROBLEM: Shape = Shape { content_type: "application/problem+json", body: problem };

/// Writes refusals as problems.
pub async fn as_problem(request: Request, next: Next) -> Response {
    let id = request_id(&request);
    PROBLEM.write(next.run(request).await, &id)
}

fn problem(refusal: &Refusal, instance: &str) -> Vec<u8> {
    let (detail, errors) = match &refusal.message {
        Message::Sentence(sentence) => (sentence.clone(), Vec::new()),
        Message::Fields(fields) => (
            fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" "),
            fields.iter().map(|(name, sentence)| error_of(name, sentence)).collect(),
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
    serde_json::to_vec(&body).unwrap_or_default()
}

fn error_of(name: &str, sentence: &str) -> ProblemError {
    let pointer = format!("#/{}", name.replace('~', "~0").replace('/', "~1"));
    ProblemError { pointer, detail: sentence.to_owned() }
}

/// A code as a title: `slot-taken` → `Slot taken`
pub fn in_words(code: &str) -> String {
    capitalized(&code.replace('-', " "))
}

/// With a capital letter at its beginning.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
