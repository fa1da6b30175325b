//! Something is done with the open job: it is sent, said, shown, and can be taken back where the API has a way.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use slotwright_wire::sonar::Data;
use slotwright_words::text;
use wasm_bindgen::JsValue;

use super::freed::note_freed;
use super::look::{history_again, is_open, job_again, tasks_again};
use super::shown::load_again;
use crate::board::job_state::{Doing, Done, Form, Part, Request, Typed};
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
    /// Where the focus goes on, unless it still is where it was.
    pub focus: &'static str,
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
    // One after the other: what is pressed twice would be done twice.
    let Some(job) = w.state().job.get_untracked().filter(|_| !is_busy(w)) else { return };
    let (id, work) = (job.job.id, w.state().work);
    let Deed { part, request, said, back, focus } = deed;
    work.doing.set(Doing::Sent);
    spawn_local(async move {
        let body = if request.body.is_empty() { JsValue::UNDEFINED } else { JsValue::from(&*request.body) };
        let answer = w.write(request.method, &request.path, body).await;
        if !w.is_mounted() {
            return;
        }
        let answer = match answer {
            Ok(answer) => answer,
            Err(failure) => {
                return work.doing.set(if is_open(w, id) { Doing::Failed(part, failure) } else { Doing::Nothing });
            }
        };
        match part {
            Part::Tasks => tasks_again(w, id).await,
            Part::OnSite | Part::End | Part::Job | Part::Wishes | Part::Link => job_again(w, id).await,
        }
        if !w.is_mounted() {
            return;
        }
        work.doing.set(Doing::Nothing);
        w.announce(said.clone());
        if !is_open(w, id) {
            return load_again(w);
        }
        // A visit that is shorter or over leaves time.
        let after = w.state().job.get_untracked().and_then(|job| Placing::of(&job));
        note_freed(w, &Gaps::of_change(id, Placing::of(&job).as_ref(), after.as_ref()));
        work.form.set(None);
        work.typed.set(Typed::default());
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
    });
}

/// Whether something is under way.
pub fn is_busy(w: Widget) -> bool {
    matches!(w.state().work.doing.get_untracked(), Doing::Sent)
}

/// Takes back what was done last.
pub fn take_back(w: Widget) {
    let Some(Done { back: Some((part, request)), .. }) = w.state().work.done.get_untracked() else { return };
    let said = w.say(text::UNDONE_PLANNED);
    deed(w, Deed { part, request, said, back: Back::No, focus: "[data-is=heading]" });
}

/// Opens a form of the panel, and puts the focus into it.
pub fn open_form(w: Widget, form: Form, typed: Typed) {
    w.state().work.doing.set(Doing::Nothing);
    w.state().work.typed.set(typed);
    w.state().work.form.set(Some(form));
    w.focus("[data-is=job-form] :is(input, textarea, select)");
}

/// Closes it, and puts the focus back to where it was opened. Returns whether one was open.
pub fn close_form(w: Widget) -> bool {
    let Some(form) = w.state().work.form.get_untracked() else { return false };
    w.state().work.form.set(None);
    w.state().work.doing.set(Doing::Nothing);
    w.focus(match form {
        Form::End(true) => "[data-is=complete]",
        Form::End(false) => "[data-is=fail]",
        Form::Edit => "[data-is=edit]",
        Form::Wish(_) => "[data-is=add-wish]",
    });
    true
}
