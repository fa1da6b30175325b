//! `/jobTypes`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_domain::JobType;
use slotwright_wire::bigchange::{self, Page};

use super::action::path_id;
use super::program::Program;
use super::query::{Query, answer, cut};
use super::setup::{TypeDetails, type_details, with_details};
use super::words::no_such;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// `GET /jobTypes`
pub async fn list(
    State(app): State<Arc<App>>,
    program: Program,
    query: Query,
) -> Result<Json<Page<bigchange::JobType>>, Refusal> {
    program.needs("jobs:read")?;
    let page = query.page(&app).await?;
    let job_types = with_details(&app, cut(app.store.job_types().await?, page)).await?;
    Ok(Json(answer(job_types.into_iter().map(|(job_type, details)| told(job_type, details)).collect(), page)))
}

/// `GET /jobTypes/{id}`
pub async fn get(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
) -> Result<Json<bigchange::JobType>, Refusal> {
    program.needs("jobs:read")?;
    let id = path_id("jobTypeId", &id)?;
    let job_type = app.store.job_type(id).await?.ok_or_else(|| no_such("job type", id))?;
    Ok(Json(told(job_type, type_details(&app, id).await?)))
}

fn told(job_type: JobType, details: TypeDetails) -> bigchange::JobType {
    bigchange::JobType {
        id: job_type.id,
        name: job_type.name,
        description: details.description,
        planned_duration: job_type.length_in_minutes,
        category_id: details.category_id,
        is_archived: details.is_archived,
        is_order_number_required: details.is_order_number_required,
        is_tasks_enabled: details.is_tasks_enabled,
        positive_results: details.positive_results,
        negative_results: details.negative_results,
        custom_fields: details.custom_fields,
    }
}
