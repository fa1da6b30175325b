//! The lists of wishes and of what the customer would rather not have, as they are written: ranked, edited, removed, with
//! suggestions for what can't be met.

use leptos::prelude::*;
use slotwright_matching::Interval;
use slotwright_words::{Text, fill, text};

use crate::booking::effects::{apply_suggestion, edit, move_wish, remove, removed, row_name, undo};
use crate::booking::views::wish::{rather_not_item, rather_not_list, wish_item, wish_list};
use crate::booking::widget::Widget;
use crate::booking::wording::{rather_not_line, suggestion_label, wish_line};
use crate::ground::wishes::{Kind, Undo};
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, nothing, p, reactive, span};
use crate::kit::reactive::memo;

/// The wishes, best first; each can be moved, edited and removed.
pub fn wish_rows(w: Widget) -> AnyView {
    let wishes = w.state().wishes.get();
    if wishes.is_empty() {
        return p().class("hint").child(w.say(text::WISHES_EMPTY)).view();
    }
    let last = wishes.len() - 1;
    let row = |(i, wish)| {
        let line = wish_line(&w.derived(), wish);
        let up = button("↑", move || move_wish(w, i, i - 1)).disabled(move || i == 0);
        let down = button("↓", move || move_wish(w, i, i + 1)).disabled(move || i == last);
        let buttons = div()
            .class("wish-buttons")
            .child(small(w, (Kind::Wish, i, "up"), up, text::WISH_UP, &line))
            .child(small(w, (Kind::Wish, i, "down"), down, text::WISH_DOWN, &line));
        editable(w, Kind::Wish, i, wish_item(w, wish), buttons, &line).child(suggestions(w, i, wish))
    };
    wish_list(w).children(wishes.into_iter().enumerate().map(row)).view()
}

/// When the visit would rather not be, by the clock; each window can be edited and removed.
pub fn rather_not_rows(w: Widget) -> AnyView {
    let windows = w.state().rather_not.get();
    if windows.is_empty() {
        return nothing();
    }
    let row = |(i, window)| {
        let line = rather_not_line(&w.derived(), window);
        editable(w, Kind::RatherNot, i, rather_not_item(w, window), div().class("wish-buttons"), &line)
    };
    rather_not_list(w).children(windows.into_iter().enumerate().map(row)).view()
}

/// A row with the buttons by which it is edited and removed, beside those that it has.
fn editable(w: Widget, kind: Kind, i: usize, row: El, buttons: El, line: &str) -> El {
    let change = button(w.say(text::WISH_EDIT), move || edit(w, kind, i));
    let away = button(w.say(text::WISH_REMOVE), move || remove(w, kind, i));
    row.is(&row_name(kind, i, "row"))
        .attr("aria-current", move || (w.state().draft.get().editing == Some((kind, i))).to_string())
        .child(buttons.child(small(w, (kind, i, "edit"), change, text::WISH_EDIT, line)).child(small(
            w,
            (kind, i, "remove"),
            away,
            text::WISH_REMOVE,
            line,
        )))
}

/// What is seen of a button is short; the label for screen readers says which row.
fn small(w: Widget, (kind, i, action): (Kind, usize, &str), button: Button, name: &'static Text, line: &str) -> Button {
    let label = fill(&w.say(text::WISH_ACTION), &[("action", &w.say(name)), ("wish", line)]);
    button.class("small").is(&row_name(kind, i, action)).aria_label(label)
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
        Some(Undo::Removed { kind, .. }) => w.say(removed(*kind)),
        Some(Undo::Changed { .. }) => w.say(text::WISH_CHANGED),
    };
    p().class("undo")
        .child(span().child(done))
        .child(button(w.say(text::WISH_UNDO), move || undo(w)).class("link").is("undo"))
        .view()
}
