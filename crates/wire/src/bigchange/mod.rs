//! BigChange's REST API (v1): what its programs are answered.
//!
//! Source: the vendor's reference pages "Create a job", "Update a job", "Cancel a job", "Sets a job's result", "Get a job type",
//! "Get a job's status history", read 2026-11-22, and public programs that speak it.

mod lists;
mod records;

pub use lists::{AccessHours, Contact, Named, Person, Resource, User, Vehicle};
pub use records::{Constraint, Created, CustomFieldValue, Job, JobType, Location, Page, Problem, StatusEntry, Token};
