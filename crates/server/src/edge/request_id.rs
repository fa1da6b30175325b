//! The id by which a caller can name a request, and the log and an answer's problem name it too.
//!
//! tower-http sets and propagates it. Its layer takes over whatever a client sends, so ids that are not of the form that ids
//! have are removed before it sees them: the id ends up in our log.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use tower_http::request_id::{MakeRequestId, RequestId};

use super::random::random_bytes;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request that was given one; else an empty text.
pub fn request_id(request: &Request) -> String {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    id.unwrap_or_default().to_owned()
}

/// Removes an id that is not well formed, so that the request gets one of ours.
pub async fn drop_malformed_id(mut request: Request) -> Request {
    let id = request.headers().get(HEADER);
    if id.is_some_and(|id| !is_well_formed(id.as_bytes())) {
        request.headers_mut().remove(HEADER);
    }
    request
}

/// Makes ids for requests that came without.
#[derive(Clone, Copy, Debug)]
pub struct RandomId;

impl MakeRequestId for RandomId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id: String = random_bytes::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

fn is_well_formed(id: &[u8]) -> bool {
    (8..=64).contains(&id.len()) && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tame_ids_are_taken_over() {
        assert!(is_well_formed(b"0af7651916cd43dd"));
        for bad in ["", "short", "with blanks in", "line\nbreak", &"x".repeat(65)] {
            assert!(!is_well_formed(bad.as_bytes()), "{bad}");
        }
    }
}
