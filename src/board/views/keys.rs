//! The keys, from the table by which they are pressed.

use slotwright_words::text;

use crate::board::views::over::over_all;
use crate::board::widget::Widget;
use crate::ground::keys::{Cap, KEYS, Key, PLACES, named};
use crate::kit::el::{El, kbd, section, span, table, tbody, td, th, tr};
use crate::kit::parts::{heading, title};

/// The sheet of all keys.
pub fn keys(w: Widget) -> El {
    let sections = PLACES.iter().map(|(place, name)| {
        let lines = KEYS.iter().filter(|(at, ..)| at == place).map(|key| line(w, key));
        section()
            .class("keys-of")
            .child(title(w.options().heading_level, 2).class("fold-title").child(w.say(name)))
            .child(table().child(tbody().children(lines)))
    });
    over_all(w, "over keys", text::KEYS).child(heading(w.options().heading_level, w.say(text::KEYS))).children(sections)
}

fn line(w: Widget, (_, caps, _, said): &Key) -> El {
    // Nine digits in a row are no more than their first and their last.
    let caps: Vec<&Cap> =
        if 2 < caps.len() { caps.iter().step_by(caps.len() - 1).collect() } else { caps.iter().collect() };
    tr().child(th().attr("scope", "row").child(w.say(said)))
        .child(td().children(caps.into_iter().map(|cap| on_key(w, cap))))
}

fn on_key(w: Widget, cap: &Cap) -> El {
    let held = [(cap.command, text::KEY_CTRL), (cap.shift, text::KEY_SHIFT)];
    let held = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| kbd().child(w.say(name)));
    span().class("cap").children(held).child(kbd().child(named(cap.key, &w.options().words.all())))
}
