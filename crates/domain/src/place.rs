//! Where jobs are done: at an account's address, or at a network site.

use slotwright_matching::Point;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A customer's.
    Account,
    /// A tower, a cabinet, an exchange.
    NetworkSite,
}

impl PlaceKind {
    /// By which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "accounts",
            Self::NetworkSite => "network_sites",
        }
    }
}

/// Which account or network site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlaceRef {
    /// Of which kind.
    pub kind: PlaceKind,
    /// Which of the kind.
    pub id: u64,
}

/// An account or network site.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Which.
    pub place: PlaceRef,
    /// The customer's or the site's name.
    pub name: String,
    /// What an account is; `None` where nobody has said, and of network sites.
    pub account_status_id: Option<u64>,
    /// On one line.
    pub address: Option<String>,
    /// Where on earth.
    pub point: Option<Point>,
}
