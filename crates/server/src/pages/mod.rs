//! The built widget: pages, scripts, styles, wasm, as they lie in the assets folder or in the program itself.

mod files;
mod headers;
mod programs;
mod reports;

use std::future::ready;

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get, post};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;
use tower_http::services::fs::DefaultServeDirFallback;

pub use files::Files;
pub use headers::Headers;
use headers::{BOARD_FRAME, BOOKING_FRAME, OF_VERSION, OF_VERSIONS, PLAYGROUND, REPORTS_PATH, with_headers};
pub use programs::ForPrograms;
use programs::{CATALOG_PATH, LLMS_PATH};

use crate::contract::{self, PAGE_PATH, STYLE_PATH};

/// Where the pages are that links lead to.
const PAGES: [&str; 2] = ["/book", "/board"];
/// The customer's page, as an address.
const BOOKING_PAGE: &str = "/index.html";
/// The staff's page, as an address.
const BOARD_PAGE: &str = "/board.html";

/// Everything that is a file. `earlier` has the files of earlier versions, in a folder each.
pub fn router(files: &Files, earlier: Option<Files>, headers: Headers, for_programs: ForPrograms) -> Router {
    let programs = |answer: fn(ForPrograms) -> Response| {
        let for_programs = for_programs.clone();
        get(move || ready(answer(for_programs.clone())))
    };
    let page = |name| {
        let files = files.clone();
        get(move |request: Request| page(files, name, request))
    };
    let own = || served(files.clone());
    let earlier = earlier.map(|earlier| {
        let of_any = served(earlier).fallback(any(|| async { not_there() }));
        Router::new().nest_service(OF_VERSIONS, of_any)
    });
    Router::new()
        .route("/", page(BOOKING_PAGE))
        .route("/book", page(BOOKING_PAGE))
        .route("/board", page(BOARD_PAGE))
        .route(BOOKING_FRAME, page(BOOKING_PAGE))
        .route(BOARD_FRAME, page(BOARD_PAGE))
        .route(PLAYGROUND, page("/embed.html"))
        .route(PAGE_PATH, get(api_page).layer(CompressionLayer::new()))
        .route("/problems/{code}", get(api_problem))
        .route(CATALOG_PATH, programs(ForPrograms::catalog))
        .route(LLMS_PATH, programs(ForPrograms::llms))
        .route(STYLE_PATH, get(api_style).layer(CompressionLayer::new()))
        .nest_service(OF_VERSION, own().fallback(any(|| async { not_there() })))
        .merge(earlier.unwrap_or_default())
        .fallback_service(own().fallback(any(misspelt_or_not_there)))
        .route(REPORTS_PATH, post(reports::take))
        .layer(from_fn(move |request: Request, next: Next| with_headers(headers.clone(), request, next)))
}

/// The service for files by their names.
fn served(files: Files) -> ServeDir<DefaultServeDirFallback, Files> {
    let served = ServeDir::with_backend("", files).append_index_html_on_directories(false);
    served.precompressed_br().precompressed_gzip()
}

/// A page of the widget, or how to build it. Looked up at each request: it may be built while the server runs.
async fn page(files: Files, name: &'static str, mut request: Request) -> Response {
    let file = name.trim_start_matches('/');
    if !files.has(file) {
        let help = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Slotwright</title>\
             <h1>The widget isn't built</h1><p>There is no <code>{file}</code> in the assets folder. \
             <code>cargo xtask run</code> builds it; <code>--assets</code> (<code>ASSETS</code>) names another folder. \
             The API is up all the same.</p></html>"
        );
        return (StatusCode::NOT_FOUND, Html(help)).into_response();
    }
    *request.uri_mut() = Uri::from_static(name);
    match served(files).oneshot(request).await {
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
