//! The envelope that answers come in: what was asked, what went wrong, and the data.

use serde_json::{Value, json};

use crate::edge::refusal::{Message, Refusal, Shape};

/// Of refusals whose request was not read, such as that of an unknown path.
pub const SHAPE: Shape = Shape { content_type: "application/json", body };

fn body(refusal: &Refusal, _: &str) -> Vec<u8> {
    let request = json!({"uri": "", "method": "", "queryString": "", "body": {}});
    serde_json::to_vec(&json!({"error": error(refusal), "request": request})).unwrap_or_default()
}

/// What is said of a refusal.
pub fn error(refusal: &Refusal) -> Value {
    let description = match &refusal.message {
        Message::Sentence(sentence) => sentence.clone(),
        Message::Fields(fields) => fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" "),
    };
    json!({"code": code(refusal), "description": description, "additionalInfo": {}})
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
