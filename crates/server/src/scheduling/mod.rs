//! What can be done: one file a deed. A typed draft goes in, a meaning comes out. Rights, policy and the transaction are here,
//! and nowhere else; what it is called in anybody's API is not known here.
//!
//! A draft may be incomplete, since a request can be: what could be read of it is judged all the same, so that all that is wrong
//! can be answered at once, and nothing is done ([`slotwright_store::Refused::Faulty`]).
//!
//! What stands around jobs (types, schedules, blockers, time off, fields, tasks) is changed by staff alone, whom each of these
//! deeds asks for. Each is judged and written in one transaction of the store's writer, so that everything wrong with it is told
//! at once and nothing can come between; a change is judged as what comes out of it together with what was there ([`Said`]).
//! Jobs are never touched: a schedule that ends does not cancel the visits in it. They are held against the new hours when they
//! are moved.

mod actor;
pub mod agenda;
pub mod api_user;
pub mod assign;
mod attempt;
pub mod blocker;
pub mod book;
pub mod cancel;
pub mod change;
pub mod collisions;
pub mod contact;
pub mod earlier;
mod elsewhere;
pub mod explain;
pub mod field;
pub mod fields;
pub mod find;
pub mod freed;
mod hints;
pub mod hold;
pub mod job_type;
pub mod link;
pub mod moves;
pub mod open;
pub mod outbox;
pub mod overview;
pub mod photo;
pub mod policy;
pub mod rather_not;
pub mod record;
mod references;
pub mod rules;
mod said;
pub mod schedule;
pub mod schedule_day;
pub mod task;
pub mod task_template;
pub mod time_off;
mod visit;
pub mod wish;
pub mod work;

pub use actor::{Caller, Customer, Staff};
pub use attempt::Attempt;
pub use said::{RepetitionDraft, Said};
