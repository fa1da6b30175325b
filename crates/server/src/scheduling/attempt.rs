//! Attempts to give a visit a time, as they are counted.

use slotwright_store::Refused;

use crate::metrics::{self, Booking};

/// An attempt to give a visit a time, which is counted when its request is done: made twice, it is one.
#[derive(Default)]
pub struct Attempt(Option<Booking>);

impl Attempt {
    /// Notes how it went; not where it is made again.
    pub(super) fn note<T>(&mut self, outcome: &Result<T, Refused>) {
        self.0 = match outcome {
            Err(Refused::Outdated) => None,
            Ok(_) => Some(Booking::Booked),
            Err(Refused::NotFree(_)) => Some(Booking::Taken),
            Err(Refused::Storage(_)) => Some(Booking::Failed),
            Err(_) => Some(Booking::Refused),
        };
    }

    /// It is begun again.
    pub(super) fn begin(&mut self) {
        self.0 = None;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some(booking) = self.0 {
            metrics::booking(booking);
        }
    }
}
