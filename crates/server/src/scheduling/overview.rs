//! What the holder of a booking link finds: their wishes, and when the visit is.

use jiff::{SignedDuration, Timestamp};
use slotwright_domain::{Page, Wish};
use slotwright_matching::Interval;
use slotwright_store::Error;

use super::Customer;
use crate::instance::Instance;

/// When the holder of a link is to be at home.
pub struct Appointment {
    /// For which job.
    pub job_id: u64,
    /// From which instant.
    pub starts_at: Timestamp,
    /// Until which.
    pub ends_at: Timestamp,
    /// In which minutes somebody arrives, where that is promised.
    pub window: Option<Interval>,
}

/// All wishes of the link's job, by rank; none where there is no job yet.
pub async fn wishes(instance: &Instance, customer: &Customer) -> Result<Vec<Wish>, Error> {
    match &customer.job {
        Some(job) => Ok(instance.store.wishes(job.id, Page::ALL).await?.map(|(wishes, _)| wishes).unwrap_or_default()),
        None => Ok(Vec::new()),
    }
}

/// The instants of the visit, once it has its time. Its end is its length after its start, as long as it takes on every clock.
#[must_use]
pub fn visit(instance: &Instance, customer: &Customer) -> Option<(Timestamp, Timestamp)> {
    let job = customer.job.as_ref()?;
    let starts_at = instance.zone.instant_of(job.start?);
    let length = SignedDuration::from_mins(i64::from(job.length_in_minutes));
    Some((starts_at, starts_at.saturating_add(length).unwrap_or(starts_at)))
}

/// When the holder is to be there, once the visit has its time.
#[must_use]
pub fn appointment(instance: &Instance, customer: &Customer) -> Option<Appointment> {
    let (mut starts_at, mut ends_at) = visit(instance, customer)?;
    let job = customer.job.as_ref()?;
    // Where a window is promised, the customer is to be there from its begin until a visit that begins at its end is over.
    let window = job.start.and_then(|start| instance.policy.arrival.window(start));
    if let Some(window) = window {
        let length = SignedDuration::from_mins(i64::from(job.length_in_minutes));
        starts_at = instance.zone.instant_of(window.start());
        ends_at = instance.zone.instant_of(window.end()).saturating_add(length).unwrap_or(ends_at);
    }
    Some(Appointment { job_id: job.id, starts_at, ends_at, window })
}
