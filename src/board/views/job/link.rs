//! A link for the customer, who chooses the time with it.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::text;

use super::{failed_here, is_sending, section_title};
use crate::board::effects::{copy_link, make_link};
use crate::board::job_state::{LinkLimits, Part};
use crate::board::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{self, El, div, folded, nothing, option, p, select, summary};
use crate::kit::form::{field, input, typed};

/// How often a link may book and move, as it is offered; empty for as often as its holder likes.
const CHANGES: [&str; 5] = ["", "1", "2", "3", "5"];

/// The link, or the button that makes one.
pub fn link(w: Widget) -> AnyView {
    if !w.state().work.may_schedule() {
        return nothing();
    }
    let made = match w.state().work.link.get() {
        None => div()
            .child(p().class("hint").child(w.say(text::JOB_LINK_HINT)))
            .child(limits(w))
            .child(button(w.say(text::JOB_LINK_SEND), move || make_link(w)).disabled(move || is_sending(w))),
        Some(url) => {
            let copied = move || match w.state().work.is_copied.get() {
                true => w.say(text::SECRET_COPIED),
                false => w.say(text::SECRET_COPY),
            };
            div()
                .class("inline-form")
                .child(field(
                    &w.say(text::JOB_LINK),
                    el::input().attr("readonly", "").is("job-link").attr("dir", "ltr").value(move || url.clone()),
                ))
                .child(button(copied, move || copy_link(w)))
        }
    };
    div().class("job-link").child(section_title(w, text::JOB_LINK)).child(made).child(failed_here(w, Part::Link)).view()
}

/// What the link is to allow less than another.
fn limits(w: Widget) -> El {
    let limits = w.state().work.link_limits;
    let day = |name, of: fn(&mut LinkLimits) -> &mut String| {
        let value = move || of(&mut limits.get()).clone();
        field(&w.say(name), input("date", value, move |date| limits.update(|limits| *of(limits) = date)))
    };
    let changes = CHANGES.map(|n| {
        let name = if n.is_empty() { w.say(text::JOB_LINK_ANY) } else { n.to_owned() };
        option().attr("value", n).child(name)
    });
    let choose = move |event| limits.update(|limits| limits.changes = typed(&event));
    folded().child(summary().child(w.say(text::JOB_LINK_LIMITS))).child(
        div()
            .class("link-limits")
            .child(field(&w.say(text::JOB_LINK_CHANGES), select().on(ev::change, choose).children(changes)))
            .child(day(text::JOB_LINK_EARLIEST, |limits| &mut limits.earliest))
            .child(day(text::JOB_LINK_LATEST, |limits| &mut limits.latest)),
    )
}
