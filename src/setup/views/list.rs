//! A list of what is set up: a row each, with what can be done with it.

use leptos::prelude::*;
use slotwright_words::{Text, fill, text};

use crate::ground::setup::deed::Save;
use crate::ground::setup::known::Planned;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, li, p, reactive, span, strong, ul};
use crate::kit::parts::{buttons, title};
use crate::setup::effects::{keep, remove};
use crate::setup::views::collisions::collisions;
use crate::setup::widget::Widget;

/// The heading of a list, and what adds to it; without a heading where the part has the same.
pub fn head(w: Widget, name: &str, add: Button) -> El {
    let named = || title(w.options().heading_level, 2).class("setup-name").child(name);
    div().class("setup-head").children((!name.is_empty()).then(named)).child(add)
}

/// A list. The role is for screen readers to which one without markers is none.
pub fn list(rows: impl IntoIterator<Item = El>) -> El {
    ul().class("setup-list").role("list").children(rows)
}

/// A row: what it is called, what is told of it, and what can be done with it.
pub fn row(name: &str, told: &[String], deeds: El) -> El {
    let told = told.iter().filter(|told| !told.is_empty());
    li().class("setup-row")
        .child(
            div()
                .class("setup-what")
                .child(strong().child(name))
                .children(told.map(|told| span().class("more").child(&**told))),
        )
        .child(deeds)
}

/// A small button of a row, whose name for screen readers says of which.
pub fn small(w: Widget, name: &'static Text, of: &'static Text, what: &str, act: impl Fn() + 'static) -> Button {
    button(w.say(name), act).class("small").aria_label(fill(&w.say(of), &[("name", what)]))
}

/// The button that takes something away, which can be made again.
pub fn removing(w: Widget, what: &str, save: impl Fn() -> Save + 'static) -> Button {
    small(w, text::SETUP_REMOVE, text::SETUP_REMOVE_OF, what, move || keep(w, save(), text::SETUP_REMOVED))
}

/// What is about to be taken away: its name in the page, and for people; and what is asked before.
#[derive(Clone)]
pub struct Removed {
    /// Its name in the page.
    pub is: String,
    /// What it is called.
    pub what: String,
    /// Whether it is meant.
    pub question: &'static Text,
    /// The visits that would collide.
    pub visits: Vec<Planned>,
}

/// The button that takes something away, and the question whether it is meant.
pub fn removing_asked(w: Widget, removed: Removed, save: Save) -> AnyView {
    reactive(move || {
        let Removed { is, what, question, visits } = &removed;
        let asked = ["keep-", is].concat();
        if w.state().removing.get().as_ref() != Some(&asked) {
            let ask = move || remove(w, Some(asked.clone()));
            return small(w, text::SETUP_REMOVE, text::SETUP_REMOVE_OF, what, ask).view();
        }
        let save = save.clone();
        div()
            .class("revoke")
            .role("group")
            .aria_label(fill(&w.say(text::SETUP_REMOVE_OF), &[("name", what)]))
            .child(p().child(w.say(question)))
            .children(untrack(|| collisions(w, visits)))
            .child(
                buttons()
                    .child(
                        button(w.say(text::SETUP_REMOVE), move || keep(w, save.clone(), text::SETUP_REMOVED)).danger(),
                    )
                    .child(button(w.say(text::LINK_KEEP), move || remove(w, None)).is(&asked)),
            )
            .view()
    })
}
