//! Times that are held for a while.

use slotwright_matching::Minute;

use crate::{Holder, NewcomerHold, PlaceRef, VisitDraft};

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
    /// What the caller calls whom it is held for, where that is neither the job nor the place.
    pub named: Option<String>,
    /// What a newcomer's is judged by.
    pub newcomer: Option<NewcomerHold>,
}

/// What staff hold a time for. One of their programs serves many customers, and what it holds for one is taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A job that is to be moved.
    Job(u64),
    /// A new job at this place.
    Place(PlaceRef),
    /// What the caller calls it.
    Named(String),
}

impl Purpose {
    /// Of a job that is there, or of a new one at a place.
    #[must_use]
    pub fn of(job_id: Option<u64>, place: PlaceRef) -> Self {
        job_id.map_or(Self::Place(place), Self::Job)
    }

    /// As it is stored: `job 8`, `accounts 1`, `as a text`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Job(id) => format!("job {id}"),
            Self::Place(place) => format!("{} {}", place.kind.name(), place.id),
            Self::Named(text) => format!("as {text}"),
        }
    }
}

/// Which holds are not in the way of who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnHolds {
    /// Whose.
    pub holder: Holder,
    /// What for ([`Purpose::name`]); empty for the holder of a link, all of whose holds are for what the link is for.
    pub purpose: String,
    /// And this one of the same holder, whatever it is for.
    pub hold_id: Option<u64>,
}

/// How long times are held, by the database's clock, and how many.
#[derive(Clone, Copy, Debug)]
pub struct HoldTerms {
    /// From its placing, and from each extension.
    pub seconds: u32,
    /// From its placing, however often it is extended; for the holder of a link from the first placing for a job on, however
    /// often it is placed anew.
    pub max_seconds: u32,
    /// How long the holder of a link waits before times may be held again, once `max_seconds` are over.
    pub pause_seconds: u32,
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
