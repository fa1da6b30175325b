//! Who goes and to whom: users, accounts, network sites.

use serde::{Deserialize, Serialize};

/// A user of the instance: a technician, a dispatcher.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    /// The user's number.
    pub id: u64,
    /// For signing in.
    pub username: String,
    /// For colleagues.
    pub name: String,
    /// For customers.
    pub public_name: String,
    /// `en`.
    pub locale: String,
    /// What the user may do.
    pub role_id: u64,
    /// Where to write to; empty when not known.
    pub email_address: String,
    /// Where to call.
    pub mobile_number: Option<String>,
}

/// A customer, with the members that Slotwright uses.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// The account's number.
    pub id: u64,
    /// The customer's name.
    pub name: String,
    /// The physical address on one line. The vendor keeps it under `/accounts/:id/addresses`.
    pub address: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

/// A tower, a cabinet, an exchange: same members as an account.
pub type NetworkSite = Account;
