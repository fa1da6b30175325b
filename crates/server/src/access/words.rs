//! What callers are told who can't be let in, and those with a key that does not fit.

use std::time::Duration;

use axum::http::StatusCode;
use slotwright_domain::StaffScope;

use crate::edge::refusal::Refusal;

impl Refusal {
    /// Neither a name with its password nor a link.
    #[must_use]
    pub fn invalid_credentials() -> Self {
        let refusal = Self::sentence(StatusCode::UNAUTHORIZED, "invalid-credentials", "Invalid credentials.");
        Self { challenge: Some("Basic realm=\"Sonar\""), ..refusal }
    }

    /// No link has this handle.
    #[must_use]
    pub fn link_invalid() -> Self {
        let text = "This link is not valid. Please use the link exactly as you received it, or ask for a new one.";
        // No Basic challenge: a browser would ask the customer for a password.
        Self { challenge: Some("Bearer"), ..Self::sentence(StatusCode::UNAUTHORIZED, "link-invalid", text) }
    }

    /// The link is everybody's: one of one's own comes first.
    #[must_use]
    pub fn link_open() -> Self {
        let text = "This link is open to everybody. POST to /v1/open/start what is to be done, and go on with the link of your \
                    own that is the answer.";
        Self { challenge: Some("Bearer"), ..Self::sentence(StatusCode::UNAUTHORIZED, "link-open", text) }
    }

    /// The link has ended.
    #[must_use]
    pub fn link_expired() -> Self {
        Self::sentence(StatusCode::GONE, "link-expired", "This link has expired. Please ask for a new one.")
    }

    /// What is asked for takes a wider scope than the caller's.
    #[must_use]
    pub fn scope_missing(needed: StaffScope, own: StaffScope) -> Self {
        let text = format!("This needs the scope `{}`, and yours is `{}`.", needed.name(), own.name());
        // As RFC 6750 says it to programs.
        let challenge = match needed {
            StaffScope::View => "Bearer error=\"insufficient_scope\", scope=\"view\"",
            StaffScope::Schedule => "Bearer error=\"insufficient_scope\", scope=\"schedule\"",
            StaffScope::Override => "Bearer error=\"insufficient_scope\", scope=\"override\"",
            StaffScope::Admin => "Bearer error=\"insufficient_scope\", scope=\"admin\"",
        };
        Self { challenge: Some(challenge), ..Self::sentence(StatusCode::FORBIDDEN, "scope-missing", text) }
    }

    /// As many passwords are being checked as may be.
    #[must_use]
    pub fn too_many_passwords() -> Self {
        let text = "Too many passwords are being checked at the moment. Please try again.";
        Self::sentence(StatusCode::SERVICE_UNAVAILABLE, "overloaded", text)
    }

    /// Too many wrong passwords from there.
    #[must_use]
    pub fn too_many_guesses(wait: Duration) -> Self {
        let text = "Too many wrong passwords were sent from your address. Please wait a moment and try again.";
        Self { code: "too-many-guesses", ..Self::too_many_requests(wait) }.saying(text)
    }

    /// An `Idempotency-Key` that is none.
    #[must_use]
    pub fn malformed_key() -> Self {
        let text = "The Idempotency-Key must be one value of 1 to 255 printable ASCII characters, bare without blanks or \
                    quotes, or in double quotes.";
        Self::sentence(StatusCode::BAD_REQUEST, "malformed-idempotency-key", text)
    }

    /// The key was used for another request.
    #[must_use]
    pub fn key_reused() -> Self {
        let text = "This Idempotency-Key was used for another request. Please send a new key with a new request.";
        Self::sentence(StatusCode::UNPROCESSABLE_ENTITY, "key-reused", text)
    }

    /// The request was done, and nobody knows any more what was answered to it.
    #[must_use]
    pub fn answer_lost() -> Self {
        let text =
            "The request with this Idempotency-Key was done, but its answer was lost. Please look at what is there.";
        Self::sentence(StatusCode::CONFLICT, "answer-lost", text)
    }
}
