//! Who can be sent.

/// A technician, or a crew that is sent as one.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The user's number.
    pub id: u64,
    /// For signing in: `mreyes`.
    pub username: String,
    /// For colleagues: `Marisol Reyes`.
    pub name: String,
    /// For customers: `Marisol`.
    pub public_name: String,
}
