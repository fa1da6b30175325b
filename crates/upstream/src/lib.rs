//! Speaks to real instances of the four scheduling systems: one interface ([`Scheduler`]), an adapter for each.
//!
//! An adapter translates: a job in our words goes out in the system's, and what comes back is a meaning ([`Failure`]), never a
//! status. It decides nothing, remembers nothing but its session, and never repeats a request that may have made something:
//! whether to look first and send again is for its caller, who has a store. A system's words stop at its folder.
//!
//! In here there is no store, no clock of an instance and no policy; the time-outs are those of the wire alone.

mod capabilities;
mod failure;
mod ids;
mod listener;
mod post;
mod scheduler;
mod secret;
mod sentence;
mod table;
mod tokens;
mod transport;

pub mod bigchange;
pub mod frotcom;
pub mod os1;
pub mod sonar;

pub use bigchange::BigChangeSettings;
pub use capabilities::{Capabilities, Operation, Support};
pub use failure::{Failure, WrongField};
pub use frotcom::{Frotcom, FrotcomForm, FrotcomSettings};
pub use ids::Ids;
pub use listener::{Exchange, HeardAnswer, Listener};
pub use os1::{EpochUnit, Os1, Os1Settings, SubStatuses};
pub use post::{Post, Poster};
pub use scheduler::{
    Busy, End, Found, FreeQuestion, FreeTime, KnownJob, Made, Moment, Scheduler, Seen, SeenStatus, Start, Untold,
    Upstream, UpstreamJob, Visit,
};
pub use secret::Secret;
pub use sonar::SonarSettings;
pub use table::table;
pub use transport::{Answer, Body, Call, Method, Transport, TransportSettings};
