//! `/v1/rules`: what is kept around jobs. Ours; no part of the vendor's API, and for staff alone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use slotwright_wire::slotwright::Rules;
use slotwright_world::read_rules;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params};
use crate::ours::whole::{HasRead, Whole};
use crate::scheduling::{Staff, rules};

/// `GET /v1/rules`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, _: NoParams) -> Result<Whole<Rules>, Refusal> {
    Ok(Whole(rules::get(&app, staff).await?))
}

/// `PUT /v1/rules`: these in the place of all that there are, or of those that `If-Match` names.
pub async fn put(
    State(app): State<Arc<App>>,
    staff: Staff,
    headers: HeaderMap,
    params: Params,
) -> Result<Whole<Rules>, Refusal> {
    // Who sends nothing by mistake doesn't mean to take all of them away.
    if params.are_missing() {
        let text = "There is no body: all rules are expected as a JSON object, and {} is none.".to_owned();
        return Err(Refusal::fields(vec![("rules".to_owned(), text)]));
    }
    let (sent, has_read) = (params.records(), HasRead::of(&headers));
    let read = move |users: &_, job_types: &_, present: &_| {
        has_read.hold_against(present)?;
        read_rules(&sent, users, job_types).map_err(Refusal::fields)
    };
    Ok(Whole(rules::replace(&app, staff, read).await?))
}
