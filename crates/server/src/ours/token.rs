//! `POST /v1/token`: who has a session in a CRM gets one of the board, by RFC 8693. Refusals are those of RFC 6749, 5.2.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use slotwright_domain::StaffScope;
use slotwright_wire::slotwright::{
    ACCESS_TOKEN_TYPE, AccessToken, PROBLEM_CODE_HEADER, SUBJECT_TOKEN_TYPES, TOKEN_EXCHANGE, TokenError,
};

use crate::access::{Exchanged, NotExchanged, exchange};
use crate::app::App;
use crate::edge::origin::Foreign;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::shortened;

/// Why a session was not exchanged: its name in RFC 6749 or RFC 8693, and a sentence for who writes the program.
struct Wrong(&'static str, String);

/// `POST /v1/token`
pub async fn exchange_session(
    State(app): State<Arc<App>>,
    foreign: Option<Extension<Foreign>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    // What is given is staff's, which pages that nobody listed have no part in.
    if let Some(Extension(Foreign { is_listed: false })) = foreign {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
        return Err(Refusal::origin_not_allowed(&app.allowed_origins.setting_for(origin)));
    }
    let (token, scope) = match wanted(&app, &headers, &body) {
        Ok(wanted) => wanted,
        Err(wrong) => return Ok(wrong.into_response()),
    };
    match exchange(&app, &token, scope).await {
        Ok(Exchanged { bearer, seconds, scope }) => Ok(Json(AccessToken {
            access_token: bearer,
            issued_token_type: ACCESS_TOKEN_TYPE.to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: seconds,
            scope: scope.name().to_owned(),
        })
        .into_response()),
        Err(NotExchanged::Grant) => {
            Ok(Wrong("invalid_grant", "The session is none that this server accepts.".to_owned()).into_response())
        }
        Err(NotExchanged::Scope { most }) => {
            let text = format!("The session goes as far as the scope `{}`.", most.name());
            Ok(Wrong("invalid_scope", text).into_response())
        }
        Err(NotExchanged::Failed(refusal)) => Err(refusal),
    }
}

/// The session, and how far what is given for it is to go.
fn wanted(app: &App, headers: &HeaderMap, body: &[u8]) -> Result<(String, Option<StaffScope>), Wrong> {
    let invalid = |text: String| Wrong("invalid_request", text);
    let media_type = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if !media_type.to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded") {
        return Err(invalid("The body must be application/x-www-form-urlencoded.".to_owned()));
    }
    let mut sent = BTreeMap::<Cow<str>, Cow<str>>::new();
    for (name, value) in form_urlencoded::parse(body).filter(|(_, value)| !value.is_empty()) {
        if let Some(_twice) = sent.insert(name.clone(), value) {
            return Err(invalid(format!("`{}` is there twice.", shortened(&name))));
        }
    }
    let required = |name: &str| sent.get(name).ok_or_else(|| invalid(format!("`{name}` is missing.")));
    if required("grant_type")? != TOKEN_EXCHANGE {
        return Err(Wrong("unsupported_grant_type", format!("`grant_type` must be `{TOKEN_EXCHANGE}`.")));
    }
    let kind = required("subject_token_type")?;
    if !SUBJECT_TOKEN_TYPES.contains(&kind.as_ref()) {
        return Err(invalid(format!("`subject_token_type` must be one of {}.", SUBJECT_TOKEN_TYPES.join(", "))));
    }
    if sent.get("requested_token_type").is_some_and(|kind| kind != ACCESS_TOKEN_TYPE) {
        return Err(invalid(format!("`requested_token_type` must be `{ACCESS_TOKEN_TYPE}`.")));
    }
    if sent.contains_key("actor_token") || sent.contains_key("actor_token_type") {
        return Err(invalid("An `actor_token` is not taken: whoever has the session acts.".to_owned()));
    }
    let ours = [app.public_url.as_str(), &app.audience.origin];
    let is_ours = |name: &str| sent.get(name).is_none_or(|target| ours.contains(&target.as_ref()));
    let names_instance = sent.get("audience").is_some_and(|target| *target == app.audience.instance);
    if !is_ours("resource") || !(is_ours("audience") || names_instance) {
        return Err(Wrong("invalid_target", format!("What is given is good at {} alone.", app.public_url)));
    }
    let scope = sent.get("scope").map(|scopes| scope_of(scopes)).transpose()?;
    Ok((required("subject_token")?.clone().into_owned(), scope))
}

/// The widest of the scopes between blanks: each has those before it.
fn scope_of(scopes: &str) -> Result<StaffScope, Wrong> {
    let named = scopes.split(' ').filter(|name| !name.is_empty()).map(|name| {
        let all = StaffScope::ALL.map(StaffScope::name).join(", ");
        let text = format!("There is no scope `{}`; these are: {all}.", shortened(name));
        StaffScope::named(name).ok_or(Wrong("invalid_scope", text))
    });
    let named = named.collect::<Result<Vec<_>, _>>()?;
    named.into_iter().max().ok_or_else(|| Wrong("invalid_scope", "`scope` names none.".to_owned()))
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let Self(error, error_description) = self;
        let body = Json(TokenError { error: error.to_owned(), error_description });
        // A refusal that says itself why it is one keeps its shape.
        (StatusCode::BAD_REQUEST, [(PROBLEM_CODE_HEADER, HeaderValue::from_static(error))], body).into_response()
    }
}
