//! What a dispatcher looks at and asks, and what the server answered: the signals that everything else follows from.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{BoardJob, WhyNot};
use slotwright_wire::sonar::Paginator;

use crate::ground::failure::Failure;
use crate::ground::why_not::Fields;

/// The page of the list that is shown.
#[derive(Clone)]
pub enum Page {
    /// The request is sent.
    Loading,
    /// The request for the page of this number failed, and why.
    Failed(u64, Failure),
    /// The answer is here: these jobs.
    Loaded(Vec<Arc<BoardJob>>),
}

/// The answer to the question why a job can't start then.
#[derive(Clone)]
pub enum Answer {
    /// Nothing is asked yet.
    Nothing,
    /// Day or time is missing.
    Incomplete,
    /// The request is sent.
    Asking,
    /// The request failed, and why.
    Failed(Failure),
    /// Why the start is not free, or that it is.
    Loaded(Minute, Arc<WhyNot>),
}

/// The signals.
#[derive(Clone, Copy)]
pub struct State {
    /// The page of the list that is shown.
    pub page: RwSignal<Page>,
    /// Where the page that was answered last stands in the whole list; none while there is nothing to turn over.
    pub paginator: RwSignal<Option<Paginator>>,
    /// Counts the pages that were asked for: an answer for an earlier one is dropped.
    pub turn: RwSignal<u32>,
    /// The job that is asked about; none while nothing is asked.
    pub job: RwSignal<Option<Arc<BoardJob>>>,
    /// The day and the time in the form.
    pub fields: RwSignal<Fields>,
    /// The answer to the question.
    pub answer: RwSignal<Answer>,
    /// Why the answer could not be saved, if so.
    pub save_failure: RwSignal<Option<Failure>>,
    /// The technicians' names by number, as far as they are known.
    pub names: RwSignal<Arc<Vec<(u64, String)>>>,
    /// The text of the live region: what a screen reader says next.
    pub announcement: RwSignal<String>,
}

impl State {
    /// The state before the first page is loaded.
    pub fn new() -> Self {
        Self {
            page: RwSignal::new(Page::Loading),
            paginator: RwSignal::new(None),
            turn: RwSignal::new(0),
            job: RwSignal::new(None),
            fields: RwSignal::new(Fields::default()),
            answer: RwSignal::new(Answer::Nothing),
            save_failure: RwSignal::new(None),
            names: RwSignal::new(Arc::default()),
            announcement: RwSignal::new(String::new()),
        }
    }
}
