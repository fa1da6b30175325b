//! Links: who holds one may do what it is for.

use crate::{PlaceRef, UnixSecond};

/// What a handle resolves to.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its row.
    pub id: u64,
    /// How often what editors change had changed when this was read: what else is known of that version is so still.
    pub roster_version: u64,
    /// Makes the aliases of users.
    pub salt: Vec<u8>,
    /// For whom it is.
    pub holder: LinkHolder,
    /// When it ends.
    pub expires_at: UnixSecond,
    /// When it was ended before its time.
    pub revoked_at: Option<UnixSecond>,
}

impl Link {
    /// Whether it has ended.
    #[must_use]
    pub fn has_ended(&self, now: UnixSecond) -> bool {
        self.revoked_at.is_some() || self.expires_at <= now
    }
}

/// For whom a link is, and what it allows.
#[derive(Clone, Debug)]
pub enum LinkHolder {
    /// The board; acts for this user.
    Staff {
        /// For which user.
        user_id: u64,
    },
    /// A customer.
    Customer(LinkScope),
}

/// What a customer's link is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkScope {
    /// For which account or site.
    pub place: PlaceRef,
    /// What is to be done.
    pub job_type_id: u64,
    /// The job, once there is one.
    pub job_id: Option<u64>,
    /// Whether the job was made with this link.
    pub made_job: bool,
}

/// A link to be remembered.
#[derive(Clone, Debug)]
pub struct LinkDraft {
    /// SHA-256 of its handle.
    pub handle_hash: [u8; 32],
    /// Random; not derived from the handle.
    pub salt: [u8; 16],
    /// For whom.
    pub holder: LinkHolder,
    /// When it was made.
    pub created_at: UnixSecond,
    /// When it ends.
    pub expires_at: UnixSecond,
}

/// What becomes of a job when its customer cancels the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCancel {
    /// The customer made the job: it is deleted.
    Delete,
    /// The work is the provider's: the job goes back to the queue.
    Queue,
}
