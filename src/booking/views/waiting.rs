//! Wishes that are stored and wait for an answer.

use leptos::prelude::*;
use slotwright_matching::Interval;
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use crate::booking::effects::{choose_time, go};
use crate::booking::state::Step;
use crate::booking::views::company::call_us;
use crate::booking::views::copy::copy;
use crate::booking::views::wish::{rather_not_item, rather_not_list, wish_item, wish_list};
use crate::booking::widget::Widget;
use crate::booking::wording::wish_line;
use crate::kit::button::button;
use crate::kit::el::{El, div, li, nothing, ol, p, reactive, section, span};
use crate::kit::parts::{buttons, heading};

/// The stored wishes, each with whether it can be met now.
pub fn waiting(w: Widget) -> AnyView {
    let may_choose = w.derived().may_choose();
    let list = move || {
        let wishes = w.state().wishes.get();
        let item = |wish| wish_item(w, wish).children(may_choose.then(|| book_now(w, wish)));
        wish_list(w).children(wishes.into_iter().map(item)).view()
    };
    let rather_not = move || match w.state().rather_not.get() {
        windows if windows.is_empty() => nothing(),
        windows => rather_not_list(w).children(windows.into_iter().map(|window| rather_not_item(w, window))).view(),
    };
    let answer = w.booking().and_then(|booking| parse_minute(booking.answer_by.as_deref()?));
    let answer = answer.map(|by| fill(&w.say(text::WAITING_UNTIL), &[("when", &w.derived().formats().moment(by))]));
    section()
        .class("waiting")
        .child(span().class("tick"))
        .child(heading(w.options().heading_level, w.say(text::WAITING_TITLE)))
        .child(stages(w))
        .child(p().child(w.say(text::WAITING_HINT)))
        .children(answer.map(|answer| p().class("waiting-until").child(answer)))
        .child(reactive(list))
        .child(reactive(rather_not))
        .children((!may_choose).then(|| call_us(w, &w.say(text::NOT_BOOKED_HERE)).class("hint")))
        .children(may_choose.then(|| {
            buttons()
                .child(button(w.say(text::WAITING_CHANGE), move || go(w, Step::Wishes)))
                .child(button(w.say(text::WAITING_CHOOSE), move || go(w, Step::Choose)))
        }))
        .children(copy(w))
        .view()
}

/// How far it is: received, and being planned.
fn stages(w: Widget) -> El {
    ol().class("progress")
        .aria_label(w.say(text::WAITING_STEPS))
        .child(li().child(w.say(text::WAITING_RECEIVED)))
        .child(li().attr("aria-current", "step").child(w.say(text::WAITING_PLANNED)))
        .child(li().child(w.say(text::WAITING_CONFIRMED)))
}

/// Books a preferred time that can be met by now.
fn book_now(w: Widget, wish: Interval) -> AnyView {
    reactive(move || {
        let Some(opening) = w.derived().feasibility(wish).and_then(|found| found.best) else { return nothing() };
        let action = w.say(text::WAITING_BOOK);
        let label = fill(&w.say(text::WISH_ACTION), &[("action", &action), ("wish", &wish_line(&w.derived(), wish))]);
        let book = button(action, move || choose_time(w, opening.start, true)).class("small").aria_label(label);
        div().class("wish-buttons").child(book).view()
    })
}
