//! A job that is being made: what, for whom, how long, and what is asked of its type.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::Place;
use slotwright_words::text;

use crate::board::effects::{begin_job, choose_place, draft_job, leave_job, make_job, seek};
use crate::board::list_state::Draft;
use crate::board::views::asked::asked_fields;
use crate::board::views::lengths::lengths;
use crate::board::views::numbers::numbers;
use crate::board::widget::Widget;
use crate::ground::job_fields::{of_key, put};
use crate::kit::button::{button, submit};
use crate::kit::el::{El, input, li, nothing, option, p, reactive, section, select, span, textarea, ul};
use crate::kit::form::{fault, field, form, typed};
use crate::kit::parts::{buttons, heading, notice};
use crate::kit::reactive::memo;

/// The button that begins one, for who may.
pub fn new_job_button(w: Widget) -> AnyView {
    if !w.state().work.may_schedule() {
        return nothing();
    }
    button(w.say(text::JOB_NEW), move || begin_job(w)).class("small").is("new-job").view()
}

/// The form, while one is being made and none is open.
pub fn new_job(w: Widget) -> AnyView {
    let is_made = memo(move || w.state().list.draft.with(Option::is_some) && w.state().job.with(Option::is_none));
    reactive(move || if is_made.get() { untrack(|| panel(w)) } else { nothing() })
}

fn panel(w: Widget) -> AnyView {
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            leave_job(w);
        }
    };
    let notes = textarea()
        .attr("rows", "3")
        .attr("dir", "auto")
        .value(move || drafted(w, |draft| draft.notes.clone()))
        .on(ev::input, move |event| draft_job(w, |draft| draft.notes = typed(&event)));
    let sought = input()
        .attr("type", "search")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "new-job-fault")
        .value(move || drafted(w, |draft| draft.sought.clone()))
        .on(ev::input, move |event| seek(w, typed(&event)));
    let is_told = move || drafted(w, |draft| draft.is_incomplete);
    let is_good = |draft: &Draft| !draft.job_type_id.is_empty() && draft.place.is_some();
    let incomplete = move || match is_told() && !drafted(w, is_good) {
        true => w.say(text::JOB_INCOMPLETE),
        false => String::new(),
    };
    let failure = move || match w.state().list.failure.get() {
        Some(failure) => notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert").view(),
        None => nothing(),
    };
    let kind = memo(move || drafted(w, |draft| draft.job_type_id.clone()));
    section()
        .class("why-not job-panel")
        .part("job")
        .aria_label(w.say(text::JOB_NEW))
        .on(ev::keydown, on_key)
        .child(button("×", move || leave_job(w)).class("notice-close").aria_label(w.say(text::DISMISS)))
        .child(heading(w.options().heading_level, w.say(text::JOB_NEW)))
        .child(
            form("new-job", move || make_job(w))
                .is("new-job-form")
                .child(reactive(move || kinds(w).view()))
                .child(field(&w.say(text::JOB_FOR), sought))
                .child(reactive(move || places(w)))
                .child(reactive(move || length(w, &kind.get()).view()))
                .child(field(&w.say(text::BOARD_NOTES), notes))
                .child(numbers(
                    w,
                    move || drafted(w, |draft| draft.numbers.clone()),
                    move |change| draft_job(w, |draft| change(&mut draft.numbers)),
                    is_told,
                ))
                .child(reactive(move || fields(w, &kind.get())))
                .child(fault("new-job-fault", incomplete))
                .child(reactive(failure))
                .child(
                    buttons()
                        .child(submit(w.say(text::JOB_MAKE)).primary().disabled(move || w.state().list.is_sent.get()))
                        .child(button(w.say(text::JOB_LEAVE_FORM), move || leave_job(w))),
                ),
        )
        .view()
}

fn drafted<T: Default>(w: Widget, read: impl FnOnce(&Draft) -> T) -> T {
    w.state().list.draft.with(|draft| draft.as_ref().map(read)).unwrap_or_default()
}

fn kinds(w: Widget) -> El {
    let kinds = w.state().list.kinds.get();
    let kind = |(value, name): (String, String)| option().attr("value", value).child(name);
    let none = (String::new(), w.say(text::NOBODY_CHOSEN));
    let all = std::iter::once(none).chain(kinds.iter().map(|kind| (kind.id.to_string(), kind.name.clone())));
    let choose = select()
        .attr("aria-describedby", "new-job-fault")
        .value(move || drafted(w, |draft| draft.job_type_id.clone()))
        .on(ev::change, move |event| {
            draft_job(w, |draft| {
                draft.job_type_id = typed(&event);
                draft.fields.clear();
            });
        })
        .children(all.map(kind).collect::<Vec<_>>());
    field(&w.say(text::JOB_TYPE), choose)
}

/// Those who have what is typed in their name or address.
fn places(w: Widget) -> AnyView {
    let Some(found) = w.state().list.found.get() else { return nothing() };
    if found.is_empty() {
        return p().class("hint").child(w.say(text::PLACES_NONE)).view();
    }
    let place = |place: &Place| {
        let own = place.clone();
        let address = place.address.clone().unwrap_or_default();
        li().child(
            button("", move || choose_place(w, own.clone())).class("suggestion").child(
                span()
                    .class("suggestion-text")
                    .child(span().child(&*place.name))
                    .children((!address.is_empty()).then(|| span().class("more").child(address))),
            ),
        )
    };
    // A list without markers is no list to some screen readers, unless it has the role.
    ul().class("suggestions").role("list").aria_label(w.say(text::JOB_FOR)).children(found.iter().map(place)).view()
}

fn length(w: Widget, kind: &str) -> El {
    let kinds = w.state().list.kinds.get();
    let usual = kinds.iter().find(|known| known.id.to_string() == kind).map(|kind| kind.length_in_minutes as Minute);
    let chosen = untrack(|| drafted(w, |draft| draft.length.clone()));
    let choose = lengths(w, &chosen, Some(usual.unwrap_or(60)))
        .is("new-length")
        .on(ev::change, move |event| draft_job(w, |draft| draft.length = typed(&event)));
    field(&w.say(text::BOARD_LENGTH), choose)
}

/// What is asked of its type; pictures come from customers alone.
fn fields(w: Widget, kind: &str) -> AnyView {
    let all = w.state().list.fields.get();
    let asked = kind.parse().map(|kind| all.of_type(kind)).unwrap_or_default();
    let held = move |key: &str| drafted(w, |draft| of_key(&draft.fields, key));
    let set = move |key: &str, text: String| draft_job(w, |draft| put(&mut draft.fields, key, text));
    asked_fields(w, asked, held, set).view()
}
