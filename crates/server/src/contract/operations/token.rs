//! The exchange of sessions.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{AccessToken, TOKEN_PATH, TokenError};

use super::super::operation::{Callers, Operation};
use super::super::values::{GivenExchange, GivenScopes, GivenSession, GivenSessionType, GivenTarget, GivenTokenType};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Sessions",
        about: "Who has a session in a CRM need not log in here: the CRM's page exchanges it for one of the board (RFC 8693).",
        operations: vec![
            Operation::post(TOKEN_PATH, "exchangeToken", "Exchange a session elsewhere for one of the board")
                .notes(
                    "Whose sessions are taken, and whom they are here, stands in the server's settings. What is given works for 15 \
                     minutes at most, and not longer than the session. Refusals are those of RFC 6749, 5.2; why a session is not \
                     accepted stands in the server's log alone.",
                )
                .callers(Callers::Anybody)
                .form::<TokenRequest>()
                .bare::<AccessToken>(200)
                .refuses_with::<TokenError>(
                    400,
                    &["invalid_request", "invalid_grant", "invalid_scope", "invalid_target", "unsupported_grant_type"],
                ),
        ],
    }
}

/// A session to be exchanged.
#[derive(JsonSchema)]
pub struct TokenRequest {
    /// What is asked for.
    grant_type: GivenExchange,
    /// The session: a JWT signed by EdDSA, ES256 or RS256.
    subject_token: GivenSession,
    /// Of which kind it is.
    subject_token_type: GivenSessionType,
    /// How far what is given is to go; as far as it can where nothing is said.
    scope: Option<GivenScopes>,
    /// What is to be given.
    requested_token_type: Option<GivenTokenType>,
    /// For whom: this instance, or this server's address.
    audience: Option<GivenTarget>,
    /// Where: this server's address.
    resource: Option<GivenTarget>,
}
