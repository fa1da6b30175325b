//! `/plain`: booking without script and without WebAssembly, in pages that the server writes itself.
//!
//! The link's code is never in an address: each page is the answer to a form that has posted it, and carries it on in its own forms.
//! After something was done the browser is led to `/plain/TICKET`, so that reloading does nothing again; the ticket is sealed, and
//! opens for a quarter of an hour. What is done is asked of our own addresses as the link's holder ([`crate::asking`]): rights, policy,
//! quotas and keys are held there and nowhere else.

mod answers;
mod deeds;
mod door;
mod earlier;
mod form;

mod page;
mod steps;
mod trouble;
mod views;
mod visitor;
mod wish_rows;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use self::door::Door;
use self::form::Form;
use self::steps::Ticket;
use crate::app::App;
use crate::edge::refusal::{AsItIs, Refusal, Shape};
use crate::edge::request_id::request_id;
use crate::pages::Headers;
use crate::speech::Speech;

/// Where it begins, and where all forms are posted to.
pub const PATH: &str = "/plain";
/// Where the browser is led after something was done.
const SHOWN_PATH: &str = "/plain/{ticket}";

/// How refusals of requests look that never came to a handler: too long, too slow, by another method.
pub const SHAPE: Shape = Shape { content_type: "text/html; charset=utf-8", body: refused_page };

/// The addresses. `api` are our own, which the pages ask.
pub fn router(app: &Arc<App>, api: Router) -> Router<Arc<App>> {
    let place = Place { app: app.clone(), api };
    Router::new().route(PATH, get(begin).post(post)).route(SHOWN_PATH, get(show)).with_state(place)
}

/// What the handlers work with.
#[derive(Clone)]
struct Place {
    app: Arc<App>,
    api: Router,
}

/// `GET /plain`, and `GET /plain?lang=de`: where somebody pastes their link.
async fn begin(State(place): State<Place>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = Form::read(uri.query().unwrap_or_default().as_bytes());
    let speech = Speech::of(asked.get("lang"), None, accepted(&headers));
    page(StatusCode::OK, views::ask(&place.app, &speech, views::Ask::First))
}

/// `POST /plain`: all steps.
async fn post(State(place): State<Place>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, crate::edge::limits::MAX_BODY_BYTES).await.unwrap_or_else(|_| Bytes::new());
    let door = Door::new(place.app.clone(), place.api, parts, "");
    let form = Form::read(&body);
    match steps::take(&door, &form).await {
        steps::Answer::Page(status, markup) => page(status, markup),
        steps::Answer::Done(said, link, language) => led_on(&place.app, Ticket { link, said, language }),
        steps::Answer::File(calendar) => file(calendar),
    }
}

/// `GET /plain/TICKET`: what was done.
async fn show(State(place): State<Place>, Path(ticket): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let door = Door::new(place.app.clone(), place.api, parts, "../");
    let ticket = place.app.tickets.open::<Ticket>(&ticket, place.app.now().unix());
    let (status, markup) = steps::show(&door, ticket).await;
    page(status, markup)
}

fn led_on(app: &App, ticket: Ticket) -> Response {
    match app.tickets.seal(&ticket, app.now().unix()) {
        // Beside this address, wherever a proxy has put it.
        Some(ticket) => (StatusCode::SEE_OTHER, [(header::LOCATION, format!("plain/{ticket}"))]).into_response(),
        None => Refusal::internal().into_response(),
    }
}

fn file(calendar: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\""),
    ];
    (headers, calendar).into_response()
}

fn page(status: StatusCode, markup: maud::Markup) -> Response {
    let mut response = (status, Html(markup.into_string())).into_response();
    response.extensions_mut().insert(AsItIs);
    response
}

/// Around all of it: what browsers are told of these pages, and how those refusals look that no handler has written.
pub async fn dressed(headers: Headers, request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let mut response = SHAPE.write(next.run(request).await, &id);
    headers.of_plain_page(response.headers_mut());
    response
}

/// Without a language: what is refused here never came so far that one could be known.
fn refused_page(refusal: &Refusal, request_id: &str) -> Vec<u8> {
    let is_unsure = refusal.may_be_done();
    views::refused(&Speech::of("", None, ""), is_unsure, request_id).into_string().into_bytes()
}

fn accepted(headers: &HeaderMap) -> &str {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
