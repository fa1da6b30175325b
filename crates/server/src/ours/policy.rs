//! `/v1/policy`: what customers may book, and until when. Ours; no part of the vendor's API, and for staff alone.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_wire::slotwright::OwnPolicy;
use slotwright_world::read_policy;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params};
use crate::scheduling::{Staff, policy};

/// `GET /v1/policy`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, _: NoParams) -> Result<Json<OwnPolicy>, Refusal> {
    Ok(Json(policy::get(&app, staff).await?))
}

/// `PUT /v1/policy`: this in the place of all that there is.
pub async fn put(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<OwnPolicy>, Refusal> {
    // Who sends nothing by mistake doesn't mean to take all of it away.
    if params.are_missing() {
        let text =
            "There is no body: the policy is expected as a JSON object, and {} is as the settings have it.".to_owned();
        return Err(Refusal::fields(vec![("policy".to_owned(), text)]));
    }
    let sent = params.records();
    let read = move |job_types: &_| read_policy(&sent, job_types).map_err(Refusal::fields);
    Ok(Json(policy::replace(&app, staff, read).await?))
}
