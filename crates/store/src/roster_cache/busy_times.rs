//! What takes of a user's time, as it is kept.

use std::sync::{Arc, Mutex, PoisonError};

use slotwright_domain::PlaceRef;
use slotwright_matching::{Interval, Minute, Occupied};

use super::definition::RosterDefinition;

/// What takes of one user's time, from some minute on.
#[derive(Debug)]
pub(crate) struct BusyTimes {
    pub(crate) user_id: u64,
    /// How often the claims had changed when they were read.
    pub(crate) version: u64,
    /// What ends before it may be missing.
    pub(crate) from: Minute,
    pub(crate) jobs: Vec<Occupied>,
    /// Whether a rule asked what jobs and holds are.
    pub(crate) has_facts: bool,
    /// What each of the jobs is, in their order; empty when no rule asked for it.
    pub(crate) facts: Vec<Facts>,
    /// Where each of the jobs is, by the index that the rules of a version of the definition have for it.
    pub(crate) places: Located,
    pub(crate) holds: Vec<Held>,
}

/// Where jobs are in a version of the roster's definition, once that was asked.
#[derive(Debug, Default)]
pub(crate) struct Located(Mutex<Option<(u64, Indices)>>);

/// By which index each of the jobs' places is known, in the jobs' order; `None` for one that is nowhere known.
type Indices = Arc<[Option<u32>]>;

/// A time that somebody holds, or held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Held {
    pub(crate) id: u64,
    pub(crate) interval: Interval,
    /// What it is for, when a rule asked for it.
    pub(crate) facts: Option<Facts>,
    /// By the database's clock.
    pub(crate) until_ms: i64,
    /// By which number it is known whose it is.
    pub(crate) owner: i64,
}

/// What a job is and where, or what a time is held for: what time around it depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) job_type_id: u64,
    /// Unknown of holds from before rules were kept.
    pub(crate) place: Option<PlaceRef>,
}

impl BusyTimes {
    /// Nothing, of no version.
    pub(crate) fn new(user_id: u64, from: Minute, has_facts: bool) -> Self {
        Self {
            user_id,
            version: 0,
            from,
            jobs: Vec::new(),
            has_facts,
            facts: Vec::new(),
            places: Located::default(),
            holds: Vec::new(),
        }
    }

    /// Where each of the jobs is. It is looked up once in each version of the definition, and not for each search.
    pub(crate) fn places(&self, definition: &RosterDefinition) -> Indices {
        let mut located = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, places)) = &*located
            && *version == definition.version
        {
            return places.clone();
        }
        let places: Indices = self.facts.iter().map(|facts| definition.place(*facts)).collect();
        *located = Some((definition.version, places.clone()));
        places
    }
}
