//! The numbers of a job's ticket and services, typed.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::text;

use crate::board::widget::Widget;
use crate::ground::job::Numbers;
use crate::kit::el::{El, div, folded, input, p, summary};
use crate::kit::form::{fault, field, typed};

/// Their fields, folded unless there are some. `held` has what stands there, `change` changes it, and `is_told` says whether what is
/// no number is said.
pub fn numbers(
    w: Widget,
    held: impl Fn() -> Numbers + Copy + Send + 'static,
    change: impl Fn(&dyn Fn(&mut Numbers)) + Copy + 'static,
    is_told: impl Fn() -> bool + Copy + Send + 'static,
) -> El {
    let line = |name, of: fn(&mut Numbers) -> &mut String, is_right: fn(&Numbers) -> bool| {
        let value = move || of(&mut held()).clone();
        let set = move |event| {
            let text = typed(&event);
            change(&|numbers| of(numbers).clone_from(&text));
        };
        let line = input().attr("type", "text").attr("inputmode", "numeric").attr("dir", "ltr").value(value);
        let line = line.attr("aria-describedby", "job-numbers-fault job-numbers-hint");
        let line = line.flag("aria-invalid", Box::new(move || is_told() && !is_right(&held())));
        field(&w.say(name), line.on(ev::input, set))
    };
    let wrong = move || match is_told() && held().read().is_none() {
        true => w.say(text::JOB_NUMBERS_WRONG),
        false => String::new(),
    };
    let all = folded().child(summary().child(w.say(text::JOB_NUMBERS)));
    let all = if untrack(held) == Numbers::default() { all } else { all.attr("open", "") };
    all.child(
        div()
            .class("job-numbers")
            .child(line(text::JOB_TICKET, |numbers| &mut numbers.ticket, |numbers| numbers.ticket_id().is_some()))
            .child(line(text::JOB_SERVICES, |numbers| &mut numbers.services, |numbers| numbers.service_ids().is_some()))
            .child(p().class("hint").id("job-numbers-hint").child(w.say(text::JOB_NUMBERS_HINT)))
            .child(fault("job-numbers-fault", wrong)),
    )
}
