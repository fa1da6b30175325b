//! Open links: anybody may open one, and who comes by it is a newcomer until they have told who they are.

use crate::{PlaceRef, UnixSecond};

/// What an open link allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLink {
    /// What staff call it, such as the page on which it stands.
    pub title: String,
    /// The types of job that may be booked with it; not empty.
    pub job_type_ids: Vec<u64>,
}

/// An open link to be made.
#[derive(Clone, Debug)]
pub struct OpenLinkDraft {
    /// SHA-256 of its handle.
    pub handle_hash: [u8; 32],
    /// Random; not derived from the handle.
    pub salt: [u8; 16],
    /// What it allows.
    pub open: OpenLink,
    /// How many days it works.
    pub days: u32,
    /// Who makes it, as the history names them.
    pub made_by: String,
}

/// By which open link a newcomer came who has a link of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOrigin {
    /// Its number.
    pub open_link_id: u64,
    /// What stands for the newcomer's place in all that they ask and see: the same for all who came by it, so that nobody learns
    /// of an account that is there already.
    pub place: PlaceRef,
    /// A hash of the network that they came from, where that is known.
    pub network: Option<String>,
}

/// A link of their own for somebody who came by an open one.
#[derive(Clone, Debug)]
pub struct NewcomerDraft {
    /// By which open link.
    pub open_link_id: u64,
    /// What is to be done.
    pub job_type_id: u64,
    /// SHA-256 of the new link's handle.
    pub handle_hash: [u8; 32],
    /// Random; not derived from the handle.
    pub salt: [u8; 16],
    /// A hash of the network that they come from, where that is known.
    pub network: Option<String>,
}

/// Such a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeForNewcomer {
    /// Its number.
    pub id: u64,
    /// When it ends, unless something is booked with it.
    pub expires_at: UnixSecond,
}

/// What bounds newcomers together, since each can come again as somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewcomerTerms {
    /// How many times may be held at once from one network; 0 is any number.
    pub holds_of_network: u32,
    /// How much of a day's free time newcomers may hold together, in percent. One time may always be held.
    pub held_percent: u32,
    /// How many visits may be booked from one network within 24 hours; 0 is any number.
    pub bookings_of_network: u32,
    /// How many visits newcomers may book together within an hour; 0 is any number.
    pub bookings_an_hour: u32,
}

impl Default for NewcomerTerms {
    fn default() -> Self {
        Self { holds_of_network: 2, held_percent: 30, bookings_of_network: 5, bookings_an_hour: 100 }
    }
}

/// What a newcomer's hold is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewcomerHold {
    /// The bounds.
    pub terms: NewcomerTerms,
    /// How many minutes of all people together are free on that day, without what is held.
    pub free_minutes: u64,
}

/// Of what newcomers have had as much as they may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewcomerBound {
    /// Times that are held at once from one network.
    HoldsOfNetwork,
    /// Of a day's free time.
    HeldOfDay,
    /// Visits from one network within a day.
    BookingsOfNetwork,
    /// Visits of all within an hour.
    BookingsOfAll,
}
