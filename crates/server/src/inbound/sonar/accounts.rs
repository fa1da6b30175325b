//! `/accounts` and `/network/network_sites`, read only: where jobs are done, and what accounts have got by it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_domain::{Place, PlaceKind, PlaceRef};
use slotwright_wire::sonar::{Account, AccountService, Address, Data, NetworkSite, write};

use super::params::{NoParams, Params, path_id};
use super::{cut, listed, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

type Addresses = Result<Json<Data<Vec<Address>>>, Refusal>;
type OneAddress = Result<Json<Data<Address>>, Refusal>;

/// `GET /accounts`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<Account>>>, Refusal> {
    let page = page(params.reader())?;
    let (places, total) = app.store.places(PlaceKind::Account, page).await?;
    Ok(listed(places.into_iter().map(write::account).collect(), total, page))
}

/// `GET /accounts/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Account>>, Refusal> {
    Ok(Json(Data::of(write::account(place(&app, PlaceKind::Account, &id).await?))))
}

/// `GET /network/network_sites`
pub async fn list_network_sites(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<NetworkSite>>>, Refusal> {
    let page = page(params.reader())?;
    let (places, total) = app.store.places(PlaceKind::NetworkSite, page).await?;
    Ok(listed(places.into_iter().map(write::network_site).collect(), total, page))
}

/// `GET /network/network_sites/:id`
pub async fn get_network_site(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<NetworkSite>>, Refusal> {
    Ok(Json(Data::of(write::network_site(place(&app, PlaceKind::NetworkSite, &id).await?))))
}

/// `GET /accounts/:id/addresses`
pub async fn addresses(State(app): State<Arc<App>>, _: Staff, Path(id): Path<String>, params: Params) -> Addresses {
    addresses_of(&app, PlaceKind::Account, &id, &params).await
}

/// `GET /network_sites/:id/addresses`: the vendor's other prefix of network sites.
pub async fn network_site_addresses(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Addresses {
    addresses_of(&app, PlaceKind::NetworkSite, &id, &params).await
}

/// `GET /accounts/:id/addresses/:address_id`
pub async fn address(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((id, address_id)): Path<(String, String)>,
    _: NoParams,
) -> OneAddress {
    address_of(&app, PlaceKind::Account, &id, &address_id).await
}

/// `GET /network_sites/:id/addresses/:address_id`
pub async fn network_site_address(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((id, address_id)): Path<(String, String)>,
    _: NoParams,
) -> OneAddress {
    address_of(&app, PlaceKind::NetworkSite, &id, &address_id).await
}

/// `GET /accounts/:id/services`: what completed jobs have added.
pub async fn services(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Data<Vec<AccountService>>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let page = page(params.reader())?;
    let (services, total) = app.store.account_services(id, page).await?.ok_or_else(Refusal::no_item)?;
    Ok(listed(services.into_iter().map(write::account_service).collect(), total, page))
}

/// `GET /accounts/:id/services/:unique_service_relationship_id`
pub async fn service(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((id, relation_id)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<AccountService>>, Refusal> {
    let (id, relation_id) = path_id(&id).zip(path_id(&relation_id)).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(write::account_service(
        app.store.account_service(id, relation_id).await?.ok_or_else(Refusal::no_item)?,
    ))))
}

async fn addresses_of(app: &App, kind: PlaceKind, id: &str, params: &Params) -> Addresses {
    let page = page(params.reader())?;
    let addresses: Vec<_> = write::address(place(app, kind, id).await?).into_iter().collect();
    let total = addresses.len() as u64;
    Ok(listed(cut(addresses, page), total, page))
}

async fn address_of(app: &App, kind: PlaceKind, id: &str, address_id: &str) -> OneAddress {
    let address = write::address(place(app, kind, id).await?);
    let address = address.filter(|address| path_id(address_id) == Some(address.id)).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(address)))
}

async fn place(app: &App, kind: PlaceKind, id: &str) -> Result<Place, Refusal> {
    let id = path_id(id).ok_or_else(Refusal::no_item)?;
    app.store.place(PlaceRef { kind, id }).await?.ok_or_else(Refusal::no_item)
}
