//! The switches of a stand-in: what others set from their tests when this server is the counterpart in them, instead of a vendor's.
//!
//! Off unless it is asked for, and only with a world of its own: whoever reaches it needs no credentials, and makes the server
//! misbehave. What is off is not there at all.

mod clock;
pub mod faults;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::middleware::from_fn;
use axum::routing::get;
use serde_json::Value;

use crate::edge::limits::{check_json, read_body};
use crate::edge::problem::as_problem;
use crate::edge::refusal::Refusal;
use crate::time::clock::InstanceClock;
use crate::time::zone::Zone;

use faults::Faults;

/// Where the switches are.
pub const ROOT: &str = "/__standin";

/// What can be set.
pub struct Standin {
    /// The clock of the instance.
    pub clock: Arc<InstanceClock>,
    /// By which zone it is set and read.
    pub zone: Arc<Zone>,
    /// What goes wrong on purpose.
    pub faults: Faults,
}

/// The switches.
pub fn router(standin: Arc<Standin>) -> Router {
    let no_such_method = async || Refusal::no_such_method();
    Router::new()
        .route(&format!("{ROOT}/clock"), get(clock::get).put(clock::put))
        .route(&format!("{ROOT}/faults"), get(faults::get).put(faults::put).delete(faults::delete))
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn(read_body))
        .layer(from_fn(as_problem))
        .with_state(standin)
}

/// A body as JSON.
fn json(body: &Bytes) -> Result<Value, Refusal> {
    check_json(body)?;
    serde_json::from_slice(body).map_err(|error| Refusal::malformed(format!("The body must be JSON: {error}.")))
}
