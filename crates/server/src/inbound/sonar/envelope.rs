//! The envelope that Sonar's refusals come in.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use slotwright_wire::sonar::{Entries, ErrorBody, ErrorDetail, ErrorMessage};

use crate::edge::refusal::{Message, Refusal, Shape};
use crate::edge::request_id::request_id;

/// `{"error": {"message": …, "status_code": …}}`
pub const ENVELOPE: Shape = Shape { content_type: "application/json", body: envelope };

/// Writes refusals in the envelope.
pub async fn in_envelope(request: Request, next: Next) -> Response {
    let id = request_id(&request);
    ENVELOPE.write(next.run(request).await, &id)
}

fn envelope(refusal: &Refusal, _: &str) -> Vec<u8> {
    let status_code = refusal.envelope_status.unwrap_or(refusal.status.as_u16());
    let message = match refusal.message.clone() {
        Message::Sentence(sentence) => ErrorMessage::Sentence(sentence),
        Message::Fields(fields) => ErrorMessage::Fields(Entries(fields)),
    };
    serde_json::to_vec(&ErrorBody { error: ErrorDetail { message, status_code } }).unwrap_or_default()
}
