//! Who works when, and what is planned for them: what the board's timeline draws.

use serde::{Deserialize, Serialize};

use super::BoardJob;

/// Everybody's time on some days, for staff: `GET` [`Timeline`].
pub const TIMELINE_PATH: &str = "/v1/timeline";

/// Everybody's time on some days. Answer of [`TIMELINE_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Timeline {
    /// The present time in `time_zone`, `YYYY-MM-DD HH:MM:SS`. The board never trusts the device's clock.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub now: String,
    /// The zone of all times: an IANA name, `America/Chicago`.
    pub time_zone: String,
    /// The first day. Minutes are counted from the midnight with which it begins, as the clocks show them.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub start_date: String,
    /// How many days, 1 to 7.
    pub days: u32,
    /// All technicians, by number.
    pub technicians: Vec<Lane>,
    /// The visits that touch these days, by their start.
    pub visits: Vec<PlannedVisit>,
}

/// When a job's crew is needed, and the job.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedVisit {
    /// The first minute.
    pub start: i32,
    /// The first minute after it.
    pub end: i32,
    /// Whether somebody has been there for this visit and checked out, and nobody is there now. Who is there now stands in the job.
    pub was_left: bool,
    /// The job, with names.
    pub listed: BoardJob,
}

/// One technician's time.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lane {
    /// Who.
    pub user_id: u64,
    /// Their name.
    pub name: String,
    /// The types of jobs that a schedule opens time of theirs for, by name.
    pub job_types: Vec<String>,
    /// The areas that such a schedule keeps to, by name; none where none does.
    pub areas: Vec<String>,
    /// What these schedules are called.
    pub schedules: Vec<String>,
    /// When they work, for jobs of at least one type: apart, in their order.
    pub open: Vec<Stretch>,
    /// What takes of it: breaks, time off, and times that somebody holds while they decide.
    pub closed: Vec<Closed>,
    /// What the rules keep beside their visits; nothing of it takes a place of its own, and it may overlap.
    pub margins: Vec<MarginTime>,
}

/// From one minute to another: `{"start": 480, "end": 720}` is from 8 to 12 on the first day.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stretch {
    /// The first minute in it.
    pub start: i32,
    /// The first minute after it.
    pub end: i32,
}

/// A stretch in which somebody can't come.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Closed {
    /// The first minute in it.
    pub start: i32,
    /// The first minute after it.
    pub end: i32,
    /// Why.
    pub kind: ClosedKind,
    /// What it is called; empty for what is held.
    pub name: String,
    /// Whether a break was moved here for this day.
    pub moved: bool,
}

/// Why somebody can't come.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClosedKind {
    /// A schedule blocker, such as a lunch break.
    Break,
    /// Time off.
    TimeOff,
    /// Somebody holds it while they decide.
    Held,
}

/// A stretch that the rules keep beside a visit.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarginTime {
    /// The job of the visit.
    pub job_id: u64,
    /// The first minute in it.
    pub start: i32,
    /// The first minute after it.
    pub end: i32,
    /// What for.
    pub kind: MarginKind,
}

/// What time beside a visit is kept for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarginKind {
    /// To get ready, or to tidy up.
    Buffer,
    /// The way there, or home.
    Travel,
}
