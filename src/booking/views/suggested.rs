//! A few times that are suggested, each of another day, with what speaks for it: one press leads to the last look.

use leptos::prelude::*;
use slotwright_matching::{Merit, Minute};
use slotwright_words::text;

use crate::booking::effects::choose_time;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{El, div, li, nothing, p, reactive, span, ul};
use crate::kit::reactive::memo;

/// The times; their room is there before they are known.
pub fn suggested(w: Widget) -> El {
    // They stay, and the focus on one of them, until they are others.
    let suggested = memo(move || w.derived().suggested());
    let times = move || {
        let suggested = suggested.get();
        if suggested.is_empty() {
            return nothing();
        }
        let list = ul().class("chips").role("list").attr("aria-labelledby", "suggested");
        let list = list.children(suggested.into_iter().map(|(start, merit)| li().child(chip(w, start, merit))));
        [p().class("hint").id("suggested").child(w.say(text::SUGGESTED)).view(), list.view()].into_any()
    };
    div().class("suggested").child(reactive(times))
}

fn chip(w: Widget, start: Minute, merit: Option<Merit>) -> AnyView {
    let why = match merit {
        Some(Merit::NearBefore | Merit::NearAfter) => Some(w.say(text::SUGGESTED_NEAR)),
        Some(Merit::QuietDay) => Some(w.say(text::SUGGESTED_QUIET)),
        // That is seen.
        Some(Merit::Soon | Merit::Room) | None => None,
    };
    let chip = button(w.derived().chip(start), move || choose_time(w, start, false)).class("chip").child(" ");
    chip.child(why.map_or_else(nothing, |why| span().class("why").child(why).view())).view()
}
