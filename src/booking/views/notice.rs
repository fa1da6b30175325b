//! The notice above a step: what could not be done, and what to do now.

use leptos::prelude::*;
use slotwright_matching::{Minute, Opening};
use slotwright_words::{fill, text};

use crate::booking::effects::{choose_time, retry};
use crate::booking::state::{Notice, Retry};
use crate::booking::views::support::save_case_line;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::kit::button::button;
use crate::kit::el::{El, div, nothing, p};

/// The notice above a step, if there is one.
pub fn notice(w: Widget) -> AnyView {
    let Some(notice) = w.state().notice.get() else { return nothing() };
    let notice = match notice {
        Notice::AlreadyBooked => frame(w, "ok", &w.say(text::ALREADY_BOOKED)),
        Notice::NotConfirmed => frame(w, "warn", &w.say(text::NOT_CONFIRMED)),
        Notice::Gone => frame(w, "warn", &w.say(text::GONE)),
        Notice::Changed => match w.derived().scheduled() {
            Some(start) => frame(w, "warn", &fill(&w.say(text::CHANGED_TO), &[("when", &w.derived().moment(start))])),
            None => frame(w, "warn", &w.say(text::CHANGED)),
        },
        Notice::Taken { wanted, nearest } => {
            let sentence = fill(&w.say(text::TAKEN), &[("when", &w.derived().moment(wanted))]);
            let more = w.say(if nearest.is_empty() { text::TAKEN_NONE } else { text::TAKEN_NEAREST });
            with_alternatives(w, &sentence, &more, wanted, &nearest)
        }
        Notice::Refused { sentence, wanted, nearest } => {
            let more = w.say(if nearest.is_empty() { text::TAKEN_NONE } else { text::TAKEN_NEAREST });
            with_alternatives(w, &sentence, &more, wanted, &nearest)
        }
        Notice::NotHeld { wanted, nearest } => {
            let sentence = fill(&w.say(text::NOT_HELD), &[("when", &w.derived().moment(wanted))]);
            let more = w.say(if nearest.is_empty() { text::HELD_NO_MORE } else { text::NOT_HELD_NEAREST });
            with_alternatives(w, &sentence, &more, wanted, &nearest)
        }
        Notice::Failed { failure, retry } => failed(w, &failure, retry),
    };
    notice.view()
}

fn failed(w: Widget, failure: &Failure, again: Retry) -> El {
    let mut sentence = failure.sentence(&w.options().words.all(), matches!(again, Retry::Book(_)));
    if matches!(failure, Failure::Server(_)) {
        sentence = fill(&w.say(text::SENTENCES), &[("first", &w.say(text::SERVER_TITLE)), ("second", &sentence)]);
    }
    // What was refused is refused again, so it is not retried; the sentence says what to do.
    let is_refusal = matches!(failure, Failure::Refused(_));
    // A case has only what is matched: times and wishes.
    let case = match again {
        Retry::Book(start) => Some(save_case_line(w, Some(start))),
        Retry::SaveWishes => Some(save_case_line(w, None)),
        _ => None,
    };
    frame(w, "danger", &sentence)
        .children((!is_refusal).then(|| button(w.say(text::RETRY), move || retry(w, again))))
        .children(case)
}

fn with_alternatives(w: Widget, sentence: &str, more: &str, wanted: Minute, nearest: &[Opening]) -> El {
    let alternative = |opening: &Opening| {
        let start = opening.start;
        button(w.derived().moment(start), move || choose_time(w, start, false)).class("opening")
    };
    frame(w, "warn", sentence)
        .child(p().child(more))
        .child(div().class("alternatives").children(nearest.iter().map(alternative)))
        .child(save_case_line(w, Some(wanted)))
}

fn frame(w: Widget, tone: &str, sentence: &str) -> El {
    let close = move || {
        w.state().notice.set(None);
        w.focus("[data-is=heading]");
    };
    div()
        .class("notice")
        .part("notice")
        .role("alert")
        .state(tone)
        .is("notice")
        .tabindex("-1")
        .child(button("×", close).class("notice-close").aria_label(w.say(text::DISMISS)))
        .child(p().class("notice-sentence").child(sentence))
}
