//! What the holder of a booking link finds: their wishes, and when the visit is.

use jiff::{SignedDuration, Timestamp};
use slotwright_domain::{Page, Wish};
use slotwright_matching::{Interval, Minute};
use slotwright_store::{Error, Past};

use super::Customer;
use crate::instance::Instance;

/// When the holder of a link is to be at home.
pub struct Appointment {
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
    let start = customer.job.as_ref()?.start?;
    Some(appointment_at(instance, customer, start))
}

/// When the holder is, or was, to be there for a visit that starts then.
#[must_use]
pub fn appointment_at(instance: &Instance, customer: &Customer, start: Minute) -> Appointment {
    // Where a window is promised, the customer is to be there from its begin until a visit that begins at its end is over.
    let window = instance.policy.arrival.window(start);
    let (from, last) = window.map_or((start, start), |window| (window.start(), window.end()));
    let length = SignedDuration::from_mins(i64::from(customer.length_in_minutes));
    let last = instance.zone.instant_of(last);
    Appointment {
        starts_at: instance.zone.instant_of(from),
        ends_at: last.saturating_add(length).unwrap_or(last),
        window,
    }
}

/// Until when the wishes of the holder's job are answered, where that is promised and ahead.
pub async fn answer_by(instance: &Instance, customer: &Customer) -> Result<Option<Minute>, Error> {
    let waiting = customer.job.as_ref().filter(|job| job.start.is_none() && !job.status.has_ended());
    let (Some(hours), Some(job)) = (customer.answer_within_hours, waiting) else { return Ok(None) };
    let Some(age_ms) = instance.store.wishes_age_ms(job.id).await? else { return Ok(None) };
    let now = instance.now();
    let by = SignedDuration::from_hours(i64::from(hours)) - SignedDuration::from_millis(age_ms.max(0));
    let by = now.instant.saturating_add(by).map(|by| instance.zone.wall_clock(by).minute()).ok();
    Ok(by.filter(|by| now.minute() < *by))
}

/// The visit that the holder has cancelled last: its job, and when it would begin. `None` once anything was done since, or its time
/// has come.
pub async fn cancelled_last(instance: &Instance, customer: &Customer) -> Result<Option<(u64, Minute)>, Error> {
    if customer.job.as_ref().is_some_and(|job| job.start.is_some() || job.status.has_ended()) {
        return Ok(None);
    }
    let cancelled = instance.store.last_cancelled(customer.link_id()).await?;
    let is_theirs = |job_id| customer.job.as_ref().is_none_or(|job| job.id == job_id);
    Ok(cancelled.filter(|(job_id, start)| is_theirs(*job_id) && instance.now().minute() < *start))
}

/// What became of the job so far that the holder's visit is of.
pub async fn past(instance: &Instance, customer: &Customer, job_id: u64) -> Result<Past, Error> {
    instance.store.past(job_id, customer.link_id()).await
}

/// What became of a job whose visit was cancelled and that was the holder's: theirs still, or made by them and deleted; `None` for
/// any other.
pub async fn cancelled(instance: &Instance, customer: &Customer, job_id: u64) -> Result<Option<Past>, Error> {
    let past = past(instance, customer, job_id).await?;
    let is_theirs = match &customer.job {
        Some(job) if job.id == job_id => job.start.is_none() && !job.status.has_ended(),
        _ => past.is_made_by_link && instance.store.job(job_id).await?.is_none(),
    };
    Ok(Some(past).filter(|past| is_theirs && past.was_scheduled))
}
