//! The numbers of a job's ticket and services, typed.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::text;

use crate::board::effects::load_tickets;
use crate::board::list_state::Ticket;
use crate::board::widget::Widget;
use crate::ground::job::Numbers;
use crate::kit::el::{El, datalist, div, folded, input, option, p, reactive, summary};
use crate::kit::form::{fault, field, typed};

/// Their fields, folded unless there are some. `held` has what stands there, `change` changes it, and `is_told` says whether what is
/// no number is said.
pub fn numbers(
    w: Widget,
    held: impl Fn() -> Numbers + Copy + Send + 'static,
    change: impl Fn(&dyn Fn(&mut Numbers)) + Copy + 'static,
    is_told: impl Fn() -> bool + Copy + Send + 'static,
) -> El {
    let line = |of: fn(&mut Numbers) -> &mut String, is_right: fn(&Numbers) -> bool| {
        let value = move || of(&mut held()).clone();
        let set = move |event| {
            let text = typed(&event);
            change(&|numbers| of(numbers).clone_from(&text));
        };
        let line = input().attr("type", "text").attr("inputmode", "numeric").attr("dir", "ltr").value(value);
        let line = line.attr("aria-describedby", "job-numbers-fault job-numbers-hint");
        let line = line.flag("aria-invalid", Box::new(move || is_told() && !is_right(&held())));
        line.on(ev::input, set)
    };
    let ticket = line(|numbers| &mut numbers.ticket, |numbers| numbers.ticket_id().is_some());
    // They are known by what they are about as well.
    let ticket = ticket.attr("list", "job-tickets").on(ev::focus, move |_| load_tickets(w));
    let services = line(|numbers| &mut numbers.services, |numbers| numbers.service_ids().is_some());
    let wrong = move || match is_told() && held().read().is_none() {
        true => w.say(text::JOB_NUMBERS_WRONG),
        false => String::new(),
    };
    let all = folded().child(summary().child(w.say(text::JOB_NUMBERS)));
    let all = if untrack(held) == Numbers::default() { all } else { all.attr("open", "") };
    all.child(
        div()
            .class("job-numbers")
            .child(field(&w.say(text::JOB_TICKET), ticket))
            .child(field(&w.say(text::JOB_SERVICES), services))
            .child(reactive(move || tickets(w).view()))
            .child(p().class("hint").id("job-numbers-hint").child(w.say(text::JOB_NUMBERS_HINT)))
            .child(fault("job-numbers-fault", wrong)),
    )
}

fn tickets(w: Widget) -> El {
    let tickets = w.state().list.tickets.get();
    let ticket = |ticket: &Ticket| option().attr("value", ticket.id.to_string()).attr("label", &*ticket.subject);
    datalist().id("job-tickets").children(tickets.iter().map(ticket))
}
