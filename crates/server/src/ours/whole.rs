//! Documents that are read and replaced as a whole. Each answer has a tag; who sends it back with `If-Match` replaces what they have
//! read and nothing that somebody else has put there since.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::edge::refusal::Refusal;

/// A document that is answered with its tag.
pub struct Whole<T>(pub T);

/// The tags that a request names: of what its sender has read. `None` where they don't say, and mean whatever is there.
pub struct HasRead(Option<Vec<String>>);

impl<T: Serialize> IntoResponse for Whole<T> {
    fn into_response(self) -> Response {
        match written(&self.0) {
            Ok(text) => ([(header::ETAG, tag_of(text.as_bytes()))], Json(self.0)).into_response(),
            Err(refusal) => refusal.into_response(),
        }
    }
}

impl HasRead {
    /// What `If-Match` says.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        // One that can't be read is of nothing that is there.
        Self(headers.contains_key(header::IF_MATCH).then(|| tags(headers, &header::IF_MATCH)))
    }

    /// Refuses where it is not what is there.
    pub fn hold_against(&self, present: &impl Serialize) -> Result<(), Refusal> {
        let Some(read) = &self.0 else { return Ok(()) };
        let tag = tag_of(written(present)?.as_bytes());
        if read.iter().any(|read| *read == tag || read == "*") {
            return Ok(());
        }
        let text = "This was changed since it was read, and nothing was done. Please read it again.";
        Err(Refusal::sentence(StatusCode::PRECONDITION_FAILED, "changed-by-staff", text))
    }
}

/// The tag of an answer that has these bytes.
pub fn tag_of(bytes: &[u8]) -> String {
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(bytes)))
}

/// The tags that a header names. Those between us and the caller may have made them weak, who pack answers; what they stand for is
/// the same.
pub fn tags(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_start_matches("W/").to_owned()).collect()
}

fn written(record: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string(record).map_err(|error| Refusal { cause: Some(error.to_string()), ..Refusal::internal() })
}
