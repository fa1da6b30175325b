//! The exchange of a session elsewhere for one here: RFC 8693.

use serde::{Deserialize, Serialize};

/// Where a session of another system is exchanged.
pub const TOKEN_PATH: &str = "/v1/token";
/// The only kind of request that it takes.
pub const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
/// What is given.
pub const ACCESS_TOKEN_TYPE: &str = "urn:ietf:params:oauth:token-type:access_token";
/// What is taken.
pub const SUBJECT_TOKEN_TYPES: [&str; 2] =
    ["urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token"];

/// A session here.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessToken {
    /// What is sent as a bearer, and what the board takes as its `token`.
    pub access_token: String,
    /// `urn:ietf:params:oauth:token-type:access_token`
    pub issued_token_type: String,
    /// `Bearer`
    pub token_type: String,
    /// For how many seconds it works.
    pub expires_in: u32,
    /// How far it goes: `view`, `schedule`, `override` or `admin`.
    pub scope: String,
}

/// Why there is none, as RFC 6749 (5.2) says it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenError {
    /// `invalid_request`, `invalid_grant`, `invalid_scope`, `invalid_target` or `unsupported_grant_type`.
    pub error: String,
    /// For whoever writes the program.
    pub error_description: String,
}
