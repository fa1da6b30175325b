//! Something is done with the open job: it is sent, said, shown, and can be taken back where the API has a way.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::BoardJob;

use super::change::{failed_elsewhere, go_on, is_busy, keep, say_of, stop, write};
use super::freed::note_freed;
use super::look::{history_again, job_again, keep_box, last_changed_by, one, tasks_again};
use super::shown::load_again;
use super::typed::{begun, is_open};
use crate::board::job_state::{Aside, Doing, Done, Form, Part, Typed};
use crate::board::state::Meanwhile;
use crate::board::widget::Widget;
use crate::ground::changes::{Change, Held, Request};
use crate::ground::deeds::{Placing, Way};
use crate::ground::freed::Gaps;
use crate::ground::verb::Verb;
use crate::kit::document::later;

/// So long a button that has come under the pointer is not pressed by it: longer than a slow double click takes.
const REST_MS: u64 = 600;

/// Something to be done.
pub struct Deed {
    /// Where in the panel.
    pub part: Part,
    /// What is asked of the server.
    pub request: Request,
    /// What is said once it is done.
    pub said: String,
    /// What takes it back.
    pub back: Back,
    /// What others may have changed since.
    pub held: Held,
    /// By what it is done.
    pub by: By,
    /// Where the focus goes on, unless it still is where it was.
    pub focus: &'static str,
}

/// By what something is done: what was typed for it is gone once it is done, and all else that is typed stays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A button, which needs nothing typed.
    Button,
    /// The box of the task with this number, which is ticked at once: what is under way has its answer first.
    Box(u64),
    /// The field for another task, which is empty at once for the next.
    Task,
    /// The choice of somebody who came too.
    User,
    /// The form that is open, which is closed.
    Form,
}

/// What takes something back.
pub enum Back {
    /// Nothing does.
    No,
    /// This request.
    By(Request),
    /// That what was made is deleted.
    Delete,
}

/// Does it, unless others have changed the same since it was read: then nothing is sent, and it is told what they made of it. What is
/// typed stays.
pub fn deed(w: Widget, deed: Deed) {
    let Some(job) = w.state().job.get_untracked() else { return };
    if is_busy(w) {
        if let By::Box(_) = deed.by {
            w.state().work.due.update_value(|due| due.push(Box::new(move || send(w, job, deed, Sent::of(w)))));
        }
        // One after the other: what is pressed twice would be done twice.
        return;
    }
    let sent = Sent::of(w);
    // What is made anew is nobody's yet.
    if matches!(deed.held, Held::Nothing) || deed.request.verb == Verb::Post {
        return send(w, job, deed, sent);
    }
    let id = job.job.id;
    w.state().work.doing.set(Doing::Sent);
    spawn_local(async move {
        let now = one(w, id).await;
        if !w.is_mounted() {
            return;
        }
        // Where it can't be looked at, the server says what is wrong.
        let Ok((now, _)) = now else { return send(w, job, deed, sent) };
        if now.as_ref().is_some_and(|now| !deed.change(job.clone()).collides(now)) {
            return send(w, job, deed, sent);
        }
        let by = last_changed_by(w, id).await;
        if w.is_mounted() {
            w.state().work.doing.set(Doing::Nothing);
            if is_open(w, id) {
                w.state().meanwhile.set(Some(Meanwhile { by, now: now.map(Arc::new) }));
                w.focus("[data-is=show-now]");
            }
            go_on(w);
        }
    });
}

impl Deed {
    fn change(&self, job: Arc<BoardJob>) -> Change {
        let back = match &self.back {
            Back::By(back) => back.clone(),
            Back::No | Back::Delete => Request::delete(String::new()),
        };
        Change { job, said: self.said.clone(), request: self.request.clone(), back, held: self.held }
    }
}

/// What stood in the panel when it was pressed what sends it.
struct Sent {
    form: Option<Form>,
    typed: Typed,
    /// What was in the fields of the type, if they had been read.
    has_fields: bool,
}

impl Sent {
    fn of(w: Widget) -> Self {
        let work = w.state().work;
        let has_fields = work.fields.with_untracked(Option::is_some);
        Self { form: work.form.get_untracked(), typed: work.typed.get_untracked(), has_fields }
    }

    /// Whether nothing has been typed on in the form since.
    fn is_all(&self, form: Option<Form>, typed: &Typed) -> bool {
        let in_form = |typed: &Typed| {
            let fields = if self.has_fields { typed.fields.clone() } else { Vec::new() };
            Typed { fields, ..Typed::default().with(typed.clone()) }
        };
        form == self.form && in_form(typed) == in_form(&self.typed)
    }
}

fn send(w: Widget, job: Arc<BoardJob>, deed: Deed, sent: Sent) {
    let (id, work) = (job.job.id, w.state().work);
    let change = deed.change(job.clone());
    let Deed { part, said, back, by, focus, .. } = deed;
    // Keys go on at once.
    let rests = part == Part::OnSite && w.rendered("[data-is=on-site] :focus-visible").is_empty();
    work.doing.set(Doing::Sent);
    if by == By::Task {
        work.typed.update(|typed| typed.task.clear());
    }
    spawn_local(async move {
        let answer = write(w, &change.request).await;
        if !w.is_mounted() {
            return;
        }
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => {
                stop(w);
                if part == Part::Tasks {
                    spawn_local(tasks_again(w, id));
                }
                if by == By::Task {
                    type_again(w, job.clone(), &sent.typed.task);
                }
                if is_open(w, id) {
                    return work.doing.set(Doing::Failed(part, failure));
                }
                failed_elsewhere(w, &job, &failure);
                return work.doing.set(Doing::Nothing);
            }
        };
        // What was typed on meanwhile stays.
        let is_as_sent = work.typed.with_untracked(|typed| sent.is_all(work.form.get_untracked(), typed));
        let now = match part {
            Part::Tasks => {
                tasks_again(w, id).await;
                None
            }
            Part::OnSite | Part::End | Part::Job | Part::Wishes | Part::Link => job_again(w, id).await,
        };
        if !w.is_mounted() {
            return;
        }
        if rests {
            work.is_resting.set(true);
            later(REST_MS, move || {
                if w.is_mounted() {
                    work.is_resting.set(false);
                }
            });
        }
        work.doing.set(Doing::Nothing);
        if let By::Box(task) = by {
            keep_box(w, || {
                work.ticked.update(|ticked| {
                    let place = ticked.iter().position(|(ticked, _)| *ticked == task);
                    place.map(|place| ticked.remove(place));
                });
            });
        }
        let has_back = !matches!(back, Back::No) && keep(w, Way::Do, change, answer, now);
        w.announce(said.clone());
        if !is_open(w, id) {
            if by == By::Form {
                work.aside.update(|aside| {
                    let is_sent = |aside: &&mut Aside| aside.job.job.id == id && sent.is_all(aside.form, &aside.typed);
                    for aside in aside.iter_mut().filter(is_sent) {
                        (aside.form, aside.typed) = (None, aside.typed.outside());
                    }
                });
            }
            w.state().said.set(say_of(w, &job, &[&*said]));
            load_again(w);
            return go_on(w);
        }
        // A visit that is shorter or over leaves time.
        let after = w.state().job.get_untracked().and_then(|job| Placing::of(&job));
        note_freed(w, &Gaps::of_change(id, Placing::of(&job).as_ref(), after.as_ref()));
        match by {
            By::Form if is_as_sent => {
                work.form.set(None);
                work.typed.update(|typed| *typed = typed.outside());
            }
            By::User => work.typed.update(|typed| typed.user.clear()),
            By::Form | By::Button | By::Box(_) | By::Task => {}
        }
        // That is what was done last.
        w.state().said.set(String::new());
        work.done.set(Some(Done { said, has_back }));
        w.focus_if_lost(focus);
        spawn_local(history_again(w, id));
        if part != Part::Tasks {
            load_again(w);
        }
        go_on(w);
    });
}

/// A task that could not be added stands in its field again, before what was typed there since; also where another job is open by now.
fn type_again(w: Widget, job: Arc<BoardJob>, task: &str) {
    let work = w.state().work;
    let again = |typed: &mut Typed| {
        let between = if typed.task.is_empty() { "" } else { "; " };
        typed.task = [task, between, &typed.task].concat();
    };
    if is_open(w, job.job.id) {
        return work.typed.update(again);
    }
    work.aside.update(|all| match all.iter_mut().find(|aside| aside.job.job.id == job.job.id) {
        Some(aside) => again(&mut aside.typed),
        None => {
            let mut typed = Typed::default();
            again(&mut typed);
            all.push(Aside { job, form: None, typed, fields: None, wanted: None });
        }
    });
}

/// Opens a form of the panel, and puts the focus into it.
pub fn open_form(w: Widget, form: Form) {
    let work = w.state().work;
    let begun = w.state().job.with_untracked(|job| job.as_ref().and_then(|job| begun(Some(form), job)));
    work.settle_failure();
    work.typed.update(|typed| *typed = typed.outside().with(begun.unwrap_or_default()));
    work.form.set(Some(form));
    focus_form(w);
}

/// Puts the focus into the form that is open.
pub fn focus_form(w: Widget) {
    w.focus("[data-is=job-form] :is(input, textarea, select)");
}

/// Closes it, and puts the focus back to where it was opened. Returns whether one was open.
pub fn close_form(w: Widget) -> bool {
    let Some(form) = w.state().work.form.get_untracked() else { return false };
    w.state().work.form.set(None);
    w.state().work.settle_failure();
    w.focus(match form {
        Form::End(true) => "[data-is=complete]",
        Form::End(false) => "[data-is=fail]",
        Form::Edit => "[data-is=edit]",
        Form::Wish(_) => "[data-is=add-wish]",
    });
    true
}
