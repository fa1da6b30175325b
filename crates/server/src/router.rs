//! The tables of addresses put together, and the layers around them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use slotwright_wire::sonar::ROOT;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::access::{Once, authenticate, keep_quotas, know_client, once};
use crate::app::App;
use crate::edge::concurrency::{ConcurrencyLimit, limit_concurrency};
use crate::edge::limits::{fault_of_head, read_body};
use crate::edge::log::log;
use crate::edge::origin::{across, origin_of};
use crate::edge::problem::{PROBLEM, as_problem};
use crate::edge::refusal::{Refusal, Shape};
use crate::edge::request_id::{request_id, set_request_id};
use crate::inbound::sonar::envelope::{ENVELOPE, in_envelope};
use crate::inbound::sonar::params::{name_ignored, refuse_unknown};
use crate::inbound::{ROOTS, Root, sonar};
use crate::standin::Standin;
use crate::table::{Table, get};
use crate::watch::{health, news, overlaps, photos, scrape};
use crate::{contract, mcp, ours, outbound, pages, plain, sandboxed, standin, waiting};

/// How long a request may take.
const REQUEST_SECONDS: u64 = 20;

impl App {
    /// The routes over this app.
    pub fn router(self) -> axum::Router {
        router(Arc::new(self))
    }

    /// The routes over this app, and those for the listener for metrics. From then on it is watched.
    pub fn routers(self) -> (axum::Router, axum::Router) {
        let app = Arc::new(self);
        tokio::spawn(overlaps::follow(Arc::downgrade(&app)));
        tokio::spawn(photos::follow(Arc::downgrade(&app)));
        tokio::spawn(news::follow(Arc::downgrade(&app)));
        outbound::start(&app);
        waiting::start(&app);
        (router(app.clone()), metrics_router(app))
    }
}

/// All routes over an app.
pub fn router(app: Arc<App>) -> Router {
    with_limit(app, ConcurrencyLimit::default())
}

fn with_limit(app: Arc<App>, limit: ConcurrencyLimit) -> Router {
    let plain = Router::new().nest(ROOT, sonar::table().router().layer(from_fn(in_envelope))).with_state(app.clone());
    let in_envelopes = from_fn_with_state(Once::new(app.clone(), plain.clone(), sonar::replay::DIALECT), once);
    let as_problems = from_fn_with_state(Once::new(app.clone(), plain, ours::DIALECT), once);
    let sonar = sonar::table().around_handlers(in_envelopes).router().layer(from_fn(name_ignored));
    let sonar = sonar.fallback(no_such_path).method_not_allowed_fallback(no_such_method);
    let ours = ours::table().around_handlers(as_problems).router().layer(from_fn(refuse_unknown));
    let nowhere = ["/v1", "/v1/", "/v1/{*path}"].into_iter();
    let ours = nowhere.fold(ours, |ours, path| ours.route(path, any(no_such_path)));
    let ours = ours.method_not_allowed_fallback(no_such_method);
    // The root without a name behind it is no part of what is nested there.
    let root = Router::new().route(&format!("{ROOT}/"), any(no_such_path));
    let health = health().router().method_not_allowed_fallback(no_such_method);
    let files = pages::Files::of(app.assets.as_deref());
    let earlier = app.earlier_assets.clone().map(pages::Files::Folder);
    let for_programs = pages::ForPrograms::of(&app.public_url, app.company.name.as_deref());
    let is_encrypted = app.public_url.starts_with("https://");
    let logo = app.company.logo_url.as_deref().filter(|logo| logo.starts_with("http"));
    let images = logo.and_then(origin_of);
    let headers = pages::Headers { allowed: app.allowed_origins.clone(), is_encrypted, images };
    let pages = pages::router(&files, earlier, headers.clone(), for_programs);
    let across = {
        let (allowed, own) = (app.allowed_origins.clone(), origin_of(&app.public_url));
        from_fn(move |request: Request, next: Next| across(allowed.clone(), own.clone(), request, next))
    };
    let authenticate = from_fn_with_state(app.clone(), authenticate);
    let quotas = from_fn_with_state(app.clone(), keep_quotas);
    let limited = from_fn_with_state(limit.clone(), limit_concurrency);

    let foreign =
        ROOTS.into_iter().fold(Router::new(), |router, root| router.merge(of_system(root, &app, limit.clone())));
    let standin = app.standin.clone();
    let api = Router::new()
        .nest(
            ROOT,
            answering(sonar.layer(limited.clone()).layer(authenticate.clone()).layer(quotas.clone()))
                .layer(across.clone())
                .layer(from_fn(in_envelope)),
        )
        .merge(
            answering(ours.layer(limited).layer(authenticate).layer(quotas.clone()))
                .layer(across)
                .layer(from_fn(as_problem)),
        );
    // What its tools ask takes turns by itself, so that whoever waits for that keeps no turn.
    let agents = mcp::router(&app, api.clone().with_state(app.clone()));
    let without_script = plain::router(&app, api.clone().with_state(app.clone()));
    let dressed = from_fn(move |request: Request, next: Next| plain::dressed(headers.clone(), request, next));
    let pages = sandboxed::around(pages, api.clone().with_state(app.clone()), app.clone());
    let router = api
        .merge(answering(root).layer(from_fn(in_envelope)))
        .merge(answering(agents.layer(quotas.clone())).layer(from_fn(as_problem)))
        .merge(answering(without_script.layer(quotas)).layer(dressed))
        .merge(answering(health).layer(from_fn(as_problem)))
        .merge(foreign)
        .with_state(app)
        .fallback_service(pages);
    let router = match standin {
        Some(standin) => standin::router(standin.clone()).merge(router.layer(from_fn_with_state(standin, with_faults))),
        None => router,
    };
    let router = router.layer(from_fn(bound_head)).layer(from_fn(log)).layer(from_fn(set_request_id));
    if is_encrypted { router.layer(map_response(stay_encrypted)) } else { router }
}

/// What is below the root of a system beside Sonar, and what isn't: in that system's shape.
fn of_system(root: Root, app: &Arc<App>, limit: ConcurrencyLimit) -> Router<Arc<App>> {
    let shape = root.shape;
    let in_shape = from_fn(move |request: Request, next: Next| async move {
        let id = request_id(&request);
        shape.write(next.run(request).await, &id)
    });
    let paths = [root.path.to_owned(), format!("{}/", root.path), format!("{}/{{*path}}", root.path)];
    let document = format!("{}{}", root.path, contract::systems::DOCUMENT_PATH);
    let table = Table::new().nest(root.path, (root.table)());
    let table = table.route(&document, get(move || ours::contract::of_system(root.path))).router();
    let table = paths.iter().fold(table, |table, path| table.route(path, any(no_such_path)));
    let table = table.method_not_allowed_fallback(no_such_method);
    let table = table.layer(from_fn_with_state(limit, limit_concurrency));
    answering(table.layer(from_fn_with_state(app.clone(), know_client))).layer(in_shape)
}

/// What is on the listener for metrics. It is no part of the API: who may see the one need not see the other.
pub fn metrics_router(app: Arc<App>) -> Router {
    let metrics = Router::new().route("/metrics", axum::routing::get(scrape::get)).fallback(no_such_path);
    metrics.layer(from_fn(as_problem)).with_state(app).layer(from_fn(bound_head))
}

/// Every address that isn't a page or a file.
#[must_use]
#[cfg(test)]
pub fn addresses() -> Vec<crate::table::Address> {
    let sonar = Table::new().nest(ROOT, sonar::table());
    [sonar.addresses(), ours::table().addresses(), health().addresses()].concat()
}

/// For whoever watches the process: not under the concurrency limit, because a server with much to do is alive.
fn health() -> Table {
    Table::new().route("/livez", get(health::live)).route("/readyz", get(health::ready))
}

/// Refuses requests with too long a head, whatever they ask for: in the shape that belongs to the path.
async fn bound_head(request: Request, next: Next) -> Response {
    let Some(refusal) = fault_of_head(&request) else { return next.run(request).await };
    let id = request_id(&request);
    shape_of(request.uri().path()).write(refusal.into_response(), &id)
}

/// Answers some requests wrongly on purpose, in a server that stands in for a vendor's.
async fn with_faults(State(standin): State<Arc<Standin>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    match standin.faults.take(path) {
        Some(fault) => fault.befall(shape_of(path), request, next).await,
        None => next.run(request).await,
    }
}

/// The shape that refusals have at a path.
fn shape_of(path: &str) -> Shape {
    let is_below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    match ROOTS.into_iter().find(|root| is_below(root.path)) {
        Some(root) => root.shape,
        None if is_below(ROOT) => ENVELOPE,
        None if is_below(plain::PATH) => plain::SHAPE,
        None => PROBLEM,
    }
}

/// The layers of all answers that are not pages.
fn answering(routes: Router<Arc<App>>) -> Router<Arc<App>> {
    routes
        .layer(from_fn(read_body))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(REQUEST_SECONDS)))
        .layer(CatchPanicLayer::new())
        .layer(map_response(never_store))
        .layer(CompressionLayer::new())
}

/// Who has come by HTTPS once shall not be led to this host without it: a booking link opens somebody's visit.
async fn stay_encrypted(mut response: Response) -> Response {
    let a_year = HeaderValue::from_static("max-age=31536000");
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    response
}

async fn never_store(mut response: Response) -> Response {
    let headers = response.headers_mut();
    // But for what says itself that it is everybody's.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

async fn no_such_path() -> Refusal {
    Refusal::no_such_path()
}

async fn no_such_method() -> Refusal {
    Refusal::no_such_method()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::Value;

    use super::*;
    use crate::edge::address::Peer;
    use crate::testing::{STAFF, call, on_both};

    const USERS: &str = "/api/v1/users";

    #[tokio::test]
    async fn whoever_guesses_passwords_keeps_nobody_waiting() {
        on_both(async |app| {
            let router = with_limit(app.clone(), ConcurrencyLimit::one());
            assert_eq!(call(&router, STAFF, "GET", USERS, Value::Null).await.0, 200, "checked, and cached");
            let none_is_checked = app.api_users.hold_checks().await;
            let guess = |number: u32| {
                let (router, guess) = (router.clone(), format!("Basic {}", STANDARD.encode(format!("api:{number}"))));
                tokio::spawn(async move { call(&router, &guess, "GET", USERS, Value::Null).await.0 })
            };
            let guesses: Vec<_> = (0..100).map(guess).collect();
            // As many as may wait do, with the only permit free; the others were refused.
            while guesses.iter().filter(|guess| guess.is_finished()).count() < 90 {
                tokio::task::yield_now().await;
            }
            assert_eq!(call(&router, STAFF, "GET", USERS, Value::Null).await.0, 200);
            assert_eq!(guesses.iter().filter(|guess| !guess.is_finished()).count(), 10, "they wait still");
            drop(none_is_checked);
            let mut answers = Vec::new();
            for guess in guesses {
                answers.push(guess.await.unwrap());
            }
            answers.sort_unstable();
            assert_eq!(answers, [[401; 10].as_slice(), &[503; 90]].concat());
        })
        .await;
    }

    #[tokio::test]
    async fn a_wrong_password_is_no_matter_where_none_is_asked_for() {
        on_both(async |app| {
            let router = router(app);
            let wrong = "Basic YXBpOndyb25n";
            for (path, status) in [(USERS, 401), ("/api/v1/nothing", 404), ("/openapi.json", 200), ("/livez", 200)] {
                assert_eq!(call(&router, wrong, "GET", path, Value::Null).await.0, status, "{path}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn an_address_that_asks_too_often_is_refused_and_staff_and_others_are_not() {
        on_both(async |app| {
            let router = router(app);
            let ask = async |authorization: &str, from: &str| {
                let mut request = crate::testing::request(authorization, "GET", USERS, &Value::Null);
                request.extensions_mut().insert(Peer(from.parse().unwrap()));
                tower::ServiceExt::oneshot(router.clone(), request).await.unwrap()
            };
            // The second time without a check.
            for _ in 0..2 {
                assert_eq!(ask(STAFF, "198.51.100.7").await.status(), 200);
            }
            // The quota fills again while they are sent, on a slow machine by more than a few.
            let mut asked = 0;
            let refused = loop {
                let status = ask("", "198.51.100.7").await.status();
                if status != 401 {
                    break status;
                }
                asked += 1;
                assert!(asked < 10_000, "nothing was refused");
            };
            assert_eq!(refused, 429, "after {asked}");
            assert!(1000 <= asked, "refused after {asked}");
            assert_eq!(ask("", "198.51.100.8").await.status(), 401);
            assert_eq!(ask("", "127.0.0.1").await.status(), 401);
            assert_eq!(ask(STAFF, "198.51.100.7").await.status(), 200);
        })
        .await;
    }

    #[test]
    fn the_table_lists_every_address_once_and_with_its_methods() {
        let addresses = addresses();
        let job = addresses.iter().find(|address| address.path == "/api/v1/scheduling/jobs/{id}").unwrap();
        assert_eq!(job.methods, ["get", "patch", "delete"]);
        assert!(addresses.iter().any(|address| address.path == slotwright_wire::slotwright::BOOKING_PATH));
        let mut paths: Vec<_> = addresses.iter().map(|address| &address.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), addresses.len());
    }
}
