//! The built widget: pages, scripts, styles, wasm, as they lie in the assets folder.

use std::path::PathBuf;

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};

use crate::contract::{self, PAGE_PATH, STYLE_PATH};
use crate::edge::origin::AllowedOrigins;

/// Where the pages are that links lead to.
const PAGES: [&str; 2] = ["/book", "/board"];
/// The customer's page.
const BOOKING_PAGE: &str = "index.html";
/// The staff's page.
const BOARD_PAGE: &str = "board.html";

/// Below it the files of this version are, and never others: a page that names them needs not ask again.
const OF_VERSION: &str = concat!("/w/", env!("CARGO_PKG_VERSION"));

/// A page runs our own scripts and nothing else, and talks to us and nobody else. In which pages it may stand comes behind.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ";
/// In no page, as the policy says it.
const NOBODY: &str = "'none'";
/// What holds of every page.
const PAGE_HEADERS: [(&str, &str); 2] = [
    ("referrer-policy", "no-referrer"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), \
         microphone=(), payment=(), usb=()",
    ),
];
/// And of those that stand in no other page.
const ALONE: [(&str, &str); 3] = [
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];
/// And of those that other pages may put into a frame. A page that has the second itself asks for both.
const FRAMED: [(&str, &str); 2] =
    [("cross-origin-resource-policy", "cross-origin"), ("cross-origin-embedder-policy", "require-corp")];
/// What holds of scripts, styles and the program: they are public, and a module of another origin is read by CORS alone.
const FILE_HEADERS: [(&str, &str); 2] =
    [("access-control-allow-origin", "*"), ("cross-origin-resource-policy", "cross-origin")];

/// Everything that is a file.
pub fn router(assets: &std::path::Path, allowed: &AllowedOrigins) -> Router {
    let allowed = allowed.clone();
    let page = |name| {
        let file = assets.join(name);
        get(move |request: Request| page(file, name, request))
    };
    let files =
        || ServeDir::new(assets).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    Router::new()
        .route("/", page(BOOKING_PAGE))
        .route("/book", page(BOOKING_PAGE))
        .route("/board", page(BOARD_PAGE))
        .route("/embed", page(BOOKING_PAGE))
        .route("/embed-board", page(BOARD_PAGE))
        .route(PAGE_PATH, get(api_page).layer(CompressionLayer::new()))
        .route("/problems/{code}", get(api_problem))
        .route(STYLE_PATH, get(api_style).layer(CompressionLayer::new()))
        .nest_service(OF_VERSION, files().fallback(any(|| async { not_there() })))
        .fallback_service(files().fallback(any(misspelt_or_not_there)))
        .layer(from_fn(move |request: Request, next: Next| with_headers(allowed.clone(), request, next)))
}

/// Which pages other pages may put into a frame, and for whom they are.
fn framed(path: &str, allowed: &AllowedOrigins) -> Option<String> {
    match path {
        "/embed" => Some(allowed.frame_ancestors(false)),
        "/embed-board" => Some(allowed.frame_ancestors(true)),
        _ => None,
    }
}

/// A page of the widget, or how to build it. Looked up at each request: it may be built while the server runs.
async fn page(file: PathBuf, name: &str, request: Request) -> Response {
    if !file.is_file() {
        let help = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Slotwright</title>\
             <h1>The widget isn't built</h1><p>There is no <code>{name}</code> in the assets folder. \
             <code>cargo xtask run</code> builds it; <code>--assets</code> (<code>ASSETS</code>) names another folder. \
             The API is up all the same.</p></html>"
        );
        return (StatusCode::NOT_FOUND, Html(help)).into_response();
    }
    match ServeFile::new(file).precompressed_br().precompressed_gzip().oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    }
}

/// The API's document for people.
async fn api_page() -> Html<&'static str> {
    Html(contract::page())
}

/// Where the `type` of a problem leads.
async fn api_problem(Path(code): Path<String>) -> Response {
    match contract::problem_page(&code) {
        Some(page) => Html(page).into_response(),
        None => not_there(),
    }
}

async fn api_style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], contract::STYLE)
}

/// Leads to the page that is meant, where only the way to it is misspelt.
async fn misspelt_or_not_there(uri: Uri) -> Response {
    match meant(&uri) {
        // Not for ever: the handle that may stand in it is not to be remembered by the browser.
        Some(address) => (StatusCode::FOUND, [(header::LOCATION, address)]).into_response(),
        None => not_there(),
    }
}

fn not_there() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response()
}

/// `/book` for `/BOOK`, `/book/` and `/book.`; `/book#l=HANDLE` for `/book%23l=HANDLE`, which some mail programs make of it. The
/// fragment of an address stays with a browser that is led elsewhere.
fn meant(uri: &Uri) -> Option<String> {
    let path = uri.path();
    let (path, fragment) = path.find("%23").map_or((path, ""), |at| path.split_at(at));
    let page = path.trim_end_matches(['/', '.', ',', ')']);
    let page = PAGES.into_iter().find(|known| known.eq_ignore_ascii_case(page))?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = fragment.strip_prefix("%23").map(|fragment| format!("#{fragment}")).unwrap_or_default();
    Some(format!("{page}{query}{fragment}"))
}

async fn with_headers(allowed: AllowedOrigins, request: Request, next: Next) -> Response {
    let ancestors = framed(request.uri().path(), &allowed).filter(|ancestors| ancestors != NOBODY);
    let is_of_version = request.uri().path().starts_with(OF_VERSION);
    let mut response = next.run(request).await;
    let is_there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Other names are stable, so every use asks whether the file is still the same; the answer is mostly an empty 304.
    let kept = if is_of_version && is_there { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let further: &[_] = match (is_page, &ancestors) {
        (false, _) => &FILE_HEADERS,
        (true, None) => &ALONE,
        (true, Some(_)) => &FRAMED,
    };
    for (name, value) in further.iter().chain(if is_page { &PAGE_HEADERS[..] } else { &[] }) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_page {
        let policy = format!("{POLICY}{}", ancestors.as_deref().unwrap_or(NOBODY));
        headers.extend(HeaderValue::try_from(policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)).ok());
    }
    response
}
