//! The envelope that answers come in: what was asked, what went wrong, and the data.

use serde_json::json;
use slotwright_wire::os1::{Acknowledgement, Error, Request};

use crate::edge::refusal::{Message, Refusal, Shape};

/// Of refusals whose request was not read, such as that of an unknown path.
pub const SHAPE: Shape = Shape { content_type: "application/json", body };

fn body(refusal: &Refusal, _: &str) -> Vec<u8> {
    let (uri, method, query_string) = (String::new(), String::new(), String::new());
    let request = Request { uri, method, query_string, body: json!({}) };
    serde_json::to_vec(&Acknowledgement { error: error(refusal), request }).unwrap_or_default()
}

/// What is said of a refusal.
pub fn error(refusal: &Refusal) -> Error {
    let description = match &refusal.message {
        Message::Sentence(sentence) => sentence.clone(),
        Message::Fields(fields) => fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" "),
    };
    Error { code: code(refusal), description, ..Error::default() }
}

/// The word for a refusal. The vendor documents none.
fn code(refusal: &Refusal) -> &'static str {
    match (refusal.status.as_u16(), refusal.code) {
        (400..=499, "slot-taken" | "already-completed" | "conflict" | "changed-by-staff") => "CONFLICT",
        (401, _) => "UNAUTHORIZED",
        (403, _) => "FORBIDDEN",
        (404, _) => "NOT_FOUND",
        (429, _) => "TOO_MANY_REQUESTS",
        (400..=499, _) => "VALIDATION_ERROR",
        _ => "INTERNAL_ERROR",
    }
}
