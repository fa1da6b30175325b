//! Who works when: schedules, blockers, time off, and the calculated schedule.

use serde::{Deserialize, Serialize};

use super::{CheckedInUser, Entries, JobStatus};

/// Hours in which jobs of some types may, or may not, be scheduled; its [`ScheduleDay`]s say when.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// The schedule's number.
    pub id: u64,
    /// Whose hours.
    pub user_ids: Vec<u64>,
    /// For jobs of which types.
    #[serde(default)]
    pub job_type_ids: Vec<u64>,
    /// For people.
    pub name: String,
    /// From which day on, `YYYY-MM-DD`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub start: String,
    /// Whether it opens or closes.
    pub available: bool,
    /// Whether it never ends.
    pub infinite_repetitions: bool,
    /// How many active weeks follow the first.
    pub repetitions: u32,
    /// Every how many weeks.
    pub weeks: u32,
}

/// One stretch of a schedule's week.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduleDay {
    /// Its number.
    pub id: u64,
    /// 0 = Sunday, …, 6 = Saturday.
    pub day: u8,
    /// `HH:MM`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start_timestamp: String,
    /// `HH:MM`; midnight is `23:59`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end_timestamp: String,
}

/// A repeating break.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)] // seven weekdays
pub struct ScheduleBlocker {
    /// The blocker's number.
    pub id: u64,
    /// For people.
    pub name: String,
    pub sunday: bool,
    pub monday: bool,
    pub tuesday: bool,
    pub wednesday: bool,
    pub thursday: bool,
    pub friday: bool,
    pub saturday: bool,
    /// `HH:MM`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start_timestamp: String,
    /// `HH:MM`; midnight is `23:59`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end_timestamp: String,
    /// Whose break; may be nobody's.
    pub user_ids: Vec<u64>,
    /// From which day on, `YYYY-MM-DD`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub start: String,
    /// Every how many weeks.
    pub weeks: u32,
    /// How many active weeks follow the first.
    pub repetitions: u32,
    /// Whether it never ends.
    pub infinite_repetitions: bool,
}

/// A break moved for one user and day: the answer to moving it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduleBlockerOverride {
    /// On which day, `YYYY-MM-DD`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub date: String,
    /// `HH:MM`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start_timestamp: String,
    /// `HH:MM`; midnight is `23:59`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end_timestamp: String,
    /// Whose; the vendor answers the number as a text.
    pub user_id: String,
    /// Which break.
    pub schedule_blocker_id: u64,
}

/// Leave.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduledTimeOff {
    /// Its number.
    pub id: u64,
    /// Whose; null: everybody's, which is an addition of ours.
    pub user_id: Option<u64>,
    /// `YYYY-MM-DD HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub start_time: String,
    /// `YYYY-MM-DD HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub end_time: String,
    /// For people; unique.
    pub name: String,
}

/// One user's day in the answer of `calculated_schedule`: date → user → this.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalculatedDay {
    /// Job type → open hours before blockers and jobs, `HH:MM`.
    pub schedule: Entries<Vec<super::Block>>,
    /// What is scheduled.
    pub jobs: Vec<CalculatedJob>,
    /// The breaks of that day.
    pub schedule_blockers: Vec<CalculatedBlocker>,
}

/// A job inside a calculated schedule: without the members about its completion, and its time without seconds.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)] // as in `Job`
pub struct CalculatedJob {
    pub id: u64,
    /// `YYYY-MM-DD HH:MM`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub scheduled_datetime: Option<String>,
    pub job_type_id: u64,
    pub length_in_minutes: u32,
    pub ticket_id: Option<u64>,
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PlaceKind"))]
    pub assigned_type: String,
    pub assigned_id: u64,
    pub notes: Option<String>,
    pub status: JobStatus,
    pub user_ids: Vec<u64>,
    pub created_by_user_id: Option<u64>,
    pub checked_in_users: Vec<CheckedInUser>,
    pub services: Vec<u64>,
}

/// A break on one day.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalculatedBlocker {
    /// `HH:MM`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start: String,
    /// `HH:MM`; midnight is `23:59`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end: String,
    /// For people.
    pub name: String,
    /// The blocker's number.
    pub id: u64,
    /// Whether it was moved for this user and day.
    pub overridden: bool,
    /// The blocker's number, `_`, the user's number.
    pub uniqueid: String,
}
