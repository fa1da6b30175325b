//! Customers who would rather have their visit sooner, and what is held for them.

use serde::{Deserialize, Serialize};

/// Where the holder of a booking link says that they would rather have their visit sooner: `PUT`, `DELETE`.
pub const EARLIER_PATH: &str = "/v1/booking/earlier";
/// Where they say that they would rather not have what is held for them: `POST`.
pub const EARLIER_DECLINE_PATH: &str = "/v1/booking/earlier/decline";

/// What somebody would rather not have. Body of a `POST` to [`EARLIER_DECLINE_PATH`].
#[derive(Clone, Debug, Serialize)]
pub struct EarlierDeclined {
    /// By which hold it is held.
    pub hold_id: u64,
}

/// Whether the holder of a booking link waits for a sooner time. Answer of [`EARLIER_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Earlier {
    /// Whether they do.
    pub asked: bool,
    /// Nothing before this is offered, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub not_before: Option<String>,
    /// What is held for them now.
    pub offer: Option<EarlierOffer>,
}

/// A sooner time that is held for the holder of a booking link. They take it as they move the visit in any other way, with this
/// time, these `user_ids` and this `hold_id`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierOffer {
    /// By which hold it is held.
    pub hold_id: u64,
    /// When the visit would start, `YYYY-MM-DD HH:MM:SS` in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
    /// Who would come, under the link's aliases.
    pub user_ids: Vec<u64>,
    /// Until when it is held, on the same clocks.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub held_until: String,
    /// For so many seconds yet.
    pub remaining_seconds: u64,
}
