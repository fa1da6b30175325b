//! A wish as it is shown, with whether it can be met; and when the visit would rather not be.

use slotwright_matching::Interval;
use slotwright_words::text;

use crate::booking::widget::Widget;
use crate::booking::wording::{feasibility_line, rather_not_line, wish_line};
use crate::kit::el::{El, li, ol, p, ul};

/// The list of wishes, best first.
pub fn wish_list(w: Widget) -> El {
    ol().class("wish-list").aria_label(w.say(text::WISHES_LIST))
}

/// One wish of the list.
pub fn wish_item(w: Widget, wish: Interval) -> El {
    let state = move || {
        let state = match w.derived().feasibility(wish) {
            None => "unknown",
            Some(found) if found.best.is_some() => "yes",
            Some(_) => "no",
        };
        state.to_owned()
    };
    li().class("wish")
        .part("wish")
        .child(p().class("wish-text").child(move || wish_line(&w.derived(), wish)))
        .child(p().class("feasibility").state(state).child(move || feasibility_line(&w.derived(), wish)))
}

/// The list of when the visit would rather not be, by the clock.
pub fn rather_not_list(w: Widget) -> El {
    // A list without markers is no list to some screen readers, unless it has the role.
    ul().class("wish-list").role("list").aria_label(w.say(text::RATHER_NOT_LIST))
}

/// One window of that list.
pub fn rather_not_item(w: Widget, window: Interval) -> El {
    li().class("wish rather-not")
        .part("wish")
        .child(p().class("wish-text").child(move || rather_not_line(&w.derived(), window)))
}
