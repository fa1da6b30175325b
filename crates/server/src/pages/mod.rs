//! The built widget: pages, scripts, styles, wasm, as they lie in the assets folder.

use std::path::PathBuf;

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};

use crate::contract::{self, PAGE_PATH, STYLE_PATH};

/// Where the pages are that links lead to.
const PAGES: [&str; 2] = ["/book", "/board"];
/// The customer's page.
const BOOKING_PAGE: &str = "index.html";
/// The staff's page.
const BOARD_PAGE: &str = "board.html";

/// A page runs our own scripts and nothing else, talks to us and nobody else, and stands in no other page.
const PAGE_HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), \
         microphone=(), payment=(), usb=()",
    ),
];

/// Everything that is a file.
pub fn router(assets: &std::path::Path) -> Router {
    let page = |name| {
        let file = assets.join(name);
        get(move |request: Request| page(file, name, request))
    };
    let files = ServeDir::new(assets)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(any(misspelt_or_not_there));
    Router::new()
        .route("/", page(BOOKING_PAGE))
        .route("/book", page(BOOKING_PAGE))
        .route("/board", page(BOARD_PAGE))
        .route(PAGE_PATH, get(api_page).layer(CompressionLayer::new()))
        .route("/problems/{code}", get(api_problem))
        .route(STYLE_PATH, get(api_style).layer(CompressionLayer::new()))
        .fallback_service(files)
        .layer(map_response(with_headers))
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

async fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The names are stable, so every use asks whether the file is still the same; the answer is mostly an empty 304.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        for (name, value) in PAGE_HEADERS {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    response
}
