//! Lists, page by page.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_words::{Counted, Text, text};

use crate::board::state::{Listing, Page};
use crate::board::widget::Widget;
use crate::kit::button::button;
use crate::kit::el::{El, div, nothing, p, reactive, span, table, tbody, td, th, thead, tr};
use crate::kit::parts::{buttons, not_loaded, skeleton};
use crate::kit::reactive::memo;

/// A list: the page that is shown, what is said where nothing is in it, and how its records are drawn.
pub fn listing<T: Send + Sync + 'static>(
    w: Widget,
    listing: Listing<T>,
    empty: fn(Widget) -> &'static Text,
    load: fn(Widget, u64),
    draw: fn(Widget, &[Arc<T>]) -> El,
) -> AnyView {
    reactive(move || {
        listing.page.with(|page| match page {
            Page::Loading => skeleton(w.options().words).view(),
            Page::Failed(number, failure) => {
                let number = *number;
                not_loaded(w.options().words, failure, move || load(w, number)).view()
            }
            Page::Loaded(records) if records.is_empty() => p().class("hint").child(w.say(empty(w))).view(),
            Page::Loaded(records) => untrack(|| draw(w, records)).view(),
        })
    })
}

/// A table of records, which can be scrolled by keyboard.
pub fn framed(w: Widget, name: &'static Text, heads: &[&'static Text], rows: impl Iterator<Item = El>) -> El {
    frame(w, name).child(table_of(w, heads).child(tbody().children(rows)))
}

/// What a table of records stands in.
pub fn frame(w: Widget, name: &'static Text) -> El {
    div().class("jobs").is("list").role("region").aria_label(w.say(name)).tabindex("0")
}

/// The table, without its records.
pub fn table_of(w: Widget, heads: &[&'static Text]) -> El {
    let heads = heads.iter().map(|head| th().attr("scope", "col").child(w.say(head)));
    table().class("job-table").child(thead().child(tr().children(heads)))
}

/// What counts, and below it what tells more of it.
pub fn two_lines(text: &str, more: &str) -> El {
    td().child(text).children((!more.is_empty()).then(|| span().class("more").child(more)))
}

/// Where the page stands in the whole list, and the way to its neighbours. It stays while pages come and go, and with it the
/// focus.
pub fn pages<T: Send + Sync + 'static>(
    w: Widget,
    listing: Listing<T>,
    load: fn(Widget, u64),
    counted: &'static Counted,
) -> AnyView {
    let paginator = listing.paginator;
    let is_there = memo(move || paginator.get().is_some());
    let current = move || paginator.get().map_or(1, |paginator| paginator.current_page);
    let last = move || paginator.get().map_or(1, |paginator| paginator.total_pages);
    reactive(move || {
        if !is_there.get() {
            return nothing();
        }
        let back = move || load(w, untrack(current).saturating_sub(1));
        let on = move || load(w, untrack(current) + 1);
        buttons()
            .child(button(w.say(text::BOARD_PREVIOUS), back).disabled(move || current() <= 1))
            .child(span().child(move || w.derived().place(paginator, counted)))
            .child(button(w.say(text::BOARD_NEXT), on).disabled(move || last() <= current()))
            .view()
    })
}
