//! What the schedule's signs and patterns mean: each as it is drawn, and its name.

use slotwright_words::{Text, text};

use crate::board::widget::Widget;
use crate::kit::el::{El, folded, li, span, summary, ul};

/// Each, by the class and the state with which it is drawn.
const SIGNS: [(&str, &str, &Text); 10] = [
    ("open", "", text::BOARD_OPEN),
    ("closed", "break", text::BOARD_BREAK),
    ("closed", "time-off", text::BOARD_TIME_OFF),
    ("closed", "held", text::BOARD_HELD),
    ("margin", "travel", text::BOARD_TRAVEL),
    ("margin", "buffer", text::BOARD_BUFFER),
    ("presence-sign", "here", text::ON_SITE),
    ("presence-sign", "left", text::BOARD_LEFT),
    ("wished", "", text::BOARD_WISHED),
    ("now", "", text::BOARD_NOW),
];

/// Folded away until somebody asks.
pub fn legend(w: Widget) -> El {
    let sign = |(class, state, name): &(&str, &str, &'static Text)| {
        let sample = span().class(class).state(*state).attr("aria-hidden", "true");
        li().child(span().class("legend-sample").child(sample)).child(span().child(w.say(name)))
    };
    folded()
        .class("fold legend")
        .child(summary().child(w.say(text::BOARD_LEGEND)))
        // A list without markers is no list to some screen readers, unless it has the role.
        .child(ul().class("legend-signs").role("list").children(SIGNS.iter().map(sign)))
}
