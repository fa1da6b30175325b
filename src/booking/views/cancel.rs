//! Whether the visit is really to be cancelled, and why.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_words::{Text, fill, text};

use crate::booking::effects::cancel;
use crate::booking::views::pending::while_pending;
use crate::booking::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{div, p};
use crate::kit::parts::buttons;

/// Why visits are cancelled, by the names that the API has for it.
const REASONS: [(&str, &Text); 4] = [
    ("cannot_be_there", text::CANCEL_AWAY),
    ("works_again", text::CANCEL_WORKS),
    ("other_time", text::CANCEL_OTHER_TIME),
    ("other", text::CANCEL_OTHER),
];

/// The question, with reasons that may be given.
pub fn question(w: Widget, start: Minute, asking: RwSignal<bool>) -> AnyView {
    let question = fill(&w.say(text::CANCEL_QUESTION), &[("when", &w.derived().moment(start))]);
    let keep = move || {
        asking.set(false);
        w.focus("[data-is=cancel]");
    };
    let reason = |(name, label): &(&'static str, &'static Text)| {
        let (name, reason) = (*name, w.state().reason);
        // Pressed again, it is taken back.
        let choose = move || reason.set(if reason.get_untracked() == name { String::new() } else { name.to_owned() });
        button(w.say(label), choose).class("small").pressed(move || reason.get() == name)
    };
    div()
        .class("question")
        .role("group")
        .aria_label(&*question)
        .child(p().is("question").tabindex("-1").child(&*question))
        .child(
            div()
                .class("reasons")
                .role("group")
                .aria_label(w.say(text::CANCEL_WHY))
                .child(p().class("hint").child(w.say(text::CANCEL_WHY)))
                .children(REASONS.iter().map(reason)),
        )
        .child(
            buttons()
                .child(button(while_pending(w, text::CANCEL_YES, text::CANCELLING), move || cancel(w)).danger())
                .child(button(w.say(text::CANCEL_NO), keep)),
        )
        .view()
}
