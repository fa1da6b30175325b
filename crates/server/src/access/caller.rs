//! Who calls: the one place where an `Authorization` header becomes a right.
//!
//! A handler takes [`Staff`] or [`Caller`] among its arguments and can't forget to ask. A customer to whom an operation
//! is not open gets the answer of something that does not exist.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use slotwright_domain::LinkHolder;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{SEEN_HEADER, SEEN_WITHOUT_TIME};
use slotwright_wire::time::parse_minute;

use super::needs::{self, CustomersNeed};
use super::sealed;
use crate::app::App;
use crate::credentials::Handle;
use crate::credentials::sealed::is_sealed;
use crate::edge::address::Client;
use crate::edge::origin::Foreign;
use crate::edge::refusal::Refusal;
use crate::metrics;
use crate::scheduling::{Caller, Customer, Staff};

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let (scheme, credentials) = authorization(parts);
        if scheme.eq_ignore_ascii_case("basic") {
            if let Some(InvalidCredentials) = parts.extensions.get() {
                return Err(Refusal::invalid_credentials());
            }
            let caller = with_password(credentials, app).await?;
            refuse_staff_from_elsewhere(&caller, parts, app)?;
            refuse_without_right(&caller, parts)?;
            return Ok(caller);
        }
        if scheme.eq_ignore_ascii_case("bearer") {
            let caller = holder(credentials, app).await?;
            refuse_staff_from_elsewhere(&caller, parts, app)?;
            refuse_without_right(&caller, parts)?;
            return match caller {
                Caller::Customer(mut customer) => {
                    customer.seen_start = seen_start(&parts.headers)?;
                    let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
                    customer.languages = accepted.unwrap_or_default().to_owned();
                    Ok(Caller::Customer(customer))
                }
                Caller::Staff(_) => Ok(caller),
            };
        }
        Err(Refusal::invalid_credentials())
    }
}

/// Booking may be open to pages of all origins; what staff may do never is.
pub(super) fn refuse_staff_from_elsewhere(caller: &Caller, parts: &Parts, app: &App) -> Result<(), Refusal> {
    match (caller, parts.extensions.get()) {
        (Caller::Staff(_), Some(Foreign { is_listed: false })) => {
            let origin = parts.headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
            Err(Refusal::origin_not_allowed(&app.allowed_origins.setting_for(origin)))
        }
        _ => Ok(()),
    }
}

/// Holds the one table of what operations need against who calls. Staff may know what they lack; to customers there is nothing.
pub(super) fn refuse_without_right(caller: &Caller, parts: &Parts) -> Result<(), Refusal> {
    let need = needs::of(&parts.method, parts.extensions.get().map(MatchedPath::as_str));
    match caller {
        Caller::Staff(staff) if staff.scope < need.staff => Err(Refusal::scope_missing(need.staff, staff.scope)),
        Caller::Staff(_) => Ok(()),
        Caller::Customer(customer) => {
            let right = match need.customers {
                CustomersNeed::Nobody => return Err(Refusal::no_item()),
                CustomersNeed::Right(right) => right,
                CustomersNeed::Time => customer.right_to_a_time(),
            };
            if !customer.may(right) {
                return Err(Refusal::no_item());
            }
            refuse_other_pages(customer, parts)
        }
    }
}

/// A link may name the pages of other origins on which it may be used. In a frame it is our own page that asks: who may put that
/// into one is said by the instance alone.
fn refuse_other_pages(customer: &Customer, parts: &Parts) -> Result<(), Refusal> {
    let pages = &customer.limits().embed_origins;
    if parts.extensions.get::<Foreign>().is_none() || pages.is_empty() {
        return Ok(());
    }
    let origin = parts.headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    if pages.iter().any(|page| page == origin) { Ok(()) } else { Err(Refusal::origin_not_of_link()) }
}

/// What the holder of a link saw of the visit when they decided, for whatever they change. Read where they are let in, so that no
/// change can forget it.
fn seen_start(headers: &HeaderMap) -> Result<Option<Option<Minute>>, Refusal> {
    let Some(value) = headers.get(SEEN_HEADER) else { return Ok(None) };
    match value.to_str().map(str::trim) {
        Ok(SEEN_WITHOUT_TIME) => Ok(Some(None)),
        Ok(text) if parse_minute(text).is_some() => Ok(Some(parse_minute(text))),
        _ => Err(Refusal::malformed(format!(
            "{SEEN_HEADER} must be the visit's scheduled_datetime, YYYY-MM-DD HH:MM:SS, or `{SEEN_WITHOUT_TIME}`, not `{}`.",
            String::from_utf8_lossy(value.as_bytes())
        ))),
    }
}

/// In the extensions of a request with a password that was checked and is wrong.
#[derive(Clone, Copy)]
struct InvalidCredentials;

/// Has a password checked that was not right before, and before its sender takes a turn at work: whoever guesses keeps nobody
/// from working. What becomes of a wrong one is up to the address, which may be open to everybody.
pub async fn authenticate(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (scheme, credentials) = authorization(&parts);
    if scheme.eq_ignore_ascii_case("basic") && !app.api_users.was_let_in(credentials) {
        let address = parts.extensions.get().and_then(|Client(address)| *address);
        if let Err(wait) = app.api_users.may_try(credentials, address) {
            metrics::over_quota();
            return Refusal::too_many_guesses(wait).into_response();
        }
        match app.api_users.authenticate(credentials, &app.store).await {
            Ok(Some(_)) => {}
            Ok(None) => {
                app.api_users.was_wrong(credentials, address);
                parts.extensions.insert(InvalidCredentials);
            }
            Err(refusal) => return refusal.into_response(),
        }
    }
    next.run(Request::from_parts(parts, body)).await
}

/// The scheme, and what follows it. What follows may be anything that a header can carry (a link is copied out of messages with
/// what stood behind it): that it is no text makes it no credentials, and not another scheme.
pub(super) fn authorization(parts: &Parts) -> (&str, &str) {
    let header = parts.headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let end = header.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(header.len());
    let (scheme, credentials) = header.split_at(end);
    let text = |bytes| str::from_utf8(bytes).unwrap_or_default();
    (text(scheme), text(credentials).trim())
}

pub(super) async fn with_password(credentials: &str, app: &App) -> Result<Caller, Refusal> {
    let staff = app.api_users.authenticate(credentials, &app.store).await?;
    staff.map(Caller::Staff).ok_or_else(Refusal::invalid_credentials)
}

/// The handle, or the sealed link, that a request came with, for who writes its holder the link again. Not whose it is: that is for
/// [`Customer`].
pub struct Bearer(pub String);

impl FromRequestParts<Arc<App>> for Bearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Refusal> {
        Ok(Self(authorization(parts).1.to_owned()))
    }
}

/// Whom a handle, or a sealed link, lets in.
async fn holder(bearer: &str, app: &App) -> Result<Caller, Refusal> {
    let link = match is_sealed(bearer) {
        true => sealed::link(bearer, app).await?,
        false => {
            let handle = Handle::parse(bearer).ok_or_else(Refusal::link_invalid)?;
            app.store.link(handle.hash()).await?.ok_or_else(Refusal::link_invalid)?
        }
    };
    // Before it begins there is no such link, as far as anybody else can tell.
    if !link.life.has_begun(app.link_clock()) {
        return Err(Refusal::link_invalid());
    }
    if link.life.has_ended(app.link_terms()) {
        return Err(Refusal::link_expired());
    }
    match link.holder {
        LinkHolder::Open(_) => Err(Refusal::link_open()),
        LinkHolder::Staff { user_id, scope } => {
            Ok(Caller::Staff(Staff { user_id, caller: link.id, roster_version: link.roster_version, scope }))
        }
        LinkHolder::Customer(scope) => {
            let customer = Customer::admit(link, scope, app).await?;
            customer.map(|customer| Caller::Customer(Box::new(customer))).ok_or_else(Refusal::link_expired)
        }
    }
}

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        match Caller::from_request_parts(parts, app).await? {
            Caller::Staff(staff) => Ok(staff),
            Caller::Customer(_) => Err(Refusal::no_item()),
        }
    }
}

impl FromRequestParts<Arc<App>> for Customer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        // Without any credentials as well: a challenge for a password would open the browser's own dialogue.
        if !authorization(parts).0.eq_ignore_ascii_case("bearer") {
            return Err(Refusal::link_invalid());
        }
        match Caller::from_request_parts(parts, app).await? {
            Caller::Customer(customer) => Ok(*customer),
            Caller::Staff(_) => Err(Refusal::link_invalid()),
        }
    }
}
