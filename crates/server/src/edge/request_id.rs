//! The id by which a caller can name a request, and the log and an answer's problem name it too.
//!
//! Why not tower-http's layers: they take over whatever a client sends, while the id ends up in our log, so that a layer before
//! them would have to remove malformed ids; and they write an id into the request's headers, where it would count against the
//! limit of what the client may send (`super::limits`). Both can be worked around by more code than there is here.

use axum::extract::Request;
use axum::http::{Extensions, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::random::{hex, random_bytes};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// In the extensions of a request that has its id.
#[derive(Clone, Debug)]
struct RequestId(String);

/// The id of a request that was given one; else an empty text.
pub fn request_id(request: &Request) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Gives what is asked on the way to an answer the id of the request that it is for.
pub fn carry(from: &Extensions, into: &mut Extensions) {
    if let Some(id) = from.get::<RequestId>() {
        into.insert(id.clone());
    }
}

/// Gives a request the id that came with it, if it is well formed, else a new one; the answer has it in a header.
pub async fn set_request_id(mut request: Request, next: Next) -> Response {
    let sent = request.headers().get(HEADER).and_then(|id| id.to_str().ok());
    let id = sent.filter(|id| is_well_formed(id)).map_or_else(random_id, str::to_owned);
    let header = HeaderValue::from_str(&id);
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).await;
    if let Ok(header) = header {
        response.headers_mut().insert(HEADER, header);
    }
    response
}

fn random_id() -> String {
    hex(&random_bytes::<8>())
}

fn is_well_formed(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tame_ids_are_taken_over() {
        assert!(is_well_formed("0af7651916cd43dd"));
        for bad in ["", "short", "with blanks in", "line\nbreak", &"x".repeat(65)] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }
}
