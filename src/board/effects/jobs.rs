//! The list of jobs, page by page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::slotwright::{BOARD_PATH, BoardJob};
use slotwright_wire::sonar::Data;
use slotwright_words::fill;

use super::question::reset;
use crate::board::state::Page;
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::kit::fetch::read;

/// How many jobs a page has.
const PAGE: u64 = 50;

/// Loads the list from its beginning: with another link it is another list.
pub fn begin(w: Widget) {
    w.state().page.set(Page::Loading);
    w.state().paginator.set(None);
    load(w, 1);
}

/// Loads a page of the list. The one before stays until it is there, and so does the focus.
pub fn load(w: Widget, number: u64) {
    reset(w);
    let state = w.state();
    state.turn.update(|turn| *turn += 1);
    let turn = state.turn.get_untracked();
    if w.options().token.get_untracked().is_empty() {
        return state.page.set(Page::Failed(number, Failure::LinkInvalid));
    }
    let query = fill("?limit={limit}&page={page}", &[("limit", &PAGE.to_string()), ("page", &number.to_string())]);
    spawn_local(async move {
        let answer = w.get(&[BOARD_PATH, &query].concat()).await.and_then(read::<Data<Vec<BoardJob>>>);
        // The element may be unmounted meanwhile, or ask for another page.
        if state.turn.try_get_untracked() != Some(turn) {
            return;
        }
        match answer {
            // Jobs went away meanwhile, and the page with them.
            Ok(Data { paginator: Some(paginator), .. }) if paginator.total_pages < number => {
                load(w, paginator.total_pages);
            }
            Ok(Data { data, paginator, .. }) => {
                let has_failed = matches!(state.page.get_untracked(), Page::Failed(..));
                state.paginator.set(paginator.filter(|_| !data.is_empty()));
                state.page.set(Page::Loaded(data.into_iter().map(Arc::new).collect()));
                w.announce(untrack(|| w.derived().place()));
                // The button that was pressed went away with the failure.
                if has_failed {
                    w.focus("[data-is=jobs]");
                }
            }
            Err(failure) => state.page.set(Page::Failed(number, failure)),
        }
    });
}
