//! `/v1/board`: the jobs as people read them. Ours; no part of the vendor's API, whose jobs have numbers alone.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_wire::slotwright::{BoardJob, write};
use slotwright_wire::sonar::Data;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::{listed, page};
use crate::scheduling::Staff;

/// `GET /v1/board`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<BoardJob>>>, Refusal> {
    let page = page(params.reader())?;
    let (jobs, total) = app.store.listed_jobs(page).await?;
    Ok(listed(jobs.into_iter().map(write::board_job).collect(), total, page))
}
