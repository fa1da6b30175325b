//! Lists, page by page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use slotwright_wire::sonar::Data;
use slotwright_words::{Counted, fill};

use crate::board::state::{Listing, Page};
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::kit::fetch::read;

/// How many records a page has.
const PAGE: u64 = 50;

/// Loads a page of a list. The one before stays until it is there, and so does the focus. `path` ends with `?` or with `&`.
pub fn load<T: DeserializeOwned + Send + Sync + 'static>(
    w: Widget,
    listing: Listing<T>,
    path: String,
    number: u64,
    counted: &'static Counted,
) {
    listing.turn.update(|turn| *turn += 1);
    let turn = listing.turn.get_untracked();
    if w.options().token.get_untracked().is_empty() {
        return listing.page.set(Page::Failed(number, Failure::LinkInvalid));
    }
    let query = fill("limit={limit}&page={page}", &[("limit", &PAGE.to_string()), ("page", &number.to_string())]);
    spawn_local(async move {
        let answer = w.get(&[&path, &*query].concat()).await;
        // The element may be unmounted meanwhile, or ask for another page.
        if listing.turn.try_get_untracked() != Some(turn) {
            return;
        }
        match answer.and_then(read::<Data<Vec<T>>>) {
            // Records went away meanwhile, and the page with them.
            Ok(Data { paginator: Some(paginator), .. }) if paginator.total_pages < number => {
                load(w, listing, path, paginator.total_pages, counted);
            }
            Ok(Data { data, paginator, .. }) => {
                let has_failed = listing.page.with_untracked(|page| matches!(page, Page::Failed(..)));
                listing.paginator.set(paginator.filter(|_| !data.is_empty()));
                listing.page.set(Page::Loaded(data.into_iter().map(Arc::new).collect()));
                let place = untrack(|| w.derived().place(listing.paginator, counted));
                w.announce(if place.is_empty() { w.options().words.count(counted, 0) } else { place });
                // The button that was pressed went away with the failure.
                if has_failed {
                    w.focus("[data-is=list]");
                }
            }
            Err(failure) => listing.page.set(Page::Failed(number, failure)),
        }
    });
}
