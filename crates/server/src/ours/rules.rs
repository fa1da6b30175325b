//! `/v1/rules`: what is kept around jobs. Ours; no part of the vendor's API, and for staff alone.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_wire::slotwright::Rules;
use slotwright_world::read_rules;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params};
use crate::scheduling::{Staff, rules};

/// `GET /v1/rules`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, _: NoParams) -> Result<Json<Rules>, Refusal> {
    Ok(Json(rules::get(&app, staff).await?))
}

/// `PUT /v1/rules`: these in the place of all that there are.
pub async fn put(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<Rules>, Refusal> {
    // Who sends nothing by mistake doesn't mean to take all of them away.
    if params.are_missing() {
        let text = "There is no body: all rules are expected as a JSON object, and {} is none.".to_owned();
        return Err(Refusal::fields(vec![("rules".to_owned(), text)]));
    }
    let sent = params.records();
    let read = move |users: &_, job_types: &_| read_rules(&sent, users, job_types).map_err(Refusal::fields);
    Ok(Json(rules::replace(&app, staff, read).await?))
}
