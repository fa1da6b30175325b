//! Who, what, where, when; and what the customer and the systems say besides.

use leptos::prelude::*;
use slotwright_wire::time::parse_minute;
use slotwright_words::{Text, text};

use super::section_title;
use crate::board::effects::show_pictures;
use crate::board::views::jobs::{details, said_upstream, status};
use crate::board::widget::Widget;
use crate::ground::job::Numbers;
use crate::ground::phone::tel;
use crate::kit::el::{Child, El, a, dd, div, dl, dt, nothing, ul};

/// The facts.
pub fn facts(w: Widget) -> AnyView {
    let Some(listed) = w.state().job.get() else { return nothing() };
    let job = &listed.job;
    let moment = |text: &str| Some(w.derived().moment(parse_minute(text.get(..16)?)?));
    let start = job.scheduled_datetime.as_deref().and_then(moment);
    let ended = job.completed_at.as_deref().and_then(moment);
    let crew = w.derived().crew(&listed);
    let notes = job.notes.clone().unwrap_or_default();
    let numbers = Numbers::of(job);
    let said = |name, text: &str| (!text.is_empty()).then(|| fact(w, name, text));
    dl().class("particulars job-facts")
        .child(fact(w, text::BOARD_STATUS, status(w, job)))
        .children(said_upstream(w, &listed).map(|said| div().child(dt()).child(dd().child(said))))
        .child(fact(w, text::BOARD_WHEN, start.unwrap_or_else(|| w.say(text::JOB_NO_TIME))))
        .children(ended.map(|ended| fact(w, text::JOB_ENDED, ended)))
        .children(said(text::JOB_REASON, job.completion_reason.as_deref().unwrap_or_default()))
        .children(said(text::BOARD_CREW, &crew))
        .children(said(text::JOB_ADDRESS, &listed.address))
        .children(listed.telephone.as_deref().map(|number| {
            fact(w, text::JOB_TELEPHONE, a().class("link").attr("href", tel(number)).attr("dir", "ltr").child(number))
        }))
        .children(said(text::BOARD_NOTES, &notes))
        .children(said(text::JOB_TICKET, &numbers.ticket))
        .children(said(text::JOB_SERVICES, &numbers.services))
        .view()
}

/// What is in the fields of its type, what the systems' programs say of it, and the customer's pictures.
pub fn more(w: Widget) -> AnyView {
    let Some(listed) = w.state().job.get() else { return nothing() };
    let photos = w.state().work.photos.get();
    if listed.fields.is_empty() && listed.particulars.is_empty() && photos.is_empty() {
        return nothing();
    }
    let pictures = (!photos.is_empty()).then(|| {
        show_pictures(w);
        // A list without markers is no list to some screen readers, unless it has the role.
        ul().class("photo-list").is("pictures").role("list").aria_label(w.say(text::JOB_PHOTOS))
    });
    div()
        .class("job-more")
        .child(section_title(w, text::JOB_MORE))
        .child(details(w, &listed, true))
        .children(pictures)
        .view()
}

fn fact(w: Widget, name: &'static Text, said: impl Child) -> El {
    div().child(dt().child(w.say(name))).child(dd().attr("dir", "auto").child(said))
}
