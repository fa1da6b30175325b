//! Small views that both elements share.

use crate::ground::text;
use crate::kit::el::{Child, El, div, h1, h2, p};

/// The heading of a step, one level below the summary's. Not reachable by Tab, but a new step puts the focus there.
pub fn heading(text: impl Child) -> El {
    as_heading(h2(), text)
}

/// The heading of a step without a summary above it.
pub fn first_heading(text: impl Child) -> El {
    as_heading(h1(), text)
}

fn as_heading(tag: El, text: impl Child) -> El {
    tag.class("heading").is("heading").tabindex("-1").child(text)
}

/// An empty frame while something loads; screen readers say that it does.
pub fn skeleton() -> El {
    div().class("skeleton").child(p().class("unseen").child(text::LOADING))
}

/// Buttons in a row.
pub fn buttons() -> El {
    div().class("buttons")
}

/// A notice. `tone` says how grave it is: `ok`, `warn` or `danger`.
pub fn notice(tone: &str, sentence: &str) -> El {
    div().class("notice").state(tone).child(p().class("notice-sentence").child(sentence))
}
