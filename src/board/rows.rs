//! The list of jobs: thousands, of which as much is known and drawn as is looked at. In pages, as the API lists them.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::BoardJob;

use crate::ground::failure::Failure;
use crate::kit::reactive::signal;

/// How many jobs a page has.
pub const PAGE: usize = 50;

/// What is known of the list as a whole.
#[derive(Clone, Default, PartialEq)]
pub enum Came {
    /// The request is sent.
    #[default]
    Loading,
    /// It failed, and why.
    Failed(Failure),
    /// It is here, and has so many pages.
    Here(usize),
}

/// What is known of a page.
#[derive(Clone, PartialEq)]
pub enum Known {
    /// Its jobs.
    Jobs(Arc<Vec<Arc<BoardJob>>>),
    /// Why they could not be loaded.
    Failed(Failure),
}

/// The signals.
#[derive(Clone, Copy)]
pub struct Rows {
    /// Whether the list has come.
    pub came: RwSignal<Came>,
    /// How many jobs are in it.
    pub total: RwSignal<usize>,
    /// What is known of each page; `None` is nothing yet.
    pub known: RwSignal<Arc<Vec<Option<Known>>>>,
    /// The pages near what is looked at, and the one with the focus: they are drawn.
    pub near: RwSignal<Arc<Vec<usize>>>,
    /// How high each page was when it was drawn, in pixels, so much room it keeps; `None` for one that never was.
    pub heights: StoredValue<Vec<Option<i32>>>,
    /// How high the first page is, and how many jobs it has: as much room is kept for what was never drawn.
    pub first_height: RwSignal<(i32, usize)>,
    /// What is asked.
    pub asked: StoredValue<Asked>,
}

/// What is asked, and not answered yet.
#[derive(Default)]
pub struct Asked {
    /// Counts the requests.
    requests: u32,
    /// Pages, and the last request for each.
    pages: Vec<(usize, u32)>,
    /// The request for the first page of another list: until it is answered, what is shown is not gone on with.
    anew: Option<u32>,
}

impl Asked {
    /// Notes a request for a page, `is_anew` for the first of another list; gives its number.
    pub fn begin(&mut self, page: usize, is_anew: bool) -> u32 {
        self.requests += 1;
        if is_anew {
            self.pages.clear();
            self.anew = Some(self.requests);
        }
        self.pages.retain(|(known, _)| *known != page);
        self.pages.push((page, self.requests));
        self.requests
    }

    /// Whether its answer still is wanted: nothing was asked since that comes in its place. Then it is under way no longer.
    pub fn end(&mut self, page: usize, request: u32) -> bool {
        let place = self.pages.iter().position(|known| *known == (page, request));
        if let Some(place) = place {
            self.pages.remove(place);
            self.anew.take_if(|anew| *anew == request);
        }
        place.is_some()
    }

    /// Whether another list is on its way.
    pub fn is_anew(&self) -> bool {
        self.anew.is_some()
    }

    /// Whether a page is.
    pub fn is_asked(&self, page: usize) -> bool {
        self.pages.iter().any(|(known, _)| *known == page)
    }
}

impl Rows {
    /// Of which nothing is known.
    pub fn new() -> Self {
        Self {
            came: signal(Came::Loading),
            total: signal(0),
            known: signal(Arc::default()),
            near: signal(Arc::new(vec![0])),
            heights: StoredValue::new(Vec::new()),
            first_height: signal((0, 1)),
            asked: StoredValue::new(Asked::default()),
        }
    }

    /// How high a page is, or probably is, in pixels. Tracked.
    pub fn height(self, page: usize) -> i32 {
        let jobs = PAGE.min(self.total.get().saturating_sub(page * PAGE));
        let (height, many) = self.first_height.get();
        let known = self.heights.with_value(|heights| heights.get(page).copied().flatten());
        known.unwrap_or(height * jobs as i32 / many.max(1) as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_answers_for_a_page_the_last_is_wanted_and_none_for_a_list_that_was_left() {
        let mut asked = Asked::default();
        let [first, again, other] = [0, 0, 3].map(|page| asked.begin(page, false));
        assert!(!asked.end(0, first) && asked.is_asked(0));
        assert!(asked.end(0, again) && !asked.is_asked(0));
        let anew = asked.begin(0, true);
        assert!(!asked.end(3, other), "it is a page of what was listed before");
        assert!(asked.is_anew());
        assert!(asked.end(0, anew) && !asked.is_anew());
    }
}
