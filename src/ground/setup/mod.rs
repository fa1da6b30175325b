//! Setting the instance up: a schedule's week, time off, breaks, types of jobs, rules, webhooks, API users and links, as forms and as what is sent.

pub mod api_user;
pub mod breaks;
pub mod deed;
pub mod field;
pub mod job_type;
pub mod json;
pub mod known;
pub mod link;
pub mod policy;
pub mod preview;
pub mod repetition;
pub mod rules;
pub mod schedule;
pub mod sheet;
pub mod time_off;
pub mod webhook;
pub mod week;
