//! Who goes and to whom: users, accounts, network sites, and what accounts have.

use std::collections::BTreeMap;

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
    /// What the account is: active, suspended. A number of the instance's own list; null when nobody has said.
    pub account_status_id: Option<u64>,
    /// The physical address on one line. The vendor keeps it under `/accounts/:id/addresses`.
    pub address: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

/// A tower, a cabinet, an exchange.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NetworkSite {
    /// The site's number.
    pub id: u64,
    /// The site's name.
    pub name: String,
    /// The address on one line. The vendor keeps it under `/network_sites/:id/addresses`.
    pub address: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

/// An address of an account or network site, with the vendor's members. Where the parts of an address are not known apart,
/// the first line has all of it and the parts are null.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Address {
    /// The address's number, among those of its account or site.
    pub id: u64,
    /// The first line; empty when only the coordinates are known.
    pub line1: String,
    /// The second line, such as a suite; often empty.
    pub line2: String,
    /// The city.
    pub city: Option<String>,
    /// The state, province or the like.
    pub state: Option<String>,
    /// The county, of addresses in the United States.
    pub county: Option<String>,
    /// The postal code.
    pub zip: Option<String>,
    /// The country, two letters.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// What kind of address; 1, where somebody can be visited.
    pub address_type_id: u64,
}

/// A service that an account has, with the vendor's members. Prices and packages are not kept here: always null.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountService {
    /// The service's number.
    pub id: u64,
    /// 0: bills are not kept here.
    pub number_of_times_billed: u32,
    /// Null.
    pub price_override: Option<f64>,
    /// Null.
    pub price_override_reason: Option<String>,
    /// Null.
    pub package_id: Option<u64>,
    /// Null.
    pub unique_package_id: Option<String>,
    /// Tells this service of this account from the same service added once more.
    pub unique_service_relationship_id: u64,
    /// Null.
    pub name_override: Option<String>,
    /// 1.
    pub quantity: u32,
    /// Null.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub next_bill_date: Option<String>,
    /// Empty.
    pub metadata: BTreeMap<String, String>,
}
