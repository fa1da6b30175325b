//! `/jobs/:id/tasks`, `/system/misc/task_templates`, `/tickets`

use slotwright_wire::sonar::{ROOT, Task, TaskTemplate, TemplateTask, Ticket};

use super::super::operation::Operation;
use super::super::requests::{NewTask, NewTaskTemplate, Pages, TaskChange, TaskTemplateChange};
use super::Group;
use crate::inbound::sonar::Success;

pub fn tasks() -> Group {
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

pub fn templates() -> Group {
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

pub fn tickets() -> Group {
    let (all, one) = (format!("{ROOT}/tickets"), format!("{ROOT}/tickets/{{id}}"));
    Group {
        name: "Tickets",
        about: "What was reported: tickets that came with the world, and those that ends of jobs have made. Read only.",
        operations: vec![
            Operation::get(&all, "listTickets", "List tickets").query::<Pages>().page_of::<Ticket>(),
            Operation::get(&one, "getTicket", "Get a ticket").one::<Ticket>(200),
        ],
    }
}
