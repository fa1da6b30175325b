//! What a system's program says of a job: its particulars, and what follows for the job, at once.

use slotwright_domain::{Job, JobDeed, ParticularsChange};
use slotwright_matching::Day;
use slotwright_store::Refused;

use super::visit::{refuse_skipped, skipped_around};
use super::{Caller, Staff};
use crate::instance::Instance;

/// What a system's program says of one of several jobs.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Which job.
    pub job_id: u64,
    /// What has become of it.
    pub deed: JobDeed,
    /// And of its particulars.
    pub particulars: Option<ParticularsChange>,
}

/// Writes all of it, or nothing.
///
/// # Errors
///
/// As [`record`], of any of them.
pub async fn record_all(instance: &Instance, staff: Staff, all: Vec<Recorded>) -> Result<(), Refused> {
    for Recorded { deed, .. } in &all {
        if let JobDeed::Change(change) = deed {
            refuse_skipped(instance, change.start)?;
        }
    }
    let zone = instance.zone.clone();
    let skipped = move |start| skipped_around(&zone, Day::of(start), Day::of(start));
    let by = Caller::Staff(staff).actor(instance);
    let all = all.into_iter().map(|recorded| (recorded.job_id, recorded.deed, recorded.particulars)).collect();
    instance.store.record_all(all, by, skipped, instance.now().unix()).await
}

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
    let skipped = move |start| skipped_around(&zone, Day::of(start), Day::of(start));
    let by = Caller::Staff(staff).actor(instance);
    instance.store.record(job_id, deed, change, by, skipped, instance.now().unix()).await
}
