//! What the job is, edited: its notes, its length, its ticket and services, and what is in the fields of its type.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::text;

use super::{failed_here, is_sending};
use crate::board::effects::{close_form, keep_edit};
use crate::board::job_state::{Form, Part};
use crate::board::views::asked::asked_fields;
use crate::board::views::lengths::lengths;
use crate::board::views::numbers::numbers;
use crate::board::widget::Widget;
use crate::ground::job_fields::{of_key, put};
use crate::kit::button::{button, submit};
use crate::kit::el::{nothing, reactive, textarea};
use crate::kit::form::{field, form, typed};
use crate::kit::parts::buttons;

/// The form, while it is open.
pub fn edit(w: Widget) -> AnyView {
    if w.state().work.form.get() != Some(Form::Edit) {
        return nothing();
    }
    let typed_in = w.state().work.typed;
    let notes = textarea()
        .attr("rows", "4")
        .attr("dir", "auto")
        .value(move || typed_in.get().notes)
        .on(ev::input, move |event| typed_in.update(|typed_in| typed_in.notes = typed(&event)));
    let length = lengths(w, &untrack(|| typed_in.get().length), None)
        .value(move || typed_in.get().length)
        .on(ev::change, move |event| typed_in.update(|typed_in| typed_in.length = typed(&event)));
    form("job-form", move || keep_edit(w))
        .is("job-form")
        .child(field(&w.say(text::BOARD_NOTES), notes))
        .child(field(&w.say(text::BOARD_LENGTH), length))
        .child(numbers(
            w,
            move || typed_in.get().numbers,
            move |change| typed_in.update(|typed_in| change(&mut typed_in.numbers)),
            move || typed_in.get().is_incomplete,
        ))
        .child(reactive(move || fields(w)))
        .child(failed_here(w, Part::Job))
        .child(
            buttons()
                .child(submit(w.say(text::JOB_SAVE)).primary().disabled(move || is_sending(w)))
                .child(button(w.say(text::JOB_LEAVE_FORM), move || _ = close_form(w))),
        )
        .view()
}

fn fields(w: Widget) -> AnyView {
    let kind = w.state().job.with(|job| job.as_ref().map(|job| job.job.job_type_id)).unwrap_or_default();
    // What they hold is not known yet.
    if w.state().work.fields.with(Option::is_none) {
        return nothing();
    }
    let all = w.state().list.fields.get();
    let held = move |key: &str| w.state().work.typed.with(|typed| of_key(&typed.fields, key));
    let set = move |key: &str, text: String| w.state().work.typed.update(|typed| put(&mut typed.fields, key, text));
    asked_fields(w, all.of_type(kind), held, set).view()
}
