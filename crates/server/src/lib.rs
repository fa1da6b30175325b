//! The Slotwright server: the Sonar scheduling API on SQLite or PostgreSQL, booking links, and the widget's pages.
//!
//! A request goes down one stair: `edge` (socket, limits, log) → `access` (who calls) → `inbound` or `ours` (what is meant) →
//! `scheduling` (rights, policy, one file a deed) → the store; the answer comes back the same way. `pages` are the widget's,
//! `contract` is the APIs' documents, `mcp` has the tools of agents, `standin` has the switches for others' tests. [`App::build`] puts the parts together, the table of each system's URLs is in its folder,
//! and `router` puts the tables together; [`serve`] runs them.

mod access;
mod app;
mod asking;
pub mod commands;
pub mod config;
pub mod contract;
mod credentials;
mod edge;
mod elsewhere;
mod inbound;
mod instance;
mod live;
mod mcp;
mod metrics;
mod ours;
mod outbound;
mod pages;
mod plain;
mod router;
mod sandboxed;
mod scheduling;
pub mod smoke;
mod speech;
mod standin;
mod table;
#[cfg(test)]
mod testing;
mod time;
mod waiting;
mod watch;

pub use access::check_keys as check_exchanges;
pub use app::{App, Greeting};
pub use edge::address::Peer;
pub use edge::serve::{serve, serve_until};
pub use edge::stop::{Phase, Signals, Stop};
pub use outbound::listed::take_up as take_up_webhooks;
#[cfg(feature = "sabotage")]
pub use slotwright_store::sabotage;
