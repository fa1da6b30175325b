//! A link for the customer, who chooses the time with it.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::{Interval, Minute};
use slotwright_words::{fill, text};

use super::{failed_here, is_sending, section_title};
use crate::board::effects::{copy_link, make_link, offer_visit, window_of_link};
use crate::board::job_state::{LinkLimits, Part};
use crate::board::state::Suggested;
use crate::board::widget::Widget;
use crate::ground::link_windows::offered;
use crate::kit::button::button;
use crate::kit::el::{self, El, div, folded, label, li, nothing, option, p, reactive, select, span, summary, ul};
use crate::kit::form::{fault, field, input, typed};
use crate::kit::parts::buttons;
use crate::kit::reactive::memo;

/// How often a link may book and move, as it is offered; empty for as often as its holder likes.
const CHANGES: [&str; 5] = ["", "1", "2", "3", "5"];

/// The link, or the button that makes one.
pub fn link(w: Widget) -> AnyView {
    if !w.state().work.may_schedule() {
        return nothing();
    }
    let made = match w.state().work.link.get() {
        None => div().child(p().class("hint").child(w.say(text::JOB_LINK_HINT))).child(limits(w)).child(
            buttons()
                .child(button(w.say(text::JOB_LINK_SEND), move || make_link(w, false)).disabled(move || is_sending(w)))
                .child(reactive(move || send(w))),
        ),
        Some(url) => {
            let copied = move || match w.state().work.is_copied.get() {
                true => w.say(text::SECRET_COPIED),
                false => w.say(text::SECRET_COPY),
            };
            let shown = div()
                .class("inline-form")
                .child(field(
                    &w.say(text::JOB_LINK),
                    el::input().attr("readonly", "").is("job-link").attr("dir", "ltr").value(move || url.clone()),
                ))
                .child(button(copied, move || copy_link(w)));
            let sent = w.state().work.link_sent.get_untracked();
            div().children((!sent.is_empty()).then(|| p().class("hint").child(sent))).child(shown)
        }
    };
    div().class("job-link").child(section_title(w, text::JOB_LINK)).child(made).child(failed_here(w, Part::Link)).view()
}

/// The button that has it sent too, where somebody does that.
fn send(w: Widget) -> AnyView {
    if !w.state().work.sends_links.get() {
        return nothing();
    }
    button(w.say(text::JOB_LINK_MAKE_SEND), move || make_link(w, true)).disabled(move || is_sending(w)).view()
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
            .child(day(text::JOB_LINK_LATEST, |limits| &mut limits.latest))
            .child(only(w)),
    )
}

/// The times that are offered, where not all are: some of those that are suggested, and what is typed.
fn only(w: Widget) -> El {
    let limits = w.state().work.link_limits;
    let count = memo(move || limits.with(|limits| limits.windows.len()));
    let rows = move || div().is("link-windows").children((0..count.get()).map(|place| typed_window(w, place))).view();
    let sentence = move || match limits.get().is_incomplete {
        true => w.say(text::JOB_WISH_INCOMPLETE),
        false => String::new(),
    };
    div()
        .class("link-limits")
        .role("group")
        .aria_label(w.say(text::JOB_LINK_ONLY))
        .child(p().class("hint").child(w.say(text::JOB_LINK_ONLY)))
        .child(reactive(move || suggested(w)))
        .child(reactive(rows))
        .child(fault("link-windows-fault", sentence))
        .child(button(w.say(text::JOB_LINK_WINDOW_ADD), move || window_of_link(w, None)).is("add-window"))
}

/// The visits that are suggested, and those that were and are chosen.
fn suggested(w: Widget) -> AnyView {
    let limits = w.state().work.link_limits;
    let length = w.state().job.get().map_or(0, |job| job.job.length_in_minutes) as Minute;
    let arrival = w.state().work.arrival.get() as Minute;
    let mut visits: Vec<Interval> = match w.state().suggested.get() {
        Suggested::Loaded(all) => all.iter().filter_map(|one| offered(one.start, length, arrival)).collect(),
        Suggested::Nothing | Suggested::Loading | Suggested::Failed(_) => Vec::new(),
    };
    visits.extend(limits.get_untracked().visits);
    visits.sort_unstable();
    visits.dedup();
    let row = |visit: Interval| {
        let tick = el::input()
            .attr("type", "checkbox")
            .is(&["offer-", &visit.start().to_string()].concat())
            .checked(limits.with_untracked(|limits| limits.visits.contains(&visit)))
            .on(ev::change, move |event| offer_visit(w, visit, event_target_checked(&event)));
        li().child(label().child(tick).child(span().child(w.derived().window(visit))))
    };
    ul().class("tasks").role("list").children(visits.into_iter().map(row)).view()
}

fn typed_window(w: Widget, place: usize) -> El {
    let limits = w.state().work.link_limits;
    let part = |name, kind: &str, part: usize| {
        let value = move || {
            limits.with(|limits| limits.windows.get(place).map_or_else(String::new, |typed| typed[part].clone()))
        };
        let set = move |typed: String| {
            limits.update(|limits| {
                if let Some(window) = limits.windows.get_mut(place) {
                    window[part] = typed;
                }
            });
        };
        let described = input(kind, value, set).attr("aria-describedby", "link-windows-fault");
        field(&w.say(name), described)
    };
    let name = fill(&w.say(text::JOB_LINK_WINDOW), &[("rank", &(place + 1).to_string())]);
    let remove = fill(&w.say(text::JOB_WISH_REMOVE_OF), &[("wish", &name)]);
    div()
        .class("job-form link-window")
        .role("group")
        .aria_label(name)
        .child(part(text::WHY_NOT_DATE, "date", 0))
        .child(part(text::JOB_WISH_FROM, "time", 1))
        .child(part(text::JOB_WISH_TO, "time", 2))
        .child(button("×", move || window_of_link(w, Some(place))).class("small").aria_label(remove))
}
