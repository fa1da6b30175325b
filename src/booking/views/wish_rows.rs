//! The list of wishes as it is written: ranked, edited, removed, with suggestions for what can't be met.

use leptos::prelude::*;
use slotwright_matching::Interval;

use crate::booking::effects::{edit_wish, move_wish, remove_wish, take_over, undo, wish_button};
use crate::booking::views::wish::{wish_item, wish_list};
use crate::booking::widget::Widget;
use crate::booking::wording::{what_gives, wish_line};
use crate::ground::text::{self, fill};
use crate::ground::wishes::Undo;
use crate::kit::live::settled;
use crate::kit::parts::{Button, live, node, nothing, say, words};

/// The wishes, best first; each can be moved, edited and removed.
pub fn wish_rows(w: Widget) -> AnyView {
    let wishes = w.state.wishes.get();
    if wishes.is_empty() {
        return say("p", "hint", words(text::WISHES_EMPTY));
    }
    let count = wishes.len();
    wish_list(wishes.into_iter().enumerate().map(|(i, wish)| row(w, i, count, wish)).collect())
}

fn row(w: Widget, i: usize, count: usize, wish: Interval) -> AnyView {
    let line = wish_line(&w.derived, wish);
    let button = |action: &'static str,
                  name: &'static str,
                  glyph: &'static str,
                  is_enabled: bool,
                  deed: Box<dyn Fn() + Send>| {
        let label = fill(text::WISH_ACTION, &[("action", name), ("wish", &line)]);
        let button = Button { deed, ..Button::named(glyph, || {}) };
        let (label, is) = (Some(words(&label)), Some(wish_button(i, action)));
        Button { class: "small", label, is, disabled: Box::new(move || !is_enabled), ..button }.view()
    };
    let row = vec![
        button("up", text::WISH_UP, "↑", i > 0, Box::new(move || move_wish(w, i, i - 1))),
        button("down", text::WISH_DOWN, "↓", i + 1 < count, Box::new(move || move_wish(w, i, i + 1))),
        button("edit", text::WISH_EDIT, text::WISH_EDIT, true, Box::new(move || edit_wish(w, i))),
        button("remove", text::WISH_REMOVE, text::WISH_REMOVE, true, Box::new(move || remove_wish(w, i))),
    ];
    wish_item(w, wish, vec![node("div", "wish-buttons", row), suggestions(w, i, wish)])
}

/// What would have to give so that the wish can be met: one press takes it over.
fn suggestions(w: Widget, i: usize, wish: Interval) -> AnyView {
    let instead = settled(move || w.derived.instead(wish));
    live(move || {
        let instead = instead.get();
        if instead.is_empty() {
            return nothing();
        }
        let mut children = vec![say("p", "hint", words(text::WISH_INSTEAD))];
        for new in instead {
            let name = what_gives(&w.derived, wish, new);
            let label = fill(text::WISH_INSTEAD_OF, &[("action", &name), ("wish", &wish_line(&w.derived, wish))]);
            let button = Button::named(&name, move || take_over(w, i, wish, new));
            children.push(Button { label: Some(words(&label)), ..button }.view());
        }
        node("div", "instead", children)
    })
}

/// What was done last, and that it can be undone.
pub fn undone(w: Widget) -> AnyView {
    let done = match w.state.draft.get().undo.last() {
        None => return nothing(),
        Some(Undo::Removed { .. }) => text::WISH_REMOVED,
        Some(Undo::Changed { .. }) => text::WISH_CHANGED,
    };
    let put_back = Button::named(text::WISH_UNDO, move || undo(w));
    let put_back = Button { class: "link", is: Some("undo".to_owned()), ..put_back }.view();
    node("p", "undo", vec![say("span", "", words(done)), put_back])
}
