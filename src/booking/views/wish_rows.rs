//! The list of wishes as it is written: ranked, edited, removed, with suggestions for what can't be met.

use leptos::prelude::*;
use slotwright_matching::Interval;
use slotwright_words::{fill, text};

use crate::booking::effects::{apply_suggestion, edit_wish, move_wish, remove_wish, undo, wish_button};
use crate::booking::views::wish::{wish_item, wish_list};
use crate::booking::widget::Widget;
use crate::booking::wording::{suggestion_label, wish_line};
use crate::ground::wishes::Undo;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, nothing, p, reactive, span};
use crate::kit::reactive::memo;

/// The wishes, best first; each can be moved, edited and removed.
pub fn wish_rows(w: Widget) -> AnyView {
    let wishes = w.state().wishes.get();
    if wishes.is_empty() {
        return p().class("hint").child(w.say(text::WISHES_EMPTY)).view();
    }
    let count = wishes.len();
    wish_list(w).children(wishes.into_iter().enumerate().map(|(i, wish)| row(w, i, count, wish))).view()
}

fn row(w: Widget, i: usize, count: usize, wish: Interval) -> El {
    let line = wish_line(&w.derived(), wish);
    // What is seen is short; the label for screen readers says which wish.
    let small = |button: Button, action: &str, name: &str| {
        let label = fill(&w.say(text::WISH_ACTION), &[("action", name), ("wish", &line)]);
        button.class("small").is(&wish_button(i, action)).aria_label(label)
    };
    let up = button("↑", move || move_wish(w, i, i - 1)).disabled(move || i == 0);
    let down = button("↓", move || move_wish(w, i, i + 1)).disabled(move || i + 1 == count);
    let edit = button(w.say(text::WISH_EDIT), move || edit_wish(w, i));
    let remove = button(w.say(text::WISH_REMOVE), move || remove_wish(w, i));
    wish_item(w, wish)
        .attr("aria-current", move || (w.state().draft.get().editing == Some(i)).to_string())
        .child(
            div()
                .class("wish-buttons")
                .child(small(up, "up", &w.say(text::WISH_UP)))
                .child(small(down, "down", &w.say(text::WISH_DOWN)))
                .child(small(edit, "edit", &w.say(text::WISH_EDIT)))
                .child(small(remove, "remove", &w.say(text::WISH_REMOVE))),
        )
        .child(suggestions(w, i, wish))
}

/// What would have to change so that the wish can be met: one press applies it.
fn suggestions(w: Widget, i: usize, wish: Interval) -> AnyView {
    let suggestions = memo(move || w.derived().suggestions(wish));
    reactive(move || {
        let suggestions = suggestions.get();
        if suggestions.is_empty() {
            return nothing();
        }
        let suggestion = |new: Interval| {
            let name = suggestion_label(&w.derived(), wish, new);
            let label =
                fill(&w.say(text::WISH_INSTEAD_OF), &[("action", &name), ("wish", &wish_line(&w.derived(), wish))]);
            button(name, move || apply_suggestion(w, i, wish, new)).aria_label(label)
        };
        div()
            .class("instead")
            .child(p().class("hint").child(w.say(text::WISH_INSTEAD)))
            .children(suggestions.into_iter().map(suggestion))
            .view()
    })
}

/// What was done last, and that it can be undone.
pub fn undone(w: Widget) -> AnyView {
    let done = match w.state().draft.get().undo.last() {
        None => return nothing(),
        Some(Undo::Removed { .. }) => w.say(text::WISH_REMOVED),
        Some(Undo::Changed { .. }) => w.say(text::WISH_CHANGED),
    };
    p().class("undo")
        .child(span().child(done))
        .child(button(w.say(text::WISH_UNDO), move || undo(w)).class("link").is("undo"))
        .view()
}
