//! Whether the process lives, and whether it can work.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use slotwright_store as store;
use slotwright_store::Schema;
use slotwright_wire::slotwright::PROBLEM_CODE_HEADER;

use super::drift;
use crate::app::App;
use crate::edge::refusal::AsItIs;
use crate::edge::stop::Phase;

/// How long the database may take for a change.
const DATABASE_TIME: Duration = Duration::from_secs(5);

/// What `/readyz` answers.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Readiness {
    /// Whether requests should be sent here.
    pub ready: bool,
    /// What was looked at.
    pub checks: Checks,
}

/// What `/readyz` looks at. All decide but the rules of time zones: a server that goes on by those it knows is better than
/// none.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Checks {
    /// Nobody has asked the process to stop.
    pub serving: Check,
    /// A booking could be stored now: a change that means nothing is made and kept, at most once in a second.
    pub database: Check,
    /// The tables are of the version that this program knows: a newer one may have brought them further meanwhile.
    pub migrations: Check,
    /// The clocks of the process and of the database are at most two seconds apart.
    pub clock: Check,
    /// The rules of the instance's zone can be read; by which release it goes.
    pub time_zone_rules: Check,
}

/// How one of them went.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Check {
    /// Whether all is well.
    pub ok: bool,
    /// What there is to say.
    pub told: String,
}

impl Check {
    fn fine(told: impl Into<String>) -> Self {
        Self { ok: true, told: told.into() }
    }

    fn failed(told: impl Into<String>) -> Self {
        Self { ok: false, told: told.into() }
    }
}

/// `GET /livez`: the process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: whether requests should be sent here, and why not.
pub async fn ready(State(app): State<Arc<App>>) -> Response {
    let (database, migrations, clock) = tokio::join!(database(&app), migrations(&app), clock(&app));
    let checks = Checks { serving: serving(&app), database, migrations, clock, time_zone_rules: time_zone_rules(&app) };
    let code = match &checks {
        checks if !checks.serving.ok => Some("draining"),
        checks if !checks.database.ok || !checks.migrations.ok => Some("storage-unavailable"),
        checks if !checks.clock.ok => Some("clock-drift"),
        _ => None,
    };
    let mut response = Json(Readiness { ready: code.is_none(), checks }).into_response();
    if let Some(code) = code {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        response.headers_mut().insert(PROBLEM_CODE_HEADER, HeaderValue::from_static(code));
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        response.extensions_mut().insert(AsItIs);
    }
    response
}

fn serving(app: &App) -> Check {
    match app.stop.phase() {
        Phase::Serving => Check::fine("takes requests"),
        _ => Check::failed("asked to stop"),
    }
}

async fn database(app: &App) -> Check {
    match in_time(app.store.is_writable()).await {
        Ok(()) => Check::fine("can be written"),
        Err(check) => check,
    }
}

async fn migrations(app: &App) -> Check {
    match in_time(app.store.schema()).await {
        Ok(Schema { found, known }) if found == known => Check::fine(format!("version {known}")),
        Ok(Schema { found, known }) => Check::failed(format!("version {found}; this program needs {known}")),
        Err(check) => check,
    }
}

async fn clock(app: &App) -> Check {
    match in_time(drift::measure(app)).await {
        Ok(0) => Check::fine("agrees with the database's"),
        Ok(ms) => {
            let told = format!("the database's is {}.{:03} s {}", ms.abs() / 1000, ms.abs() % 1000, direction(ms));
            if ms.abs() <= drift::ALLOWED_MS { Check::fine(told) } else { Check::failed(told) }
        }
        Err(check) => check,
    }
}

fn direction(ms: i64) -> &'static str {
    if ms < 0 { "behind" } else { "ahead" }
}

async fn in_time<T>(answer: impl Future<Output = Result<T, store::Error>>) -> Result<T, Check> {
    match tokio::time::timeout(DATABASE_TIME, answer).await {
        Ok(Ok(answer)) => Ok(answer),
        // Anybody may call this, and a database's messages have addresses and names in them.
        Ok(Err(error)) => {
            tracing::error!("not ready: {error}");
            Err(Check::failed("the database refuses; the log says why"))
        }
        Err(_) => Err(Check::failed(format!("no answer within {} seconds", DATABASE_TIME.as_secs()))),
    }
}

fn time_zone_rules(app: &App) -> Check {
    let told = format!("{} by {}", app.zone.name(), app.zone.rules_version());
    if app.zone.is_readable() { Check::fine(told) } else { Check::failed(format!("{told}; can't be read any more")) }
}
