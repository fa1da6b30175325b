//! What is to be done, where a link leaves that open.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::OpenJobType;
use slotwright_words::{fill, text};

use crate::booking::effects::choose_kind;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::section;
use crate::kit::parts::{buttons, first_heading};

/// A button for each type of job.
pub fn kinds(w: Widget, job_types: &[OpenJobType]) -> AnyView {
    let kind = |job_type: &OpenJobType| {
        let (id, length) = (job_type.id, w.length_text(job_type.length_in_minutes as Minute));
        let name = fill(&w.say(text::KIND), &[("name", &job_type.name), ("length", &length)]);
        button(name, move || choose_kind(w, id)).disabled(move || w.state().pending.get())
    };
    section()
        .class("kinds")
        // No summary is above it.
        .child(first_heading(w.options().heading_level, w.say(text::KINDS_TITLE)))
        .child(buttons().children(job_types.iter().map(kind)))
        .view()
}
