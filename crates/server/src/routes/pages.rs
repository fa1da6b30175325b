//! The built widget: pages, scripts, styles, wasm, as they lie in the assets folder.

use std::path::Path;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use tower_http::services::{ServeDir, ServeFile};

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
pub fn router(assets: &Path) -> Router {
    let files = ServeDir::new(assets)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(any(not_there));
    Router::new()
        .route_service("/", page(assets, BOOKING_PAGE))
        .route_service("/book", page(assets, BOOKING_PAGE))
        .route_service("/board", page(assets, BOARD_PAGE))
        .fallback_service(files)
        .layer(map_response(with_headers))
}

/// A page of the widget, or how to get it.
fn page(assets: &Path, name: &str) -> Router {
    let file = assets.join(name);
    if file.is_file() {
        return Router::new().fallback_service(ServeFile::new(file).precompressed_br().precompressed_gzip());
    }
    let help = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Slotwright</title>\
         <h1>The widget isn't built</h1><p>There is no <code>{name}</code> in the assets folder. \
         <code>cargo xtask run</code> builds it; <code>--assets</code> (<code>ASSETS</code>) names another folder. \
         The API is up all the same.</p></html>"
    );
    Router::new().fallback(move || async { (StatusCode::NOT_FOUND, Html(help)) })
}

async fn not_there() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response()
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
