//! `/v1/policy`: what customers may book, and until when. Ours; no part of the vendor's API, and for staff alone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use slotwright_wire::slotwright::OwnPolicy;
use slotwright_world::read_policy;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params};
use crate::ours::whole::{HasRead, Whole};
use crate::scheduling::{Staff, policy};

/// `GET /v1/policy`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, _: NoParams) -> Result<Whole<OwnPolicy>, Refusal> {
    Ok(Whole(policy::get(&app, staff).await?))
}

/// `PUT /v1/policy`: this in the place of all that there is, or of what `If-Match` names.
pub async fn put(
    State(app): State<Arc<App>>,
    staff: Staff,
    headers: HeaderMap,
    params: Params,
) -> Result<Whole<OwnPolicy>, Refusal> {
    // Who sends nothing by mistake doesn't mean to take all of it away.
    if params.are_missing() {
        let text =
            "There is no body: the policy is expected as a JSON object, and {} is as the settings have it.".to_owned();
        return Err(Refusal::fields(vec![("policy".to_owned(), text)]));
    }
    let (sent, has_read) = (params.records(), HasRead::of(&headers));
    let read = move |job_types: &_, present: &_| {
        has_read.hold_against(present)?;
        read_policy(&sent, job_types).map_err(Refusal::fields)
    };
    Ok(Whole(policy::replace(&app, staff, read).await?))
}
