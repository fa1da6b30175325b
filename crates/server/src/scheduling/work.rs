//! What staff report of a visit: somebody is on site, has left, is done.

use slotwright_domain::{Completion, Faults, Job, Member, Wrong};
use slotwright_store::{Error, Refused};

use super::Staff;
use super::visit::refuse_faulty;
use crate::instance::Instance;

/// Who is on site, as far as the request could be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnSite {
    /// Who; the one for whom the caller acts where nothing is said.
    pub user_id: Option<u64>,
    /// Whether a part could not be read: then the rest is judged, and nothing is done.
    pub could_not_be_read: bool,
}

/// How a job ended.
#[derive(Clone, Debug)]
pub struct End {
    /// Completed, or failed.
    pub successfully: bool,
    /// Why it failed, or a remark.
    pub reason: Option<String>,
}

/// Notes that somebody is on site since now.
pub async fn check_in(instance: &Instance, staff: Staff, id: u64, on_site: OnSite) -> Result<Job, Refused> {
    let user_id = who(instance, staff, on_site).await?;
    instance.store.check_in(id, user_id, instance.now().second(), staff.actor()).await
}

/// Notes that somebody has left.
pub async fn check_out(instance: &Instance, staff: Staff, id: u64, on_site: OnSite) -> Result<Job, Refused> {
    let user_id = who(instance, staff, on_site).await?;
    instance.store.check_out(id, user_id, staff.actor()).await
}

/// Ends a job now, frees its crew, and brings about what its type says.
pub async fn complete(instance: &Instance, staff: Staff, id: u64, end: End) -> Result<Job, Refused> {
    let now = instance.now();
    let End { successfully, reason } = end;
    let completion = Completion { at: now.second(), by_user_id: Some(staff.user_id), successfully, reason };
    instance.store.complete_job(id, completion, staff.actor(), now.unix()).await
}

/// Whether there is such a job: asked before a report of it is read, so that an unknown job is unknown whatever was sent.
pub async fn has_job(instance: &Instance, id: u64) -> Result<bool, Error> {
    Ok(instance.store.job(id).await?.is_some())
}

async fn who(instance: &Instance, staff: Staff, on_site: OnSite) -> Result<u64, Refused> {
    let mut faults = Faults::default();
    let is_unknown = instance.store.unknown_user(on_site.user_id.as_slice()).await?.is_some();
    faults.add_if(is_unknown, Member::Users, Wrong::Unknown);
    refuse_faulty(faults, on_site.could_not_be_read)?;
    Ok(on_site.user_id.unwrap_or(staff.user_id))
}
