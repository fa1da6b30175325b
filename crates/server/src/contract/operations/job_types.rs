//! `/scheduling/job_types`

use schemars::JsonSchema;
use slotwright_wire::sonar::JobType;

use super::super::operation::Operation;
use super::super::values::{Color, EmptyOr, GivenBoolean, GivenId, GivenIds, GivenName, GivenTypeLength, Icon, Pages};
use super::{Group, scheduling};
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (types, one) = (scheduling("/job_types"), scheduling("/job_types/{id}"));
    Group {
        name: "Job types",
        about: "What kinds of jobs there are, and how long each takes.",
        operations: vec![
            Operation::get(&types, "listJobTypes", "List job types").query::<Pages>().page_of::<JobType>(),
            Operation::post(&types, "createJobType", "Create a job type").body::<NewJobType>().one::<JobType>(201),
            Operation::get(&one, "getJobType", "Get a job type").one::<JobType>(200),
            Operation::patch(&one, "changeJobType", "Change a job type")
                .notes("What is left out stays. Jobs keep the lengths they have.")
                .change::<NewJobType>()
                .one::<JobType>(200),
            Operation::delete(&one, "deleteJobType", "Delete a job type")
                .notes("One that jobs, schedules or working booking links name stays.")
                .one::<Success>(200)
                .refuses(422, &["in-use"]),
        ],
    }
}

/// A job type. What it does to accounts, tickets, tasks and contracts is kept for the systems that have them.
#[derive(JsonSchema)]
pub struct NewJobType {
    /// For people.
    name: GivenName,
    /// The length of its jobs unless they say otherwise.
    length_in_minutes: GivenTypeLength,
    /// How it is drawn.
    color: Color,
    /// How it is drawn.
    icon: Icon,
    /// Whether completion changes the account's status; then `account_status_id_completion` is required.
    change_status_on_completion: Option<GivenBoolean>,
    /// To which one.
    account_status_id_completion: Option<GivenId>,
    /// Whether failure changes the account's status; then `account_status_id_failure` is required.
    change_status_on_failure: Option<GivenBoolean>,
    /// To which one.
    account_status_id_failure: Option<GivenId>,
    /// Whether completion makes a ticket; then `completion_ticket_group_id` is required.
    create_completion_ticket: Option<GivenBoolean>,
    /// For which group.
    completion_ticket_group_id: Option<GivenId>,
    /// Whether failure makes a ticket; then `failure_ticket_group_id` is required.
    create_failure_ticket: Option<GivenBoolean>,
    /// For which group.
    failure_ticket_group_id: Option<GivenId>,
    /// Whether a job can be completed while tasks of it are open; yes when left out.
    allow_completion_with_uncompleted_tasks: Option<GivenBoolean>,
    /// Which tasks its jobs begin with.
    task_template_id: Option<GivenId>,
    /// What completion adds to the account.
    services: Option<EmptyOr<GivenIds>>,
    /// Which contract scheduling adds to the account.
    contract_template_id: Option<GivenId>,
}
