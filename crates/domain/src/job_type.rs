//! Kinds of jobs.

/// A kind of job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobType {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// The length of its jobs unless they say otherwise, in minutes.
    pub length_in_minutes: u32,
    /// How it is coloured in calendars: a name, `blue`.
    pub color: String,
    /// Its picture: a name, `car`.
    pub icon: String,
    /// What its jobs bring about.
    pub effects: Effects,
}

/// What the jobs of a type bring about besides the visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// Whether completion changes the account's status.
    pub change_status_on_completion: bool,
    /// To which one.
    pub account_status_id_completion: Option<u64>,
    /// Whether failure changes the account's status.
    pub change_status_on_failure: bool,
    /// To which one.
    pub account_status_id_failure: Option<u64>,
    /// Whether completion makes a ticket.
    pub create_completion_ticket: bool,
    /// For which group.
    pub completion_ticket_group_id: Option<u64>,
    /// Whether failure makes a ticket.
    pub create_failure_ticket: bool,
    /// For which group.
    pub failure_ticket_group_id: Option<u64>,
    /// Whether a job can be completed while tasks of it are open.
    pub allow_completion_with_uncompleted_tasks: bool,
    /// Which tasks its jobs begin with.
    pub task_template_id: Option<u64>,
    /// What completion adds to the account.
    pub services: Vec<u64>,
    /// Which contract scheduling adds to the account.
    pub contract_template_id: Option<u64>,
}
