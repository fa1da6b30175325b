//! Who is told what becomes of jobs, what they are told, and what is still to be told.

use serde::{Deserialize, Serialize};

use super::DayWindow;

/// Where staff say who is told what becomes of jobs: `GET`, `POST`.
pub const WEBHOOKS_PATH: &str = "/v1/webhooks";
/// Where staff see what is still to be told: `GET`.
pub const OUTBOX_PATH: &str = "/v1/outbox";

/// An address that is told what becomes of jobs.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Webhook {
    /// Its number.
    pub id: u64,
    /// Where.
    pub url: String,
    /// What it is told of, as in `job.booked`; an empty list is all but `link.send`.
    pub events: Vec<String>,
    /// Whether it is told notes, names and addresses too.
    pub details: bool,
    /// Whether it is told anything now.
    pub active: bool,
    /// When it was made, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub created_at: String,
    /// What it is called in the server's settings file, where it comes from there and is changed there alone.
    pub from_settings: Option<String>,
}

/// An address with the secret that signs what it is told, which is shown once.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookWithSecret {
    /// The address.
    #[serde(flatten)]
    pub webhook: Webhook,
    /// `whsec_` and 32 bytes in Base64, as Standard Webhooks has it.
    pub secret: String,
}

/// Something that somebody is to be told, or was.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutboxMessage {
    /// Its number.
    pub id: u64,
    /// The `webhook` that is told, `upstream`, the system behind the gateway, or `os1`, a program of OS1's that is called back.
    pub recipient: String,
    /// Of a webhook: its number.
    pub webhook_id: Option<u64>,
    /// Of which job; none in a test, and in a callback that is of none.
    pub job_id: Option<u64>,
    /// What became of it, as in `job.booked`; `webhook.test` in a test; of a callback its own word, as in `JOB_CREATED`.
    pub event: String,
    /// `waiting`, `delivered`, `dead` (given up after too many attempts) or `dropped` (by staff).
    pub state: String,
    /// How often it was tried.
    pub attempts: u32,
    /// What came of the last attempt, where it failed.
    pub problem: Option<String>,
    /// When it was made.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub created_at: String,
    /// While it waits: when it is tried next.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Instant>"))]
    pub due_at: Option<String>,
}

/// The body of what a webhook is told.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookEvent {
    /// What became of the job, as in `job.booked`; `webhook.test` in a test.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub timestamp: String,
    /// Of which job; none in a test.
    pub data: Option<WebhookData>,
}

/// What a webhook is told that sends links: `link.send`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookLinkEvent {
    /// `link.send`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub timestamp: String,
    /// Which link.
    pub data: WebhookLink,
}

/// A booking link that is to be sent to its customer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookLink {
    /// Its number.
    pub link_id: u64,
    /// The address to send. It is nowhere else, and whoever has it is the customer: it belongs into no log.
    pub url: String,
    /// Who has made it: `user 3`.
    pub by: String,
    /// Its job; none of a link for a new one.
    pub job_id: Option<u64>,
    /// What is to be done.
    pub job_type_id: u64,
    /// `accounts` or `network_sites`.
    pub assigned_type: String,
    /// The account or site.
    pub assigned_id: u64,
    /// The language to write in, where the link says so.
    pub locale: Option<String>,
    /// When it ends, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub expires_at: String,
    /// What its holder may do, of `view`, `hold`, `book`, `reschedule` and `cancel`.
    pub rights: Vec<String>,
    /// The first day that may be booked with it, where it says so.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub earliest_date: Option<String>,
    /// The last one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub latest_date: Option<String>,
    /// In one of which the visit has to lie, where it names some.
    pub windows: Vec<DayWindow>,
    /// How often its holder may book and move, where that is bounded.
    pub max_changes: Option<u32>,
    /// Whom to send it to, as far as that is known here, for those who are told names and addresses.
    pub details: Option<WebhookWhom>,
}

/// Whom a link is for.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookWhom {
    /// The name of the account or site.
    pub name: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
}

/// What became of a job.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookData {
    /// The job.
    pub job_id: u64,
    /// Who did it: `user 3`, `link 7`, `upstream`; `slotwright` where nobody asked for it now.
    pub by: String,
    /// Where the job stood after it; `deleted` when nothing was left.
    pub status: String,
    /// The visit after it.
    pub visit: Option<WebhookVisit>,
    /// The visit before it.
    pub previous_visit: Option<WebhookVisit>,
    /// What is done.
    pub job_type_id: Option<u64>,
    /// `accounts` or `network_sites`.
    pub assigned_type: Option<String>,
    /// The account or site.
    pub assigned_id: Option<u64>,
    /// When the customer would like it, the dearest first; as it is when this is sent.
    pub wishes: Vec<WebhookWish>,
    /// When the customer would rather not have it, though they could, by the clock; as it is when this is sent.
    pub rather_not: Vec<WebhookWish>,
    /// Of `job.earlier_offered`: the sooner time that is held for the customer.
    pub offer: Option<WebhookOffer>,
    /// Notes, name and address, for those who are told them.
    pub details: Option<WebhookDetails>,
}

/// When and by whom.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookVisit {
    /// When it begins, on the instance's clocks.
    pub scheduled_datetime: String,
    /// The same, RFC 3339 in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub starts_at: String,
    /// When it ends.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub ends_at: String,
    /// How long it takes.
    pub length_in_minutes: u32,
    /// Who comes.
    pub user_ids: Vec<u64>,
}

/// A sooner time that is held for a customer who waits for one.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookOffer {
    /// When, and who would come.
    #[serde(flatten)]
    pub visit: WebhookVisit,
    /// Until when it is held.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Instant"))]
    pub held_until: String,
}

/// A window in which a customer is at home, or would rather not have the visit.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookWish {
    /// On which day.
    pub date: String,
    /// From, `HH:MM:SS`.
    pub start_time: String,
    /// Until, `HH:MM:SS`.
    pub end_time: String,
}

/// What is personal.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebhookDetails {
    /// What the technician should know; none when the job is deleted.
    pub notes: Option<String>,
    /// Whose account, or which site.
    pub name: Option<String>,
    /// Where, on one line.
    pub address: Option<String>,
}
