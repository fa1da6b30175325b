//! Who calls, for which customer, and what they may.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use slotwright_domain::System;

use super::setup;
use super::tokens::TOKENS;
use super::words::{forbidden, no_token, unreadable};
use crate::access::holder;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;

/// A program that has sent its token and its customer's number.
pub struct Program {
    /// As whom it acts.
    pub staff: Staff,
    /// What it may; `None` is everything.
    scopes: Option<Vec<String>>,
}

impl Program {
    /// Refuses a program that may not do this.
    pub fn needs(&self, scope: &str) -> Result<(), Refusal> {
        match &self.scopes {
            Some(scopes) if !scopes.iter().any(|known| known == scope) => {
                Err(forbidden(format!("The application does not have the scope {scope}.")))
            }
            _ => Ok(()),
        }
    }
}

impl FromRequestParts<Arc<App>> for Program {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap_or_default().trim());
        let Some(authorization) = header(header::AUTHORIZATION.as_str()) else {
            return Err(no_token(
                "The header Authorization is missing: it must be `Bearer` and a token of /auth/tokens.",
            ));
        };
        let token = match authorization.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => return Err(no_token("The header Authorization must be `Bearer` and a token of /auth/tokens.")),
        };
        let known = holder(app, TOKENS, token).await?;
        let known = known.ok_or_else(|| no_token("The token is none, or has expired. Please get a new one."))?;
        let Some(customer_id) = header("customer-id") else {
            return Err(unreadable("The header Customer-Id is missing: it must be the customer's number."));
        };
        let number = customer_id.parse::<i64>().ok().filter(|number| 0 < *number);
        let Some(customer_id) = number.and_then(|number| u64::try_from(number).ok()) else {
            return Err(unreadable("The header Customer-Id must be a whole number of at least 1."));
        };
        if !known.systems.contains(&System::BigChange) {
            return Err(forbidden("The application may not use this API."));
        }
        let application = setup::application(app, &known.name).await?;
        let is_approved = application.as_ref().and_then(|known| known.customer_ids.as_ref());
        if is_approved.is_some_and(|approved| !approved.contains(&customer_id)) {
            return Err(forbidden(format!("The application is not approved for the customer {customer_id}.")));
        }
        Ok(Self { staff: known.staff, scopes: application.and_then(|known| known.scopes) })
    }
}
