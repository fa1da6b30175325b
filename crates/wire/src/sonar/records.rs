//! The records of the Sonar scheduling API, with the members that Slotwright uses.
//!
//! All dates and times are texts in the instance's zone; [`time`](crate::time) reads and prints them.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod custom_fields;
mod entries;
mod people;
mod roster;
mod tasks;
pub use custom_fields::{CustomField, CustomFieldData, CustomFieldOption, FieldData};
pub use entries::Entries;
pub use people::{Account, AccountService, Address, NetworkSite, User};
pub use roster::{
    CalculatedBlocker, CalculatedDay, CalculatedJob, Schedule, ScheduleBlocker, ScheduleBlockerOverride, ScheduleDay,
    ScheduledTimeOff,
};
pub use tasks::{Task, TaskTemplate, TemplateTask, Ticket};

/// The root of the API under a server's address.
pub const ROOT: &str = "/api/v1";
/// The text of the refusal when somebody of the crew is not free, up to the user's number.
pub const NO_AVAILABILITY: &str = "There is no availability for that day/time for user ID ";

/// The envelope of every answer: `{"data": …}`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Data<T> {
    /// What was asked for.
    pub data: T,
    /// For lists: which part of the whole this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paginator: Option<Paginator>,
}

impl<T> Data<T> {
    /// The envelope of a single record.
    pub fn of(data: T) -> Self {
        Self { data, paginator: None }
    }
}

/// Which part of a list an answer holds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paginator {
    /// Records in the whole list.
    pub total_count: u64,
    /// Pages of `limit` records in the whole list.
    pub total_pages: u64,
    /// The page of this answer, from 1.
    pub current_page: u64,
    /// Records a page, 1 to 1000.
    pub limit: u64,
}

/// A job: one visit.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Job {
    /// The job's number.
    pub id: u64,
    /// `YYYY-MM-DD HH:MM:SS` while scheduled; some answers leave the seconds out.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub scheduled_datetime: Option<String>,
    /// The job's type; fixed once made.
    pub job_type_id: u64,
    /// How long, in minutes; a multiple of 15 where a person gave it.
    pub length_in_minutes: u32,
    /// The ticket that the job is linked to.
    pub ticket_id: Option<u64>,
    /// `accounts` or `network_sites`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::PlaceKind"))]
    pub assigned_type: String,
    /// The account or site.
    pub assigned_id: u64,
    /// What the technician should know; empty when there is nothing.
    #[serde(default)]
    pub notes: Option<String>,
    /// Where the job stands.
    pub status: JobStatus,
    /// The crew.
    #[serde(default)]
    pub user_ids: Vec<u64>,
    /// Who made it.
    pub created_by_user_id: Option<u64>,
    /// Who is on site.
    #[serde(default)]
    pub checked_in_users: Vec<CheckedInUser>,
    /// What is added to the account on completion.
    #[serde(default)]
    pub services: Vec<u64>,
    /// When it was completed or failed.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub completed_at: Option<String>,
    /// By whom.
    #[serde(default)]
    pub completed_by_user_id: Option<u64>,
    /// Whether it went well.
    #[serde(default)]
    pub completed_successfully: Option<bool>,
    /// Why it failed, or a remark.
    #[serde(default)]
    pub completion_reason: Option<String>,
}

/// The members of a [`Job`] that the widget reads: each further one would weigh on the customer's download.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct JobSummary {
    /// The job's number.
    pub id: u64,
    /// As in [`Job`].
    pub scheduled_datetime: Option<String>,
    /// As in [`Job`].
    pub length_in_minutes: u32,
    /// As in [`Job`].
    pub assigned_type: String,
    /// As in [`Job`].
    pub assigned_id: u64,
    /// As in [`Job`].
    #[serde(default)]
    pub notes: Option<String>,
    /// As in [`Job`].
    pub status: JobStatus,
    /// As in [`Job`].
    #[serde(default)]
    pub user_ids: Vec<u64>,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum JobStatus {
    /// Waits to be scheduled.
    Queued,
    /// Has a time and a crew.
    Scheduled,
    /// Done.
    Completed,
    /// Ended without success.
    Failed,
}

/// Somebody on site.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckedInUser {
    /// Who.
    pub user_id: u64,
    /// Since when, `YYYY-MM-DD HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::DateTime"))]
    pub datetime: String,
}

/// What is in fields, by their keys: an object of texts. A list of pairs, since a map of Rust's weighs on the customer's download.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldTexts(pub Vec<(String, String)>);

impl FieldTexts {
    /// Whether it says nothing of any field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for FieldTexts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, text)| (key, text)))
    }
}

impl<'de> Deserialize<'de> for FieldTexts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(BTreeMap::deserialize(deserializer)?.into_iter().collect()))
    }
}

/// A job to be made. Body of `POST /scheduling/jobs`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct NewJob {
    /// Its type.
    pub job_type_id: u64,
    /// `accounts` or `network_sites`.
    pub assigned_type: String,
    /// The account or site.
    pub assigned_id: u64,
    /// How long; the type's length when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_in_minutes: Option<u32>,
    /// What the technician should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Why: what was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<u64>,
    /// What the customer gets by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<u64>,
    /// When; needs `user_ids`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_datetime: Option<String>,
    /// The crew; needs `scheduled_datetime`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<u64>,
    /// The hold under which the time was kept; ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_id: Option<u64>,
    /// What is in the fields of its type, by their keys; ours.
    #[serde(default, skip_serializing_if = "FieldTexts::is_empty")]
    pub fields: FieldTexts,
}

/// What is to change in a job. Body of `PATCH /scheduling/jobs/:id`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct JobChange {
    /// New notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// New time; needs `user_ids`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_datetime: Option<String>,
    /// New crew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<u64>,
    /// The hold under which the new time was kept; ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_id: Option<u64>,
    /// What is in the fields of its type, by their keys; ours. What is left out stays.
    #[serde(default, skip_serializing_if = "FieldTexts::is_empty")]
    pub fields: FieldTexts,
}

/// A wish as stored: the customer is at home on `date` from `start_time` to `end_time`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesiredDateTime {
    /// The wish's number; a job's wishes rank by it.
    pub id: u64,
    /// `YYYY-MM-DD`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Date"))]
    pub date: String,
    /// `HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start_time: String,
    /// `HH:MM:SS`, after `start_time`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end_time: String,
}

/// A wish to be stored or changed.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct NewDesiredDateTime {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM:SS`.
    pub start_time: String,
    /// `HH:MM:SS`, after `start_time`.
    pub end_time: String,
}

/// A stretch of free time within one date. Midnight at its end is written `23:59:00`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Block {
    /// `HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub start: String,
    /// `HH:MM:SS`, after `start`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Time"))]
    pub end: String,
}

/// Answer of `find_any_available_space`: date → user → blocks. Days and users without a block are left out.
pub type AnySpace = Entries<Entries<Vec<Block>>>;

/// Answer of `find_available_space`: date → the blocks in which all are free.
pub type CommonSpace = Entries<Vec<Block>>;

/// A job type. What a type does when its jobs end is kept for the systems that have accounts' states, tickets, tasks and
/// contracts; Slotwright has none.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JobType {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// The length of its jobs unless they say otherwise, in minutes.
    pub length_in_minutes: u32,
    /// One of the vendor's seven colours.
    pub color: String,
    /// One of the vendor's ten icons.
    pub icon: String,
    /// Whether completion changes the account's status.
    #[serde(default)]
    pub change_status_on_completion: bool,
    /// To which one.
    #[serde(default)]
    pub account_status_id_completion: Option<u64>,
    /// Whether failure changes the account's status.
    #[serde(default)]
    pub change_status_on_failure: bool,
    /// To which one.
    #[serde(default)]
    pub account_status_id_failure: Option<u64>,
    /// Whether completion makes a ticket.
    #[serde(default)]
    pub create_completion_ticket: bool,
    /// For which group.
    #[serde(default)]
    pub completion_ticket_group_id: Option<u64>,
    /// Whether failure makes a ticket.
    #[serde(default)]
    pub create_failure_ticket: bool,
    /// For which group.
    #[serde(default)]
    pub failure_ticket_group_id: Option<u64>,
    /// Whether a job can be completed while tasks of it are open.
    #[serde(default)]
    pub allow_completion_with_uncompleted_tasks: bool,
    /// Which tasks its jobs begin with.
    #[serde(default)]
    pub task_template_id: Option<u64>,
    /// What completion adds to the account.
    #[serde(default)]
    pub services: Vec<u64>,
    /// Which contract scheduling adds to the account.
    #[serde(default)]
    pub contract_template_id: Option<u64>,
}

/// The instance itself: `GET /system/application`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Application {
    /// The zone of all times without offset, an IANA name.
    pub timezone: String,
    /// PHP letters: `Y-m-d`.
    pub date_format: String,
    /// PHP letters: `H:i:s`.
    pub time_format: String,
    /// `en-US`.
    pub locale: String,
    /// ISO 3166: `US`.
    pub country: String,
    /// `imperial` or `metric`.
    pub units: String,
}

/// The body of a refusal: `{"error": {"message": …, "status_code": …}}`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// What went wrong.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorDetail {
    /// A sentence, or one sentence for each faulty field.
    pub message: ErrorMessage,
    /// The HTTP status once more.
    pub status_code: u16,
}

/// A sentence, or one sentence for each faulty field.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ErrorMessage {
    /// About the whole request.
    Sentence(String),
    /// Field → sentence.
    Fields(Entries<String>),
}
