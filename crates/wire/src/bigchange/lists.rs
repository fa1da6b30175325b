//! What jobs refer to.

use serde::{Deserialize, Serialize};

/// A customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// What others call it.
    pub reference: Option<String>,
    /// Of which group.
    pub group_id: Option<u64>,
    /// Of which contact it is a part.
    pub parent_id: Option<u64>,
    /// The address, on one line where no more is known of it.
    pub street: Option<String>,
    /// Where.
    pub town: Option<String>,
    /// Where.
    pub country: Option<String>,
    /// Where.
    pub postal_code: Option<String>,
    /// Where it stands.
    pub account_status: Option<String>,
    /// Why nothing is done for it.
    pub stop_reason: Option<String>,
    /// Since when.
    pub stopped_at: Option<String>,
    /// What the instance adds.
    pub custom_fields: Vec<super::CustomFieldValue>,
}

/// When a site may be visited on one day of the week.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessHours {
    /// `monday` …
    pub day_of_week: String,
    /// `09:00`
    pub start: String,
    /// `17:00`
    pub stop: String,
}

/// Who can be sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Resource {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
}

/// Who works here.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    /// Their number.
    pub id: u64,
    /// For signing in.
    pub username: String,
    /// For people.
    pub name: String,
}

/// What they come with.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vehicle {
    /// Its number.
    pub id: u64,
    /// Its plate.
    pub registration: String,
    /// For people.
    #[serde(default)]
    pub name: Option<String>,
}

/// Somebody at a customer's.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// A UUID.
    pub id: String,
    /// Of which contact.
    pub contact_id: u64,
    /// For people.
    pub name: String,
    /// Whether it is the first to be spoken with.
    #[serde(default)]
    pub is_primary: bool,
}

/// A group of jobs, a category, a custom field.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
}
