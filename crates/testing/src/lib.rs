//! What proves the server, from outside.
//!
//! Stands beside the floors: it starts the built program, speaks HTTP to it, and reads what is left in the database. It
//! never names the server's code, so what it finds can't be wrong in the same way. Nothing here is shipped.

#[cfg(unix)]
pub mod arena;
#[cfg(unix)]
pub mod bookings;
pub mod checker;
#[cfg(unix)]
pub mod controls;
#[cfg(unix)]
pub mod desk;
pub mod dice;
pub mod history;
pub mod http;
#[cfg(unix)]
pub mod model;
#[cfg(unix)]
pub mod postgres;
#[cfg(unix)]
pub mod races;
pub mod rows;
pub mod sqlite;
pub mod time;
