//! Jobs and what belongs to them. Every member is always sent, null where there is nothing: programs read them strictly.
//!
//! Dates with times are ISO 8601 in UTC: `2024-05-13T09:00:00Z`; durations are minutes.

use std::collections::BTreeMap;

use serde::Serialize;

/// A token.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Token {
    /// What is sent as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// How many seconds it works.
    pub expires_in: i64,
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Created {
    /// Its number.
    pub id: u64,
}

/// A part of a list. How long the whole is is not said: the last part has fewer items than a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PageOf{T}"))]
pub struct Page<T> {
    /// The items of this part.
    pub items: Vec<T>,
    /// Which part, from 1.
    pub page_number: u64,
    /// How many items a part may have.
    pub page_size: u64,
    /// How many this one has.
    pub page_item_count: u64,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Job {
    /// Its number.
    pub id: u64,
    /// Its name in all instances.
    pub uid: String,
    /// What is done.
    pub type_id: u64,
    /// For people.
    pub type_name: Option<String>,
    /// For whom; null at a place that is no customer's.
    pub contact_id: Option<u64>,
    /// For people.
    pub contact_name: Option<String>,
    /// On one line; empty where it is not known.
    pub contact_address: String,
    /// Where on earth.
    pub contact_location: Option<Location>,
    /// Where it stands: `new`, `scheduled`, `unscheduled`, `started`, `suspended`, `completedOk`, `completedWithIssues`, `cancelled`.
    pub status: &'static str,
    /// Since when.
    pub status_modified_at: Option<String>,
    /// How long.
    pub planned_duration: u32,
    /// Until when it is to be done.
    pub due_at: Option<String>,
    /// What the program calls it.
    pub reference: Option<String>,
    /// What is to be done; empty where nothing is said.
    pub description: String,
    /// When it was made; null where it came with the world.
    pub created_at: Option<String>,
    /// The customer's number of the order.
    pub order_number: Option<String>,
    /// Who is spoken with.
    pub person_id: Option<String>,
    /// For people.
    pub person_name: Option<String>,
    /// Whether the customer has confirmed it.
    pub is_confirmed: bool,
    /// Of which category.
    pub category_id: Option<u64>,
    /// For people.
    pub category_name: Option<String>,
    /// Who comes.
    pub resource_id: Option<u64>,
    /// For people.
    pub resource_name: Option<String>,
    /// With which vehicle.
    pub vehicle_id: Option<u64>,
    /// Its plate.
    pub vehicle_registration: Option<String>,
    /// When it is to begin.
    pub planned_start_at: Option<String>,
    /// When it is to end.
    pub planned_end_at: Option<String>,
    /// When it began.
    pub actual_start_at: Option<String>,
    /// When it ended.
    pub actual_end_at: Option<String>,
    /// How long it took.
    pub actual_duration: Option<u64>,
    /// For the office.
    pub internal_comment: Option<String>,
    /// For who comes.
    pub resources_comment: Option<String>,
    /// For the customer.
    pub contact_comment: Option<String>,
    /// How it ended, in words.
    pub result: Option<String>,
    /// Of which group.
    pub job_group_id: Option<u64>,
    /// Whether it is paid for.
    pub is_financially_complete: bool,
    /// Whether the office is done with it.
    pub is_actioned: bool,
    /// For the office.
    pub office_notes: Option<String>,
    /// By which contract.
    pub contract_id: Option<u64>,
    /// Of which series.
    pub recurrence_id: Option<u64>,
    /// What the instance adds.
    pub custom_fields: Vec<CustomFieldValue>,
    /// Where, besides.
    pub site_contact_ids: Vec<u64>,
}

/// A place on earth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Location {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// What a custom field holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomFieldValue {
    /// Which field.
    pub definition_id: u64,
    /// What.
    pub value: Option<String>,
}

/// A status that a job has had.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusEntry {
    /// Its number.
    pub id: u64,
    /// Which status.
    pub status: String,
    /// Since when.
    pub created_at: Option<String>,
    /// Why.
    pub comment: Option<String>,
}

/// Something that must hold of a job's time, resource or vehicle.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Constraint {
    /// Its number.
    pub id: u64,
    /// When it was made.
    pub created_at: String,
    /// `IsNotViolated` or `IsViolated`.
    pub status: &'static str,
    /// Which kind, as the vendor gives it back: `JobMustStartAfter`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub constraint_at: Option<String>,
    /// Who or which.
    pub entity_id: Option<u64>,
    /// For people.
    pub entity_name: Option<String>,
}

/// A kind of job.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobType {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// For people, at length.
    pub description: Option<String>,
    /// How long its jobs take unless they say otherwise.
    pub planned_duration: u32,
    /// Of which category.
    pub category_id: Option<u64>,
    /// Whether no new jobs can be made of it.
    pub is_archived: bool,
    /// Whether its jobs need an order number.
    pub is_order_number_required: bool,
    /// Whether its jobs have tasks.
    pub is_tasks_enabled: bool,
    /// How its jobs end well; any text where the list is empty.
    pub positive_results: Vec<String>,
    /// How its jobs end with issues; any text where the list is empty, and never where it is null.
    pub negative_results: Option<Vec<String>>,
    /// Which custom fields its jobs have.
    pub custom_fields: Vec<u64>,
}

/// A request that is refused, and why (RFC 9457).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Where the status is described.
    #[serde(rename = "type")]
    pub kind: String,
    /// In general.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// In particular.
    pub detail: String,
    /// The request's id.
    pub instance: String,
    /// Member → what is wrong with it.
    pub errors: BTreeMap<String, Vec<String>>,
}
