//! What the open job is: its notes and its length.

use gloo_net::http::Method;
use leptos::prelude::*;
use serde::Serialize;
use slotwright_words::text;

use super::deed::{Back, Deed, close_form, deed, open_form};
use crate::board::job_state::{Form, Part, Request, Typed};
use crate::board::widget::Widget;
use crate::ground::job::job_path;
use crate::kit::fetch::body;

/// What is to be another, as the API takes it.
#[derive(Serialize)]
struct Edit {
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length_in_minutes: Option<u32>,
}

/// Opens the form with what the job is.
pub fn edit(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = Typed {
        notes: job.job.notes.clone().unwrap_or_default(),
        length: job.job.length_in_minutes.to_string(),
        ..Typed::default()
    };
    open_form(w, Form::Edit, typed);
}

/// Keeps what is another than the job has.
pub fn keep_edit(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let typed = w.state().work.typed.get_untracked();
    let before = Edit {
        notes: Some(job.job.notes.clone().unwrap_or_default()),
        length_in_minutes: Some(job.job.length_in_minutes),
    };
    let after = Edit {
        notes: Some(typed.notes).filter(|notes| Some(notes) != before.notes.as_ref()),
        length_in_minutes: typed.length.parse().ok().filter(|length| Some(*length) != before.length_in_minutes),
    };
    // What stays is not asked for, nor given back.
    let back = Edit {
        notes: before.notes.filter(|_| after.notes.is_some()),
        length_in_minutes: before.length_in_minutes.filter(|_| after.length_in_minutes.is_some()),
    };
    if after.notes.is_none() && after.length_in_minutes.is_none() {
        close_form(w);
        return;
    }
    let to = |edit: &Edit| Request { method: Method::PATCH, path: job_path(Some(job.job.id), ""), body: body(edit) };
    let said = w.say(text::JOB_SAVED);
    deed(w, Deed { part: Part::Job, request: to(&after), said, back: Back::By(to(&back)), focus: "[data-is=edit]" });
}
