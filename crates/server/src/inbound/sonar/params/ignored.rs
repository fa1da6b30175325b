//! Parameters that were sent and that nobody reads: a client may have meant something by them.
//!
//! The vendor says nothing of them, and its clients send whole records back. So Sonar's API goes on without them and names
//! them in the answer; whoever would rather be refused says so (`Prefer: handling=strict`, RFC 7240). On our own paths, which
//! have no such past, they are refused always.
//!
//! Which ones these are, the reader alone knows: a parameter is known where it was asked for ([`Reader`]).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::{Params, Reader, shortened, words};
use crate::edge::refusal::Refusal;

/// Names, in an answer, the parameters that were not looked at: separated by commas, written as in a form.
pub const IGNORED_HEADER: HeaderName = HeaderName::from_static("x-ignored-parameters");
const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
/// As many are told by name.
const MAX_TOLD: usize = 20;

/// What becomes of the parameters of one request that nobody reads, and which these were. All clones share it.
#[derive(Clone, Debug, Default)]
pub struct Ignored {
    pub(super) are_refused: bool,
    names: Arc<Mutex<BTreeSet<String>>>,
}

impl Ignored {
    /// Notes a parameter that is not looked at.
    pub(super) fn note(&self, name: &str) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }

    /// Their names for a header; `None` where there were none.
    fn told(&self) -> Option<HeaderValue> {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        // A name may have any character, a header only some.
        let written = |name: &String| form_urlencoded::byte_serialize(shortened(name).as_bytes()).collect::<String>();
        let mut told: Vec<String> = names.iter().take(MAX_TOLD).map(written).collect();
        if MAX_TOLD < names.len() {
            told.push("...".to_owned());
        }
        if told.is_empty() { None } else { HeaderValue::from_str(&told.join(", ")).ok() }
    }
}

/// Names in the answer what was not looked at, or has it refused where the caller prefers that.
pub async fn name_ignored(mut request: Request, next: Next) -> Response {
    let ignored = Ignored { are_refused: prefers_strict(request.headers()), ..Ignored::default() };
    request.extensions_mut().insert(ignored.clone());
    let mut response = next.run(request).await;
    if let Some(names) = ignored.told() {
        response.headers_mut().insert(IGNORED_HEADER, names);
    }
    if ignored.are_refused {
        response.headers_mut().insert(PREFERENCE_APPLIED, HeaderValue::from_static("handling=strict"));
    }
    response
}

/// Has what is not looked at refused.
pub async fn refuse_unknown(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Ignored { are_refused: true, ..Ignored::default() });
    next.run(request).await
}

/// Whether a caller has said `handling=strict`. Of several words on handling the first counts.
fn prefers_strict(headers: &HeaderMap) -> bool {
    let said =
        headers.get_all(PREFER).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let mut handling = said.filter_map(|preference| {
        let (name, value) = preference.split(';').next()?.split_once('=')?;
        name.trim().eq_ignore_ascii_case("handling").then(|| value.trim().trim_matches('"'))
    });
    handling.next().is_some_and(|value| value.eq_ignore_ascii_case("strict"))
}

impl Reader<'_> {
    /// Whether nothing has been found faulty. Asked once all is read that is: what else was sent is faulty or ignored.
    pub fn is_good(&mut self) -> bool {
        let asked = self.asked.take();
        let unread = self.params.keys().filter(|name| !asked.contains(name.as_str()));
        let unread: Vec<&String> = unread.take(if self.ignored.are_refused { MAX_TOLD } else { usize::MAX }).collect();
        let known = if asked.is_empty() {
            "no parameters are".to_owned()
        } else {
            format!("known are `{}`", asked.iter().map(String::as_str).collect::<Vec<_>>().join("`, `"))
        };
        self.asked.replace(asked);
        for name in unread {
            if self.ignored.are_refused {
                self.fault(name, format!("The {} is not known here; {known}.", words(&shortened(name))));
            } else {
                self.ignored.note(name);
            }
        }
        self.faults.iter().all(|(_, sentence)| sentence.is_none())
    }
}

/// What operations take that have no parameters.
pub struct NoParams;

impl<S: Send + Sync> FromRequest<S> for NoParams {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        // A body that nobody needs may be what it likes.
        if let Ok(params) = Params::from_request(request, state).await {
            params.reader().finish()?;
        }
        Ok(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_on_handling_counts_however_it_is_written() {
        for (said, is_strict) in [
            (&["handling=strict"][..], true),
            (&["respond-async, Handling = \"Strict\"; because=why"], true),
            (&["respond-async", "handling=strict"], true),
            (&["handling=lenient, handling=strict"], false),
            (&["handling"], false),
            (&["strict"], false),
            (&[], false),
        ] {
            let headers = said.iter().map(|value| (PREFER, HeaderValue::from_static(value))).collect();
            assert_eq!(prefers_strict(&headers), is_strict, "{said:?}");
        }
    }

    #[test]
    fn whatever_a_name_is_made_of_it_fits_into_a_header() {
        let ignored = Ignored::default();
        for name in ["sort", "größe, 1", "a\r\nset-cookie: x", &"x".repeat(5000)] {
            ignored.note(name);
        }
        let told = ignored.told().unwrap();
        let told = told.to_str().unwrap();
        assert!(told.starts_with("a%0D%0Aset-cookie%3A+x, gr%C3%B6%C3%9Fe%2C+1, sort, xxx"), "{told}");
        assert!(told.len() < 200, "{told}");
        (0..5000).for_each(|number| ignored.note(&number.to_string()));
        assert!(ignored.told().unwrap().to_str().unwrap().ends_with(", ..."));
    }
}
