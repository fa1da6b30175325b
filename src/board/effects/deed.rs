//! Something is done with the open job: it is sent, said, shown, and can be taken back where the API has a way.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::sonar::Data;
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::freed::note_freed;
use super::look::{history_again, job_again, keep_box, last_changed_by, one, tasks_again};
use super::shown::load_again;
use super::typed::{begun, is_open};
use crate::board::job_state::{Aside, Doing, Done, Form, Part, Request, Typed};
use crate::board::state::Meanwhile;
use crate::board::widget::Widget;
use crate::ground::deeds::Placing;
use crate::ground::freed::Gaps;
use crate::kit::fetch::read;

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
    /// That what was made is deleted: it is below this path.
    Delete(String),
}

/// What was made.
#[derive(Deserialize)]
struct Made {
    id: u64,
}

/// Does it.
pub fn deed(w: Widget, deed: Deed) {
    let Some(job) = w.state().job.get_untracked() else { return };
    if !is_busy(w) {
        send(w, job, deed, Sent::of(w));
    } else if let By::Box(_) = deed.by {
        w.state().work.due.update_value(|due| due.push(Box::new(move || send(w, job, deed, Sent::of(w)))));
    }
    // One after the other: what is pressed twice would be done twice.
}

/// Does it unless others have changed the same since it was read: then nothing is sent, and it is told what they made of it. What is
/// typed stays.
pub fn deed_unless(w: Widget, deed: Deed, collides: impl Fn(&BoardJob, &BoardJob) -> bool + 'static) {
    let Some(job) = w.state().job.get_untracked().filter(|_| !is_busy(w)) else { return };
    let (id, collides): (u64, Collides) = (job.job.id, Box::new(collides));
    let sent = Sent::of(w);
    w.state().work.doing.set(Doing::Sent);
    spawn_local(async move {
        let now = one(w, id).await;
        if !w.is_mounted() {
            return;
        }
        // Where it can't be looked at, the server says what is wrong.
        let Ok((now, _)) = now else { return send(w, job, deed, sent) };
        if now.as_ref().is_some_and(|now| !collides(&job, now)) {
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

type Collides = Box<dyn Fn(&BoardJob, &BoardJob) -> bool>;

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
    let Deed { part, request, said, back, by, focus } = deed;
    work.doing.set(Doing::Sent);
    if by == By::Task {
        work.typed.update(|typed| typed.task.clear());
    }
    spawn_local(async move {
        let body = if request.body.is_empty() { JsValue::UNDEFINED } else { JsValue::from(&*request.body) };
        let answer = w.write(request.method, &request.path, body).await;
        if !w.is_mounted() {
            return;
        }
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => {
                // What was to come after it is not done either, and boxes show again what is.
                work.due.set_value(Vec::new());
                work.ticked.set(Vec::new());
                if part == Part::Tasks {
                    spawn_local(tasks_again(w, id));
                }
                if is_open(w, id) {
                    if by == By::Task {
                        let is_next = |typed: &Typed| !typed.task.is_empty();
                        let between = if work.typed.with_untracked(is_next) { "; " } else { "" };
                        work.typed.update(|typed| typed.task = [&sent.typed.task, between, &typed.task].concat());
                    }
                    return work.doing.set(Doing::Failed(part, failure));
                }
                w.announce(failure.sentence(&w.options().words.all(), false));
                return work.doing.set(Doing::Nothing);
            }
        };
        // What was typed on meanwhile stays.
        let is_as_sent = work.typed.with_untracked(|typed| sent.is_all(work.form.get_untracked(), typed));
        match part {
            Part::Tasks => tasks_again(w, id).await,
            Part::OnSite | Part::End | Part::Job | Part::Wishes | Part::Link => job_again(w, id).await,
        }
        if !w.is_mounted() {
            return;
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
        let back = match back {
            Back::No => None,
            Back::By(request) => Some(request),
            Back::Delete(path) => read::<Data<Made>>(answer).ok().map(|Data { data, .. }| Request {
                method: Method::DELETE,
                path: [&*path, "/", &data.id.to_string()].concat(),
                body: String::new(),
            }),
        };
        work.done.set(Some(Done { said, back: back.map(|back| (part, back)) }));
        w.focus_if_lost(focus);
        spawn_local(history_again(w, id));
        if part != Part::Tasks {
            load_again(w);
        }
        go_on(w);
    });
}

/// Does what was put off until what was under way had its answer.
pub fn go_on(w: Widget) {
    let next = w.state().work.due.try_update_value(|due| (!due.is_empty()).then(|| due.remove(0)));
    if let Some(next) = next.flatten() {
        next();
    }
}

/// Whether something is under way.
pub fn is_busy(w: Widget) -> bool {
    matches!(w.state().work.doing.get_untracked(), Doing::Sent)
}

/// Takes back what was done last.
pub fn take_back(w: Widget) {
    let Some(Done { back: Some((part, request)), .. }) = w.state().work.done.get_untracked() else { return };
    let said = w.say(text::UNDONE_PLANNED);
    deed(w, Deed { part, request, said, back: Back::No, by: By::Button, focus: "[data-is=heading]" });
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
