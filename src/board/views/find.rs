//! The search for everything: a combobox with a list, by the ARIA Authoring Practices; the focus stays where one types.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_words::text;

use crate::board::derived::Found;
use crate::board::effects::{find as seek, go, mark};
use crate::board::state::Page;
use crate::board::views::over::over_all;
use crate::board::widget::Widget;
use crate::kit::el::{El, div, input, nothing, p, reactive, span};
use crate::kit::form::{field, typed};
use crate::kit::reactive::memo;

/// The search.
pub fn find(w: Widget) -> El {
    let state = w.state().find;
    let marked = move || ["found-", &state.marked.get().to_string()].concat();
    let on_key = move |event: ev::KeyboardEvent| {
        // Where letters are put together, Enter takes what is written.
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let found = untrack(|| w.derived().found()).into_iter().flat_map(|(_, found)| found);
        let mut found: Vec<Found> = found.collect();
        let is_done = match &*event.key() {
            "Enter" if state.marked.get_untracked() < found.len() => {
                go(w, found.swap_remove(state.marked.get_untracked()).way);
                true
            }
            key => mark(w, key, found.len()),
        };
        if is_done {
            event.prevent_default();
        }
    };
    let is_found = memo(move || !w.derived().found().is_empty());
    let marked = move || if is_found.get() { marked() } else { String::new() };
    let sought = input()
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("autofocus", "")
        .attr("autocomplete", "off")
        .role("combobox")
        .attr("aria-expanded", move || is_found.get().to_string())
        .attr("aria-controls", "found")
        .attr("aria-autocomplete", "list")
        .attr("aria-activedescendant", marked)
        .on(ev::keydown, on_key)
        .on(ev::input, move |event| seek(w, typed(&event)));
    let list = move || {
        let list = div().id("found").role("listbox").aria_label(w.say(text::BOARD_FIND));
        list.child(reactive(move || listed(w))).view()
    };
    over_all(w, "over find", text::BOARD_FIND)
        .child(field(&w.say(text::BOARD_FIND), sought))
        .child(reactive(move || if is_found.get() { list() } else { nothing() }))
        .child(div().role("status").child(reactive(move || said(w))))
}

/// What is found, by kind.
fn listed(w: Widget) -> AnyView {
    let mut nth = 0;
    let groups = w.derived().found().into_iter().map(|(name, found)| {
        let said = w.say(name);
        let options = found.into_iter().map(|found| {
            nth += 1;
            option(w, nth - 1, found)
        });
        let options: Vec<El> = options.collect();
        let head = div().class("found-kind").attr("aria-hidden", "true").child(&*said);
        div().role("group").aria_label(said).child(head).children(options).view()
    });
    groups.collect::<Vec<_>>().into_any()
}

fn option(w: Widget, nth: usize, found: Found) -> El {
    let Found { name, more, way } = found;
    let way = Rc::new(way);
    let is_marked = move || (w.state().find.marked.get() == nth).to_string();
    div()
        .class("found-one")
        .id(&["found-", &nth.to_string()].concat())
        .role("option")
        .attr("aria-selected", is_marked)
        .on(ev::click, move |_| go(w, (*way).clone()))
        .child(span().child(name))
        .child(span().class("more").child(more))
}

/// How the search for jobs goes on, and that nothing is found.
fn said(w: Widget) -> AnyView {
    let state = w.state().find;
    if state.sought.with(|sought| sought.trim().is_empty()) {
        return nothing();
    }
    let is_asked = state.jobs.with(|jobs| matches!(jobs, Page::Loading));
    let many = w.derived().found().iter().map(|(_, found)| found.len()).sum();
    let said = state.jobs.with(|jobs| match jobs {
        Page::Loading => w.say(text::BOARD_FIND_LOOKING),
        Page::Failed(_, failure) => failure.sentence(&w.options().words.all(), false),
        Page::Loaded(_) if many == 0 => w.say(text::BOARD_FIND_NONE),
        Page::Loaded(_) => w.options().words.count(text::PLACES_FOUND, many),
    });
    p().class("hint").state(if is_asked { "asked" } else { "found" }).child(said).view()
}
