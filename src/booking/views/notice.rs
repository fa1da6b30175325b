//! What was in the way, and what to do now.

use leptos::prelude::*;
use slotwright_matching::{Minute, Opening};

use crate::booking::effects::{choose_time, retry};
use crate::booking::state::{Notice, Retry};
use crate::booking::views::support::save_case_line;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::text::{self, fill};
use crate::kit::parts::{Button, Node, node, nothing, say, words};

/// The notice above a step, if there is one.
pub fn notice(w: Widget) -> AnyView {
    match w.state.notice.get() {
        None => nothing(),
        Some(Notice::AlreadyBooked) => frame(w, "ok", text::ALREADY_BOOKED, vec![]),
        Some(Notice::Gone) => frame(w, "warn", text::GONE, vec![]),
        Some(Notice::Taken { wanted, nearest }) => {
            let sentence = fill(text::TAKEN, &[("when", &w.derived.moment(wanted))]);
            let more = if nearest.is_empty() { text::TAKEN_NONE } else { text::TAKEN_NEAREST };
            with_alternatives(w, &sentence, more, wanted, &nearest)
        }
        Some(Notice::NotHeld { wanted, nearest }) => {
            let sentence = fill(text::NOT_HELD, &[("when", &w.derived.moment(wanted))]);
            let more = if nearest.is_empty() { text::HELD_NO_MORE } else { text::NOT_HELD_NEAREST };
            with_alternatives(w, &sentence, more, wanted, &nearest)
        }
        Some(Notice::Failed { failure, retry: again }) => {
            let booking = matches!(again, Retry::Book(_));
            // What was refused is refused again; a link to another way stands in the sentence.
            let is_refusal = matches!(failure, Failure::Refused(_));
            let mut more = Vec::new();
            if !is_refusal {
                more.push(Button::named(text::RETRY, move || retry(w, again)).view());
            }
            // Only of what is matched a case can tell.
            match again {
                Retry::Book(start) => more.push(save_case_line(w, Some(start))),
                Retry::SaveWishes => more.push(save_case_line(w, None)),
                _ => {}
            }
            let mut sentence = failure.sentence(booking);
            if matches!(failure, Failure::Server(_)) {
                sentence = fill(text::SENTENCES, &[("first", text::SERVER_TITLE), ("second", &sentence)]);
            }
            frame(w, "danger", &sentence, more)
        }
    }
}

fn with_alternatives(w: Widget, sentence: &str, more: &str, wanted: Minute, nearest: &[Opening]) -> AnyView {
    let alternatives = nearest.iter().map(|opening| {
        let start = opening.start;
        let button = Button::named(&w.derived.moment(start), move || choose_time(w, start, false));
        Button { class: "opening", ..button }.view()
    });
    let alternatives = alternatives.collect();
    let alternatives = node("div", "alternatives", alternatives);
    frame(w, "warn", sentence, vec![say("p", "", words(more)), alternatives, save_case_line(w, Some(wanted))])
}

fn frame(w: Widget, tone: &'static str, sentence: &str, more: Vec<AnyView>) -> AnyView {
    let close = Button::named("×", move || {
        w.state.notice.set(None);
        w.focus("[data-is=heading]");
    });
    let mut children = vec![
        Button { class: "notice-close", label: Some(words(text::DISMISS)), ..close }.view(),
        say("p", "notice-sentence", words(sentence)),
    ];
    children.extend(more);
    let (role, state) = (Some("alert"), Some(words(tone)));
    Node {
        class: "notice",
        part: Some("notice"),
        role,
        state,
        is: Some("notice"),
        tab: Some("-1"),
        children,
        ..Node::default()
    }
    .view()
}
