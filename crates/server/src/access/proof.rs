//! The proof of work that a request was sent with, where one is demanded.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use slotwright_wire::slotwright::PROOF_HEADER;

use crate::app::App;
use crate::edge::refusal::Refusal;

/// What a request has in [`PROOF_HEADER`].
pub struct Proof(Option<String>);

impl FromRequestParts<Arc<App>> for Proof {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Refusal> {
        let sent = parts.headers.get(PROOF_HEADER);
        Ok(Self(sent.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())))
    }
}

impl Proof {
    /// Uses the proof, where one is demanded.
    ///
    /// # Errors
    ///
    /// There is none, or it is no good, or no good any more; what is to be done about all of that is the same.
    pub async fn hold_to(self, app: &App, is_demanded: bool) -> Result<(), Refusal> {
        if !is_demanded {
            return Ok(());
        }
        let refuse = |why| Refusal::proof_needed(why);
        let sent = self.0.ok_or_else(|| refuse("None was sent."))?;
        let (salt, until) = app.proof_of_work.judge(&sent).ok_or_else(|| refuse("The one that was sent is wrong."))?;
        let now = app.now().unix();
        if until <= now {
            return Err(refuse("The one that was sent has expired."));
        }
        match app.store.use_proof(salt.to_owned(), until, now).await? {
            true => Ok(()),
            false => Err(refuse("The one that was sent was used before.")),
        }
    }
}

impl Refusal {
    fn proof_needed(why: &str) -> Self {
        let text = format!(
            "We could not make sure that this comes from somebody's browser. Please try again. (A proof of work is needed: \
             solve what /v1/proof_of_work gives, and send it as X-Proof-Of-Work. {why})"
        );
        Self::sentence(StatusCode::PRECONDITION_REQUIRED, "proof-of-work-needed", text)
    }
}
