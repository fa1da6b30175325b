//! The job is over: a remark, or why it was not done. Nothing takes that back, so it is asked.

use leptos::prelude::*;
use slotwright_words::text;

use super::{failed_here, is_sending};
use crate::board::effects::{close_form, end};
use crate::board::job_state::{Form, Part};
use crate::board::widget::Widget;
use crate::kit::button::{button, submit};
use crate::kit::el::{nothing, p, textarea};
use crate::kit::form::{fault, field, form, typed};
use crate::kit::parts::buttons;

/// The form, while it is open.
pub fn ending(w: Widget) -> AnyView {
    let Some(Form::End(is_success)) = w.state().work.form.get() else { return nothing() };
    let typed_in = w.state().work.typed;
    let (label, name) = match is_success {
        true => (text::END_REMARK, text::COMPLETE_JOB),
        false => (text::FAIL_REASON, text::FAIL_SEND),
    };
    let reason = textarea()
        .attr("rows", "2")
        .attr("dir", "auto")
        .attr("aria-describedby", "end-fault")
        .attr("aria-invalid", move || typed_in.get().is_incomplete.to_string())
        .value(move || typed_in.get().reason)
        .on(leptos::ev::input, move |event| typed_in.update(|typed_in| typed_in.reason = typed(&event)));
    let sentence = move || match typed_in.get().is_incomplete {
        true => w.say(text::FAIL_REASON_MISSING),
        false => String::new(),
    };
    let go = submit(w.say(name)).disabled(move || is_sending(w));
    let go = if is_success { go.primary() } else { go.danger() };
    form("job-form", move || end(w, is_success))
        .is("job-form")
        .child(field(&w.say(label), reason))
        .child(fault("end-fault", sentence))
        .child(p().class("hint").child(w.say(text::END_FOR_GOOD)))
        .child(failed_here(w, Part::End))
        .child(buttons().child(go).child(button(w.say(text::JOB_LEAVE_FORM), move || _ = close_form(w))))
        .view()
}
