//! What the open job is: its notes, its length, its ticket and services, and what is in the fields of its type.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use slotwright_wire::slotwright::{BoardJob, JobFields};
use slotwright_wire::sonar::FieldTexts;
use slotwright_words::{fill, text};

use super::deed::{Back, Deed, close_form, deed, is_busy, open_form};
use super::kinds::load_kinds;
use super::look::{is_open, last_changed_by, one};
use crate::board::job_state::{Doing, Form, Part, Request, Typed};
use crate::board::state::Meanwhile;
use crate::board::widget::Widget;
use crate::ground::job::{Numbers, job_path};
use crate::ground::job_fields::{changed, still_typed};
use crate::ground::live::{Touched, stays};
use crate::kit::fetch::{body, read};

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

/// A form that is filled in while others change the job.
pub(super) struct Edited {
    /// The job as it was when the form was opened.
    before: Arc<BoardJob>,
    /// What was in its fields then.
    held: Vec<(String, String)>,
    /// What stands in the form.
    typed: Typed,
}

impl Edited {
    /// The form that is open, if it is this one.
    pub(super) fn of(w: Widget, before: Arc<BoardJob>) -> Option<Self> {
        let work = w.state().work;
        let held = work.fields.get_untracked().unwrap_or_default();
        let typed = work.typed.get_untracked();
        (work.form.get_untracked() == Some(Form::Edit)).then_some(Self { before, held, typed })
    }
}

/// Opens the form with what the job is.
pub fn edit(w: Widget) {
    begin(w, None);
}

/// Opens the form again on the job as it is now: what was typed in it stays, and the rest is as it is now.
pub(super) fn edit_on(w: Widget, edited: Edited) {
    begin(w, Some(edited));
}

fn begin(w: Widget, edited: Option<Edited>) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let (notes, length) = texts(&job);
    let mut typed = Typed { notes, length, numbers: Numbers::of(&job.job), ..Typed::default() };
    if let Some(edited) = &edited {
        let (notes, length) = texts(&edited.before);
        typed.notes = stays(&edited.typed.notes, &notes, typed.notes);
        typed.length = stays(&edited.typed.length, &length, typed.length);
        let (now, before) = (typed.numbers, Numbers::of(&edited.before.job));
        typed.numbers = Numbers {
            ticket: stays(&edited.typed.numbers.ticket, &before.ticket, now.ticket),
            services: stays(&edited.typed.numbers.services, &before.services, now.services),
        };
    }
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
            let typed = match &edited {
                Some(edited) => still_typed(&edited.typed.fields, &edited.held, &fields),
                None => fields.clone(),
            };
            w.state().work.typed.update(|held| held.fields = typed);
            w.state().work.fields.set(Some(fields));
        }
    });
}

/// The notes and the length, as the form has them.
fn texts(job: &BoardJob) -> (String, String) {
    (job.job.notes.clone().unwrap_or_default(), job.job.length_in_minutes.to_string())
}

/// Keeps what is another than the job has. Where others have changed the same since the form was opened, nothing is sent: it is told
/// what they made of it, and what is typed stays.
pub fn keep_edit(w: Widget) {
    if is_busy(w) {
        return;
    }
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
        return w.focus("[data-is=job-form] .job-numbers input");
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
    let to = |edit: &Edit| Request { method: Method::PATCH, path: job_path(Some(id), ""), body: body(edit) };
    let (request, back, said) = (to(&after), Back::By(to(&back)), w.say(text::JOB_SAVED));
    w.state().work.doing.set(Doing::Sent);
    spawn_local(async move {
        let now = one(w, id).await;
        if !is_open(w, id) {
            return;
        }
        w.state().work.doing.set(Doing::Nothing);
        // Where it can't be looked at, the server says what is wrong.
        if let Ok((now, _)) = now
            && now.as_ref().is_none_or(|now| touched.collides(&job, now))
        {
            let by = last_changed_by(w, id).await;
            if is_open(w, id) {
                w.state().meanwhile.set(Some(Meanwhile { by, now: now.map(Arc::new) }));
                w.focus("[data-is=show-now]");
            }
            return;
        }
        deed(w, Deed { part: Part::Job, request, said, back, focus: "[data-is=edit]" });
    });
}
