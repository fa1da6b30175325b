//! Fields that an instance adds to its records.

use serde::{Deserialize, Serialize};

/// A field that an instance adds to its records.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomField {
    /// The field's number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// `text`, `checkbox`, `select` or `date`.
    #[serde(rename = "type")]
    pub field_type: String,
    /// Whether no two records may hold the same; texts only.
    pub unique: bool,
    /// Whether it can be set where it holds nothing yet.
    pub active: bool,
    /// The records that have it: `jobs`, `account`, `network_site`.
    pub entity_type: String,
    /// What can be chosen; empty unless `type` is `select`.
    pub select_options: Vec<CustomFieldOption>,
}

/// One choice of a field.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomFieldOption {
    /// What is shown and stored.
    pub text: String,
}

/// What a field holds for one record.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CustomFieldData"))]
pub struct CustomFieldData<T> {
    /// Which field.
    pub custom_field_id: u64,
    /// A boolean for a checkbox, `YYYY-MM-DD` for a date, else a text; nothing where nothing is set.
    pub data: T,
}

/// What can stand in [`CustomFieldData::data`] when something is set.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FieldData {
    /// Of a checkbox.
    Flag(bool),
    /// Of all others.
    Text(String),
}
