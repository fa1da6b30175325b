//! What the open job is: its notes, its length, its ticket and services, and what is in the fields of its type.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use slotwright_wire::sonar::FieldTexts;
use slotwright_words::text;

use super::deed::{Back, By, Deed, close_form, deed, open_form};
use super::typed::load_fields;
use crate::board::job_state::{Form, Part};
use crate::board::widget::Widget;
use crate::ground::changes::{Held, Request};
use crate::ground::job::job_path;
use crate::ground::job_fields::changed;
use crate::ground::live::Touched;
use crate::ground::verb::Verb;
use crate::kit::fetch::body;

/// What is to be another, as the API takes it.
#[derive(Serialize)]
struct Edit {
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length_in_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket_id: Option<Option<u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    services: Option<Vec<u64>>,
    #[serde(skip_serializing_if = "FieldTexts::is_empty")]
    fields: FieldTexts,
}

/// Opens the form with what the job is.
pub fn edit(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    w.state().work.fields.set(None);
    open_form(w, Form::Edit);
    spawn_local(load_fields(w, job.job.id));
}

/// Keeps what is another than the job has. Where others have changed the same since the form was opened, nothing is sent: it is told
/// what they made of it, and what is typed stays.
pub fn keep_edit(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = w.state().work.typed.get_untracked();
    let before = Edit {
        notes: Some(job.job.notes.clone().unwrap_or_default()),
        length_in_minutes: Some(job.job.length_in_minutes),
        ticket_id: Some(job.job.ticket_id),
        services: Some(job.job.services.clone()),
        fields: FieldTexts::default(),
    };
    let Some((ticket_id, services)) = typed.numbers.read() else {
        w.state().work.typed.update(|typed| typed.is_incomplete = true);
        return w.focus("[data-is=job-form] .job-numbers [aria-invalid]");
    };
    let held = w.state().work.fields.get_untracked().unwrap_or_default();
    let after = Edit {
        notes: Some(typed.notes).filter(|notes| Some(notes) != before.notes.as_ref()),
        length_in_minutes: typed.length.parse().ok().filter(|length| Some(*length) != before.length_in_minutes),
        ticket_id: Some(ticket_id).filter(|id| Some(*id) != before.ticket_id),
        services: Some(services).filter(|services| Some(services) != before.services.as_ref()),
        fields: FieldTexts(changed(&held, &typed.fields, &typed.fields)),
    };
    // What stays is not asked for, nor given back.
    let back = Edit {
        notes: before.notes.filter(|_| after.notes.is_some()),
        length_in_minutes: before.length_in_minutes.filter(|_| after.length_in_minutes.is_some()),
        ticket_id: before.ticket_id.filter(|_| after.ticket_id.is_some()),
        services: before.services.filter(|_| after.services.is_some()),
        fields: FieldTexts(changed(&held, &typed.fields, &held)),
    };
    let touched = Touched {
        notes: after.notes.is_some(),
        length: after.length_in_minutes.is_some(),
        numbers: after.ticket_id.is_some() || after.services.is_some(),
        fields: !after.fields.is_empty(),
    };
    if !(touched.notes || touched.length || touched.numbers || touched.fields) {
        close_form(w);
        return;
    }
    let id = job.job.id;
    let to = |edit: &Edit| Request { verb: Verb::Patch, path: job_path(Some(id), ""), body: body(edit) };
    let (request, back, said) = (to(&after), Back::By(to(&back)), w.say(text::JOB_SAVED));
    let (part, held, by, focus) = (Part::Job, Held::Job(touched), By::Form, "[data-is=edit]");
    deed(w, Deed { part, request, said, back, held, by, focus });
}
