//! The soonest times, each of another day: one press leads to the last look.

use leptos::prelude::*;

use crate::booking::effects::choose_time;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{El, div, li, nothing, p, reactive, ul};
use slotwright_words::text;

/// The row; its room is there before the times are known.
pub fn soonest(w: Widget) -> El {
    let times = move || {
        let soonest = w.derived().soonest();
        if soonest.is_empty() {
            return nothing();
        }
        let time = |start| {
            let chip = button(w.derived().chip(start), move || choose_time(w, start, false)).class("chip");
            li().child(chip.aria_label(w.derived().moment(start)))
        };
        let list = ul().class("chips").role("list").attr("aria-labelledby", "soonest");
        [
            p().class("hint").id("soonest").child(w.say(text::SOONEST)).view(),
            list.children(soonest.into_iter().map(time)).view(),
        ]
        .into_any()
    };
    div().class("soonest").child(reactive(times))
}
