//! Time that is free again, and the jobs that wait for such a time.

use serde::{Deserialize, Serialize};

use super::BoardJob;

/// Where staff ask for whom time would be that is free again: `POST` [`FreedTime`]. Nothing is changed by it.
pub const FREED_PATH: &str = "/v1/freed";
/// So many stretches are asked about at once at most.
pub const MAX_GAPS: usize = 50;
/// The longest of them, in days.
pub const MAX_GAP_DAYS: i32 = 62;
/// As many jobs are answered at most.
pub const MAX_FREED: u64 = 50;
/// As many are answered where nothing is said: as many as there are digits to take them by.
pub const USUAL_FREED: u64 = 9;

/// Time that is free again. Body of a `POST` to [`FREED_PATH`].
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FreedTime {
    /// Whose time, and when: 1 to 50. What has passed, and what is taken again, counts for nothing.
    pub freed: Vec<Gap>,
    /// Not these jobs: the time was theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_job_ids: Vec<u64>,
    /// How many jobs are answered at most: 1 to 50, and 9 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

/// A stretch of somebody's time.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// Whose.
    pub user_id: u64,
    /// From when, `YYYY-MM-DD HH:MM:SS` on a whole minute in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub from: String,
    /// Until when; no more than 62 days later.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub until: String,
}

/// The jobs that wait and could have it. Answer of [`FREED_PATH`].
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Freed {
    /// The best of them, each with its best visit: by the rank of the wish that is met, by how good the time is, and by who has wished
    /// first. Those whose customer would rather not have it then come last.
    pub data: Vec<Refilled>,
    /// How many there are in all.
    pub total: u64,
    /// What is held of the time by somebody else, who may be a customer that would rather come sooner: nobody is told of it.
    pub held: Vec<Gap>,
}

/// A visit that meets a wish of a job that waits, in time that is free again.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refilled {
    /// The job.
    pub job: BoardJob,
    /// When the visit would start.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
    /// Who would come: as many as came last, or one.
    pub user_ids: Vec<u64>,
    /// The rank of the wish that it meets, from 1.
    pub rank: u64,
    /// Whether the customer would rather not have it then, though they could.
    pub rather_not: bool,
    /// How good the time is, by what counts where openings are recommended: the more the better.
    pub points: u64,
}
