//! What a dispatcher looks at and asks, and what the server told: the signals that everything else follows from.

use std::sync::Arc;

use slotwright_matching::Minute;
use slotwright_wire::slotwright::WhyNot;
use slotwright_wire::sonar::{Job, Paginator};

use crate::ground::failure::Failure;
use crate::ground::why_not::Fields;
use crate::kit::live::Live;

/// The page of the list that is shown.
#[derive(Clone)]
pub enum Page {
    /// It is on its way.
    Loading,
    /// It did not come, and why.
    Failed(Failure),
    /// It is here.
    Here {
        /// Its jobs.
        jobs: Vec<Arc<Job>>,
        /// Where in the list it stands.
        paginator: Option<Paginator>,
    },
}

/// What is known of the question why a job can't start then.
#[derive(Clone)]
pub enum Answer {
    /// Nothing was asked yet.
    Nothing,
    /// Day or time is missing.
    Incomplete,
    /// The answer is on its way.
    Asking,
    /// There is none, and why.
    Failed(Failure),
    /// Why the start is not free, or that it is.
    Here(Minute, Arc<WhyNot>),
}

/// The signals.
#[derive(Clone, Copy)]
pub struct State {
    /// The list of jobs, as far as it is shown.
    pub page: Live<Page>,
    /// The job that is asked about; none while nothing is asked.
    pub job: Live<Option<Arc<Job>>>,
    /// The day and the time in the form.
    pub fields: Live<Fields>,
    /// What came of the question.
    pub answer: Live<Answer>,
    /// Why the answer could not be saved, if so.
    pub unsaved: Live<Option<Failure>>,
    /// The technicians' names by number, as far as they are known.
    pub names: Live<Arc<Vec<(u64, String)>>>,
    /// What a screen reader says.
    pub announcement: Live<String>,
}

impl State {
    /// Nothing known, nothing asked.
    pub fn new() -> Self {
        Self {
            page: Live::new(Page::Loading),
            job: Live::new(None),
            fields: Live::new(Fields::default()),
            answer: Live::new(Answer::Nothing),
            unsaved: Live::new(None),
            names: Live::new(Arc::default()),
            announcement: Live::new(String::new()),
        }
    }
}
