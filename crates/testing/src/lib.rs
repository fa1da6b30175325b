//! What proves the server, from outside.
//!
//! Stands beside the floors: it starts the built program, speaks HTTP to it, and reads what is left in the database. It
//! never names the server's code, so what it finds can't be wrong in the same way. Nothing here is shipped.

pub mod checker;
pub mod dice;
pub mod history;
pub mod http;
#[cfg(unix)]
pub mod postgres;
pub mod rows;
pub mod time;
