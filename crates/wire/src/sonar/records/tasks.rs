//! What is to be done on a job, and what is reported when it is over: tasks, their templates, tickets.

use serde::{Deserialize, Serialize};

/// Something to be done on a job. Source: the vendor's page "Tasks", read 2026-11-22.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Task {
    /// The task's number.
    pub id: u64,
    /// What is to be done.
    pub description: String,
    /// Who is to do it.
    pub user_id: Option<u64>,
    /// Until when: `YYYY-MM-DD`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub due_date: Option<String>,
    /// Whether it is done.
    pub complete: bool,
    /// Who did it.
    pub completed_by: Option<u64>,
    /// When, in UTC and not, like all other times, in the instance's zone: `YYYY-MM-DD HH:MM:SS`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub completed_at: Option<String>,
}

/// A list of tasks that jobs of a type begin with. Source: the vendor's page "Task Templates", read 2026-11-22.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskTemplate {
    /// The template's number.
    pub id: u64,
    /// For people; no two templates have the same.
    pub name: String,
}

/// A task of a template.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TemplateTask {
    /// Its number, among those of all templates.
    pub id: u64,
    /// What is to be done.
    pub task: String,
}

/// Something that was reported, with the vendor's members. Source: the vendor's page "Tickets", read 2026-11-22. Answers,
/// comments and priorities are not kept here.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    /// The ticket's number.
    pub id: u64,
    /// For people.
    pub subject: String,
    /// `internal`.
    #[serde(rename = "type")]
    pub ticket_type: String,
    /// The group that looks after it.
    pub ticket_group_id: Option<u64>,
    /// Null.
    pub user_id: Option<u64>,
    /// `accounts`, when it is an account's.
    pub assignee: Option<String>,
    /// The account.
    pub assignee_id: Option<u64>,
    /// Null.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Date>"))]
    pub due_date: Option<String>,
    /// Null.
    pub email_address: Option<String>,
    /// 3, medium.
    pub priority: u8,
    /// Empty.
    pub category_ids: Vec<u64>,
    /// True: tickets are closed elsewhere.
    pub open: bool,
    /// Null.
    pub parent_ticket_id: Option<u64>,
    /// Empty.
    pub child_ticket_ids: Vec<u64>,
    /// Null.
    pub inbound_email_account_id: Option<u64>,
    /// False.
    pub spam: bool,
    /// False.
    pub last_reply_incoming: bool,
    /// Null.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub closed_at: Option<String>,
    /// Null.
    pub closed_by_user_id: Option<u64>,
    /// When it was made, in UTC: `YYYY-MM-DD HH:MM:SS`; null for one that came with the world.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::DateTime>"))]
    pub created_at: Option<String>,
}
