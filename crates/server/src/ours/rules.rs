//! `/v1/rules`: what is kept around jobs. Ours; no part of the vendor's API, and for staff alone.
//!
//! Rules hold for every search, booking and hold from then on. They never touch jobs: a visit that stands too near to another
//! is held against them when it is moved.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_wire::slotwright::Rules;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::scheduling::Staff;
use slotwright_world::read_rules;

/// `GET /v1/rules`
pub async fn get(State(app): State<Arc<App>>, _: Staff) -> Result<Json<Rules>, Refusal> {
    Ok(Json(app.store.rules().await?))
}

/// `PUT /v1/rules`: these in the place of all that there are.
pub async fn put(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Rules>, Refusal> {
    // Who sends nothing by mistake doesn't mean to take all of them away.
    if params.are_missing() {
        let text = "There is no body: all rules are expected as a JSON object, and {} is none.".to_owned();
        return Err(Refusal::fields(vec![("rules".to_owned(), text)]));
    }
    let sent = params.records();
    let rules = app.store.edit(move |editor| {
        let (users, job_types) = editor.nameable()?;
        let rules = read_rules(&sent, &users, &job_types).map_err(Refusal::fields)?;
        editor.set_rules(&rules)?;
        Ok::<_, Refusal>(rules)
    });
    Ok(Json(rules.await?))
}
