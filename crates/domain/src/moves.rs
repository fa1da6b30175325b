//! Moves: jobs get another time, another length or another crew, several of them at once.

use slotwright_matching::Minute;

/// When a job is done, by whom, and how long it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// When it starts.
    pub start: Minute,
    /// How long it takes.
    pub length_in_minutes: u32,
    /// Who comes; not empty.
    pub user_ids: Vec<u64>,
}

/// That a job is done at another time, takes longer, or is done by others. `None` is in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which job.
    pub job_id: u64,
    /// As it was when this was decided: a job that is another by now is not moved.
    pub from: Option<Placing>,
    /// As it is to be.
    pub to: Option<Placing>,
}

/// Moves that are made together or not at all: of two visits each can have the other's time.
#[derive(Clone, Debug)]
pub struct Moves {
    /// The moves, of each job one.
    pub moves: Vec<Move>,
    /// Why they are made though somebody does not work then, is on a break, off or on the way. Nobody is in two places all the same.
    pub override_reason: Option<String>,
}
