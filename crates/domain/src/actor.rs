//! Who asks for a change, and whose a hold or a key is.

use slotwright_matching::Minute;

use crate::{LinkTerms, OwnHolds, Purpose, SecondJob};

/// Who asks for a change, and what is to hold for it in the same transaction.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Staff, for this user. May do anything.
    Staff {
        /// For which user.
        user_id: u64,
        /// Which of those who may act for that user.
        caller: u64,
    },
    /// The system behind the gateway, which has said what holds there.
    Upstream {
        /// When the job was to start of which it was said: one that starts at another time by now is not changed.
        seen_start: Option<Minute>,
    },
    /// The holder of a link.
    Customer {
        /// [`Link::id`].
        link_id: u64,
        /// How links end: this one must still be good.
        links: LinkTerms,
        /// A visit that starts before this can't be changed any more.
        changeable_from: Minute,
        /// How many wishes a job may have.
        max_wishes: u32,
        /// What becomes of a second job of one type at one place.
        second_job: SecondJob,
        /// How often a link may book and move within a day; 0 is any number.
        max_changes_a_day: u32,
        /// When the job started as the holder saw it, where they say so, `Some(None)` without a time: one that starts at another
        /// by now is not changed.
        seen_start: Option<Option<Minute>>,
        /// Why they cancel, where they say it.
        reason: Option<CancelReason>,
    },
}

/// Why a customer cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelReason {
    /// Nobody is there then.
    CannotBeThere,
    /// There is nothing to mend any more.
    WorksAgain,
    /// Another time was found.
    OtherTime,
    /// None of these.
    Other,
}

impl CancelReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::CannotBeThere, Self::WorksAgain, Self::OtherTime, Self::Other];

    /// As the history has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CannotBeThere => "cannot_be_there",
            Self::WorksAgain => "works_again",
            Self::OtherTime => "other_time",
            Self::Other => "other",
        }
    }
}

impl Actor {
    /// Whose keys and holds the caller's are.
    #[must_use]
    pub fn holder(&self) -> Holder {
        match self {
            Self::Staff { caller, .. } => Holder::Staff(*caller),
            // Nobody has this number, and nothing is held for it.
            Self::Upstream { .. } => Holder::Staff(0),
            Self::Customer { link_id, .. } => Holder::Link(*link_id),
        }
    }

    /// Which holds count as the caller's own where this is wanted.
    #[must_use]
    pub fn own_holds(&self, purpose: &Purpose) -> OwnHolds {
        let purpose = match self {
            Self::Staff { .. } | Self::Upstream { .. } => purpose.name(),
            Self::Customer { .. } => String::new(),
        };
        OwnHolds { holder: self.holder(), purpose, hold_id: None }
    }

    /// Why they cancel, where they say it.
    #[must_use]
    pub fn reason(&self) -> Option<CancelReason> {
        match self {
            Self::Customer { reason, .. } => *reason,
            Self::Staff { .. } | Self::Upstream { .. } => None,
        }
    }

    /// As whom the history names them: `user 3`, `link 7`, `upstream`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Staff { user_id, .. } => format!("user {user_id}"),
            Self::Upstream { .. } => "upstream".to_owned(),
            Self::Customer { link_id, .. } => format!("link {link_id}"),
        }
    }
}

/// Whose a hold is, and whose an idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The API user or the board with this number ([`Actor::Staff::caller`]).
    Staff(u64),
    /// The holder of this link.
    Link(u64),
}

impl Holder {
    /// As it is stored: `staff 3`, `link 7`; no number of either has more than 63 bits.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Staff(number) => format!("staff {number}"),
            Self::Link(id) => format!("link {id}"),
        }
    }
}
