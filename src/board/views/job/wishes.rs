//! When the customer would like it, by rank; written down while they are on the telephone.

use leptos::prelude::*;
use slotwright_wire::convert::window_of;
use slotwright_wire::sonar::DesiredDateTime;
use slotwright_words::{fill, text};

use super::{failed_here, is_sending, is_shown_open};
use crate::board::effects::{close_form, keep_wish, open_form, remove_wish};
use crate::board::job_state::{Form, Part};
use crate::board::widget::Widget;
use crate::kit::button::{button, submit};
use crate::kit::el::{El, div, li, nothing, ol, p, reactive, span};
use crate::kit::form::{fault, field, form, input};
use crate::kit::parts::buttons;

/// The wishes, and the form for one.
pub fn wishes(w: Widget) -> AnyView {
    div()
        .child(reactive(move || list(w)))
        .child(reactive(move || wish_form(w)))
        .child(failed_here(w, Part::Wishes))
        .view()
}

fn list(w: Widget) -> AnyView {
    let Some(listed) = w.state().job.get() else { return nothing() };
    let may = is_shown_open(w) && w.state().work.may_schedule();
    let rows = match listed.wishes.is_empty() {
        true => p().class("hint").child(w.say(text::JOB_WISHES_NONE)),
        false => ol()
            .class("job-wishes")
            .aria_label(w.say(text::JOB_WISHES))
            .children(listed.wishes.iter().map(|wish| row(w, wish, may))),
    };
    let add = move || open_form(w, Form::Wish(None));
    let add = may.then(|| button(w.say(text::JOB_WISH_ADD), add).is("add-wish"));
    div().child(rows).children(add).view()
}

fn row(w: Widget, wish: &DesiredDateTime, may: bool) -> El {
    let said = window_of(wish).map(|window| w.derived().window(window)).unwrap_or_default();
    let [edit_of, remove_of] =
        [text::JOB_WISH_EDIT_OF, text::JOB_WISH_REMOVE_OF].map(|of| fill(&w.say(of), &[("wish", &said)]));
    let id = wish.id;
    let edit = move || open_form(w, Form::Wish(Some(id)));
    let own = wish.clone();
    let remove = move || remove_wish(w, &own);
    li().child(span().child(&*said))
        .children(may.then(|| button(w.say(text::JOB_EDIT), edit).class("link").aria_label(edit_of)))
        .children(may.then(|| button("×", remove).class("small").aria_label(remove_of).disabled(move || is_sending(w))))
}

fn wish_form(w: Widget) -> AnyView {
    let Some(Form::Wish(id)) = w.state().work.form.get() else { return nothing() };
    let typed_in = w.state().work.typed;
    let described = |input: El| {
        input
            .attr("aria-describedby", "job-wish-fault")
            .attr("aria-invalid", move || typed_in.get().is_incomplete.to_string())
    };
    let date = input("date", move || typed_in.get().date, move |date| typed_in.update(|typed| typed.date = date));
    let from = input("time", move || typed_in.get().from, move |from| typed_in.update(|typed| typed.from = from));
    let to = input("time", move || typed_in.get().to, move |to| typed_in.update(|typed| typed.to = to));
    let sentence = move || match typed_in.get().is_incomplete {
        true => w.say(text::JOB_WISH_INCOMPLETE),
        false => String::new(),
    };
    form("job-form wish-hours", move || keep_wish(w, id))
        .is("job-form")
        .child(field(&w.say(text::WHY_NOT_DATE), described(date)))
        .child(field(&w.say(text::JOB_WISH_FROM), described(from)))
        .child(field(&w.say(text::JOB_WISH_TO), described(to)))
        .child(fault("job-wish-fault", sentence))
        .child(
            buttons()
                .child(submit(w.say(text::JOB_SAVE)).primary().disabled(move || is_sending(w)))
                .child(button(w.say(text::JOB_LEAVE_FORM), move || _ = close_form(w))),
        )
        .view()
}
