//! `POST /auth/tokens`: a client id and a secret become a token.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::{Json, body::Bytes};
use slotwright_domain::System;
use slotwright_wire::bigchange::Token;

use super::words::{refused, unreadable};
use crate::access::{Life, log_in};
use crate::app::App;
use crate::edge::address::Client;
use crate::edge::refusal::Refusal;

/// For how many seconds a token works.
const TOKEN_SECONDS: i64 = 3600;
/// For whom tokens are, and how long.
pub(super) const TOKENS: (System, Life) = (System::BigChange, Life::Fixed(TOKEN_SECONDS));

/// Makes a token.
pub async fn create(
    State(app): State<Arc<App>>,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Token>, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        return Err(unreadable(
            "The body must be application/x-www-form-urlencoded: grant_type, client_id, client_secret.",
        ));
    }
    let sent: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let mut faults = Vec::new();
    let mut one = |name: &str| {
        let mut values = sent.iter().filter(|(known, value)| known == name && !value.is_empty());
        let sentence = match (values.next(), values.next()) {
            (Some((_, value)), None) => return value.clone(),
            (Some(_), Some(_)) => format!("{name} was sent more than once."),
            _ => format!("{name} is required."),
        };
        faults.push((name.to_owned(), sentence));
        String::new()
    };
    let (grant_type, name, secret) = (one("grant_type"), one("client_id"), one("client_secret"));
    if !grant_type.is_empty() && grant_type != "client_credentials" {
        faults.push(("grant_type".to_owned(), format!("grant_type must be client_credentials, was {grant_type:?}.")));
    }
    if !faults.is_empty() {
        return Err(refused(faults));
    }
    let client = client.map(|Extension(client)| client);
    match log_in(&app, TOKENS, (&name, &secret), client).await? {
        Some(access_token) => Ok(Json(Token { access_token, token_type: "Bearer", expires_in: TOKEN_SECONDS })),
        None => {
            let text = "client_id or client_secret is wrong.";
            Err(Refusal::sentence(StatusCode::BAD_REQUEST, "invalid-client", text))
        }
    }
}
