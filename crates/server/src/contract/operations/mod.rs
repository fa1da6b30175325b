//! Every operation, in the order in which people should read about them: a file a resource, with the records that its requests
//! hold below.
//!
//! Those records are never made: they only stand for what is read, name by name.

#![allow(dead_code, reason = "records that only stand for what is read")]

mod api_users;
mod availability;
mod blockers;
mod board;
mod custom_fields;
mod fields;
mod history;
mod holds;
mod instance;
mod job_types;
mod jobs;
mod links;
mod messages;
mod open;
mod photos;
mod policy;
mod reasons;
mod rules;
mod schedules;
mod server;
mod task_templates;
mod tasks;
mod tickets;
mod time_offs;
mod token;
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
        tasks::group(),
        job_types::group(),
        task_templates::group(),
        schedules::group(),
        blockers::group(),
        time_offs::group(),
        custom_fields::group(),
        instance::group(),
        tickets::group(),
        links::group(),
        token::group(),
        open::group(),
        history::group(),
        api_users::group(),
        messages::group(),
        holds::group(),
        board::group(),
        reasons::group(),
        rules::group(),
        policy::group(),
        fields::group(),
        photos::group(),
        server::group(),
    ]
}

/// `/api/v1/scheduling…`
fn scheduling(path: &str) -> String {
    format!("{}/scheduling{path}", slotwright_wire::sonar::ROOT)
}
