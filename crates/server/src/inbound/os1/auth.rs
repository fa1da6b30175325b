//! Getting a token for a client's id and secret.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use slotwright_wire::os1::Token;

use super::asked::{Done, LOGIN, Sent, TOKEN_SECONDS, data, object, unauthorized, with_body};
use super::read::Object;
use crate::access;
use crate::app::App;
use crate::edge::address::Client;

/// `POST /core/api/v1/aaa/auth/client-credentials`
pub async fn log_in(State(app): State<Arc<App>>, request: Request) -> Result<Response, Response> {
    let client = request.extensions().get::<Client>().copied();
    let has_id = request.headers().get("x-coreos-request-id").is_some_and(|value| !value.is_empty());
    let (request, bytes) = with_body(request).await?;
    let done = async {
        let body = object(&bytes)?;
        if !has_id {
            return Err(super::read::Fault("The header X-COREOS-REQUEST-ID must be sent.".to_owned()).into());
        }
        let body = Object::of(&body, "");
        let (id, secret) = (body.needed_text("clientId", 1, 255)?, body.needed_text("clientSecret", 1, 255)?);
        let token = access::log_in(&app, LOGIN, (id, secret), client).await?;
        let token = token.ok_or_else(|| unauthorized("clientId or clientSecret is wrong."))?;
        Ok((StatusCode::OK, data(Token { access_token: token, expires_in: TOKEN_SECONDS })))
    };
    let done: Done = done.await;
    // The secret is not said again.
    Ok(Sent::of(&request, &axum::body::Bytes::new()).answer(done))
}
