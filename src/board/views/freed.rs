//! Time that is free again: quietly how many wait for it, and the list of them, each with the visit that it would get.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{Freed, Refilled};
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use crate::board::effects::{leave_freed, list_waiting, refill};
use crate::board::state::Planning;
use crate::board::views::alone::digit_alone;
use crate::board::widget::Widget;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, li, nothing, ol, p, reactive, section, span};
use crate::kit::parts::{notice, title};
use crate::kit::reactive::memo;

/// How many wait, in the head of whatever is shown: a press or `f` lists them.
pub fn told(w: Widget) -> AnyView {
    let state = w.state().freed;
    let Some(found) = state.found.get().filter(|_| !state.is_listed.get()) else { return nothing() };
    button(w.derived().waiting(found.total), move || _ = list_waiting(w)).class("small").is("show-freed").view()
}

/// The list, once it is opened.
pub fn freed(w: Widget) -> AnyView {
    let state = w.state().freed;
    let is_listed = memo(move || state.found.with(Option::is_some) && state.is_listed.get());
    reactive(move || if is_listed.get() { untrack(|| list(w)) } else { nothing() })
}

fn list(w: Widget) -> AnyView {
    let on_key = move |event: KeyboardEvent| {
        let is_done = match (digit_alone(&event), &*event.key()) {
            (Some(digit), _) => refill(w, digit),
            (None, "Escape") if w.state().hand.carried.with_untracked(Option::is_none) => {
                leave_freed(w);
                true
            }
            _ => false,
        };
        if is_done {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let taken = move || match w.state().freed.is_taken.get() {
        true => notice("warn", &w.say(text::FREED_TAKEN)).role("alert").view(),
        false => nothing(),
    };
    let name =
        title(w.options().heading_level, 1).class("heading").is("freed").tabindex("-1").child(w.say(text::FREED));
    section()
        .class("why-not job-panel")
        .part("job")
        .aria_label(w.say(text::FREED))
        .on(ev::keydown, on_key)
        .child(button("×", move || leave_freed(w)).class("notice-close").aria_label(w.say(text::DISMISS)))
        .child(name)
        .child(reactive(taken))
        .child(p().class("hint").child(w.say(text::FREED_HINT)))
        .child(reactive(move || w.state().freed.found.get().map_or_else(nothing, |found| those(w, &found))))
        .view()
}

/// Those who wait, the best first, and what is not theirs.
fn those(w: Widget, found: &Freed) -> AnyView {
    let rows = found.data.iter().enumerate().map(|(place, one)| li().child(row(w, place + 1, one)));
    let more = (found.total as usize).saturating_sub(found.data.len());
    let more = (0 < more).then(|| p().class("hint").child(w.options().words.count(text::FREED_MORE, more)));
    let held = (!found.held.is_empty()).then(|| p().class("hint").child(w.say(text::FREED_HELD)));
    // A list without markers is no list to some screen readers, unless it has the role.
    let all = ol().class("suggestions").role("list").children(rows);
    div().child(all).children(more).children(held).view()
}

fn row(w: Widget, digit: usize, one: &Refilled) -> Button {
    let Refilled { job, scheduled_datetime, user_ids, rank, rather_not, .. } = one.clone();
    let when = scheduled_datetime.get(..16).and_then(parse_minute).map(|start| w.derived().moment(start));
    let (when, whose) = (when.unwrap_or_default(), w.derived().whose(&job));
    let line =
        move || fill(&w.say(text::BOARD_SUGGESTED), &[("when", &when), ("who", &w.derived().names_of(&user_ids))]);
    let wish = fill(&w.say(text::BOARD_SUGGESTED_WISH), &[("rank", &rank.to_string())]);
    let length = w.length_text(job.job.length_in_minutes as Minute);
    let not = rather_not.then(|| w.say(text::FREED_RATHER_NOT));
    let more: Vec<String> = [wish, job.job_type, length].into_iter().chain(not).collect();
    let card: El = span()
        .class("suggestion-text")
        .child(span().child(whose))
        .child(span().child(line))
        .child(span().class("more").child(w.options().words.joined(more)));
    button("", move || _ = refill(w, digit))
        .class("suggestion")
        .child(span().class("digit").child(digit.to_string()))
        .child(card)
        .disabled(move || matches!(w.state().planning.get(), Planning::Sent))
}
