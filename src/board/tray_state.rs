//! What is looked for among the jobs that wait.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::BoardJob;

use crate::ground::job_filter::JobFilter;
use crate::kit::reactive::signal;

/// Jobs that wait, as far as they were asked for, and how many there are.
pub type Found = (Arc<Vec<Arc<BoardJob>>>, u64);

/// The signals.
#[derive(Clone, Copy)]
pub struct TrayState {
    /// What they are to be like.
    pub filter: RwSignal<JobFilter>,
    /// What is typed and not answered yet, in small letters: what is shown is looked through meanwhile. Empty while there is nothing.
    pub unanswered: RwSignal<String>,
    /// Those that are so; none while all are listed.
    pub found: RwSignal<Option<Found>>,
}

impl TrayState {
    /// With all listed.
    pub fn new() -> Self {
        Self { filter: signal(JobFilter::default()), unanswered: signal(String::new()), found: signal(None) }
    }
}
