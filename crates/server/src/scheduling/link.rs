//! Making links.

use jiff::{SignedDuration, Timestamp};
use slotwright_domain::{Faults, LinkDraft, LinkHolder, LinkScope, Member, PlaceRef, Wrong};
use slotwright_store::{Error, References, Refused};

use super::visit::refuse_faulty;
use super::{Caller, Staff, references};
use crate::instance::Instance;

/// What a customer's link is to be for, as far as the request for it could be read: an existing job, or a new one.
#[derive(Clone, Copy, Debug)]
pub enum NewLink {
    /// For this job, where its number could be read.
    OfJob(Option<u64>),
    /// For a job of this type at this place.
    ForNewJob {
        /// The type.
        job_type_id: Option<u64>,
        /// The place.
        place: Option<PlaceRef>,
    },
}

/// What makes a link a secret of its holder: only the hash of what the holder is given is kept.
#[derive(Clone, Copy)]
pub struct Secrets {
    /// SHA-256 of the handle.
    pub handle_hash: [u8; 32],
    /// Random; makes the aliases of users.
    pub salt: [u8; 16],
}

/// What a customer's link is about.
///
/// # Errors
///
/// [`Refused::Faulty`] names each member that is wrong, and is what a request gets that could not be read in full.
pub async fn scope(
    instance: &Instance,
    staff: Staff,
    wanted: NewLink,
    could_not_be_read: bool,
) -> Result<LinkScope, Refused> {
    let mut faults = Faults::default();
    let scope = match wanted {
        NewLink::OfJob(job_id) => {
            let job = match job_id {
                Some(job_id) => instance.store.job(job_id).await?,
                None => None,
            };
            faults.add_if(job.is_none(), Member::Job, Wrong::Unknown);
            job.map(|job| LinkScope {
                place: job.place,
                job_type_id: job.job_type_id,
                job_id: Some(job.id),
                made_job: false,
            })
        }
        NewLink::ForNewJob { job_type_id, place } => {
            let references = References { job_type_id, place, ..References::default() };
            references::find(instance, &Caller::Staff(staff), &mut faults, None, references).await?;
            let scope = |(place, job_type_id)| LinkScope { place, job_type_id, job_id: None, made_job: false };
            place.zip(job_type_id).map(scope)
        }
    };
    refuse_faulty(faults, could_not_be_read)?;
    scope.ok_or(Refused::NoSuchJob)
}

/// Makes a link that works for some days, and says until when.
pub async fn make(instance: &Instance, holder: LinkHolder, days: u64, secrets: Secrets) -> Result<Timestamp, Error> {
    let now = Timestamp::constant(instance.now().unix(), 0);
    let length = SignedDuration::from_hours(24 * i64::try_from(days).unwrap_or(i64::MAX / 24));
    let expires_at = now.saturating_add(length).unwrap_or(Timestamp::MAX);
    let draft = LinkDraft {
        handle_hash: secrets.handle_hash,
        salt: secrets.salt,
        holder,
        created_at: now.as_second(),
        expires_at: expires_at.as_second(),
    };
    instance.store.create_link(draft).await?;
    Ok(expires_at)
}
