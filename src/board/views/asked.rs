//! What is asked of a type of job, filled in by somebody of the office. The server judges it.

use leptos::ev;
use slotwright_wire::slotwright::{FieldKind, JobField};
use slotwright_words::text;

use crate::board::widget::Widget;
use crate::kit::el::{El, div, input, option, select};
use crate::kit::form::{field, typed};

/// The fields: `held` is what one holds by its key, `set` takes what is typed into it. Pictures come from customers alone.
pub fn asked_fields(
    w: Widget,
    asked: &[JobField],
    held: impl Fn(&str) -> String + Copy + Send + 'static,
    set: impl Fn(&str, String) + Copy + Send + 'static,
) -> El {
    let asked = asked.iter().filter(|field| field.kind != FieldKind::Photos);
    div().class("new-job-fields").children(asked.map(|field| {
        let (of, to) = (field.key.clone(), field.key.clone());
        one(w, field, Box::new(move || held(&of)), Box::new(move |text| set(&to, text)))
    }))
}

fn one(w: Widget, asked: &JobField, held: Box<dyn Fn() -> String + Send>, set: Box<dyn Fn(String) + Send>) -> El {
    let on_input = move |event| set(typed(&event));
    let choices: Vec<(String, String)> = match asked.kind {
        FieldKind::Choice => asked.choices.iter().map(|choice| (choice.clone(), choice.clone())).collect(),
        FieldKind::Boolean => {
            [("true", text::JOB_YES), ("false", text::JOB_NO)].map(|(is, name)| (is.to_owned(), w.say(name))).to_vec()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Photos => {
            let kind = if asked.kind == FieldKind::Date { "date" } else { "text" };
            let box_of = input().attr("type", kind).attr("dir", "auto").value(held).on(ev::input, on_input);
            return field(&asked.label, box_of);
        }
    };
    let chosen = leptos::prelude::untrack(&held);
    let choice = |(value, name): (String, String)| {
        let is_chosen = value == chosen;
        option().attr("value", value).selected(is_chosen).child(name)
    };
    let none = option().attr("value", "").child(w.say(text::NOBODY_CHOSEN));
    let choices = choices.into_iter().map(choice);
    field(&asked.label, select().value(held).on(ev::change, on_input).child(none).children(choices))
}
