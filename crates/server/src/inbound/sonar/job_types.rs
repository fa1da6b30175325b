//! `/scheduling/job_types`, read only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_wire::sonar::{Data, JobType, write};

use super::params::{Params, path_id};
use super::{cut, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

/// `GET /scheduling/job_types`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<JobType>>>, Refusal> {
    let page = page(params.reader())?;
    let job_types = app.store.job_types().await?;
    let total = job_types.len() as u64;
    Ok(listed(cut(job_types, page).into_iter().map(write::job_type).collect(), total, page))
}

/// `GET /scheduling/job_types/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
) -> Result<Json<Data<JobType>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let job_type = app.store.job_type(id).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::job_type(job_type))))
}
