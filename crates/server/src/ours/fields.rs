//! `/v1/fields`: what is asked of whoever books, and what is in the fields of a job. Ours; no part of the vendor's API, and for staff
//! alone: customers read and fill theirs with their booking.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use slotwright_wire::slotwright::{DefinedFields, JobFields, OwnFields};
use slotwright_world::read_fields;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound;
use crate::inbound::sonar::params::{NoParams, Params, path_id};
use crate::inbound::sonar::words::refused_as;
use crate::ours::whole::{HasRead, Whole};
use crate::scheduling::{Caller, Staff, fields};

/// `GET /v1/fields`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, _: NoParams) -> Result<Whole<OwnFields>, Refusal> {
    Ok(Whole(fields::get(&app, staff).await?))
}

/// `PUT /v1/fields`: this in the place of all that there is, or of what `If-Match` names.
pub async fn put(
    State(app): State<Arc<App>>,
    staff: Staff,
    headers: HeaderMap,
    params: Params,
) -> Result<Whole<OwnFields>, Refusal> {
    // Who sends nothing by mistake doesn't mean to take all of it away.
    if params.are_missing() {
        let text = "There is no body: the fields are expected as a JSON object, and {} asks for nothing.".to_owned();
        return Err(Refusal::fields(vec![("fields".to_owned(), text)]));
    }
    let (sent, has_read) = (params.records(), HasRead::of(&headers));
    let read = move |job_types: &_, present: &_| {
        has_read.hold_against(present)?;
        read_fields(&sent, job_types).map_err(Refusal::fields)
    };
    Ok(Whole(fields::replace(&app, staff, read).await?))
}

/// `GET /v1/fields/defined`
pub async fn defined(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<DefinedFields>, Refusal> {
    let mut read = params.reader();
    let job_type_id = read.require("job_type_id").id("job_type_id");
    read.refuse_faulty()?;
    let job_type_id = job_type_id.unwrap_or_default();
    if !app.store.job_types().await?.iter().any(|job_type| job_type.id == job_type_id) {
        read.invalid("job_type_id");
    }
    read.finish()?;
    let mut fields = inbound::sonar::custom_fields::as_fields(&app).await?;
    fields.extend(inbound::os1::attributes::as_fields(&app, job_type_id).await?);
    fields.extend(inbound::bigchange::setup::as_fields(&app, job_type_id).await?);
    Ok(Json(DefinedFields { fields }))
}

/// `GET /v1/jobs/{id}/fields`
pub async fn of_job(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<JobFields>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let fields = fields::of_job(&app, staff, id).await;
    let fields = fields.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    Ok(Json(JobFields { fields }))
}

/// `PATCH /v1/jobs/{id}/fields`
pub async fn fill(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<JobFields>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let mut read = params.reader();
    let sent = read.require("fields").fields("fields");
    read.finish()?;
    let fields = fields::fill(&app, staff, id, sent).await;
    let fields = fields.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    Ok(Json(JobFields { fields }))
}
