//! `/metrics`, on a listener of its own.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use slotwright_matching::MINUTES_PER_DAY;

use super::drift;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::metrics::{CONTENT_TYPE, Facts, text};

/// `GET /metrics`: the counters, and what is looked up at each scrape.
pub async fn get(State(app): State<Arc<App>>) -> Result<impl IntoResponse, Refusal> {
    let yesterday = app.now().minute() - MINUTES_PER_DAY;
    let claims = app.store.claims(yesterday).await;
    if let Err(error) = &claims {
        tracing::error!("the claims can't be counted: {error}");
    }
    let backlog = app.store.backlog().await;
    if let Err(error) = &backlog {
        tracing::error!("what is to be told can't be counted: {error}");
    }
    let drift = drift::measure(&app).await;
    if let Err(error) = &drift {
        tracing::error!("the database's clock can't be read: {error}");
    }
    let facts = Facts {
        zone_rules: app.zone.rules_version(),
        sqlite: slotwright_store::sqlite_version().to_owned(),
        // The counters are worth having above all when the database is unreachable.
        claims: claims.ok(),
        backlog: backlog.ok(),
        clock_drift: drift.ok().map(|ms| ms as f64 / 1000.0),
    };
    let text = text(facts).map_err(|_| Refusal::internal())?;
    let headers: [(HeaderName, &str); 2] = [(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, text))
}
