//! The shape of its refusals: RFC 9457 problems, with what is wrong member by member.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use slotwright_wire::bigchange::Problem;

use crate::edge::refusal::{Message, Refusal, Shape};

/// How a refusal is written.
pub const SHAPE: Shape = Shape { content_type: "application/problem+json", body };

/// The title of every refusal with 422: the vendor's own words.
const INVALID: &str = "One or more validation errors occurred.";

fn body(refusal: &Refusal, request_id: &str) -> Vec<u8> {
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let detail = match &refusal.message {
        Message::Sentence(sentence) => sentence.clone(),
        Message::Fields(fields) => {
            for (name, sentence) in fields {
                errors.entry(name.clone()).or_default().push(sentence.clone());
            }
            fields.iter().map(|(_, sentence)| sentence.as_str()).collect::<Vec<_>>().join(" ")
        }
    };
    let title = match refusal.status {
        StatusCode::UNPROCESSABLE_ENTITY => INVALID,
        status => status.canonical_reason().unwrap_or("Refused"),
    };
    let problem = Problem {
        kind: described_at(refusal.status.as_u16()),
        title: title.to_owned(),
        status: refusal.status.as_u16(),
        detail,
        instance: request_id.to_owned(),
        errors,
    };
    serde_json::to_vec(&problem).unwrap_or_default()
}

/// Where a status is described.
fn described_at(status: u16) -> String {
    match status {
        429 => "https://www.rfc-editor.org/rfc/rfc6585#section-4".to_owned(),
        431 => "https://www.rfc-editor.org/rfc/rfc6585#section-5".to_owned(),
        // That RFC has no section for 419 and 420.
        421 | 422 => format!("https://www.rfc-editor.org/rfc/rfc9110#section-15.5.{}", status - 401),
        400..=418 => format!("https://www.rfc-editor.org/rfc/rfc9110#section-15.5.{}", status - 399),
        _ => format!("https://www.rfc-editor.org/rfc/rfc9110#section-15.6.{}", status.saturating_sub(499)),
    }
}
