//! What a system's program says of a job: its particulars, and what follows for the job, at once.

use slotwright_domain::{Job, JobDeed, ParticularsChange};
use slotwright_matching::Day;
use slotwright_store::Refused;

use super::visit::{refuse_skipped, skipped_on};
use super::{Caller, Staff};
use crate::instance::Instance;

/// Writes it. A visit that changes needs everybody of its crew to be free, as ever.
///
/// # Errors
///
/// [`Refused::ChangedMeanwhile`], where the particulars are others than `change` was judged by, and whatever the deed is refused
/// for.
pub async fn record(
    instance: &Instance,
    staff: Staff,
    job_id: u64,
    deed: JobDeed,
    change: Option<ParticularsChange>,
) -> Result<Job, Refused> {
    if let JobDeed::Change(change) = &deed {
        refuse_skipped(instance, change.start)?;
    }
    let zone = instance.zone.clone();
    let skipped = move |start| skipped_on(&zone, Day::of(start));
    let by = Caller::Staff(staff).actor(instance);
    instance.store.record(job_id, deed, change, by, skipped, instance.now().unix()).await
}
