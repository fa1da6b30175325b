//! The shape of its refusals.

use crate::edge::refusal::{Message, Refusal, Shape};

/// How a refusal is written.
pub const SHAPE: Shape = Shape { content_type: "application/json", body };

fn body(refusal: &Refusal, _request_id: &str) -> Vec<u8> {
    let sentence = match &refusal.message {
        Message::Sentence(sentence) => sentence.clone(),
        Message::Fields(fields) => fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" "),
    };
    serde_json::to_vec(&serde_json::json!({"Message": sentence})).unwrap_or_default()
}
