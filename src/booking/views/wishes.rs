//! Wishes: the form, the list, and what can be done with them.

use leptos::prelude::*;

use crate::booking::effects::{begin_draft, choose_time, go, leave_wishes, say_when_known};
use crate::booking::state::Step;
use crate::booking::views::pending::while_pending;
use crate::booking::views::support::save_case_line;
use crate::booking::views::wish_form::wish_form;
use crate::booking::views::wish_rows::{undone, wish_rows};
use crate::booking::widget::Widget;
use crate::ground::text::{self, fill};
use crate::kit::parts::{Button, buttons, heading, live, node, nothing, say, words};

/// The step in which wishes are written.
pub fn wishes(w: Widget) -> AnyView {
    begin_draft(w);
    say_when_known(w);
    let back = Button::named(text::WISHES_BACK, move || go(w, Step::Choose));
    node(
        "section",
        "wishes",
        vec![
            heading(text::WISHES_TITLE),
            say("p", "hint", words(text::WISHES_HINT)),
            wish_form(w),
            live(move || wish_rows(w)),
            live(move || undone(w)),
            live(move || outcome(w)),
            live(move || leave(w)),
            node("p", "", vec![Button { class: "link", ..back }.view()]),
            save_case_line(w, None),
        ],
    )
}

/// The best wish that can be met, and the button that books it.
fn outcome(w: Widget) -> AnyView {
    if w.state.wishes.get().is_empty() {
        return nothing();
    }
    let Some((i, opening)) = w.derived.best_wish() else {
        let sentence = match w.derived.scheduled() {
            None => text::WISHES_NONE_FEASIBLE.to_owned(),
            Some(start) => fill(text::WISHES_NONE_FEASIBLE_BOOKED, &[("when", &w.derived.moment(start))]),
        };
        return say("p", "outcome", words(&sentence));
    };
    let start = opening.start;
    let sentence = fill(text::WISHES_BEST_IS, &[("rank", &(i + 1).to_string())]);
    let label = fill(text::WISHES_BOOK_BEST, &[("when", &w.derived.moment(start))]);
    let book = Button::named(&label, move || choose_time(w, start, true)).primary().view();
    node("div", "outcome", vec![say("p", "", words(&sentence)), buttons(vec![book])])
}

/// The button that stores the wishes. A region of its own: the focus may be on it while availability arrives.
fn leave(w: Widget) -> AnyView {
    // A booked visit is moved, not given up for wishes.
    let has_stored = w.booking().is_some_and(|booking| !booking.wishes.is_empty());
    let is_empty = w.state.wishes.get().is_empty();
    if w.derived.scheduled().is_some() || (is_empty && !has_stored) {
        return nothing();
    }
    let idle = if is_empty { text::WISHES_WITHDRAW } else { text::WISHES_LEAVE };
    let words = while_pending(w, idle, text::WISHES_SAVING);
    buttons(vec![Button::new(words, move || leave_wishes(w)).view()])
}
