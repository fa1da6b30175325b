//! `/system/misc/task_templates`

use schemars::JsonSchema;
use slotwright_wire::sonar::{ROOT, TaskTemplate, TemplateTask};

use super::super::operation::Operation;
use super::super::values::{GivenName, Pages};
use super::Group;
use crate::inbound::sonar::Success;

pub fn group() -> Group {
    let (all, one) =
        (format!("{ROOT}/system/misc/task_templates"), format!("{ROOT}/system/misc/task_templates/{{id}}"));
    let (tasks, task) = (format!("{one}/template_tasks"), format!("{one}/template_tasks/{{task_id}}"));
    Group {
        name: "Task templates",
        about: "What is to be done on each job of a type: a new job begins with the tasks of its type's template.",
        operations: vec![
            Operation::get(&all, "listTaskTemplates", "List task templates").query::<Pages>().page_of::<TaskTemplate>(),
            Operation::post(&all, "createTaskTemplate", "Create a task template")
                .body::<NewTaskTemplate>()
                .one::<TaskTemplate>(201),
            Operation::get(&one, "getTaskTemplate", "Get a task template").one::<TaskTemplate>(200),
            Operation::patch(&one, "changeTaskTemplate", "Rename a task template")
                .change::<TaskTemplateChange>()
                .one::<TaskTemplate>(200),
            Operation::delete(&one, "deleteTaskTemplate", "Delete a task template")
                .notes("Its tasks go with it, those of jobs stay. One that job types name stays.")
                .one::<Success>(200)
                .refuses(422, &["in-use"]),
            Operation::get(&tasks, "listTemplateTasks", "List a template's tasks")
                .query::<Pages>()
                .page_of::<TemplateTask>(),
            Operation::post(&tasks, "createTemplateTask", "Give a template a task")
                .notes("What the answer calls `task` is sent as `name`: so the vendor has it.")
                .body::<NewTaskTemplate>()
                .one::<TemplateTask>(201),
            Operation::get(&task, "getTemplateTask", "Get a template's task").one::<TemplateTask>(200),
            Operation::patch(&task, "changeTemplateTask", "Change a template's task")
                .notes("Tasks that jobs have of it stay as they are.")
                .change::<TaskTemplateChange>()
                .one::<TemplateTask>(200),
            Operation::delete(&task, "deleteTemplateTask", "Delete a template's task").one::<Success>(200),
        ],
    }
}

/// A task template, or a task of one, to be made.
#[derive(JsonSchema)]
pub struct NewTaskTemplate {
    /// For people. No two templates have the same; of a task, what is to be done.
    name: GivenName,
}

/// What is to change in a task template or a task of one.
#[derive(JsonSchema)]
pub struct TaskTemplateChange {
    /// For people. No two templates have the same; of a task, what is to be done.
    name: GivenName,
}
