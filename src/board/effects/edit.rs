//! What the open job is: its notes, its length, and what is in the fields of its type.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use slotwright_wire::slotwright::JobFields;
use slotwright_wire::sonar::FieldTexts;
use slotwright_words::{fill, text};

use super::deed::{Back, Deed, close_form, deed, open_form};
use super::kinds::load_kinds;
use super::look::is_open;
use crate::board::job_state::{Form, Part, Request, Typed};
use crate::board::widget::Widget;
use crate::ground::job::job_path;
use crate::ground::job_fields::changed;
use crate::kit::fetch::{body, read};

/// What is to be another, as the API takes it.
#[derive(Serialize)]
struct Edit {
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length_in_minutes: Option<u32>,
    #[serde(skip_serializing_if = "FieldTexts::is_empty")]
    fields: FieldTexts,
}

/// Opens the form with what the job is.
pub fn edit(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = Typed {
        notes: job.job.notes.clone().unwrap_or_default(),
        length: job.job.length_in_minutes.to_string(),
        ..Typed::default()
    };
    w.state().work.fields.set(None);
    open_form(w, Form::Edit, typed);
    let id = job.job.id;
    spawn_local(async move {
        load_kinds(w).await;
        let path = fill("/v1/jobs/{id}/fields", &[("id", &id.to_string())]);
        // Where they can't be read the rest is edited.
        let Ok(JobFields { fields }) = w.get(&path).await.and_then(read::<JobFields>) else { return };
        if is_open(w, id) && w.state().work.form.get_untracked() == Some(Form::Edit) {
            let fields: Vec<(String, String)> = fields.into_iter().collect();
            w.state().work.typed.update(|typed| typed.fields.clone_from(&fields));
            w.state().work.fields.set(Some(fields));
        }
    });
}

/// Keeps what is another than the job has.
pub fn keep_edit(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = w.state().work.typed.get_untracked();
    let before = Edit {
        notes: Some(job.job.notes.clone().unwrap_or_default()),
        length_in_minutes: Some(job.job.length_in_minutes),
        fields: FieldTexts::default(),
    };
    let held = w.state().work.fields.get_untracked().unwrap_or_default();
    let after = Edit {
        notes: Some(typed.notes).filter(|notes| Some(notes) != before.notes.as_ref()),
        length_in_minutes: typed.length.parse().ok().filter(|length| Some(*length) != before.length_in_minutes),
        fields: FieldTexts(changed(&held, &typed.fields, &typed.fields)),
    };
    // What stays is not asked for, nor given back.
    let back = Edit {
        notes: before.notes.filter(|_| after.notes.is_some()),
        length_in_minutes: before.length_in_minutes.filter(|_| after.length_in_minutes.is_some()),
        fields: FieldTexts(changed(&held, &typed.fields, &held)),
    };
    if after.notes.is_none() && after.length_in_minutes.is_none() && after.fields.is_empty() {
        close_form(w);
        return;
    }
    let to = |edit: &Edit| Request { method: Method::PATCH, path: job_path(Some(job.job.id), ""), body: body(edit) };
    let said = w.say(text::JOB_SAVED);
    deed(w, Deed { part: Part::Job, request: to(&after), said, back: Back::By(to(&back)), focus: "[data-is=edit]" });
}
