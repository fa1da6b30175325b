//! Who comes in: a link that was posted becomes its holder.

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use slotwright_wire::slotwright::{BOOKING_PATH, Booking, OPEN_PATH, OpenBooking};

use super::visitor::Visitor;
use crate::app::App;
use crate::asking::{Api, Refused};
use crate::edge::refusal::Refusal;
use crate::scheduling::Caller;
use crate::speech::Speech;

/// A request, before it is known whose it is.
pub struct Door {
    /// For the time, the zone and what the operator has set.
    pub app: Arc<App>,
    api: Router,
    parts: Parts,
    /// From the address of the request to where the pages and files are: empty, or `../`.
    pub up: &'static str,
}

/// Somebody with an open link, who has to say first what is to be done.
pub struct Newcomer {
    /// Our own addresses, with the open link.
    pub api: Api,
    /// What can be done.
    pub open: OpenBooking,
}

/// Who has come.
pub enum Guest {
    /// The holder of a booking link.
    Visitor(Box<Visitor>),
    /// Somebody with a link that is everybody's.
    Newcomer(Box<Newcomer>),
}

impl Door {
    /// For a request.
    #[must_use]
    pub fn new(app: Arc<App>, api: Router, parts: Parts, up: &'static str) -> Self {
        Self { app, api, parts, up }
    }

    /// The languages of the browser.
    #[must_use]
    pub fn accepted(&self) -> &str {
        super::accepted(&self.parts.headers)
    }

    /// The language that is asked for, or the browser's, while no link says more.
    #[must_use]
    pub fn speech(&self, asked: &str) -> Speech {
        Speech::of(asked, None, self.accepted())
    }

    /// Lets the holder of a link in. A link of staff is as one that there is not. `key` is that of what is to be done.
    ///
    /// # Errors
    ///
    /// The link opens nothing, or what it opens can't be read.
    pub async fn enter(&self, link: &str, language: &str, key: Option<&str>) -> Result<Guest, Refused> {
        let mut parts = self.parts.clone();
        let invalid = || refused(Refusal::link_invalid());
        let bearer = HeaderValue::try_from(format!("Bearer {link}")).map_err(|_| invalid())?;
        parts.headers.insert(header::AUTHORIZATION, bearer);
        // What is refused is said in the language of the page.
        if let Ok(language) = HeaderValue::from_str(language)
            && !language.is_empty()
        {
            parts.headers.insert(header::ACCEPT_LANGUAGE, language);
        }
        let admitted = Caller::from_request_parts(&mut parts, &self.app).await.map_err(refused);
        let caller = match admitted {
            Err(open) if open.code == "link-open" => {
                let api = Api::with(self.api.clone(), &parts);
                let open = api.get(OPEN_PATH).await?;
                return Ok(Guest::Newcomer(Box::new(Newcomer { api, open })));
            }
            admitted => admitted?,
        };
        let api = Api::of(self.api.clone(), &parts, &caller);
        let api = match key {
            Some(key) => api.under_key(format!("plain-{key}")),
            None => api,
        };
        let Caller::Customer(customer) = caller else { return Err(invalid()) };
        let booking: Booking = api.get(BOOKING_PATH).await?;
        let speech = Speech::of(language, customer.limits().locale.as_deref(), self.accepted());
        let (app, link) = (self.app.clone(), link.to_owned());
        Ok(Guest::Visitor(Box::new(Visitor { app, api, customer, booking, speech, link, up: self.up })))
    }
}

/// What was refused before our own addresses were asked, as they would have said it.
fn refused(refusal: Refusal) -> Refused {
    let wait = refusal.retry_after;
    let refused = Refused::new(refusal.code, refusal.text());
    Refused { retry_after_seconds: wait, ..refused }
}
