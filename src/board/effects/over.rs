//! What is laid over the board is opened and closed, by its keys too.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{CLOCK_PATH, Clock};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::freed::list_waiting;
use super::hand::carry_by_key;
use super::names::load_names;
use super::plan::{redo, undo};
use crate::attributes::View;
use crate::board::find_state::Over;
use crate::board::widget::Widget;
use crate::ground::keys::{Does, Place, does};
use crate::kit::fetch::read;
use crate::kit::keys::with_pressed;

/// Lays something over the board; the focus goes into it, and comes back when it is closed.
pub fn lay_over(w: Widget, over: Over) {
    let find = w.state().find;
    if is_over(w) {
        if dialog(w).is_some_and(|dialog| dialog.open()) {
            return;
        }
        // Closed a moment ago, which the browser will tell only now.
        none_over(w);
    }
    find.sought.set(String::new());
    find.marked.set(0);
    over.is_shown(find).set(true);
    w.with_rendered("dialog", |dialog| {
        if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() {
            let _ = dialog.show_modal();
        }
    });
    if over == Over::Find {
        spawn_local(async move {
            load_names(w).await;
            if w.is_mounted()
                && w.state().now.with_untracked(String::is_empty)
                && let Ok(clock) = w.get(CLOCK_PATH).await.and_then(read::<Clock>)
                && w.is_mounted()
            {
                w.state().now.set(clock.now);
            }
        });
    }
}

fn is_over(w: Widget) -> bool {
    w.state().find.is_keys_shown.get_untracked() || w.state().find.is_find_shown.get_untracked()
}

/// Closes it: the browser puts the focus back, and tells that it is closed.
pub fn close_over(w: Widget) {
    if let Some(dialog) = dialog(w) {
        dialog.close();
    }
}

/// It is closed, unless something was laid over since.
pub fn closed_over(w: Widget) {
    if dialog(w).is_none_or(|dialog| !dialog.open()) {
        none_over(w);
    }
}

fn none_over(w: Widget) {
    w.state().find.is_keys_shown.set(false);
    w.state().find.is_find_shown.set(false);
}

fn dialog(w: Widget) -> Option<HtmlDialogElement> {
    w.host().shadow_root()?.query_selector("dialog").ok()??.dyn_into().ok()
}

/// Hears its keys for as long as the element is mounted: in the board, and those with Ctrl also while nothing on the page has the
/// focus. What a page does with a key itself is done with.
pub fn hear_keys(w: Widget) {
    let heard = window_event_listener(ev::keydown, move |event| {
        let path = event.composed_path();
        let at = path.get(0).dyn_into::<Element>().ok();
        let is_at = |selector| at.as_ref().is_some_and(|at| at.matches(selector).unwrap_or_default());
        let is_here = path.includes(&w.host(), 0);
        // What is in hand is put back from wherever one has got to meanwhile; and while days are drawn nothing has the focus.
        let is_command = event.ctrl_key() || event.meta_key();
        let is_carrying = w.state().hand.carried.with_untracked(Option::is_some) && !is_command && !is_over(w);
        let is_meant = is_carrying && (is_at("body") || is_here && event.key() == "Escape");
        if is_meant && !event.default_prevented() && carry_by_key(w, &event.key(), event.shift_key()) {
            return event.prevent_default();
        }
        let is_typed = is_at("input:not([type=checkbox]), textarea, select");
        let is_heard = match is_command {
            true => is_here || is_at("body"),
            false => is_here && !is_typed,
        };
        if is_heard && !event.default_prevented() {
            act(w, &event, is_typed);
        }
    });
    on_cleanup(move || heard.remove());
}

fn act(w: Widget, event: &KeyboardEvent, is_typed: bool) {
    let over = match with_pressed(event, |pressed| does(Place::Board, pressed)) {
        Some(Does::Keys) => Over::Keys,
        Some(Does::Find) => Over::Find,
        Some(Does::Freed) => {
            if w.state().hand.carried.with_untracked(Option::is_none) && list_waiting(w) {
                event.prevent_default();
            }
            return;
        }
        Some(does @ (Does::Undo | Does::Redo)) => {
            // What is set up has its own way back.
            if !is_typed && !is_over(w) && untrack(|| w.derived().shown()) != View::Setup {
                event.prevent_default();
                if does == Does::Undo { undo(w) } else { redo(w) }
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    lay_over(w, over);
}
