//! Which jobs are listed: by what is typed, by state, type, technician and day, by what is still to be done; and in which order.

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::{Text, text};

use crate::board::effects::{filter_by, filter_by_text};
use crate::board::widget::Widget;
use crate::ground::job_filter::JobFilter;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, folded, input, nothing, option, reactive, select, summary};
use crate::kit::form::{field, typed};

const STATES: [(&str, &Text); 5] = [
    ("", text::FILTER_ALL),
    ("queued", text::STATUS_QUEUED),
    ("scheduled", text::STATUS_SCHEDULED),
    ("completed", text::STATUS_COMPLETED),
    ("failed", text::STATUS_FAILED),
];

const ORDERS: [(&str, &Text); 4] = [
    ("", text::SORT_OLDEST),
    ("-id", text::SORT_NEWEST),
    ("scheduled_datetime", text::SORT_SOONEST),
    ("-scheduled_datetime", text::SORT_LATEST),
];

/// Where a member of the filter is.
type Member = fn(&mut JobFilter) -> &mut String;

/// The bar above the list.
pub fn filter(w: Widget) -> El {
    let sought = input()
        .attr("type", "search")
        .attr("dir", "auto")
        .value(held(w, |filter| &mut filter.text))
        .on(ev::input, move |event| filter_by_text(w, typed(&event)));
    let day = |member: Member| {
        input()
            .attr("type", "date")
            .value(held(w, member))
            .on(ev::change, move |event| filter_by(w, |filter| *member(filter) = typed(&event)))
    };
    let clear = move || {
        if w.state().list.filter.with(JobFilter::is_empty) {
            return nothing();
        }
        let clear =
            move || filter_by(w, |filter| *filter = JobFilter { sort: filter.sort.clone(), ..JobFilter::default() });
        button(w.say(text::FILTER_CLEAR), clear).class("link").view()
    };
    // What is set is seen.
    let is_more = untrack(|| w.state().list.filter.with(is_more_set));
    let more = if is_more { folded().attr("open", "") } else { folded() };
    let orders = ORDERS.map(|(value, name)| (value.to_owned(), w.say(name)));
    div()
        .class("filters")
        .role("search")
        .aria_label(w.say(text::FILTER))
        .child(field(&w.say(text::FILTER_TEXT), sought))
        .child(
            div()
                .class("filter-chips")
                .child(
                    div()
                        .class("filter-chips")
                        .role("group")
                        .aria_label(w.say(text::BOARD_STATUS))
                        .children(STATES.map(|(state, name)| state_button(w, state, name))),
                )
                .child(flag(w, text::FILTER_WISHES, |filter| &mut filter.has_wishes))
                .child(flag(w, text::FILTER_MET, |filter| &mut filter.can_be_met))
                .child(flag(w, text::FILTER_OVERDUE, |filter| &mut filter.overdue))
                .child(reactive(clear)),
        )
        .child(
            more.class("fold filter-more").child(summary().child(w.say(text::FILTER_MORE))).child(
                div()
                    .class("filter-fields")
                    .child(reactive(move || kinds(w).view()))
                    .child(reactive(move || technicians(w).view()))
                    .child(field(&w.say(text::JOB_WISH_FROM), day(|filter| &mut filter.first)))
                    .child(field(&w.say(text::JOB_WISH_TO), day(|filter| &mut filter.last)))
                    .child(choice(w, text::SORT, |filter| &mut filter.sort, orders)),
            ),
        )
}

/// Whether something is set that is folded away otherwise.
fn is_more_set(filter: &JobFilter) -> bool {
    [&filter.job_type_id, &filter.user_id, &filter.first, &filter.last, &filter.sort].iter().any(|set| !set.is_empty())
}

/// What a member holds.
fn held(w: Widget, member: Member) -> impl Fn() -> String + Send + 'static {
    move || w.state().list.filter.with(|filter| member(&mut filter.clone()).clone())
}

/// A state, with how many jobs are in it.
fn state_button(w: Widget, state: &'static str, name: &'static Text) -> Button {
    let label = move || {
        let counts = w.state().list.counts.get();
        let count = counts.map(|counts| match state {
            "queued" => counts.queued,
            "scheduled" => counts.scheduled,
            "completed" => counts.completed,
            "failed" => counts.failed,
            _ => counts.queued + counts.scheduled + counts.completed + counts.failed,
        });
        [w.say(name), count.map(|count| count.to_string()).unwrap_or_default()].join(" ")
    };
    button(label, move || filter_by(w, |filter| state.clone_into(&mut filter.status)))
        .class("chip")
        .pressed(move || w.state().list.filter.with(|filter| filter.status == state))
}

fn flag(w: Widget, name: &'static Text, member: Member) -> Button {
    let is_on = move || held(w, member)() == "true";
    let turn = move || {
        let on = if untrack(is_on) { "" } else { "true" };
        filter_by(w, |filter| on.clone_into(member(filter)));
    };
    button(w.say(name), turn).class("chip").pressed(is_on)
}

fn kinds(w: Widget) -> El {
    let kinds = w.state().list.kinds.get();
    let kinds = kinds.iter().map(|kind| (kind.id.to_string(), kind.name.clone()));
    choice(w, text::JOB_TYPE, |filter| &mut filter.job_type_id, any(w, kinds))
}

fn technicians(w: Widget) -> El {
    let names = w.state().names.get();
    let names = names.iter().map(|(id, name)| (id.to_string(), name.clone()));
    choice(w, text::FILTER_WHO, |filter| &mut filter.user_id, any(w, names))
}

fn any(w: Widget, choices: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), w.say(text::FILTER_ANY))).chain(choices).collect()
}

fn choice(w: Widget, name: &'static Text, member: Member, choices: impl IntoIterator<Item = (String, String)>) -> El {
    let chosen = untrack(held(w, member));
    let choice = |(value, name): (String, String)| {
        let is_chosen = value == chosen;
        option().attr("value", value).selected(is_chosen).child(name)
    };
    let choices = select()
        .value(held(w, member))
        .on(ev::change, move |event| filter_by(w, |filter| *member(filter) = typed(&event)))
        .children(choices.into_iter().map(choice).collect::<Vec<_>>());
    field(&w.say(name), choices)
}
