//! What is laid over the board: the keys, or the search for everything.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Day;
use slotwright_wire::slotwright::BoardJob;

use crate::attributes::View;
use crate::board::state::Page;
use crate::kit::reactive::signal;

/// What is laid over the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The keys.
    Keys,
    /// The search for everything.
    Find,
}

/// What can be done from the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A job is made.
    NewJob,
    /// The last deed is taken back.
    Undo,
    /// It is done again.
    Redo,
    /// The days are printed.
    Print,
    /// The keys are shown.
    Keys,
    /// The open job is ended: whether it went well.
    End(bool),
    /// Its details are edited.
    Edit,
    /// It is moved by a form.
    Move,
    /// It goes back to the queue.
    Queue,
    /// A booking link is made for it.
    Link,
    /// It is deleted.
    Delete,
    /// It is closed.
    Close,
}

/// Where what is found leads.
#[derive(Clone)]
pub enum Way {
    /// To a view.
    View(View),
    /// To something that is done.
    Deed(Deed),
    /// To a day.
    Day(Day),
    /// To somebody's lane.
    Technician(u64),
    /// To a job.
    Job(Arc<BoardJob>),
}

/// The signals.
#[derive(Clone, Copy)]
pub struct FindState {
    /// Whether the keys are laid over the board.
    pub is_keys_shown: RwSignal<bool>,
    /// Whether the search is.
    pub is_find_shown: RwSignal<bool>,
    /// What is typed.
    pub sought: RwSignal<String>,
    /// Which of what is found Enter leads to, by its place.
    pub marked: RwSignal<usize>,
    /// The jobs that have what is typed, which the server is asked for.
    pub jobs: RwSignal<Page<BoardJob>>,
    /// Counts what is typed: only the last of it is asked.
    pub typing: RwSignal<u32>,
}

impl Over {
    /// Whether it is shown.
    pub fn is_shown(self, find: FindState) -> RwSignal<bool> {
        match self {
            Self::Keys => find.is_keys_shown,
            Self::Find => find.is_find_shown,
        }
    }
}

impl FindState {
    /// With nothing over the board.
    pub fn new() -> Self {
        Self {
            is_keys_shown: signal(false),
            is_find_shown: signal(false),
            sought: signal(String::new()),
            marked: signal(0),
            jobs: signal(Page::Loading),
            typing: signal(0),
        }
    }
}
