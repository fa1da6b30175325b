//! Who may use the API by name and password.

use serde::{Deserialize, Serialize};

/// Where staff say who may use the API: `GET`, `POST`.
pub const API_USERS_PATH: &str = "/v1/api_users";

/// Who may use the API by name and password.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApiUser {
    /// The name that is sent.
    pub name: String,
    /// For which user it acts.
    pub user_id: u64,
    /// That user's name.
    pub user_name: String,
    /// How far what it may do goes: `view`, `schedule`, `override`, `admin`.
    pub scope: String,
    /// Of which systems' APIs it may use: `sonar` (with our own), `os1`, `bigchange`, `frotcom`.
    pub systems: Vec<String>,
    /// Whether it may do anything now.
    pub active: bool,
    /// When it was made, RFC 3339 in UTC; none of one from before that was kept.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Instant>"))]
    pub created_at: Option<String>,
    /// When it was used last, to some minutes; none where that was never seen.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Instant>"))]
    pub last_used_at: Option<String>,
    /// Whether its password stands in the server's settings, and is changed there alone.
    pub from_settings: bool,
}

/// An API user with its new password, which is shown once.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ApiUserWithPassword {
    /// The API user.
    #[serde(flatten)]
    pub api_user: ApiUser,
    /// 128 random bits, as 22 characters.
    pub password: String,
}
