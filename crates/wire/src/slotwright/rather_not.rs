//! When customers would rather not have their visit, though they could.

use serde::{Deserialize, Serialize};

/// Where the holder of a booking link says when they would rather not have their visit: `PUT`.
pub const RATHER_NOT_PATH: &str = "/v1/booking/rather_not";

/// When somebody would rather not have their visit: all of it. Body of a `PUT` to [`RATHER_NOT_PATH`], and the answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatherNot {
    /// The windows, by the clock; none where any time is as welcome as another.
    pub rather_not: Vec<DayWindow>,
}

/// A window of one day.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayWindow {
    /// `YYYY-MM-DD`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub date: String,
    /// `HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start_time: String,
    /// `HH:MM:SS`, after `start_time`; the end of the day is 23:59:00, as in wishes.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end_time: String,
}
