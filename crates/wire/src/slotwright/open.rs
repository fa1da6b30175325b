//! Open links: anybody may open one, and goes on with a link of their own.

use serde::{Deserialize, Serialize};

/// What an open link opens, for whoever has it: `GET` [`OpenBooking`].
pub const OPEN_PATH: &str = "/v1/open";
/// A link of one's own, for whoever has an open one: `POST` [`Start`], [`Started`].
pub const OPEN_START_PATH: &str = "/v1/open/start";
/// A piece of work that shows that somebody takes some trouble: `GET` [`Challenge`].
pub const PROOF_OF_WORK_PATH: &str = "/v1/proof_of_work";
/// The header in which a solved challenge is sent: its salt, the number that was found and its signature, with commas between.
pub const PROOF_HEADER: &str = "x-proof-of-work";

/// What an open link opens. Answer of [`OPEN_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenBooking {
    /// The types of job that may be booked, in the order in which staff have put them.
    pub job_types: Vec<OpenJobType>,
}

/// A type of job that may be booked.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenJobType {
    /// What to send as `job_type_id`.
    pub id: u64,
    /// What is done.
    pub name: String,
    /// How long that takes, in minutes.
    pub length_in_minutes: u32,
}

/// What somebody begins with who came by an open link. Body of a `POST` to [`OPEN_START_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Start {
    /// What is to be done.
    pub job_type_id: u64,
}

/// A link of one's own. Answer of [`OPEN_START_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Started {
    /// The bearer from now on, 22 characters of `A-Z a-z 0-9 - _`.
    pub handle: String,
    /// The address of the booking page with it.
    pub url: String,
    /// When it ends unless something is booked with it, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub expires_at: String,
}

/// A number is to be found: the one whose decimals, put behind `salt`, have `challenge` as their SHA-256. Answer of
/// [`PROOF_OF_WORK_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Challenge {
    /// `SHA-256`
    pub algorithm: String,
    /// What stands before the number: until when the challenge is good, in seconds since 1970-01-01 00:00 UTC, and what makes it
    /// another than any other.
    pub salt: String,
    /// The SHA-256, as 64 hexadecimal digits in small letters.
    pub challenge: String,
    /// The number is none above this.
    pub max_number: u64,
    /// Ours: sent back as it is.
    pub signature: String,
}
