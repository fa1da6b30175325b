//! Small views that elements share.

use leptos::prelude::*;
use slotwright_words::text;

use crate::ground::failure::Failure;
use crate::kit::button::button;
use crate::kit::el::{Child, El, div, p};
use crate::kit::words::Spoken;

/// The level of the first heading, as the page around the element wants it; `None` is the usual one.
pub type FirstLevel = RwSignal<Option<u8>>;

/// The page's own title is above it.
const USUAL_LEVEL: u8 = 2;

/// A heading that stands `depth` levels below the first one. No tag can change its level.
pub fn title(first: FirstLevel, depth: u8) -> El {
    let level = move || u32::from(first.get().unwrap_or(USUAL_LEVEL) + depth).to_string();
    div().role("heading").attr("aria-level", level)
}

/// The heading of a step, one level below the summary's. Not reachable by Tab, but a new step puts the focus there.
pub fn heading(first: FirstLevel, text: impl Child) -> El {
    as_heading(title(first, 1), text)
}

/// The heading of a step without a summary above it.
pub fn first_heading(first: FirstLevel, text: impl Child) -> El {
    as_heading(title(first, 0), text)
}

fn as_heading(title: El, text: impl Child) -> El {
    title.class("heading").is("heading").tabindex("-1").child(text)
}

/// An empty frame while something loads; screen readers say that it does.
pub fn skeleton(words: Spoken) -> El {
    div().class("skeleton").child(p().class("unseen").child(words.say(text::LOADING)))
}

/// Buttons in a row.
pub fn buttons() -> El {
    div().class("buttons")
}

/// A notice. `tone` says how grave it is: `ok`, `warn` or `danger`.
pub fn notice(tone: &str, sentence: &str) -> El {
    div().class("notice").state(tone).child(p().class("notice-sentence").child(sentence))
}

/// That something could not be loaded, for staff. Whatever is wrong with the link, the same is to be done; trying again isn't.
pub fn not_loaded(words: Spoken, failure: &Failure, again: impl Fn() + 'static) -> El {
    if matches!(failure, Failure::LinkInvalid | Failure::LinkExpired | Failure::Gone) {
        let title = words.say(text::BOARD_LINK_TITLE);
        return notice("danger", &title).role("alert").child(p().child(words.say(text::BOARD_LINK)));
    }
    let sentence = failure.sentence(&words.all(), false);
    notice("danger", &sentence).role("alert").child(button(words.say(text::RETRY), again))
}
