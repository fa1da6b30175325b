//! Taking a visit's time away: back to the queue, or with the job itself.

use slotwright_domain::Job;
use slotwright_store::Refused;

use super::Caller;
use crate::instance::Instance;

/// Puts a job back into the queue.
pub async fn queue(instance: &Instance, caller: &Caller, id: u64) -> Result<Job, Refused> {
    refuse_unseen(caller, id)?;
    Ok(caller.view(instance.store.queue_job(id, caller.actor(instance)).await?))
}

/// Deletes a job and frees its crew.
pub async fn delete(instance: &Instance, caller: &Caller, id: u64) -> Result<(), Refused> {
    refuse_unseen(caller, id)?;
    instance.store.delete_job(id, caller.actor(instance), instance.link_terms()).await
}

fn refuse_unseen(caller: &Caller, id: u64) -> Result<(), Refused> {
    if caller.may_see(id) { Ok(()) } else { Err(Refused::NoSuchJob) }
}
