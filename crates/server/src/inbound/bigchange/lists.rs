//! What jobs refer to, read only: contacts, resources, vehicles, persons, users, job groups.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::de::DeserializeOwned;
use slotwright_domain::{Place, PlaceKind, PlaceRef};
use slotwright_wire::bigchange::{AccessHours, Contact, Named, Page, Person, Resource, User, Vehicle};

use super::action::path_id;
use super::program::Program;
use super::query::{Query, answer, cut};
use super::setup::{self, ContactDetails, contact_details, kind};
use super::words::no_such;
use crate::app::App;
use crate::edge::refusal::Refusal;

/// What contacts need.
const CONTACTS: &str = "contacts:read";

/// `GET /contacts`
pub async fn contacts(
    State(app): State<Arc<App>>,
    program: Program,
    query: Query,
) -> Result<Json<Page<Contact>>, Refusal> {
    program.needs(CONTACTS)?;
    let page = query.page(&app).await?;
    let (places, _) = app.store.places(PlaceKind::Account, page).await?;
    let mut contacts = Vec::with_capacity(places.len());
    for place in places {
        let details = contact_details(&app, place.place.id).await?;
        contacts.push(told(place, details));
    }
    Ok(Json(answer(contacts, page)))
}

/// `GET /contacts/{id}`
pub async fn contact(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
) -> Result<Json<Contact>, Refusal> {
    program.needs(CONTACTS)?;
    let place = account(&app, &id).await?;
    let details = contact_details(&app, place.place.id).await?;
    Ok(Json(told(place, details)))
}

/// `GET /contacts/{id}/accessHours`
pub async fn access_hours(
    State(app): State<Arc<App>>,
    program: Program,
    Path(id): Path<String>,
) -> Result<Json<Vec<AccessHours>>, Refusal> {
    program.needs(CONTACTS)?;
    let place = account(&app, &id).await?;
    Ok(Json(contact_details(&app, place.place.id).await?.access_hours))
}

async fn account(app: &App, id: &str) -> Result<Place, Refusal> {
    let id = path_id("contactId", id)?;
    let place = app.store.place(PlaceRef { kind: PlaceKind::Account, id }).await?;
    place.ok_or_else(|| no_such("contact", id))
}

fn told(place: Place, details: ContactDetails) -> Contact {
    Contact {
        id: place.place.id,
        name: place.name,
        reference: details.reference,
        group_id: details.group_id,
        parent_id: details.parent_id,
        street: details.street.or(place.address),
        town: details.town,
        country: details.country,
        postal_code: details.postal_code,
        account_status: details.account_status,
        stop_reason: details.stop_reason,
        stopped_at: details.stopped_at,
        custom_fields: Vec::new(),
    }
}

/// `GET /resources`
pub async fn resources(State(app): State<Arc<App>>, _: Program, query: Query) -> Result<Json<Page<Resource>>, Refusal> {
    let page = query.page(&app).await?;
    let users = cut(app.store.users().await?, page).into_iter();
    Ok(Json(answer(users.map(|user| Resource { id: user.id, name: user.name }).collect(), page)))
}

/// `GET /users`
pub async fn users(State(app): State<Arc<App>>, _: Program, query: Query) -> Result<Json<Page<User>>, Refusal> {
    let page = query.page(&app).await?;
    let users = cut(app.store.users().await?, page).into_iter();
    let told = users.map(|user| User { id: user.id, username: user.username, name: user.name });
    Ok(Json(answer(told.collect(), page)))
}

/// `GET /vehicles`
pub async fn vehicles(State(app): State<Arc<App>>, _: Program, query: Query) -> Result<Json<Page<Vehicle>>, Refusal> {
    defined(&app, query, kind::VEHICLES, |vehicle: &Vehicle| vehicle.id).await
}

/// `GET /persons`
pub async fn persons(State(app): State<Arc<App>>, _: Program, query: Query) -> Result<Json<Page<Person>>, Refusal> {
    defined(&app, query, kind::PERSONS, |person: &Person| person.id.clone()).await
}

/// `GET /jobGroups`
pub async fn job_groups(State(app): State<Arc<App>>, _: Program, query: Query) -> Result<Json<Page<Named>>, Refusal> {
    defined(&app, query, kind::JOB_GROUPS, |group: &Named| group.id).await
}

async fn defined<T: DeserializeOwned, K: Ord>(
    app: &App,
    query: Query,
    kind: &str,
    key: impl Fn(&T) -> K,
) -> Result<Json<Page<T>>, Refusal> {
    let page = query.page(app).await?;
    let mut all: Vec<T> = setup::all(app, kind).await?;
    all.sort_by_key(key);
    Ok(Json(answer(cut(all, page), page)))
}
