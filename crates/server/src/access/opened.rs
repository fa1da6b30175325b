//! Who comes by an open link, before they have one of their own.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use slotwright_domain::{Link, LinkHolder, OpenLink};

use super::caller::authorization;
use crate::app::App;
use crate::credentials::Handle;
use crate::edge::refusal::Refusal;

/// An open link that works, as it was sent.
pub struct Opened {
    /// The link.
    pub link: Link,
    /// What it allows.
    pub open: OpenLink,
}

impl FromRequestParts<Arc<App>> for Opened {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let (scheme, handle) = authorization(parts);
        let handle = Handle::parse(handle).filter(|_| scheme.eq_ignore_ascii_case("bearer"));
        let handle = handle.ok_or_else(Refusal::link_invalid)?;
        let link = app.store.link(handle.hash()).await?.ok_or_else(Refusal::link_invalid)?;
        let LinkHolder::Open(open) = link.holder.clone() else { return Err(Refusal::link_invalid()) };
        // The accounts that it makes have our numbers, which may be those of other customers in the system behind.
        if app.upstream.is_some() || link.life.has_ended(app.link_terms()) {
            return Err(Refusal::link_expired());
        }
        Ok(Self { link, open })
    }
}
