//! What one system has of jobs and others have no place for.

use slotwright_matching::Point;

use crate::{Callback, Completion, Contact, JobChange, NewcomerTerms, PlaceRef, System, WallSecond};

/// What a system's programs say of a job that is nobody else's business: kept, and given back as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    /// Whose.
    pub system: System,
    /// What its programs call the job. With OS1 no other job is called so.
    pub reference: Option<String>,
    /// JSON, as the system's own folder reads and writes it.
    pub document: String,
}

/// What becomes of a job's particulars.
#[derive(Clone, Debug)]
pub struct ParticularsChange {
    /// What they were when this was judged; `None` where there were none. Others by now are not changed.
    pub before: Option<Particulars>,
    /// What they become.
    pub after: Particulars,
    /// What the program is told of it.
    pub callback: Option<Callback>,
}

/// What a system's program says has become of a job.
#[derive(Clone, Debug)]
pub enum JobDeed {
    /// Nothing that others know: only the particulars change.
    None,
    /// It is changed, moved, or given a time.
    Change(Box<JobChange>),
    /// It goes back into the queue.
    Queue,
    /// The same, unless it has ended.
    Unschedule,
    /// A user is on site, since this second.
    CheckIn(u64, WallSecond),
    /// It has ended, well or not.
    Complete(Completion),
    /// It is given up.
    Cancel,
}

/// Where a job that is made is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceDraft {
    /// At a place that is known.
    Known(PlaceRef),
    /// At a customer's of whom no more is known than this: the account of that name and address, which is made where there is
    /// none.
    Named {
        /// Who.
        name: String,
        /// Where, in words.
        address: Option<String>,
        /// Where.
        point: Option<Point>,
    },
    /// At the place of a newcomer: the account that has their e-mail address or telephone number, which is made where there is
    /// none.
    Newcomer {
        /// Who they are, as they say.
        contact: Contact,
        /// What bounds them.
        terms: NewcomerTerms,
    },
}

/// A part of what a system has beside its jobs: an attribute, a form, a vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Whose.
    pub system: System,
    /// Of which kind, as the system's own folder calls it.
    pub kind: String,
    /// Which one of its kind.
    pub id: String,
    /// JSON, as the system's own folder reads and writes it.
    pub document: String,
}

/// Whoever has logged in to a system's API by a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// The name of the API user.
    pub api_user: String,
    /// When it was made, in seconds since 1970 by the instance's clock.
    pub made_at: i64,
    /// When it was used last.
    pub used_at: i64,
}
