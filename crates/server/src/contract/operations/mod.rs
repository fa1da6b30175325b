//! Every operation, in the order in which people should read about them.

mod availability;
mod custom_fields;
mod instance;
mod job_types;
mod jobs;
mod ours;
mod schedules;
mod tasks;
mod wishes;

use super::operation::Operation;

/// Operations about one thing.
pub struct Group {
    /// `Jobs`
    pub name: &'static str,
    /// What they are about.
    pub about: &'static str,
    /// The operations.
    pub operations: Vec<Operation>,
}

/// All groups.
#[must_use]
pub fn groups() -> Vec<Group> {
    vec![
        jobs::group(),
        availability::group(),
        wishes::group(),
        tasks::tasks(),
        job_types::group(),
        tasks::templates(),
        schedules::schedules(),
        schedules::blockers(),
        schedules::time_offs(),
        custom_fields::group(),
        instance::group(),
        tasks::tickets(),
        ours::links(),
        ours::holds(),
        ours::reasons(),
        ours::rules(),
        ours::server(),
    ]
}

/// `/api/v1/scheduling…`
fn scheduling(path: &str) -> String {
    format!("{}/scheduling{path}", slotwright_wire::sonar::ROOT)
}
