//! Links: who holds one may do what it is for.

use crate::{LinkOrigin, OpenLink, PlaceRef, UnixSecond, WallSecond};

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
    /// How long it works.
    pub life: LinkLife,
    /// When it was last noted that its holder opened it, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub opened_ms: Option<i64>,
    /// Until when its holder may hold times for its job, in the same; `None` where nothing was held yet.
    pub hold_deadline_ms: Option<i64>,
    /// By which open link its holder came, where staff did not make it for them.
    pub origin: Option<LinkOrigin>,
}

/// What decides whether a link has ended, as it was at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkLife {
    /// When this was read, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub read_ms: i64,
    /// When it ends, unless its job keeps it for longer.
    pub expires_at: UnixSecond,
    /// When it was ended before its time.
    pub revoked_at: Option<UnixSecond>,
    /// What keeps it for longer; `None` where it has no job, or ends by the day whatever becomes of that.
    pub kept: Option<Kept>,
}

/// For how long a job keeps the link to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As long as it waits for a time.
    WhileWaiting,
    /// Until some days after this: the end of its visit, or of the job itself.
    After(WallSecond),
}

impl LinkLife {
    /// Whether the link has ended.
    #[must_use]
    pub fn has_ended(&self, terms: LinkTerms) -> bool {
        let now = terms.clock.read(self.read_ms);
        let is_kept = match self.kept {
            None => false,
            Some(Kept::WhileWaiting) => true,
            Some(Kept::After(end)) => now + terms.utc_offset < end + terms.seconds_after_visit(),
        };
        self.revoked_at.is_some() || (self.expires_at <= now && !is_kept)
    }
}

/// How links end.
#[derive(Clone, Copy, Debug)]
pub struct LinkTerms {
    /// By which clock.
    pub clock: LinkClock,
    /// How many seconds the instance's clocks are ahead of UTC.
    pub utc_offset: i64,
    /// How many days a link to a job works after the visit.
    pub days_after_visit: u32,
}

impl LinkTerms {
    /// How long a link to a job works after the visit.
    #[must_use]
    pub fn seconds_after_visit(self) -> i64 {
        i64::from(self.days_after_visit) * SECONDS_PER_DAY
    }
}

/// A day.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// By which clock links end: by the database's, which is the same for all servers on it.
#[derive(Clone, Copy, Debug)]
pub enum LinkClock {
    /// The database's. That of a demonstration was set, and is ahead of it by so many seconds; else 0.
    Database {
        /// How many.
        ahead: i64,
    },
    /// One that stands still. For tests.
    Standing(UnixSecond),
}

impl LinkClock {
    /// What it shows when the database's clock shows `database_ms`, in milliseconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn read(self, database_ms: i64) -> UnixSecond {
        match self {
            Self::Database { ahead } => database_ms.div_euclid(1000) + ahead,
            Self::Standing(at) => at,
        }
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
    /// Anybody: whoever opens it gets a link of their own.
    Open(OpenLink),
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
    /// How many days it works.
    pub days: u32,
    /// Whether it works for longer where its job keeps it.
    pub follows_job: bool,
    /// Who makes it, as the history names them.
    pub made_by: String,
}

/// A link that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeLink {
    /// Its number.
    pub id: u64,
    /// When it ends, unless its job keeps it for longer.
    pub expires_at: UnixSecond,
    /// What staff should know: what is there for the same customer already.
    pub beside: Beside,
}

/// What there is beside a link for a new job, or beside a job: for the same place, of the same type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Another link that works and has no job yet.
    pub link_id: Option<u64>,
    /// Another job that has not ended.
    pub job_id: Option<u64>,
}

/// A link as staff see it in a list. Its handle is nowhere.
#[derive(Clone, Debug)]
pub struct ListedLink {
    /// Its number.
    pub id: u64,
    /// For whom it is.
    pub holder: LinkHolder,
    /// When it was made.
    pub created_at: UnixSecond,
    /// How long it works.
    pub life: LinkLife,
    /// When it was last noted that its holder opened it, by the database's clock, in milliseconds.
    pub opened_ms: Option<i64>,
    /// How many visits were booked by those who came by it; of an open link.
    pub bookings: u64,
}

/// What becomes of a job when its customer cancels the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCancel {
    /// The customer made the job: it is deleted.
    Delete,
    /// The work is the provider's: the job goes back to the queue.
    Queue,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: UnixSecond = 1_715_342_400;

    fn has_ended(kept: Option<Kept>, now: UnixSecond) -> bool {
        let life = LinkLife { read_ms: now * 1000 + 999, expires_at: NOON, revoked_at: None, kept };
        let clock = LinkClock::Database { ahead: 0 };
        life.has_ended(LinkTerms { clock, utc_offset: -5 * 3600, days_after_visit: 14 })
    }

    #[test]
    fn a_link_without_a_job_ends_with_its_time() {
        assert!(!has_ended(None, NOON - 1));
        assert!(has_ended(None, NOON));
    }

    #[test]
    fn a_link_lives_as_long_as_its_job_keeps_it_and_some_days_more() {
        assert!(!has_ended(Some(Kept::WhileWaiting), NOON + 1000 * SECONDS_PER_DAY));
        // The visit ended at noon of the instance's clocks, five hours after UTC's.
        let kept = Some(Kept::After(NOON));
        assert!(!has_ended(kept, NOON + 5 * 3600 + 14 * SECONDS_PER_DAY - 1));
        assert!(has_ended(kept, NOON + 5 * 3600 + 14 * SECONDS_PER_DAY));
        assert!(!has_ended(Some(Kept::After(0)), NOON - 1), "its own time is not over");
    }

    #[test]
    fn what_was_revoked_has_ended_whatever_keeps_it() {
        let life = LinkLife { read_ms: 0, expires_at: NOON, revoked_at: Some(0), kept: Some(Kept::WhileWaiting) };
        let clock = LinkClock::Standing(0);
        assert!(life.has_ended(LinkTerms { clock, utc_offset: 0, days_after_visit: 14 }));
    }
}
