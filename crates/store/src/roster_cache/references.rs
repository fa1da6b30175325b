//! What requests refer to by number.

use slotwright_domain::{JobType, Place, PlaceRef};
use slotwright_wire::slotwright::{JobField, OwnPolicy};

/// Numbers as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct References {
    /// Of a job's type.
    pub job_type_id: Option<u64>,
    /// Of an account or network site.
    pub place: Option<PlaceRef>,
    /// Of users.
    pub user_ids: Vec<u64>,
    /// Of a ticket.
    pub ticket_id: Option<u64>,
    /// Of services.
    pub services: Vec<u64>,
}

/// What there is of it.
#[derive(Clone, Debug)]
pub struct Referred {
    /// The type, where it was named and exists.
    pub job_type: Option<JobType>,
    /// The place, where it was named and exists; without its status.
    pub place: Option<Place>,
    /// Whether all the users exist.
    pub has_users: bool,
    /// Whether the ticket exists, or the instance keeps no list of tickets.
    pub has_ticket: bool,
    /// Whether all the services exist, or the instance keeps no list of services.
    pub has_services: bool,
    /// What customers may book, where it is another than the server's settings say: whatever was named.
    pub policy: OwnPolicy,
    /// What is asked of whoever books a job of the type.
    pub fields: Vec<JobField>,
}
