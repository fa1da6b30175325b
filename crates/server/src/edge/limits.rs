//! The limits of what is read of a request, before anything of it is understood.
//!
//! One place for the sizes: of the address, the headers, the body, and of the JSON in it. A body is read whole before the
//! request counts against the concurrency limit (`super::concurrency`): a client that sends a byte a second keeps nobody
//! else waiting.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use slotwright_domain::Photo;
use slotwright_wire::slotwright::BOOKING_PHOTOS_PATH;
use tokio::sync::Semaphore;

use crate::edge::refusal::Refusal;

/// The longest body.
pub const MAX_BODY_BYTES: usize = 64 * 1024;
/// The longest address, path and query.
pub const MAX_URL_BYTES: usize = 8 * 1024;
/// The longest block of headers, as they are sent.
pub const MAX_HEADER_BYTES: usize = 16 * 1024;
/// How much of a request's head is read so that it can be refused as too long; a longer one gets hyper's answer without a
/// body.
pub const MAX_BUFFER_BYTES: usize = 64 * 1024;
/// How deep arrays and objects may stand in each other.
pub const MAX_DEPTH: usize = 32;
/// The most items of one array or members of one object.
pub const MAX_ITEMS: usize = 10_000;

/// How long a client may take for a body: 64 kilobytes come in time at the speed of an old telephone line.
const BODY_TIME: Duration = Duration::from_secs(10);
/// How long for a picture: just less than a request may take in all.
const PICTURE_TIME: Duration = Duration::from_secs(18);
/// So many pictures are read at once: that bounds the memory that they take before anybody has looked who sends them.
static PICTURES: Semaphore = Semaphore::const_new(32);
/// How much of a body that is too long is read and discarded. Whoever is cut off while sending never sees the answer.
const MAX_DISCARDED_BYTES: usize = 1024 * 1024;

/// What is wrong with a request's head.
#[must_use]
pub fn fault_of_head(request: &Request) -> Option<Refusal> {
    // Whom it is for must not depend on which of the two is read, here or in a proxy.
    if request.headers().get_all(header::HOST).iter().nth(1).is_some() {
        return Some(Refusal::malformed("The request has more than one Host header."));
    }
    let url = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if MAX_URL_BYTES < url {
        return Some(Refusal::url_too_long());
    }
    // Each line has a colon, a space and two characters for its end.
    let headers: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    (MAX_HEADER_BYTES < headers).then(Refusal::headers_too_long)
}

/// Reads the whole body, within the limits.
pub async fn read_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let is_picture = parts.extensions.get().is_some_and(|path: &MatchedPath| path.as_str() == BOOKING_PHOTOS_PATH);
    let (max, time) = if is_picture { (Photo::MAX_BYTES, PICTURE_TIME) } else { (MAX_BODY_BYTES, BODY_TIME) };
    let _turn = match is_picture.then(|| PICTURES.try_acquire()).transpose() {
        Ok(turn) => turn,
        Err(_) => return Refusal::overloaded().into_response(),
    };
    let read = tokio::time::timeout(time, read_within_limits(&parts.headers, body, max)).await;
    match read.unwrap_or_else(|_| Err(Refusal::body_too_slow())) {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn read_within_limits(headers: &HeaderMap, mut body: Body, max: usize) -> Result<Bytes, Refusal> {
    // Somebody who asks first has not sent anything yet, and need not.
    let asks_first = headers.contains_key(header::EXPECT);
    let refused = match headers.get(header::CONTENT_ENCODING) {
        Some(encoding) if !encoding.as_bytes().eq_ignore_ascii_case(b"identity") => Some(Refusal::compressed()),
        _ if (max as u64) < body.size_hint().lower() => Some(Refusal::too_large(max)),
        _ => None,
    };
    if let Some(refused) = refused {
        if !asks_first {
            discard(&mut body).await;
        }
        return Err(refused);
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::malformed("The body could not be read."))?;
        // What is no data are trailers, which nobody asked for.
        let Ok(data) = frame.into_data() else { continue };
        if max < bytes.len() + data.len() {
            discard(&mut body).await;
            return Err(Refusal::too_large(max));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.into())
}

async fn discard(body: &mut Body) {
    let mut left = MAX_DISCARDED_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let length = frame.data_ref().map_or(0, Bytes::len);
        if left < length {
            return;
        }
        left -= length;
    }
}

/// Refuses JSON that is too deep or too wide, before a parser that calls itself for each level sees it. Whether it is
/// JSON at all is that parser's matter.
pub fn check_json(json: &[u8]) -> Result<(), Refusal> {
    // How many commas each open array or object has seen.
    let mut commas = Vec::with_capacity(MAX_DEPTH);
    let mut is_text = false;
    let mut is_escaped = false;
    for byte in json {
        if is_text {
            is_text = is_escaped || *byte != b'"';
            is_escaped = !is_escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'[' | b'{' if commas.len() == MAX_DEPTH => {
                let text = format!("Arrays and objects in the body may not stand more than {MAX_DEPTH} deep.");
                return Err(Refusal::malformed(text));
            }
            b'[' | b'{' => commas.push(0_usize),
            b']' | b'}' => drop(commas.pop()),
            b',' => {
                if let Some(commas) = commas.last_mut() {
                    *commas += 1;
                    if *commas == MAX_ITEMS {
                        return Err(too_many_items());
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Of an array with more items than are read.
#[must_use]
pub fn too_many_items() -> Refusal {
    Refusal::malformed(format!("An array or object in the body may not have more than {MAX_ITEMS} items."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(depth: usize) -> String {
        format!("{}{}", "[".repeat(depth), "]".repeat(depth))
    }

    fn wide(items: usize) -> String {
        format!("[{}]", vec!["1"; items].join(","))
    }

    #[test]
    fn depth_and_width_are_held_at_their_bounds() {
        let is_fine = |json: &str| check_json(json.as_bytes()).is_ok();
        assert!(is_fine(&deep(MAX_DEPTH)) && !is_fine(&deep(MAX_DEPTH + 1)));
        assert!(is_fine(&wide(MAX_ITEMS)) && !is_fine(&wide(MAX_ITEMS + 1)));
        assert!(is_fine(&format!("[{}]", vec![deep(MAX_DEPTH - 1); 3].join(","))), "beside each other is not deep");
        assert!(is_fine(&format!("[{},{}]", wide(MAX_ITEMS), wide(MAX_ITEMS))), "two wide ones are not one wider one");
    }

    #[test]
    fn brackets_and_commas_in_texts_do_not_count() {
        for text in [deep(40), ",".repeat(20_000), format!("\\\\\\\"{}", deep(40)), "\\u005b".repeat(40)] {
            assert!(check_json(format!("{{\"notes\": \"{text}\"}}").as_bytes()).is_ok(), "{text}");
        }
        assert!(check_json(format!("[\"\\\\\", {}]", deep(32)).as_bytes()).is_err(), "the text has ended");
    }

    #[test]
    fn what_is_no_json_is_left_to_the_parser() {
        for text in ["", "]]]]", "{", "\"", "\\", ",,,,", "}{"] {
            assert!(check_json(text.as_bytes()).is_ok(), "{text}");
        }
    }
}
