//! A link for the customer, who chooses the time with it.

use leptos::prelude::*;
use slotwright_words::text;

use super::{failed_here, is_sending, section_title};
use crate::board::effects::{copy_link, make_link};
use crate::board::job_state::Part;
use crate::board::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{div, input, nothing, p};
use crate::kit::form::field;

/// The link, or the button that makes one.
pub fn link(w: Widget) -> AnyView {
    if !w.state().work.may_schedule() {
        return nothing();
    }
    let made = match w.state().work.link.get() {
        None => div()
            .child(p().class("hint").child(w.say(text::JOB_LINK_HINT)))
            .child(button(w.say(text::JOB_LINK_SEND), move || make_link(w)).disabled(move || is_sending(w))),
        Some(url) => {
            let copied = move || match w.state().work.is_copied.get() {
                true => w.say(text::JOB_LINK_COPIED),
                false => w.say(text::JOB_LINK_COPY),
            };
            div()
                .class("inline-form")
                .child(field(
                    &w.say(text::JOB_LINK),
                    input().attr("readonly", "").is("job-link").attr("dir", "ltr").value(move || url.clone()),
                ))
                .child(button(copied, move || copy_link(w)))
        }
    };
    div().class("job-link").child(section_title(w, text::JOB_LINK)).child(made).child(failed_here(w, Part::Link)).view()
}
