//! `/accounts` and `/network/network_sites`, read only: where jobs are done.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_wire::sonar::{Account, Data};

use super::{listed, page};
use crate::app::App;
use crate::gateway::Staff;
use crate::params::{Params, path_id};
use crate::refusal::Refusal;
use crate::store::Place;
use crate::world::{PlaceKind, PlaceRef};

type List = Result<Json<Data<Vec<Account>>>, Refusal>;
type One = Result<Json<Data<Account>>, Refusal>;

/// `GET /accounts`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> List {
    places(&app, PlaceKind::Account, &params).await
}

/// `GET /accounts/:id`
pub async fn get(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> One {
    place(&app, PlaceKind::Account, &id).await
}

/// `GET /network/network_sites`
pub async fn list_network_sites(State(app): State<Arc<App>>, _: Staff, params: Params) -> List {
    places(&app, PlaceKind::NetworkSite, &params).await
}

/// `GET /network/network_sites/:id`
pub async fn get_network_site(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>) -> One {
    place(&app, PlaceKind::NetworkSite, &id).await
}

async fn places(app: &App, kind: PlaceKind, params: &Params) -> List {
    let page = page(params.reader())?;
    let (places, total) = app.store.places(kind, page).await?;
    Ok(listed(places.into_iter().map(shown).collect(), total, page))
}

async fn place(app: &App, kind: PlaceKind, id: &str) -> One {
    let id = path_id(id).ok_or_else(Refusal::no_item)?;
    let place = app.store.place(PlaceRef { kind, id }).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(shown(place))))
}

fn shown(place: Place) -> Account {
    Account {
        id: place.place.id,
        name: place.name,
        address: place.address,
        latitude: place.point.map(|point| point.latitude),
        longitude: place.point.map(|point| point.longitude),
    }
}
