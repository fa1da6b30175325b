//! What accounts have been sold.

/// A service that an account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountService {
    /// The number of the relation between the two: tells this service of this account from the same service added once more.
    pub id: u64,
    /// The service's number.
    pub service_id: u64,
}
