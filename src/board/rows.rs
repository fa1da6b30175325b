//! The list of jobs: thousands, of which as much is known and drawn as is looked at. In pages, as the API lists them.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::BoardJob;

use crate::ground::asked::Asked;
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
