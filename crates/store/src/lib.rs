//! What the instance remembers, on SQLite or PostgreSQL.
//!
//! The rest of the server asks named questions and gets records; SQL stays in this folder. Each question sees one moment,
//! each change is one transaction that looks and writes (`booking`), and an answer to its caller means that it is on disk.
//! On SQLite one thread makes all changes; on PostgreSQL any number of servers do, and whoever changes a job or books
//! users locks them first: the link's row, then the job's, then the users in the order of their numbers (locks of their own,
//! not rows). There each statement of a change sees its own moment: what is neither locked nor read by one statement has to
//! be looked at again (`roster::in_one_version`).
//!
//! The modules stand in floors, from the ground up as listed here; a module names only those of lower floors
//! (`tests/conventions.rs` holds this). [`Store`] itself is a low floor: it opens the database and runs one transaction at a
//! time, and each module above it adds the questions and changes that it is about.

// What can go wrong, what is counted, what tests may switch off, who may read what is written.
pub mod counters;
mod error;
mod particulars;
mod private_file;
pub mod sabotage;

// One SQL on two databases.
mod location;
mod sought;
mod sql;

// What a transaction needs besides: tables that are up to date, versions, the request's key, what was read before.
mod idempotency_keys;
mod migrations;
mod news;
mod roster_cache;
mod versions;

// One transaction, and who runs it.
mod store;
mod unit_of_work;

// What was changed, for whoever follows it.
mod journal;

// What other records point to, and what holds for the whole instance.
mod access_tokens;
mod api_users;
mod definitions;
mod directory;
mod messages;
mod recipients;
mod schedules;
mod settings;
mod status;
mod upstream_jobs;

// Who is free, what a request refers to, what a job brings about and leaves behind.
mod effects;
mod feeds;
mod history;
mod listed_webhooks;
mod referred;
mod roster;

// Nobody is in two places: whoever takes somebody's time asks here.
mod claims;

// Jobs, the links to them, what is held and to be done.
mod earlier;
mod holds;
mod jobs;
mod links;
mod open_links;
mod photos;
mod tasks;

// Changes to jobs and to what belongs to them.
mod booking;
mod callbacks;
mod rather_not;
mod wishes;

// What people are shown of all that.
mod facts;
mod listing;

// The instance as a whole: edited, filled, moved, searched, watched.
mod editor;
mod import;
mod refill;
mod search;
mod transfer;
mod watch;

#[cfg(test)]
mod testing;

pub use api_users::{ApiUser, ApiUserEntry};
pub use earlier::WaitingPulse;
pub use editor::{Editor, Removal, Visit};
pub use error::{Error, Refused};
pub use facts::{Facts, UpstreamFacts, VisitThen};
pub use history::{Deed, HistoryFilter, Past};
pub use idempotency_keys::{Answer, Effect, KeyedRequest, Known, for_request};
pub use jobs::{JobFilter, JobOrder};
pub use journal::Tail;
pub use links::OPENED_FOR_MS;
pub use listed_webhooks::ListedWebhook;
pub use location::Location;
pub use messages::{Backlog, DueMessage, MessageFilter, Offered, Told};
pub use news::{News, Subject};
pub use private_file::private_file;
pub use refill::{WaitedFor, Waiter, Waiters};
pub use roster::{Numbers, RosterQuestion, hold_id, is_hold};
pub use roster_cache::references::{References, Referred};
pub use schedules::Team;
pub use search::{Everybody, Search, Searched};
pub use sql::sqlite_version;
pub use store::Store;
pub use transfer::{Moved, Problem as TransferProblem};
pub use upstream_jobs::{Confirmation, UpstreamLink};
pub use watch::{Claims, Overlap, Schema};
