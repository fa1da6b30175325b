//! Who calls: the one place where an `Authorization` header becomes a right.
//!
//! A handler takes [`Staff`] or [`Caller`] among its arguments and can't forget to ask. A customer to whom an operation
//! is not open gets the answer of something that does not exist.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Handle;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::{Caller, Customer, Staff};
use slotwright_domain::LinkHolder;

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let (scheme, credentials) = authorization(parts);
        if scheme.eq_ignore_ascii_case("basic") {
            if let Some(Stranger) = parts.extensions.get() {
                return Err(Refusal::invalid_credentials());
            }
            return with_password(credentials, app).await;
        }
        if scheme.eq_ignore_ascii_case("bearer") {
            return holder(credentials.trim(), app).await;
        }
        Err(Refusal::invalid_credentials())
    }
}

/// In the extensions of a request with a password that was checked and is wrong.
#[derive(Clone, Copy)]
struct Stranger;

/// Has a password checked that was not right before, and before its sender takes a turn at work: whoever guesses keeps nobody
/// from working. What becomes of a wrong one is up to the address, which may be open to everybody.
pub async fn meet(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (scheme, credentials) = authorization(&parts);
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("basic") && !app.passwords.has_met(credentials) {
        match app.passwords.staff(credentials, &app.store).await {
            Ok(Some(_)) => {}
            Ok(None) => drop(parts.extensions.insert(Stranger)),
            Err(refusal) => return refusal.into_response(),
        }
    }
    next.run(Request::from_parts(parts, body)).await
}

/// The scheme, and what follows it.
fn authorization(parts: &Parts) -> (&str, &str) {
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    header.and_then(|value| value.split_once(' ')).unwrap_or_default()
}

async fn with_password(credentials: &str, app: &App) -> Result<Caller, Refusal> {
    let staff = app.passwords.staff(credentials.trim(), &app.store).await?;
    staff.map(Caller::Staff).ok_or_else(Refusal::invalid_credentials)
}

/// A caller who may be taken for who they were the last time, without a question to the database: API users change with
/// the plan, and a change that looks at the plan anyway can be made on the condition that it is still that one.
///
/// So whoever takes this makes nothing but such a change, under [`Presumed::in_plan`], and has the caller confirmed before
/// anything else is answered. Only a request that can't be read is refused as such before that, whoever sent it.
pub struct Presumed {
    /// Who it seems to be.
    pub caller: Caller,
    /// What is to be looked at again.
    credentials: Option<String>,
}

impl Presumed {
    /// The version that the plan must have when what is asked for is done; `None` when the caller is sure.
    #[must_use]
    pub fn in_plan(&self) -> Option<u64> {
        self.credentials.is_some().then(|| self.caller.plan_version())
    }

    /// To be asked before it is answered that nothing was done: `None` when the caller was right, so that the answer is; else
    /// who calls, for whom all is to be done again. Not where it may have been done ([`Refusal::may_be_done`]).
    ///
    /// # Errors
    ///
    /// Nobody with these credentials has a right to call any more.
    pub async fn confirm(self, app: &App) -> Result<Option<Caller>, Refusal> {
        let Some(credentials) = &self.credentials else { return Ok(None) };
        let caller = with_password(credentials, app).await?;
        Ok(Some(caller).filter(|caller| caller.plan_version() != self.caller.plan_version()))
    }
}

impl FromRequestParts<Arc<App>> for Presumed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let (scheme, credentials) = authorization(parts);
        if scheme.eq_ignore_ascii_case("basic")
            && let Some(staff) = app.passwords.presumed(credentials.trim(), &app.store)
        {
            return Ok(Self { caller: Caller::Staff(staff), credentials: Some(credentials.to_owned()) });
        }
        Ok(Self { caller: Caller::from_request_parts(parts, app).await?, credentials: None })
    }
}

/// What a handle resolves to.
async fn holder(handle: &str, app: &App) -> Result<Caller, Refusal> {
    let handle = Handle::parse(handle).ok_or_else(Refusal::link_invalid)?;
    let link = app.store.link(handle.hash()).await?.ok_or_else(Refusal::link_invalid)?;
    if link.has_ended(app.now().unix()) {
        return Err(Refusal::link_expired());
    }
    match link.holder {
        LinkHolder::Staff { user_id } => {
            Ok(Caller::Staff(Staff { user_id, caller: link.id, plan_version: link.plan_version }))
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
        let is_bearer = parts.headers.get(header::AUTHORIZATION).is_some_and(|value| is_bearer(value.as_bytes()));
        if !is_bearer {
            return Err(Refusal::link_invalid());
        }
        match Caller::from_request_parts(parts, app).await? {
            Caller::Customer(customer) => Ok(*customer),
            Caller::Staff(_) => Err(Refusal::link_invalid()),
        }
    }
}

fn is_bearer(header: &[u8]) -> bool {
    header.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer "))
}
