//! How often a link may ask, how often an address may, and how often all may together.
//!
//! A link's holder may be anybody to whom it was forwarded, and an address anybody at all. API users who were let in have no quota:
//! their programs are the operator's own. Nor have the addresses of the machine itself, which are those of a proxy on it.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use slotwright_wire::slotwright::OPEN_PATH;

use super::caller::authorization;
use crate::app::App;
use crate::edge::address::{Client, client};
use crate::edge::refusal::Refusal;
use crate::metrics;

/// Has a request know from which address it comes, and bounds nothing: programs that log in are the operator's own, and wrong
/// passwords are counted where they are tried.
pub async fn know_client(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let address = client(request.extensions().get().copied(), request.headers(), app.quotas.proxies);
    request.extensions_mut().insert(Client(address));
    next.run(request).await
}

/// Answers a request within the quotas of its sender, and refuses others.
pub async fn keep_quotas(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let address = client(parts.extensions.get().copied(), &parts.headers, app.quotas.proxies);
    let (scheme, credentials) = authorization(&parts);
    let is_known = scheme.eq_ignore_ascii_case("basic") && app.api_users.was_let_in(credentials);
    let asks_much = (!is_known).then(|| {
        let of_link = match scheme.eq_ignore_ascii_case("bearer") {
            true => {
                // An open link is many people's: there each has their own quota, by the network they come from.
                let whose = address.filter(|_| parts.uri.path().starts_with(OPEN_PATH));
                let whose = whose.map(|address| address.to_string()).unwrap_or_default();
                app.quotas.links.take(Sha256::new().chain_update(credentials).chain_update(whose).finalize().into())
            }
            false => Ok(()),
        };
        let of_address = address.filter(|address| !address.is_loopback());
        let of_address = of_address.map_or(Ok(()), |address: IpAddr| app.quotas.addresses.take(address));
        // Who is over their own takes nothing from the others.
        of_link.and(of_address).and_then(|()| app.quotas.all.take(()))
    });
    if let Some(Err(wait)) = asks_much {
        metrics::over_quota();
        return Refusal::too_many_requests(wait).into_response();
    }
    parts.extensions.insert(Client(address));
    next.run(Request::from_parts(parts, body)).await
}
