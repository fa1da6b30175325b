//! Whoever wants to know what goes over the wire, word for word.

use std::fmt::Debug;

use crate::transport::{Body, Method};

/// Somebody who is told each exchange once it is over.
///
/// What they are told has credentials in it, and the names of customers: it is for whoever takes those out.
pub trait Listener: Debug + Send + Sync {
    /// An exchange is over.
    fn heard(&self, exchange: &Exchange);
}

/// A request, and what came of it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// How it was made.
    pub method: Method,
    /// Where, below the base address.
    pub path: String,
    /// The query's parameters.
    pub query: Vec<(&'static str, String)>,
    /// The headers of the request, but for those that belong to every request over HTTP.
    pub headers: Vec<(&'static str, String)>,
    /// What it carried.
    pub body: Body,
    /// What came back; `None` where nothing whole did.
    pub answer: Option<HeardAnswer>,
}

/// What came back, as it was.
#[derive(Clone, Debug)]
pub struct HeardAnswer {
    /// The status.
    pub status: u16,
    /// All headers, with their names in small letters. One whose value is no text is left out.
    pub headers: Vec<(String, String)>,
    /// The body; empty as well where it was not read, since the status said it all.
    pub body: Vec<u8>,
}
