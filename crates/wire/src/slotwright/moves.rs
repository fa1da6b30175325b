//! Jobs that get another time, another length or another crew, several of them at once.

use serde::{Deserialize, Serialize};

/// Where staff move jobs, all of them or none: `POST` [`Moves`].
pub const MOVES_PATH: &str = "/v1/moves";
/// So many jobs are moved at once at most.
pub const MAX_MOVES: usize = 50;
/// The longest reason for which the roster is overridden, in characters.
pub const MAX_OVERRIDE_REASON: usize = 255;

/// Jobs that are moved together. Body of a `POST` to [`MOVES_PATH`].
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moves {
    /// The moves, 1 to 50, of each job one. The time that one leaves another of them can have.
    pub moves: Vec<Move>,
    /// Why they are made though somebody does not work then, is on a break, off or on the way: up to 255 characters, which the
    /// history keeps. Needs the scope `override`. Nobody is in two places all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// That a job is done at another time, takes longer, or is done by others.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// Which job.
    pub job_id: u64,
    /// As it was when this was decided, `null` where it waits in the queue: a job that is another by now is not moved.
    pub from: Option<Placing>,
    /// As it is to be; `null` puts it back into the queue.
    pub to: Option<Placing>,
}

/// When a job is done, by whom, and how long it takes.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Placing {
    /// When it starts, `YYYY-MM-DD HH:MM:SS` on a whole minute in the instance's zone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub scheduled_datetime: String,
    /// How long it takes: 15 to 1440, divisible by 15.
    pub length_in_minutes: u32,
    /// Who comes.
    pub user_ids: Vec<u64>,
}
