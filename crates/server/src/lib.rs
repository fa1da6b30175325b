//! The Slotwright server: the Sonar scheduling API on SQLite or PostgreSQL, booking links, and the widget's pages.
//!
//! [`App::build`] puts the parts together, [`App::router`] gives the routes (the table is in `router`), [`serve`] runs
//! them. A request goes from `router` through `gateway` (who calls, what that allows) to one of `routes`, which asks
//! `store` and the matching core. Only `store` knows SQL, only `clock` the system's clock, only `zone` zone rules, and
//! only `refusal` how refusals look.

mod app;
mod bounds;
mod clock;
pub mod commands;
pub mod config;
pub mod contract;
pub mod demo;
mod gateway;
pub mod metrics;
mod params;
mod reach;
mod refusal;
mod request_log;
mod router;
mod routes;
pub mod sabotage;
mod serve;
mod stop;
pub mod store;
mod table;
#[cfg(test)]
mod testing;
mod turns;
pub mod world;
mod zone;

pub use app::{App, Greeting};
pub use serve::{serve, serve_until};
pub use stop::{Phase, Signals, Stop};
