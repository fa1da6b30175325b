//! Wishes: the form, the list, and what can be done with them.

use leptos::prelude::*;
use slotwright_words::{fill, text};

use crate::booking::effects::{announce_when_known, begin_draft, choose_time, go, leave_wishes};
use crate::booking::state::Step;
use crate::booking::views::pending::while_pending;
use crate::booking::views::support::save_case_line;
use crate::booking::views::wish_form::wish_form;
use crate::booking::views::wish_rows::{rather_not_rows, undone, wish_rows};
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{div, nothing, p, reactive, section};
use crate::kit::parts::{buttons, heading};

/// The step in which wishes are written.
pub fn wishes(w: Widget) -> AnyView {
    begin_draft(w);
    announce_when_known(w);
    section()
        .class("wishes")
        .child(heading(w.options().heading_level, w.say(text::WISHES_TITLE)))
        .child(p().class("hint").child(w.say(text::WISHES_HINT)))
        .child(wish_form(w))
        .child(reactive(move || wish_rows(w)))
        .child(reactive(move || rather_not_rows(w)))
        .child(reactive(move || undone(w)))
        .child(reactive(move || outcome(w)))
        .child(reactive(move || leave(w)))
        .child(p().child(button(w.say(text::WISHES_BACK), move || go(w, Step::Choose)).class("link")))
        .child(save_case_line(w, None))
        .view()
}

/// The best wish that can be met, and the button that books it.
fn outcome(w: Widget) -> AnyView {
    if w.state().wishes.get().is_empty() {
        return nothing();
    }
    let Some((i, opening)) = w.derived().best_wish() else {
        let sentence = match w.derived().scheduled() {
            None => w.say(text::WISHES_NONE_FEASIBLE),
            Some(start) => fill(&w.say(text::WISHES_NONE_FEASIBLE_BOOKED), &[("when", &w.derived().moment(start))]),
        };
        return p().class("outcome").child(sentence).view();
    };
    let start = opening.start;
    let label = fill(&w.say(text::WISHES_BOOK_BEST), &[("when", &w.derived().moment(start))]);
    div()
        .class("outcome")
        .child(p().child(fill(&w.say(text::WISHES_BEST_IS), &[("rank", &(i + 1).to_string())])))
        .child(buttons().child(button(label, move || choose_time(w, start, true)).primary()))
        .view()
}

/// The button that stores the wishes. It is rendered by itself, since the focus may be on it while availability is loaded.
fn leave(w: Widget) -> AnyView {
    // A booked visit is moved, not given up for wishes.
    let has_stored = w.booking().is_some_and(|booking| !booking.wishes.is_empty());
    let is_empty = w.state().wishes.get().is_empty();
    if w.derived().scheduled().is_some() || (is_empty && !has_stored) {
        return nothing();
    }
    let idle = if is_empty { text::WISHES_WITHDRAW } else { text::WISHES_LEAVE };
    buttons().child(button(while_pending(w, idle, text::WISHES_SAVING), move || leave_wishes(w))).view()
}
