//! What is taken out of the board: a list of the jobs for other programs, and calendars that others subscribe to.

use serde::{Deserialize, Serialize};

/// Where staff get the jobs as comma-separated values: `GET`, with the filters of the board's list.
pub const BOARD_CSV_PATH: &str = "/v1/board.csv";
/// Where staff make, rotate (`POST`) and end (`DELETE`) the address of a technician's calendar.
pub const FEED_PATH: &str = "/v1/technicians/{id}/feed";
/// Below this a calendar is read by whoever knows its address: `GET /calendars/{handle}.ics`.
pub const CALENDARS_PATH: &str = "/calendars/{file}";

/// The calendar of a technician, for programs that subscribe to it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Feed {
    /// Its address. Whoever knows it reads the calendar; it is told this once.
    pub url: String,
}
