//! The types of jobs, and what is asked of whoever books the one that is chosen.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::JobField;
use slotwright_wire::sonar::JobType;
use slotwright_words::{fill, text};

use crate::ground::setup::known::Known;
use crate::ground::setup::preview::outside_of;
use crate::ground::setup::{field, job_type};
use crate::kit::button::button;
use crate::kit::el::{El, div, nothing, reactive};
use crate::setup::effects::{keep, open_form};
use crate::setup::state::What;
use crate::setup::views::empty;
use crate::setup::views::form::{is_open, name_of, opened};
use crate::setup::views::list::{Removed, head, list, removing, removing_asked, row, small};
use crate::setup::widget::Widget;

/// The types and the fields, or the form that is open.
pub fn job_types(w: Widget, known: &Arc<Known>) -> AnyView {
    let known = known.clone();
    reactive(move || {
        if is_open(w, |what| matches!(what, What::JobType(_) | What::Field(..))) {
            return untrack(|| form(w, &known));
        }
        let listed = known.clone();
        untrack(|| div().child(types(w, &known)).child(reactive(move || fields(w, &listed))).view())
    })
}

fn form(w: Widget, known: &Known) -> AnyView {
    let name = match w.state().open.get_untracked() {
        Some(What::JobType(found)) => name_of(w, found.as_ref().map(|found| &*found.name), text::SETUP_NEW_JOB_TYPE),
        Some(What::Field(job_type_id, place)) => {
            let found = place.and_then(|place| known.fields.of_type(job_type_id).get(place));
            name_of(w, found.map(|found| &*found.label), text::SETUP_NEW_FIELD)
        }
        _ => String::new(),
    };
    opened(w, &name, false)
}

fn types(w: Widget, known: &Arc<Known>) -> El {
    let add = button(w.say(text::SETUP_NEW_JOB_TYPE), move || open_form(w, What::JobType(None))).class("small");
    let rows = known.job_types.iter().map(|found| type_row(w, known, found));
    let listed = if known.job_types.is_empty() { empty(w, text::SETUP_NO_JOB_TYPE) } else { list(rows) };
    div().class("setup-block").child(head(w, "", add)).child(listed)
}

fn type_row(w: Widget, known: &Arc<Known>, found: &JobType) -> El {
    let in_schedules = job_type::schedules_of(known, found.id);
    let names = known.schedules.iter().filter(|(schedule, _)| in_schedules.contains(&schedule.id));
    let names: Vec<&str> = names.map(|(schedule, _)| &*schedule.name).collect();
    let done_in = match names.is_empty() {
        true => w.say(text::SETUP_IN_NONE),
        false => names.join(", "),
    };
    let (id, edited) = (found.id, found.clone());
    let removed = Removed {
        is: ["type-", &id.to_string()].concat(),
        what: found.name.clone(),
        question: text::SETUP_TYPE_QUESTION,
        visits: outside_of(known, |schedules| {
            schedules.iter_mut().for_each(|(schedule, _)| schedule.job_type_ids.retain(|of| *of != id));
        }),
    };
    let choose = button(w.say(text::SETUP_FIELDS), move || w.state().job_type.set(Some(id)));
    let choose = choose
        .class("small")
        .aria_label(fill(&w.say(text::SETUP_FIELDS_OF), &[("name", &found.name)]))
        .pressed(move || w.state().job_type.get() == Some(id));
    let edit = small(w, text::SETUP_EDIT, text::SETUP_EDIT_OF, &found.name, move || {
        open_form(w, What::JobType(Some(edited.clone())));
    });
    let deeds = div().class("setup-deeds").child(choose).child(edit).child(removing_asked(
        w,
        removed,
        job_type::delete(known, found),
    ));
    row(&found.name, &[w.length_text(found.length_in_minutes as Minute), done_in], deeds)
        .attr("data-color", &*found.color)
}

fn fields(w: Widget, known: &Arc<Known>) -> AnyView {
    let chosen = w.state().job_type.get();
    let Some(job_type) = known.job_types.iter().find(|job_type| Some(job_type.id) == chosen) else {
        return nothing();
    };
    let id = job_type.id;
    let fields = known.fields.of_type(id);
    let add = button(w.say(text::SETUP_NEW_FIELD), move || open_form(w, What::Field(id, None))).class("small");
    let rows = fields.iter().enumerate().map(|(place, found)| field_row(w, known, id, (place, found)));
    let listed = if fields.is_empty() { empty(w, text::SETUP_NO_FIELD) } else { list(rows) };
    let name = fill(&w.say(text::SETUP_FIELDS_OF), &[("name", &job_type.name)]);
    div().class("setup-block").child(head(w, &name, add)).child(listed).view()
}

fn field_row(w: Widget, known: &Arc<Known>, id: u64, (place, found): (usize, &JobField)) -> El {
    let required = found.required.then(|| w.say(text::SETUP_REQUIRED));
    let kind = w.say(field::kind_name(found.kind));
    let told = w.options().words.joined([Some(kind), required].into_iter().flatten());
    let all = known.clone();
    let up = (0 < place).then(|| {
        let all = known.clone();
        small(w, text::SETUP_UP, text::SETUP_UP_OF, &found.label, move || {
            keep(w, field::earlier(&all.fields, id, place), text::SETUP_SAVED);
        })
    });
    let edit = small(w, text::SETUP_EDIT, text::SETUP_EDIT_OF, &found.label, move || {
        open_form(w, What::Field(id, Some(place)))
    });
    let deeds = div()
        .class("setup-deeds")
        .children(up)
        .child(edit)
        .child(removing(w, &found.label, move || field::delete(&all.fields, id, place)));
    row(&found.label, &[told, found.choices.join(", ")], deeds)
}
