//! The jobs that wait for a time, beside everybody's day.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::sonar::JobStatus;
use slotwright_words::{fill, text};

use crate::board::effects::{list_more_waiting, open, seek_waiting};
use crate::board::views::jobs::looked_through;
use crate::board::widget::Widget;
use crate::ground::job_filter::JobFilter;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, input, li, nothing, p, reactive, span, ul};
use crate::kit::form::{field, typed};
use crate::kit::parts::title;
use crate::kit::reactive::memo;

/// More than so many are not seen at a glance: there they can be looked for.
const MANY: u64 = 8;

/// The jobs that wait for a time.
pub fn tray(w: Widget) -> El {
    let (state, tray) = (w.state(), w.state().tray);
    let all = move || tray.found.get().unwrap_or_else(|| (state.queued.get(), state.queued_count.get()));
    let jobs = move || {
        let (queued, count) = all();
        if queued.is_empty() {
            let is_sought = untrack(|| tray.found.with(Option::is_some));
            let none = if is_sought { text::FILTER_NONE } else { text::BOARD_NOTHING_QUEUED };
            return p().class("hint").child(w.say(none)).view();
        }
        let shown = state.seen_waiting.get();
        let is_whole = count <= shown as u64;
        // A list without markers is no list to some screen readers, unless it has the role.
        let listed = queued.iter().take(shown).map(|job| {
            let through = looked_through(job);
            let is_sought = move || tray.unanswered.with(|text| through.contains(&**text));
            li().flag("hidden", Box::new(move || !is_sought())).child(waiting(w, job))
        });
        let more = (!is_whole).then(|| button(w.say(text::BOARD_MORE), move || list_more_waiting(w)).is("tray-more"));
        div().child(ul().class("tray-jobs").role("list").children(listed)).children(more).view()
    };
    let count = move || w.options().words.count(text::BOARD_QUEUED_COUNT, all().1 as usize);
    // The one that is open, perhaps just made, is at hand wherever it stands in the queue.
    let open = memo(move || {
        let open = state.job.get().filter(|listed| listed.job.status == JobStatus::Queued)?;
        let shown = state.seen_waiting.get();
        let is_listed = |listed: &Arc<BoardJob>| listed.job.id == open.job.id;
        (!all().0.iter().take(shown).any(is_listed)).then_some(open)
    });
    let open = move || open.get().map_or_else(nothing, |listed| waiting(w, &listed).view());
    let is_many = memo(move || MANY < state.queued_count.get() || !tray.filter.with(JobFilter::is_empty));
    div()
        .class("tray")
        .child(title(w.options().heading_level, 1).class("tray-title").child(w.say(text::STATUS_QUEUED)))
        .child(p().class("hint").child(count))
        .child(reactive(move || if is_many.get() { untrack(|| search(w).view()) } else { nothing() }))
        .child(reactive(open))
        .child(reactive(jobs))
}

/// Those that are looked for.
fn search(w: Widget) -> El {
    let filter = w.state().tray.filter;
    let sought = input()
        .attr("type", "search")
        .attr("dir", "auto")
        .is("tray-sought")
        .value(move || filter.get().text)
        .on(ev::input, move |event| seek_waiting(w, |filter| filter.text = typed(&event)));
    let is_met = move || filter.with(|filter| !filter.can_be_met.is_empty());
    let turn = move || {
        let on = if untrack(is_met) { "" } else { "true" };
        seek_waiting(w, |filter| on.clone_into(&mut filter.can_be_met));
    };
    let met = button(w.say(text::FILTER_MET), turn);
    div()
        .class("filters")
        .role("search")
        .aria_label(w.say(text::FILTER))
        .child(field(&w.say(text::FILTER_TEXT), sought))
        .child(div().class("filter-chips").child(met.class("chip").is("tray-met").pressed(is_met)))
}

fn waiting(w: Widget, listed: &Arc<BoardJob>) -> Button {
    let wishes = listed.wishes.len();
    let length = w.length_text(listed.job.length_in_minutes as Minute);
    let more = w.options().words.joined([&*listed.job_type, &*length]);
    let wished = (0 < wishes).then(|| w.options().words.count(text::BOARD_WISHES_COUNT, wishes));
    let chosen = listed.clone();
    let id = listed.job.id;
    button("", move || open(w, chosen.clone()))
        .class("tray-job")
        .is(&fill("why-not-{id}", &[("id", &id.to_string())]))
        .child(
            span()
                .class("type-bar")
                .attr("data-color", &*listed.color)
                .attr("data-fresh", move || w.derived().freshness(id))
                .child(span().class("tray-whose").attr("dir", "auto").child(w.derived().whose(listed)))
                .child(span().class("more").child(more))
                .children(wished.map(|wished| span().class("more").child(wished))),
        )
        .pressed(move || w.state().job.get().is_some_and(|job| job.job.id == id))
}
