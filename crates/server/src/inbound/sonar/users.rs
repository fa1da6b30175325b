//! `/users`, read only.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_wire::sonar::{Data, User, write};

use super::params::{NoParams, Params, path_id};
use super::{cut, page};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

/// `GET /users`: a list without paginator, as the vendor's.
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<User>>>, Refusal> {
    let page = page(params.reader())?;
    let users = app.store.users().await?;
    Ok(Json(Data::of(cut(users, page).into_iter().map(write::user).collect())))
}

/// `GET /users/:id`: a list of one, as the vendor's.
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<Vec<User>>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let user = app.store.users().await?.into_iter().find(|user| user.id == id).ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(vec![write::user(user)])))
}
