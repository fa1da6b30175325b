//! What is typed into the panel stays with its job: while the job changes, and while another one is open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{BoardJob, JobFields};
use slotwright_words::fill;

use super::kinds::load_kinds;
use crate::board::job_state::{Aside, Form, Typed};
use crate::board::widget::Widget;
use crate::ground::job::Numbers;
use crate::ground::job_fields::still_typed;
use crate::ground::live::stays;
use crate::kit::fetch::read;

/// Whether that job is the open one still: the element may be unmounted, or show another.
pub fn is_open(w: Widget, id: u64) -> bool {
    w.is_mounted() && w.state().job.with_untracked(|job| job.as_ref().is_some_and(|job| job.job.id == id))
}

/// What a form begins with; none where there is nothing any more that it is about.
pub fn begun(form: Option<Form>, job: &BoardJob) -> Option<Typed> {
    let none = Typed::default();
    Some(match form {
        Some(Form::Edit) => {
            let (notes, length) = (job.job.notes.clone().unwrap_or_default(), job.job.length_in_minutes.to_string());
            Typed { notes, length, numbers: Numbers::of(&job.job), ..none }
        }
        Some(Form::Wish(Some(id))) => {
            let wish = job.wishes.iter().find(|wish| wish.id == id)?;
            let hours = |time: &str| time.get(..5).unwrap_or_default().to_owned();
            Typed { date: wish.date.clone(), from: hours(&wish.start_time), to: hours(&wish.end_time), ..none }
        }
        _ => none,
    })
}

/// Puts aside what is typed for the open job, if anything is: it is left for another.
pub fn put_aside(w: Widget) {
    let work = w.state().work;
    let Some(job) = w.state().job.get_untracked() else { return };
    let (typed, fields) = (work.typed.get_untracked(), work.fields.get_untracked());
    // A form that was opened and left as it was is no loss.
    let form = work.form.get_untracked().filter(|form| {
        let fields = fields.clone().filter(|_| *form == Form::Edit).unwrap_or_default();
        let begun = typed.outside().with(begun(Some(*form), &job).unwrap_or_default());
        typed != Typed { fields, is_incomplete: typed.is_incomplete, ..begun }
    });
    let typed = if form.is_some() { typed } else { typed.outside() };
    let wanted = w.state().hand.wanted.get_untracked();
    if form.is_some() || wanted.is_some() || typed != Typed::default() {
        work.aside.update(|aside| aside.push(Aside { job, form, typed, fields, wanted }));
    }
}

/// Takes up again what was put aside for the job that is opened.
pub fn take_up(w: Widget, id: u64) {
    let work = w.state().work;
    let of_job = |aside: &mut Vec<Aside>| {
        let place = aside.iter().position(|aside| aside.job.job.id == id)?;
        Some(aside.remove(place))
    };
    w.state().hand.wanted.set(None);
    if let Some(Aside { job, form, typed, fields, wanted }) = work.aside.try_update(of_job).flatten() {
        w.state().hand.wanted.set(wanted);
        work.fields.set(fields);
        work.typed.set(typed);
        work.form.set(form);
        typed_on(w, &job);
    }
}

/// The open job is another than it was: what was typed in the form stays, and the rest is as it is now.
pub fn typed_on(w: Widget, before: &BoardJob) {
    let work = w.state().work;
    let Some(job) = w.state().job.get_untracked() else { return };
    let form = work.form.get_untracked();
    if let Some((was, now)) = begun(form, before).zip(begun(form, &job)) {
        let typed = work.typed.get_untracked();
        let now = Typed {
            notes: stays(&typed.notes, &was.notes, now.notes),
            length: stays(&typed.length, &was.length, now.length),
            date: stays(&typed.date, &was.date, now.date),
            from: stays(&typed.from, &was.from, now.from),
            to: stays(&typed.to, &was.to, now.to),
            numbers: Numbers {
                ticket: stays(&typed.numbers.ticket, &was.numbers.ticket, now.numbers.ticket),
                services: stays(&typed.numbers.services, &was.numbers.services, now.numbers.services),
            },
            ..typed.clone()
        };
        if now != typed {
            work.typed.set(now);
        }
    }
    if form == Some(Form::Edit) {
        spawn_local(load_fields(w, job.job.id));
    }
}

/// Reads what is in the fields of the open job's type, for the form that edits them: what was typed in them stays.
pub async fn load_fields(w: Widget, id: u64) {
    load_kinds(w).await;
    let path = fill("/v1/jobs/{id}/fields", &[("id", &id.to_string())]);
    // Where they can't be read the rest is edited.
    let Ok(JobFields { fields }) = w.get(&path).await.and_then(read::<JobFields>) else { return };
    if !is_open(w, id) {
        return;
    }
    let work = w.state().work;
    if work.form.get_untracked() != Some(Form::Edit) {
        return;
    }
    let fields: Vec<(String, String)> = fields.into_iter().collect();
    let held = work.fields.get_untracked();
    if held.as_ref() != Some(&fields) {
        work.typed.update(|typed| typed.fields = still_typed(&typed.fields, &held.unwrap_or_default(), &fields));
        work.fields.set(Some(fields));
    }
}
