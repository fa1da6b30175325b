//! `/jobs/:id/tasks`

use schemars::JsonSchema;
use slotwright_wire::sonar::{ROOT, Task};

use super::super::operation::Operation;
use super::super::values::{GivenBoolean, GivenDate, GivenId, GivenName, Pages};
use super::Group;
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (all, one) = (format!("{ROOT}/jobs/{{id}}/tasks"), format!("{ROOT}/jobs/{{id}}/tasks/{{task_id}}"));
    Group {
        name: "Tasks",
        about: "What is to be done on a job. A job whose type does not allow it can't be completed while a task is open.",
        operations: vec![
            Operation::get(&all, "listTasks", "List a job's tasks").query::<Pages>().page_of::<Task>(),
            Operation::post(&all, "createTask", "Give a job a task").body::<NewTask>().one::<Task>(201),
            Operation::get(&one, "getTask", "Get a task").one::<Task>(200),
            Operation::patch(&one, "changeTask", "Change or complete a task")
                .notes("What is left out stays. `complete` notes who called and when, or takes it back.")
                .change::<TaskChange>()
                .one::<Task>(200),
            Operation::delete(&one, "deleteTask", "Delete a task").one::<Success>(200),
        ],
    }
}

/// A task to be given to a job.
#[derive(JsonSchema)]
pub struct NewTask {
    /// What is to be done.
    description: GivenName,
    /// Who is to do it.
    user_id: Option<GivenId>,
    /// Until when.
    due_date: Option<GivenDate>,
    /// Whether it is done already.
    complete: Option<GivenBoolean>,
}

/// What is to change in a task; what is left out stays.
#[derive(JsonSchema)]
pub struct TaskChange {
    /// What is to be done.
    description: GivenName,
    /// Who is to do it; null for nobody.
    user_id: Option<GivenId>,
    /// Until when; null for no end.
    due_date: Option<GivenDate>,
    /// Whether it is done.
    complete: Option<GivenBoolean>,
}
