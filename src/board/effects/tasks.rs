//! What is to be done on the open job.

use leptos::prelude::*;
use serde::Serialize;
use slotwright_wire::sonar::{ROOT, Task};
use slotwright_words::{fill, text};

use super::deed::{Back, By, Deed, deed};
use super::look::keep_box;
use crate::board::job_state::Part;
use crate::board::widget::Widget;
use crate::ground::changes::{Held, Request};
use crate::ground::verb::Verb;
use crate::kit::fetch::body;

/// A task to be added, as the API takes it.
#[derive(Serialize)]
struct NewTask<'a> {
    description: &'a str,
    complete: bool,
}

/// Whether it is done, as the API takes it.
#[derive(Serialize)]
struct Tick {
    complete: bool,
}

/// Says that a task is done, or that it isn't.
pub fn tick(w: Widget, task: &Task, is_done: bool) {
    let Some(path) = path(w, Some(task.id)) else { return };
    let to = |complete| Request { verb: Verb::Patch, path: path.clone(), body: body(&Tick { complete }) };
    let said = w.say(if is_done { text::TASK_TICKED } else { text::TASK_UNTICKED });
    keep_box(w, || w.state().work.ticked.update(|ticked| ticked.push((task.id, is_done))));
    deed(
        w,
        Deed {
            part: Part::Tasks,
            request: to(is_done),
            said: fill(&said, &[("task", &task.description)]),
            back: Back::By(to(!is_done)),
            held: Held::Nothing,
            by: By::Box(task.id),
            focus: "[data-is=tasks] input",
        },
    );
}

/// Adds the task that is typed.
pub fn add_task(w: Widget) {
    let Some(path) = path(w, None) else { return };
    let description = w.state().work.typed.get_untracked().task.trim().to_owned();
    if description.is_empty() {
        return w.focus("[data-is=new-task]");
    }
    let request =
        Request { verb: Verb::Post, path, body: body(&NewTask { description: &description, complete: false }) };
    let said = w.say(text::TASK_ADDED);
    let (part, held, focus) = (Part::Tasks, Held::Nothing, "[data-is=new-task]");
    deed(w, Deed { part, request, said, back: Back::Delete, held, by: By::Task, focus });
}

/// Takes a task away; taken back, it stands at the end.
pub fn remove_task(w: Widget, task: &Task) {
    let Some((all, path)) = path(w, None).zip(path(w, Some(task.id))) else { return };
    let again = NewTask { description: &task.description, complete: task.complete };
    deed(
        w,
        Deed {
            part: Part::Tasks,
            request: Request::delete(path),
            said: w.say(text::TASK_REMOVED),
            back: Back::By(Request { verb: Verb::Post, path: all, body: body(&again) }),
            held: Held::Nothing,
            by: By::Button,
            focus: "[data-is=new-task]",
        },
    );
}

fn path(w: Widget, task_id: Option<u64>) -> Option<String> {
    let job = w.state().job.get_untracked()?;
    let rest = task_id.map(|id| ["/", &id.to_string()].concat()).unwrap_or_default();
    Some(fill("{root}/jobs/{id}/tasks{rest}", &[("root", ROOT), ("id", &job.job.id.to_string()), ("rest", &rest)]))
}
