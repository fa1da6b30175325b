//! `/tickets`, read only: what was reported, and what the ends of jobs have reported.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_wire::sonar::{Data, Ticket, write};

use super::params::{NoParams, Params, path_id};
use super::{listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

/// `GET /tickets`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<Ticket>>>, Refusal> {
    let page = page(params.reader())?;
    let (tickets, total) = app.store.tickets(page).await?;
    Ok(listed(tickets.into_iter().map(write::ticket).collect(), total, page))
}

/// `GET /tickets/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Ticket>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::ticket(app.store.ticket(id).await?.ok_or_else(Refusal::no_item)?))))
}
