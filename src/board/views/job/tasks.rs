//! What is to be done on the job: each is ticked when it is.

use leptos::ev;
use leptos::prelude::*;
use slotwright_wire::sonar::Task;
use slotwright_words::{fill, text};

use super::{failed_here, is_sending, is_shown_open};
use crate::board::effects::{add_task, remove_task, tick};
use crate::board::job_state::{Known, Part};
use crate::board::widget::Widget;
use crate::kit::button::{button, submit};
use crate::kit::el::{El, div, input, label, li, nothing, p, reactive, span, ul};
use crate::kit::form::{field, form, typed};
use crate::kit::parts::notice;

/// The tasks, and a field for another.
pub fn tasks(w: Widget) -> AnyView {
    div()
        .child(reactive(move || list(w)))
        .child(reactive(move || if is_shown_open(w) && w.state().work.may_schedule() { add(w) } else { nothing() }))
        .child(failed_here(w, Part::Tasks))
        .view()
}

fn list(w: Widget) -> AnyView {
    let may = is_shown_open(w) && w.state().work.may_schedule();
    match w.state().work.tasks.get() {
        Known::Loading => p().class("hint").child(w.say(text::LOADING)).view(),
        Known::Failed(failure) => {
            notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert").view()
        }
        Known::Here(tasks) if tasks.is_empty() => p().class("hint").child(w.say(text::TASKS_NONE)).view(),
        // A list without markers is no list to some screen readers, unless it has the role.
        Known::Here(tasks) => ul()
            .class("tasks")
            .is("tasks")
            .role("list")
            .aria_label(w.say(text::TASKS))
            .children(tasks.iter().map(|task| row(w, task, may)))
            .view(),
    }
}

fn row(w: Widget, task: &Task, may: bool) -> El {
    // A box that is ticked is so at once, until the answer says otherwise.
    let ticked = w.state().work.ticked.with(|all| all.iter().rev().find(|(id, _)| *id == task.id).map(|(_, is)| *is));
    let (own, is_done) = (task.clone(), ticked.unwrap_or(task.complete));
    let tick_box = input().attr("type", "checkbox").is(&["task-", &task.id.to_string()].concat()).checked(is_done);
    let tick_box = match may {
        true => tick_box.on(ev::change, move |_| tick(w, &own, !is_done)),
        false => tick_box.attr("disabled", ""),
    };
    let own = task.clone();
    let remove = move || remove_task(w, &own);
    let of = fill(&w.say(text::TASK_REMOVE_OF), &[("task", &task.description)]);
    li().state(if is_done { "done" } else { "open" })
        .child(label().child(tick_box).child(span().attr("dir", "auto").child(&*task.description)))
        .children(may.then(|| button("×", remove).class("small").aria_label(of).disabled(move || is_sending(w))))
}

fn add(w: Widget) -> AnyView {
    let typed_in = w.state().work.typed;
    let task = input()
        .attr("type", "text")
        .attr("dir", "auto")
        .is("new-task")
        .value(move || typed_in.get().task)
        .on(ev::input, move |event| typed_in.update(|typed_in| typed_in.task = typed(&event)));
    form("inline-form", move || add_task(w))
        .child(field(&w.say(text::TASK_NEW), task))
        .child(submit(w.say(text::TASK_ADD)).disabled(move || is_sending(w)))
        .view()
}
