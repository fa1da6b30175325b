//! Times that are held for a while.

use slotwright_matching::Minute;

use crate::{PlaceRef, VisitDraft};

/// A time to be held.
#[derive(Clone, Debug)]
pub struct HoldDraft {
    /// For a job of which type.
    pub job_type_id: u64,
    /// How long.
    pub length_in_minutes: u32,
    /// Where.
    pub place: PlaceRef,
    /// When, and who.
    pub visit: VisitDraft,
    /// The job that is to be moved there: its present time is not in the way.
    pub job_id: Option<u64>,
}

/// How long times are held, by the database's clock, and how many.
#[derive(Clone, Copy, Debug)]
pub struct HoldTerms {
    /// From its placing, and from each extension.
    pub seconds: u32,
    /// From its placing, however often it is extended.
    pub max_seconds: u32,
    /// How many one holder may have who is staff. The holder of a link has one: a new one takes its place.
    pub max_of_staff: u64,
}

/// A time that is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// Its number.
    pub id: u64,
    /// When the visit would start.
    pub start: Minute,
    /// How long it would take.
    pub length_in_minutes: u32,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// What the database's clock says: milliseconds since 1970-01-01 00:00 UTC.
    pub now_ms: i64,
    /// Until when it is held, in the same.
    pub until_ms: i64,
    /// Until when it can be held at most, in the same.
    pub deadline_ms: i64,
}
