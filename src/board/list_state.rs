//! Which jobs are listed, and the job that is being made.

use std::sync::Arc;

use leptos::prelude::*;
use serde::Deserialize;
use slotwright_wire::slotwright::{OwnFields, Place, StatusCounts};

use crate::board::rows::Rows;
use crate::ground::failure::Failure;
use crate::ground::job::Numbers;
use crate::ground::job_filter::JobFilter;
use crate::kit::reactive::signal;

/// The members of a type of job that the board reads.
#[derive(Clone, Deserialize, PartialEq)]
pub struct Kind {
    /// Its number.
    pub id: u64,
    /// For people.
    pub name: String,
    /// The length of its jobs unless they say otherwise, in minutes.
    pub length_in_minutes: u32,
}

/// The members of a ticket that the board reads.
#[derive(Clone, Deserialize)]
pub struct Ticket {
    /// Its number.
    pub id: u64,
    /// What it is about.
    pub subject: String,
}

/// A job that is being made, as far as it is typed.
#[derive(Clone, Default)]
pub struct Draft {
    /// Its type.
    pub job_type_id: String,
    /// For whom it is.
    pub place: Option<Place>,
    /// What is typed to find them.
    pub sought: String,
    /// Its length, in minutes; empty for the type's.
    pub length: String,
    /// What the technician should know.
    pub notes: String,
    /// Its ticket and its services.
    pub numbers: Numbers,
    /// What is in the fields of its type, by their keys.
    pub fields: Vec<(String, String)>,
    /// Whether what is missing is said.
    pub is_incomplete: bool,
}

impl Draft {
    /// Whether nothing is typed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.job_type_id, &self.sought, &self.length, &self.notes].iter().all(|text| text.is_empty())
            && self.numbers == Numbers::default()
    }
}

/// The signals.
#[derive(Clone, Copy)]
pub struct ListState {
    /// The jobs that are listed.
    pub rows: Rows,
    /// Which jobs are listed.
    pub filter: RwSignal<JobFilter>,
    /// What is typed and not answered yet, in small letters: what is shown is looked through meanwhile. Empty while there is
    /// nothing to wait for.
    pub unanswered: RwSignal<String>,
    /// Counts what is typed to find jobs or places: only the last of it is asked.
    pub typing: RwSignal<u32>,
    /// How many jobs are in each state; none while that is not known.
    pub counts: RwSignal<Option<StatusCounts>>,
    /// The types of jobs; none while they are not known.
    pub kinds: RwSignal<Arc<Vec<Kind>>>,
    /// What is asked of each type.
    pub fields: RwSignal<Arc<OwnFields>>,
    /// The tickets; none while nobody has been about to name one.
    pub tickets: RwSignal<Arc<Vec<Ticket>>>,
    /// The job that is being made; none while nobody makes one.
    pub draft: RwSignal<Option<Draft>>,
    /// For whom it could be, by what is typed; none while nothing is.
    pub found: RwSignal<Option<Arc<Vec<Place>>>>,
    /// Whether it is being sent.
    pub is_sent: RwSignal<bool>,
    /// Why it could not be made, if so.
    pub failure: RwSignal<Option<Failure>>,
}

impl ListState {
    /// All jobs, and none being made.
    pub fn new() -> Self {
        Self {
            rows: Rows::new(),
            filter: signal(JobFilter::default()),
            unanswered: signal(String::new()),
            typing: signal(0),
            counts: signal(None),
            kinds: signal(Arc::default()),
            fields: signal(Arc::default()),
            tickets: signal(Arc::default()),
            draft: signal(None),
            found: signal(None),
            is_sent: signal(false),
            failure: signal(None),
        }
    }

    /// Counts what is typed, and gives its number.
    pub fn next_typing(self) -> u32 {
        self.typing.update(|typing| *typing += 1);
        self.typing.get_untracked()
    }
}
