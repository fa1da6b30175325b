//! Logging in, asking whether a token still works, logging out. A token ends after 20 minutes in which it isn't used.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, RawQuery, State};
use axum::http::StatusCode;
use serde_json::Value;
use slotwright_domain::System;
use slotwright_wire::frotcom::Token;

use super::read::Object;
use crate::access::{self, Life, TokenHolder};
use crate::app::App;
use crate::edge::address::Client;
use crate::edge::limits::check_json;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

const LOGIN: (System, Life) = (System::Frotcom, Life::Idle(20 * 60));

/// The token, which every call has in its address as `api_key`.
fn key(query: Option<&str>) -> Option<String> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("api_key")).map(|(_, token)| token.into_owned())
}

/// `POST /v2/authorize`
pub async fn log_in(
    State(app): State<Arc<App>>,
    client: Option<Extension<Client>>,
    body: Bytes,
) -> Result<Json<Token>, Refusal> {
    let value = json(&body)?;
    let (username, password) = credentials(&value).map_err(Refusal::malformed)?;
    let token = access::log_in(&app, LOGIN, (&username, &password), client.map(|Extension(client)| client)).await?;
    token.map(|token| Json(Token { token })).ok_or_else(|| unauthorized("The username or the password is wrong."))
}

fn credentials(value: &Value) -> Result<(String, String), String> {
    let body = Object::of(value, "body")?;
    let needed = |name: &str| match body.text(name)? {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(format!("{name} must be given, and not be empty.")),
    };
    match needed("provider")?.as_str() {
        "thirdparty" => Ok((needed("username")?, needed("password")?)),
        other => Err(format!("provider must be \"thirdparty\", and is {other:?}.")),
    }
}

/// `PUT /v2/authorize`: whether the token still works.
pub async fn check(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Json<Token>, Refusal> {
    let (token, _) = holder(&app, query.as_deref()).await?;
    Ok(Json(Token { token }))
}

/// `DELETE /v2/authorize`
pub async fn log_out(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Json<Value>, Refusal> {
    let (token, _) = holder(&app, query.as_deref()).await?;
    access::log_out(&app, &token).await?;
    Ok(Json(Value::Object(serde_json::Map::new())))
}

/// As whom the sender of a token may change jobs.
///
/// # Errors
///
/// The token is none, or works no longer (401); its user may not use this API (403).
pub async fn staff(app: &App, query: Option<&str>) -> Result<Staff, Refusal> {
    let (_, holder) = holder(app, query).await?;
    if holder.systems.contains(&System::Frotcom) {
        return Ok(holder.staff);
    }
    let sentence = "This user has no permission to View Jobs.";
    Err(Refusal::sentence(StatusCode::FORBIDDEN, "forbidden", sentence))
}

async fn holder(app: &App, query: Option<&str>) -> Result<(String, TokenHolder), Refusal> {
    let Some(token) = key(query) else { return Err(unauthorized("api_key must be given.")) };
    let holder = access::holder(app, LOGIN, &token).await?;
    let holder =
        holder.ok_or_else(|| unauthorized("api_key is not valid, or was not used for more than 20 minutes."))?;
    Ok((token, holder))
}

fn unauthorized(sentence: &str) -> Refusal {
    Refusal::sentence(StatusCode::UNAUTHORIZED, "invalid-credentials", sentence)
}

/// The body as JSON.
pub fn json(body: &Bytes) -> Result<Value, Refusal> {
    check_json(body)?;
    serde_json::from_slice(body).map_err(|error| Refusal::malformed(format!("The body must be JSON: {error}.")))
}
