//! What a program has asked to be told once its change is carried out.

use std::fmt;

/// A message to a program that has asked for a change: written down with the change, and sent when that has been carried out.
#[derive(Clone, PartialEq, Eq)]
pub struct Callback {
    /// Where it is sent.
    pub url: String,
    /// What was done, in the word of the program's system, as in `JOB_CREATED`.
    pub event: String,
    /// How long after the change it is sent at the earliest, in milliseconds.
    pub after_ms: i64,
    /// JSON, as the system's own folder reads and writes it: what is sent, and what signs it.
    pub document: String,
}

/// Neither an address, which may have a token in it, nor what signs belongs into a log.
impl fmt::Debug for Callback {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_struct("Callback").field("event", &self.event).finish_non_exhaustive()
    }
}
