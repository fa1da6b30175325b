//! What can be done: one file a deed. A typed draft goes in, a meaning comes out. Rights, policy and the transaction are here,
//! and nowhere else; what it is called in anybody's API is not known here.
//!
//! A draft may be incomplete, since a request can be: what could be read of it is judged all the same, so that all that is wrong
//! can be answered at once, and nothing is done ([`slotwright_store::Refused::Faulty`]).

mod actor;
mod attempt;
pub mod book;
pub mod cancel;
pub mod change;
pub mod explain;
pub mod find;
pub mod hold;
pub mod link;
mod references;
mod visit;
pub mod wish;
pub mod work;

pub use actor::{Caller, Customer, Staff};
pub use attempt::Attempt;
