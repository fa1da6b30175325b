//! Which pages of other origins may ask us, and may put our pages into a frame.
//!
//! Nobody is let in by it: who calls has to show a credential that the browser never sends by itself, since there are no cookies.
//! It keeps a page that nobody knows from using what its visitor may see there.

use std::str::FromStr;

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HOST, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{extract::Request, middleware::Next};

use super::refusal::Refusal;

/// For so many seconds a browser needs not ask again whether it may: Chromium remembers no longer.
const REMEMBERED_SECONDS: &str = "7200";
/// What a page may send.
const SENT: &str = "authorization, content-type, idempotency-key, if-match, x-proof-of-work, x-seen-scheduled-datetime";
const METHODS: &str = "GET, POST, PATCH, PUT, DELETE";
/// What a page may read of an answer's head.
const READ: &str = "etag, retry-after, x-availability-age, x-availability-source, x-ignored-parameters, x-problem-code, x-request-id, \
                    x-warning";

/// The setting, as its sentences name it.
pub const SETTING: &str = "ALLOWED_ORIGINS";

/// The origins of pages that may ask us; without any, only our own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedOrigins {
    listed: Vec<String>,
    /// Whether customers may book on pages of any origin.
    is_open: bool,
}

impl AllowedOrigins {
    /// Whether a page of this origin is listed: then staff may work on it too.
    #[must_use]
    pub fn lists(&self, origin: &str) -> bool {
        self.listed.iter().any(|listed| listed == origin)
    }

    /// Whether customers may book on a page of this origin.
    #[must_use]
    pub fn allows(&self, origin: &str) -> bool {
        self.is_open || self.lists(origin)
    }

    /// Who may put our page into a frame, as `frame-ancestors` says it.
    #[must_use]
    pub fn frame_ancestors(&self, of_staff: bool) -> String {
        match (self.is_open && !of_staff, self.listed.as_slice()) {
            (true, _) => "*".to_owned(),
            (false, []) => "'none'".to_owned(),
            (false, listed) => listed.join(" "),
        }
    }

    /// The setting that would let a page of this origin ask.
    #[must_use]
    pub fn setting_for(&self, origin: &str) -> String {
        let open = self.is_open.then_some("*");
        // What has no origin can't be listed.
        let wanted = if origin == NO_ORIGIN { "*" } else { origin };
        let all: Vec<&str> = self.listed.iter().map(String::as_str).chain(open).chain([wanted]).collect();
        format!("{SETTING}={}", all.join(","))
    }
}

impl FromStr for AllowedOrigins {
    type Err = String;

    /// Origins between commas, as browsers write them: `https://shop.example`, `http://localhost:8080`; `*` opens booking to all.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut allowed = Self::default();
        for origin in text.split(',').map(str::trim).filter(|origin| !origin.is_empty()) {
            match origin {
                "*" => allowed.is_open = true,
                origin if is_origin(origin) => allowed.listed.push(origin.to_owned()),
                origin => {
                    return Err(format!(
                        "`{origin}` is no origin: expected `https://` or `http://`, a host in small letters, and the port where it \
                         is another than usual, as in `https://shop.example`; or `*`, which opens booking to all pages"
                    ));
                }
            }
        }
        allowed.listed.sort();
        allowed.listed.dedup();
        Ok(allowed)
    }
}

/// Whether a browser would write it so.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    let secure = text.strip_prefix("https://").map(|rest| (rest, ":443"));
    let Some((host, usual_port)) = secure.or_else(|| text.strip_prefix("http://").map(|rest| (rest, ":80"))) else {
        return false;
    };
    let is_written = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '.' | '-' | ':' | '[' | ']');
    !host.is_empty() && host.chars().all(is_written) && !host.ends_with(usual_port) && !host.ends_with(':')
}

/// The origin of an address: what is before its path.
#[must_use]
pub fn origin_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}

/// In the extensions of a request that a page of another origin has sent.
#[derive(Clone, Copy, Debug)]
pub struct Foreign {
    /// Whether the origin is one that is listed.
    pub is_listed: bool,
}

/// In the extensions of a request that our own booking page has sent, where it may have no origin.
#[derive(Clone, Copy, Debug)]
pub struct OfOurPage;

/// What the page of a sandbox has for an origin.
const NO_ORIGIN: &str = "null";

/// In the extensions of an answer that any page may read.
#[derive(Clone, Copy, Debug)]
pub struct ForAll;

/// Answers a browser's question whether a page may ask, and lets the page read what it may.
pub async fn across(allowed: AllowedOrigins, own: Option<String>, mut request: Request, next: Next) -> Response {
    let Some(origin) = foreign(request.headers(), own.as_deref()) else { return next.run(request).await };
    let is_ours = origin == NO_ORIGIN && request.extensions().get::<OfOurPage>().is_some();
    let is_allowed = is_ours || allowed.allows(&origin);
    if *request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        return preflight(&allowed, &origin, is_allowed);
    }
    request.extensions_mut().insert(Foreign { is_listed: allowed.lists(&origin) });
    let mut response = next.run(request).await;
    let reader = match response.extensions().get() {
        Some(ForAll) => Some(HeaderValue::from_static("*")),
        None => HeaderValue::try_from(origin).ok().filter(|_| is_allowed),
    };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(reader) = reader {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, reader);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(READ));
    }
    response
}

/// The origin of the page that asks, where it isn't ours. A page in a sandbox has the origin `null`.
fn foreign(headers: &HeaderMap, own: Option<&str>) -> Option<String> {
    let origin = headers.get(ORIGIN)?.to_str().ok()?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_here = origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    (!is_here && own != Some(origin)).then(|| origin.to_owned())
}

fn preflight(allowed: &AllowedOrigins, origin: &str, is_allowed: bool) -> Response {
    if !is_allowed {
        return Refusal::origin_not_allowed(&allowed.setting_for(origin)).into_response();
    }
    let Ok(origin) = HeaderValue::try_from(origin) else { return StatusCode::BAD_REQUEST.into_response() };
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (ACCESS_CONTROL_ALLOW_HEADERS, SENT),
        (ACCESS_CONTROL_MAX_AGE, REMEMBERED_SECONDS),
        (VARY, "origin, access-control-request-method, access-control-request-headers"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

impl Refusal {
    /// A page of an origin that isn't listed asks for something that only listed ones may.
    #[must_use]
    pub fn origin_not_allowed(setting: &str) -> Self {
        let text = format!("Pages of this origin may not ask this server. Its operator allows them by {setting}.");
        Self::sentence(StatusCode::FORBIDDEN, "origin-not-allowed", text)
    }

    /// The link is for pages of other origins than the one that asks.
    #[must_use]
    pub fn origin_not_of_link() -> Self {
        let text = "This link may not be used on pages of this origin: whoever made it named others.";
        Self::sentence(StatusCode::FORBIDDEN, "origin-not-allowed", text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_taken_as_browsers_write_them_and_nothing_else() {
        let allowed: AllowedOrigins = " https://shop.example, http://localhost:8080 ,".parse().unwrap();
        assert!(allowed.lists("https://shop.example") && allowed.allows("http://localhost:8080"));
        for other in ["https://shop.example:8443", "http://shop.example", "https://a.shop.example", "null", ""] {
            assert!(!allowed.allows(other), "{other}");
        }
        for wrong in [
            "shop.example",
            "https://shop.example/",
            "https://Shop.example",
            "https://shop.example:443",
            "https://",
            "null",
            "https://*.example",
            "https://shop.example/book",
            "ftp://shop.example",
            "https://shop.example:",
        ] {
            assert!(wrong.parse::<AllowedOrigins>().unwrap_err().contains(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_star_opens_booking_and_nothing_of_staff() {
        let open: AllowedOrigins = "*,https://crm.example".parse().unwrap();
        assert!(open.allows("https://anywhere.example") && open.allows("null"));
        assert!(!open.lists("https://anywhere.example") && open.lists("https://crm.example"));
        assert_eq!(
            (open.frame_ancestors(false), open.frame_ancestors(true)),
            ("*".into(), "https://crm.example".into())
        );
        assert_eq!(open.setting_for("https://b.example"), "ALLOWED_ORIGINS=https://crm.example,*,https://b.example");
        assert_eq!(AllowedOrigins::default().setting_for("null"), "ALLOWED_ORIGINS=*");
        assert_eq!(AllowedOrigins::default().frame_ancestors(false), "'none'");
    }
}
