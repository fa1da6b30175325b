//! What browsers are told of our pages and files beside what is in them: what a page may do, in which other pages it may stand, how
//! long a file is kept.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::edge::origin::AllowedOrigins;

/// The customer's page as other pages put it into a frame.
pub const BOOKING_FRAME: &str = "/frame";
/// The same of the staff's page.
pub const BOARD_FRAME: &str = "/frame-board";
/// Where integrators try the elements.
pub const PLAYGROUND: &str = "/embed";
/// Where browsers report what a page's policy has forbidden.
pub const REPORTS_PATH: &str = "/csp-reports";

/// Below it the files of each version are, and never others: a page that names them needs not ask again.
pub const OF_VERSIONS: &str = "/w";
/// Those of this one.
pub const OF_VERSION: &str = concat!("/w/", env!("CARGO_PKG_VERSION"));

/// A page runs our own scripts and nothing else, makes no text into markup or script, and talks to us and nobody else. Where its forms
/// go, what frames it has, and in which pages it may stand, comes behind.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'none'; object-src 'none'; \
                      base-uri 'none'; require-trusted-types-for 'script'; report-to csp; \
                      report-uri /csp-reports";
/// A page without script needs its style, and where its forms go.
const PLAIN_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; \
                            frame-ancestors 'none'; report-to csp; report-uri /csp-reports";
/// Our pages for customers, by their addresses.
const OF_CUSTOMERS: [&str; 4] = ["/", "/book", "/index.html", BOOKING_FRAME];
/// In no page, as the policy says it.
const NOBODY: &str = "'none'";
/// What holds of every page.
const PAGE_HEADERS: [(&str, &str); 3] = [
    ("referrer-policy", "no-referrer"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), \
         microphone=(), payment=(), usb=()",
    ),
    ("reporting-endpoints", "csp=\"/csp-reports\""),
];
/// And of those that stand in no other page.
const ALONE: [(&str, &str); 3] = [
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];
/// And of those that other pages may put into a frame. A page with `Cross-Origin-Embedder-Policy` asks for both.
const FRAMED: [(&str, &str); 2] =
    [("cross-origin-resource-policy", "cross-origin"), ("cross-origin-embedder-policy", "require-corp")];
/// What holds of scripts, styles and the program: they are public, and a module of another origin is read by CORS alone.
const FILE_HEADERS: [(&str, &str); 2] =
    [("access-control-allow-origin", "*"), ("cross-origin-resource-policy", "cross-origin")];

/// What decides about the headers of pages.
#[derive(Clone, Debug)]
pub struct Headers {
    /// Which pages may put ours into a frame.
    pub allowed: AllowedOrigins,
    /// Whether the server is reached by HTTPS: then nothing is asked for without it.
    pub is_encrypted: bool,
    /// Where pictures come from besides: the origin of the company's logo.
    pub images: Option<String>,
}

impl Headers {
    /// Which pages may put the page at this path into a frame; `None` for no other.
    fn ancestors(&self, path: &str) -> Option<String> {
        let is_of_staff = path == BOARD_FRAME;
        if path != BOOKING_FRAME && !is_of_staff {
            return None;
        }
        // Ours is the playground.
        Some(match self.allowed.frame_ancestors(is_of_staff) {
            nobody if nobody == NOBODY => "'self'".to_owned(),
            all if all == "*" => all,
            listed => format!("'self' {listed}"),
        })
    }

    fn policy(&self, path: &str, ancestors: Option<&str>) -> String {
        let frames = if path == PLAYGROUND { "'self'" } else { NOBODY };
        // Whoever can't run the program goes on to the page that needs none.
        let forms = if OF_CUSTOMERS.contains(&path) { "'self'" } else { NOBODY };
        let encrypted = if self.is_encrypted { "; upgrade-insecure-requests" } else { "" };
        format!(
            "{POLICY}; {}; form-action {forms}; frame-src {frames}; frame-ancestors {}{encrypted}",
            self.images(),
            ancestors.unwrap_or(NOBODY)
        )
    }

    fn images(&self) -> String {
        let images = self.images.as_deref().unwrap_or_default();
        format!("img-src 'self' data: {images}").trim_end().to_owned()
    }

    /// Tells a browser what a page may do that the server writes itself: it has no script, posts its forms to us alone, and stands in
    /// no other page.
    pub fn of_plain_page(&self, headers: &mut HeaderMap) {
        let encrypted = if self.is_encrypted { "; upgrade-insecure-requests" } else { "" };
        let policy = format!("{PLAIN_POLICY}; {}{encrypted}", self.images());
        insert(headers, &PAGE_HEADERS);
        insert(headers, &ALONE);
        headers.extend(HeaderValue::try_from(policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)).ok());
    }

    fn of_page(&self, path: &str, headers: &mut HeaderMap) {
        let ancestors = self.ancestors(path);
        let further: &[_] = if ancestors.is_some() { &FRAMED } else { &ALONE };
        insert(headers, &PAGE_HEADERS);
        insert(headers, further);
        let policy = self.policy(path, ancestors.as_deref());
        headers.extend(HeaderValue::try_from(policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)).ok());
    }
}

fn insert(headers: &mut HeaderMap, further: &[(&'static str, &'static str)]) {
    for (name, value) in further {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Adds them to an answer.
pub async fn with_headers(of: Headers, mut request: Request, next: Next) -> Response {
    for by_time in [header::IF_MODIFIED_SINCE, header::IF_UNMODIFIED_SINCE] {
        request.headers_mut().remove(by_time);
    }
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    // What a file's tag is made of; no time that means something.
    headers.remove(header::LAST_MODIFIED);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Other names are stable, so every use asks whether the file is still the same; the answer is mostly an empty 304.
    let is_kept = path.strip_prefix(OF_VERSIONS).is_some_and(|rest| rest.starts_with('/')) && is_there;
    let kept = if is_kept { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        of.of_page(&path, headers);
    } else {
        insert(headers, &FILE_HEADERS);
    }
    response
}
