//! Asking our own addresses in the process, for those who speak for a caller: agents' tools, and the pages without script.
//!
//! What is asked so goes through the same layers as if it came from outside: quotas, rights, policy and keys are held in one place,
//! and nobody in between judges anything again.

mod api;
mod offer;
mod visit;

pub use api::{Api, Refused, read};
pub use offer::{Offer, days};
pub use visit::{Visit, Wanted, add, job_path};
