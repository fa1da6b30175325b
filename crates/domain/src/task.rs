//! What is to be done on jobs, and the templates that it comes from.

use slotwright_matching::Day;

use crate::UnixSecond;

/// Something to be done on a job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// What is to be done.
    pub description: String,
    /// Who is to do it.
    pub user_id: Option<u64>,
    /// Until when.
    pub due: Option<Day>,
    /// When it was done, and by whom; `None` while it is open.
    pub done: Option<(UnixSecond, Option<u64>)>,
}

/// A list of tasks that jobs of a type begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskTemplate {
    /// Its number.
    pub id: u64,
    /// For people; no two templates have the same.
    pub name: String,
}
