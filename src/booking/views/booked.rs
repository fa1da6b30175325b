//! A booked visit: when, what, where; the calendar file, change and cancel. And a visit that was cancelled.

use leptos::prelude::*;
use slotwright_matching::{Day, Minute};

use crate::booking::effects::{book, cancel, go, save_calendar};
use crate::booking::state::Step;
use crate::booking::views::pending::while_pending;
use crate::booking::widget::Widget;
use crate::booking::wording::{place_line, when_line};
use crate::ground::text::{self, fill};
use crate::kit::live::Live;
use crate::kit::parts::{Button, Node, buttons, heading, live, node, nothing, say, words};

/// The booked visit.
pub fn booked(w: Widget, moved: bool) -> AnyView {
    let (Some(booking), Some(start)) = (w.booking(), w.derived.scheduled()) else { return nothing() };
    let asking = Live::new(false);
    let mut children = vec![
        node("span", "tick", vec![]),
        heading(if moved { text::MOVED_TITLE } else { text::BOOKED_TITLE }),
        say("p", "booked-when", Box::new(move || when_line(&w.derived, start))),
        say("p", "", words(&booking.job_type.name)),
        say("p", "", words(&place_line(&booking.place))),
    ];
    if let Some(notes) = booking.job.as_ref().and_then(|job| job.notes.as_deref()).filter(|notes| !notes.is_empty()) {
        children.push(say("p", "booked-notes", words(&fill(text::BOOKED_NOTES, &[("notes", notes)]))));
    }
    children.push(Button::named(text::ADD_TO_CALENDAR, move || save_calendar(w)).primary().view());
    children.push(live(move || if asking.get() { question(w, start, asking) } else { actions(w, start, asking) }));
    children.push(say("p", "hint", words(text::BOOKED_HINT)));
    node("section", "booked", children)
}

fn actions(w: Widget, start: Minute, asking: Live<bool>) -> AnyView {
    if !w.derived.may_change() {
        return say("p", "hint", words(text::TOO_LATE_TO_CHANGE));
    }
    let ask = Button::named(text::CANCEL, move || {
        asking.set(true);
        w.focus("[data-is=question]");
    });
    buttons(vec![
        Button::named(text::CHANGE, move || change(w, start)).view(),
        Button { is: Some("cancel".to_owned()), ..ask }.view(),
    ])
}

/// Shows the calendar where the visit stands.
fn change(w: Widget, start: Minute) {
    w.state.focused.set(Day::of(start));
    go(w, Step::Choose);
}

fn question(w: Widget, start: Minute, asking: Live<bool>) -> AnyView {
    let question = fill(text::CANCEL_QUESTION, &[("when", &w.derived.moment(start))]);
    let sentence = vec![text_of(&question)];
    let yes = Button::new(while_pending(w, text::CANCEL_YES, text::CANCELLING), move || cancel(w));
    let no = move || {
        asking.set(false);
        w.focus("[data-is=cancel]");
    };
    let children = vec![
        Node { tag: "p", is: Some("question"), tab: Some("-1"), children: sentence, ..Node::default() }.view(),
        buttons(vec![Button { tone: Some("danger"), ..yes }.view(), Button::named(text::CANCEL_NO, no).view()]),
    ];
    Node { class: "question", role: Some("group"), label: Some(words(&question)), children, ..Node::default() }.view()
}

fn text_of(text: &str) -> AnyView {
    crate::kit::parts::text(words(text))
}

/// The visit was cancelled; it may be taken back while the time is free.
pub fn cancelled(w: Widget, start: Minute) -> AnyView {
    let hint = move || fill(text::CANCELLED_HINT, &[("when", &w.derived.moment(start))]);
    let undo = Button::new(while_pending(w, text::CANCELLED_UNDO, text::BOOKING), move || book(w, start));
    node(
        "section",
        "ended",
        vec![
            heading(text::CANCELLED_TITLE),
            say("p", "", Box::new(hint)),
            buttons(vec![
                Button::named(text::CANCELLED_AGAIN, move || go(w, Step::Choose)).primary().view(),
                undo.view(),
            ]),
        ],
    )
}
