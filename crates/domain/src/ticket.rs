//! What is reported.

use crate::{PlaceRef, UnixSecond};

/// Something that was reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// Its number.
    pub id: u64,
    /// For people.
    pub subject: String,
    /// The group that looks after it.
    pub ticket_group_id: Option<u64>,
    /// What it is about, when that is known.
    pub place: Option<PlaceRef>,
    /// When it was made; `None` for one that came with the world.
    pub created_at: Option<UnixSecond>,
}
