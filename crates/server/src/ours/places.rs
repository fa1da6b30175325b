//! `/v1/places`: accounts and sites by what people know of them. Ours; no part of the vendor's API, whose lists can't be searched.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_domain as domain;
use slotwright_wire::slotwright::Place;
use slotwright_wire::sonar::{Data, write};

use super::board::MAX_SOUGHT;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::{listed, page};
use crate::scheduling::Staff;

/// `GET /v1/places`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<Place>>>, Refusal> {
    let mut read = params.reader();
    let sought = read.require("q").short_text("q", MAX_SOUGHT).unwrap_or_default();
    let page = page(read)?;
    let (places, total) = app.store.find_places(sought.trim().to_owned(), page).await?;
    Ok(listed(places.into_iter().map(shown).collect(), total, page))
}

fn shown(place: domain::Place) -> Place {
    Place {
        assigned_type: write::assigned_type(place.place.kind).to_owned(),
        assigned_id: place.place.id,
        name: place.name,
        address: place.address,
    }
}
