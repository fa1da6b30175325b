//! Which address does what.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::any;
use slotwright_wire::slotwright::{
    BOOKING_PATH, CLOCK_PATH, HOLDS_PATH, LINKS_PATH, RULES_PATH, VISIT_CALENDAR_PATH, WHY_NOT_CASE_PATH, WHY_NOT_PATH,
};
use slotwright_wire::sonar::ROOT;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::bounds::take_in;
use crate::contract::DOCUMENT_PATH;
use crate::gateway::{Once, meet, once};
use crate::refusal::{Refusal, Shape, as_problem, bound_head, in_envelope};
use crate::request_log;
use crate::routes::{
    accounts, booking, calculated_schedule, changes, clock, contract, custom_fields, desired_job_datetimes as wishes,
    find, health, holds, job_types, jobs, links, metrics, pages, rules, schedules, system, task_templates, tasks,
    tickets, users, why_not,
};
use crate::table::{Table, delete, get, post};
use crate::turns::{Turns, in_turn};

/// How long a request may take.
const REQUEST_SECONDS: u64 = 20;

/// All routes over an app.
pub fn router(app: Arc<App>) -> Router {
    with_turns(app, Turns::default())
}

fn with_turns(app: Arc<App>, turns: Turns) -> Router {
    let plain = Router::new().nest(ROOT, sonar().router().layer(from_fn(in_envelope))).with_state(app.clone());
    let in_envelopes = from_fn_with_state(Once::new(app.clone(), plain.clone(), Shape::Envelope), once);
    let as_problems = from_fn_with_state(Once::new(app.clone(), plain, Shape::Problem), once);
    let sonar = sonar().around_handlers(in_envelopes).router();
    let sonar = sonar.fallback(no_such_path).method_not_allowed_fallback(no_such_method);
    let ours = ours().around_handlers(as_problems).router();
    let nowhere = ["/v1", "/v1/", "/v1/{*path}"].into_iter();
    let ours = nowhere.fold(ours, |ours, path| ours.route(path, any(no_such_path)));
    let ours = ours.method_not_allowed_fallback(no_such_method);
    // The root without a name behind it is no part of what is nested there.
    let root = Router::new().route(&format!("{ROOT}/"), any(no_such_path));
    let health = health().router().method_not_allowed_fallback(no_such_method);
    let pages = pages::router(&app.assets);
    let meet = from_fn_with_state(app.clone(), meet);
    let in_turn = from_fn_with_state(turns, in_turn);

    Router::new()
        .nest(ROOT, answering(sonar.layer(in_turn.clone()).layer(meet.clone())).layer(from_fn(in_envelope)))
        .merge(answering(root).layer(from_fn(in_envelope)))
        .merge(answering(ours.layer(in_turn).layer(meet)).layer(from_fn(as_problem)))
        .merge(answering(health).layer(from_fn(as_problem)))
        .with_state(app)
        .fallback_service(pages)
        .layer(from_fn(bound_head))
        .layer(from_fn(request_log::log))
}

/// What is on the listener for metrics. It is no part of the API: who may see the one need not see the other.
pub fn metrics_router(app: Arc<App>) -> Router {
    let metrics = Router::new().route("/metrics", axum::routing::get(metrics::get)).fallback(no_such_path);
    metrics.layer(from_fn(as_problem)).with_state(app).layer(from_fn(bound_head))
}

/// Every address that isn't a page or a file.
#[must_use]
#[cfg(test)]
pub fn addresses() -> Vec<crate::table::Address> {
    let sonar = Table::new().nest(ROOT, sonar());
    [sonar.addresses(), ours().addresses(), health().addresses()].concat()
}

/// The vendor's addresses, under [`ROOT`].
fn sonar() -> Table {
    let scheduling = Table::new()
        .route("/jobs", get(jobs::list).post(jobs::create))
        .route("/jobs/find_any_available_space", get(find::any).post(find::any))
        .route("/jobs/find_available_space", get(find::common).post(find::common))
        .route("/jobs/{id}", get(jobs::get).patch(jobs::change).delete(jobs::delete))
        .route("/jobs/{id}/queue", post(jobs::queue))
        .route("/jobs/{id}/check_in", post(jobs::check_in))
        .route("/jobs/{id}/check_out", post(jobs::check_out))
        .route("/jobs/{id}/complete", post(jobs::complete))
        .route("/jobs/{id}/desired_job_datetimes", get(wishes::list).post(wishes::create))
        .route("/jobs/{id}/desired_job_datetimes/{did}", get(wishes::get).patch(wishes::change).delete(wishes::delete))
        .route("/job_types", get(job_types::list).post(changes::create_job_type))
        .route("/job_types/{id}", get(job_types::get).patch(changes::change_job_type).delete(changes::delete_job_type))
        .route("/schedules", get(schedules::list).post(changes::create_schedule))
        .route("/schedules/{id}", get(schedules::get).patch(changes::change_schedule).delete(changes::delete_schedule))
        .route("/schedules/{id}/schedule_days", get(schedules::list_days).post(changes::create_schedule_day))
        .route(
            "/schedules/{id}/schedule_days/{day_id}",
            get(schedules::get_day).patch(changes::change_schedule_day).delete(changes::delete_schedule_day),
        )
        .route("/schedule_blockers", get(schedules::list_blockers).post(changes::create_blocker))
        .route(
            "/schedule_blockers/{id}",
            get(schedules::get_blocker).patch(changes::change_blocker).delete(changes::delete_blocker),
        )
        .route("/schedule_blockers/{id}/schedule_blocker_overrides", post(changes::override_blocker))
        .route("/scheduled_time_offs", get(schedules::list_time_offs).post(changes::create_time_off))
        .route(
            "/scheduled_time_offs/{id}",
            get(schedules::get_time_off).patch(changes::change_time_off).delete(changes::delete_time_off),
        )
        .route("/calculated_schedule/{start_date}/{end_date}", get(calculated_schedule::get));
    Table::new()
        .nest("/scheduling", scheduling)
        .route("/users", get(users::list))
        .route("/users/", get(users::list)) // the vendor documents it with the slash
        .route("/users/{id}", get(users::get))
        .route("/accounts", get(accounts::list))
        .route("/accounts/{id}", get(accounts::get))
        .route("/accounts/{id}/addresses", get(accounts::addresses))
        .route("/accounts/{id}/addresses/{address_id}", get(accounts::address))
        .route("/accounts/{id}/services", get(accounts::services))
        .route("/accounts/{id}/services/{relation_id}", get(accounts::service))
        .route("/network/network_sites", get(accounts::list_network_sites))
        .route("/network/network_sites/{id}", get(accounts::get_network_site))
        .route("/network_sites/{id}/addresses", get(accounts::network_site_addresses))
        .route("/network_sites/{id}/addresses/{address_id}", get(accounts::network_site_address))
        .route("/jobs/{id}/tasks", get(tasks::list).post(tasks::create))
        .route("/jobs/{id}/tasks/{task_id}", get(tasks::get).patch(tasks::change).delete(tasks::delete))
        .route("/tickets", get(tickets::list))
        .route("/tickets/{id}", get(tickets::get))
        .route("/system/application", get(system::application))
        .route("/system/misc/task_templates", get(task_templates::list).post(task_templates::create))
        .route(
            "/system/misc/task_templates/{id}",
            get(task_templates::get).patch(task_templates::change).delete(task_templates::delete),
        )
        .route(
            "/system/misc/task_templates/{id}/template_tasks",
            get(task_templates::list_tasks).post(task_templates::create_task),
        )
        .route(
            "/system/misc/task_templates/{id}/template_tasks/{task_id}",
            get(task_templates::get_task).patch(task_templates::change_task).delete(task_templates::delete_task),
        )
        .route("/system/custom_fields", get(custom_fields::list).post(custom_fields::create))
        .route(
            "/system/custom_fields/{id}",
            get(custom_fields::get).patch(custom_fields::change).delete(custom_fields::delete),
        )
        .route("/entity_custom_fields/{entity}/{id}", get(custom_fields::list_data))
        .route(
            "/entity_custom_fields/{entity}/{id}/{custom_field_id}",
            get(custom_fields::get_data).patch(custom_fields::set_data),
        )
}

/// Our own.
fn ours() -> Table {
    Table::new()
        .route(BOOKING_PATH, get(booking::get))
        .route(VISIT_CALENDAR_PATH, get(booking::calendar))
        .route(LINKS_PATH, post(links::create))
        .route(HOLDS_PATH, post(holds::place_hold))
        .route("/v1/holds/{id}", delete(holds::release))
        .route("/v1/holds/{id}/extend", post(holds::extend))
        .route(WHY_NOT_PATH, get(why_not::get))
        .route(WHY_NOT_CASE_PATH, get(why_not::case))
        .route(CLOCK_PATH, get(clock::get))
        .route(RULES_PATH, get(rules::get).put(rules::put))
        .route(DOCUMENT_PATH, get(contract::document))
}

/// For whoever watches the process: not in turn with the others, because a server with much to do is alive.
fn health() -> Table {
    Table::new().route("/livez", get(health::live)).route("/readyz", get(health::ready))
}

/// What holds for all answers that are not pages.
fn answering(routes: Router<Arc<App>>) -> Router<Arc<App>> {
    routes
        .layer(from_fn(take_in))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(REQUEST_SECONDS)))
        .layer(CatchPanicLayer::new())
        .layer(map_response(never_store))
        .layer(CompressionLayer::new())
}

async fn never_store(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
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
    use crate::testing::{STAFF, call, on_both};

    const USERS: &str = "/api/v1/users";

    #[tokio::test]
    async fn whoever_guesses_passwords_takes_nobodys_turn() {
        on_both(async |app| {
            let router = with_turns(app.clone(), Turns::of_one());
            assert_eq!(call(&router, STAFF, "GET", USERS, Value::Null).await.0, 200, "checked, and remembered");
            let none_is_checked = app.passwords.hold_checks().await;
            let guess = |number: u32| {
                let (router, guess) = (router.clone(), format!("Basic {}", STANDARD.encode(format!("api:{number}"))));
                tokio::spawn(async move { call(&router, &guess, "GET", USERS, Value::Null).await.0 })
            };
            let guesses: Vec<_> = (0..100).map(guess).collect();
            // As many as may wait do, with the only turn to be had; the others were refused.
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

    #[test]
    fn the_table_tells_every_address_once_and_with_its_methods() {
        let addresses = addresses();
        let job = addresses.iter().find(|address| address.path == "/api/v1/scheduling/jobs/{id}").unwrap();
        assert_eq!(job.methods, ["get", "patch", "delete"]);
        assert!(addresses.iter().any(|address| address.path == BOOKING_PATH));
        let mut paths: Vec<_> = addresses.iter().map(|address| &address.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), addresses.len());
    }
}
