//! Times for the job that is open: those that are suggested, and what was done last.

use leptos::prelude::*;
use slotwright_matching::Merit;
use slotwright_words::{fill, text};

use crate::attributes::View;
use crate::board::effects::{come, plan, queue, undo};
use crate::board::state::{Planning, Suggested};
use crate::board::views::hand::all_the_same;
use crate::board::views::mover::mover;
use crate::board::widget::Widget;
use crate::ground::deeds::Way;
use crate::ground::failure::Failure;
use crate::ground::job::is_open;
use crate::ground::suggestions::{Reason, Suggestion};
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, li, nothing, ol, p, reactive, span};
use crate::kit::parts::{buttons, notice, title};

/// What was done last, with its undo; and why it failed, if so.
pub fn outcome(w: Widget) -> AnyView {
    let failure = match w.state().planning.get() {
        Planning::Failed(Failure::Taken) => Some(notice("warn", &w.say(text::BOARD_TAKEN)).role("alert")),
        Planning::Failed(failure) => {
            Some(notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert"))
        }
        Planning::FailedElsewhere(said) => Some(notice("danger", &said).role("alert")),
        Planning::Sent | Planning::Nothing => None,
    };
    let said = w.state().said.get();
    // The schedule has a button of its own for it.
    let undoing = w.derived().shown() != View::Timeline && w.state().hand.deeds.with(|deeds| deeds.has(Way::Undo));
    let done = (!said.is_empty()).then(|| {
        let again = undoing.then(|| button(w.say(text::UNDO_PLANNED), move || undo(w)));
        notice("ok", &said).children(again)
    });
    match (failure, done) {
        (Some(failure), _) => div().child(failure).child(reactive(move || all_the_same(w))).view(),
        (None, Some(done)) => done.view(),
        (None, None) => nothing(),
    }
}

/// The times that are suggested.
pub fn suggested(w: Widget) -> AnyView {
    if w.state().work.only_looks() {
        return nothing();
    }
    let found = match w.state().suggested.get() {
        Suggested::Nothing => return nothing(),
        Suggested::Loading => p().class("hint").child(w.say(text::BOARD_SUGGESTIONS_LOADING)),
        Suggested::Failed(failure) => {
            notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert")
        }
        Suggested::Loaded(all) if all.is_empty() => p().class("hint").child(w.say(text::BOARD_SUGGESTIONS_NONE)),
        Suggested::Loaded(all) => div().child(p().class("hint").child(w.say(text::BOARD_SUGGESTIONS_HINT))).child(
            ol().class("suggestions")
                .role("list")
                .children(all.iter().enumerate().map(|(place, one)| li().child(suggestion(w, place + 1, one)))),
        ),
    };
    div()
        .child(title(w.options().heading_level, 2).class("technicians-title").child(w.say(text::BOARD_SUGGESTIONS)))
        .child(coming(w))
        .child(found)
        .view()
}

/// How many are to come: by a press, or with plus and minus.
fn coming(w: Widget) -> El {
    let step = |is_more: bool, name, sign: &str| -> Button {
        button(sign.to_owned(), move || come(w, is_more)).class("step").aria_label(w.say(name))
    };
    let many = move || w.options().words.count(text::BOARD_COME_COUNT, w.state().come.get());
    let steps = buttons().role("group").aria_label(w.say(text::BOARD_COME));
    steps
        .child(step(false, text::BOARD_COME_FEWER, "−").is("come-fewer"))
        .child(span().class("hint").child(many))
        .child(step(true, text::BOARD_COME_MORE, "+").is("come-more"))
}

fn suggestion(w: Widget, digit: usize, suggestion: &Suggestion) -> Button {
    let Suggestion { start, crew, reason } = suggestion.clone();
    let why = match reason {
        Reason::Wish(rank) => fill(&w.say(text::BOARD_SUGGESTED_WISH), &[("rank", &rank.to_string())]),
        Reason::Merit(Some(Merit::NearBefore | Merit::NearAfter)) => w.say(text::BOARD_SUGGESTED_NEAR),
        Reason::Merit(Some(Merit::QuietDay)) => w.say(text::BOARD_SUGGESTED_QUIET),
        Reason::Merit(Some(Merit::Soon)) => w.say(text::BOARD_SUGGESTED_SOON),
        Reason::Merit(Some(Merit::Room)) => w.say(text::BOARD_SUGGESTED_ROOM),
        Reason::Merit(None) => String::new(),
    };
    let named = crew.clone();
    let when = w.derived().moment(start);
    let line = move || fill(&w.say(text::BOARD_SUGGESTED), &[("when", &when), ("who", &w.derived().names_of(&named))]);
    let card: El = span()
        .class("suggestion-text")
        .child(span().child(line))
        .children((!why.is_empty()).then(|| span().class("more").child(why)));
    button("", move || plan(w, start, crew.clone()))
        .class("suggestion")
        .is(&["suggestion-", &digit.to_string()].concat())
        .child(span().class("digit").child(digit.to_string()))
        .child(card)
        .disabled(move || matches!(w.state().planning.get(), Planning::Sent))
}

/// What can be done with a job that has not ended: it is moved, and back to the queue goes what has a time.
pub fn deeds(w: Widget) -> AnyView {
    reactive(move || {
        let open = w.state().job.get().filter(|job| is_open(&job.job) && !w.state().work.only_looks());
        let Some(job) = open else { return nothing() };
        let has_time = job.job.scheduled_datetime.is_some();
        let back = has_time.then(|| buttons().child(button(w.say(text::QUEUE_JOB), move || queue(w)).is("queue-job")));
        div().class("deeds").child(mover(w)).children(back).view()
    })
}
